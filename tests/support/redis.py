"""A Redis server of the tests' own: the distribution's program, a folder and a port that nobody else has.

A plugin of ``tests/conftest.py``, so that one serves all tests that ask for nothing special.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.server import free_port

START_SECONDS = 10.0


def why_no_redis() -> str | None:
    return None if shutil.which("redis-server") else "Redis is not installed (package redis-server)"


class RedisServer:
    """``stop`` and ``start`` again loses what it held; ``pause`` leaves every question without an answer."""

    def __init__(self, folder: Path, port: int) -> None:
        self._folder = folder
        self._port = port
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self._port}/0"

    def start(self) -> None:
        """Returns when it answers."""
        program = shutil.which("redis-server")
        assert program is not None, why_no_redis()
        options = {"port": self._port, "bind": "127.0.0.1", "save": "", "appendonly": "no", "dir": self._folder}
        flags = [part for name, value in options.items() for part in (f"--{name}", str(value))]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [program, *flags], stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
            )
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            assert self._process.poll() is None, (self._folder / "log").read_text()
            assert time.monotonic() < deadline, "Redis did not start in time"
            time.sleep(0.02)

    def stop(self) -> None:
        """Without a farewell."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    @contextmanager
    def paused(self) -> Iterator[None]:
        assert self._process is not None
        os.kill(self._process.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(self._process.pid, signal.SIGCONT)

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self._port), timeout=1) as line:
                line.sendall(b"PING\r\n")
                return line.recv(16).startswith(b"+PONG")
        except OSError:
            return False


@contextmanager
def running_redis() -> Iterator[RedisServer]:
    """Stopped, and its folder gone, when the block ends."""
    folder = Path(tempfile.mkdtemp(prefix="paramarsh-redis-"))
    server = RedisServer(folder, free_port(socket.SOCK_STREAM))
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def redis_server() -> Iterator[RedisServer]:
    """Shared: a test that stops or pauses Redis starts its own with ``running_redis``."""
    with running_redis() as server:
        yield server


@pytest.fixture
def redis_prefix() -> str:
    """Of the keys of one test."""
    return f"test:{secrets.token_hex(4)}:"
