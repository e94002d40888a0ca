"""A PostgreSQL server of the tests' own: the distribution's programs, a folder and a port that nobody else has."""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from tests.support.server import free_port

ROLE = "postgres"
START_SECONDS = 30
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "60"}
"""What a test's data need not survive."""


@cache
def programs() -> Path | None:
    """The newest version's folder of programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


def why_no_postgresql() -> str | None:
    return None if programs() else "PostgreSQL is not installed (package postgresql)"


class PostgreSQL:
    """A running server, and databases on it."""

    def __init__(self, port: int, folder: Path, options: str) -> None:
        """``options``: what it is started with."""
        self._port = port
        self._folder = folder
        self._options = options

    def start(self) -> None:
        data, log = f"{self._folder}/data", f"{self._folder}/log"
        _run("pg_ctl", "start", "--wait", "--pgdata", data, "--log", log, "--options", self._options)

    def stop(self, *, check: bool = True) -> None:
        """Without a good-bye to whoever is connected, as when its machine dies."""
        _run("pg_ctl", "stop", "--mode=immediate", "--pgdata", f"{self._folder}/data", check=check)

    def url(self, database: str) -> str:
        return f"postgresql://{ROLE}@127.0.0.1:{self._port}/{database}"

    def create(self, template: str = "template0") -> str:
        """A database of its own, like ``template``; its name."""
        name = f"test_{secrets.token_hex(6)}"
        self._do(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, name: str) -> None:
        self._do(f"DROP DATABASE {name} WITH (FORCE)")

    def _do(self, statement: str) -> None:
        psql = ["psql", "--no-psqlrc", "--quiet", "--command", statement, self.url("postgres")]
        subprocess.run(psql, check=True, capture_output=True, timeout=START_SECONDS)


@contextmanager
def running_postgresql(settings: Mapping[str, str] = FAST) -> Iterator[PostgreSQL]:
    """Stopped, and its folder gone, when the block ends."""
    folder = Path(tempfile.mkdtemp(prefix="paramarsh-postgresql-"))
    port = free_port(socket.SOCK_STREAM)
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, ROLE)
        _run(
            "initdb", "--pgdata", f"{folder}/data", "--auth=trust", f"--username={ROLE}", "--no-sync", "--encoding=UTF8"
        )
        options = {
            **settings,
            "port": str(port),
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": str(folder),
        }
        server = PostgreSQL(port, folder, " ".join(f"-c {name}={value}" for name, value in options.items()))
        server.start()
        yield server
    finally:
        PostgreSQL(port, folder, "").stop(check=False)
        shutil.rmtree(folder, ignore_errors=True)


def _run(program: str, *arguments: str, check: bool = True) -> None:
    """As the user whom PostgreSQL's package made, where we are root: it refuses to run as root."""
    folder = programs()
    assert folder is not None
    account = pwd.getpwnam(ROLE) if os.geteuid() == 0 else None
    done = subprocess.run(
        [str(folder / program), *arguments],
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE if check else subprocess.DEVNULL,
        text=True,
        timeout=START_SECONDS,
        cwd="/",
        user=account and account.pw_uid,
        group=account and account.pw_gid,
    )
    assert not check or done.returncode == 0, f"{program}: {done.stderr}"
