"""The real server as a process of its own, started as anybody would start it."""

import asyncio
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.namespaces import entered, inside
from tests.support.operator import Invitation, Invited, Operator
from tests.support.waiting import eventually

ROOT = Path(__file__).parents[2]
START_SECONDS = 40.0
STOP_SECONDS = 20.0
SERVER_PORT_IN_NAMESPACE = 8080
MEDIA_PORT_IN_NAMESPACE = 40_000


@dataclass
class Server:
    address: str
    port: int
    media_port: int
    namespace: str | None
    data_folder: str
    settings: dict[str, str] = field(default_factory=dict)
    """By the names of the settings: what a test wants otherwise."""
    log_file: Path | None = None
    """Beside the data folder where none is named."""
    operator_key: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    room: str = "demo"
    """For which invitations are, unless another is named."""
    invitations: list[Invitation] = field(default_factory=list)
    stop_seconds: float = STOP_SECONDS
    _open_rooms: set[str] = field(default_factory=set)
    _process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://{self.address}:{self.port}"

    @property
    def operator(self) -> Operator:
        return Operator(self.url, self.operator_key, self.namespace)

    async def invite(self, *people: Invited, room: str | None = None, valid_hours: float = 1) -> Invitation:
        """A seat in that room, which is opened when it is wanted first."""
        room = room or self.room
        if room not in self._open_rooms:
            await self.operator.open_room(room)
            self._open_rooms.add(room)
        invitation = await self.operator.invite(room, *people, valid_hours=valid_hours)
        self.invitations.append(invitation)
        return invitation

    async def next_room(self) -> None:
        """Close every room, and have the next invitations lead to a new one: all that tests on one server share."""
        for room in self._open_rooms:
            await self.operator.close_room(room)
        self._open_rooms.clear()
        self.room = f"demo-{secrets.token_hex(4)}"

    @property
    def pid(self) -> int:
        """The control process's."""
        assert self._process is not None, "the server was not started"
        return self._process.pid

    @property
    def worker_pid(self) -> int | None:
        """The media worker's process; ``None`` between its end and its replacement."""
        return None if self._process is None else _child(self._process.pid, "media.worker")

    async def start(self, within_seconds: float = START_SECONDS) -> None:
        self._spawn()
        await eventually("the server is healthy", self.is_healthy, within_seconds=within_seconds)

    def _spawn(self) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                inside(self.namespace, [sys.executable, "run_server.py"]),
                cwd=ROOT,
                env=self._environment(),
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    async def stop(self) -> int:
        """Ends it as an operator does; the exit code."""
        assert self._process is not None
        self._process.terminate()
        try:
            return await asyncio.to_thread(self._process.wait, self.stop_seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            raise AssertionError("the server did not end on SIGTERM\n" + self.text) from None

    def kill(self) -> None:
        """``kill -9`` of the control process; its media workers end by themselves."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    async def restart(self) -> None:
        await self.stop()
        await self.start()

    def kill_worker(self) -> int:
        """``kill -9``; the pid that is gone."""
        pid = self.worker_pid
        assert pid is not None, "there is no media worker to kill"
        os.kill(pid, signal.SIGKILL)
        return pid

    async def is_healthy(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, "the server ended by itself\n" + self.text
        return await asyncio.to_thread(self._ask_health)

    async def is_unwell(self) -> bool:
        return not await self.is_healthy()

    @property
    def text(self) -> str:
        """All that it has printed."""
        return self._log.read_text(errors="replace")

    def nothing_went_wrong(self, since: int = 0) -> None:
        """It has logged no traceback and no secret; ``since``: the length of its text before."""
        said = self.text[since:]
        assert "Traceback" not in said, said
        secret = {self.operator_key, *(invitation.secret for invitation in self.invitations)}
        assert not [one for one in secret if one in said], "a secret stands in the log\n" + said

    def _ask_health(self) -> bool:
        with nullcontext() if self.namespace is None else entered(self.namespace):
            try:
                with urllib.request.urlopen(f"{self.url}/healthz", timeout=1) as answer:
                    return bool(answer.status == 200)
            except OSError:
                return False

    @property
    def _log(self) -> Path:
        return self.log_file or Path(self.data_folder).with_suffix(".log")

    def _environment(self) -> dict[str, str]:
        others = {name: value for name, value in os.environ.items() if not name.startswith("PARAMARSH_")}
        return others | {
            "PARAMARSH_HOST": self.address,
            "PARAMARSH_PORT": str(self.port),
            "PARAMARSH_MEDIA_PORT": str(self.media_port),
            "PARAMARSH_MEDIA_ADDRESSES": self.address,
            "PARAMARSH_MEDIA_WORKERS": "1",
            "PARAMARSH_DATA_FOLDER": self.data_folder,
            "PARAMARSH_OPERATOR_KEY": self.operator_key,
            "PARAMARSH_DEMONSTRATION": "off",
            "PYTHONUNBUFFERED": "1",
            **{f"PARAMARSH_{name.upper()}": value for name, value in self.settings.items()},
        }


@asynccontextmanager
async def running_server(
    *, namespace: str | None = None, address: str = "127.0.0.1", **settings: str
) -> AsyncIterator[Server]:
    """A healthy server; at the end it must stop on SIGTERM and have logged no traceback and no secret."""
    with tempfile.TemporaryDirectory(prefix="paramarsh-test-") as folder:
        ports = _free_ports() if namespace is None else (SERVER_PORT_IN_NAMESPACE, MEDIA_PORT_IN_NAMESPACE)
        server = Server(address, *ports, namespace, f"{folder}/data", settings)
        try:
            await server.start()
            yield server
        finally:
            await server.stop()
            print(server.text)  # pytest shows it when the test failed
        server.nothing_went_wrong()


@asynccontextmanager
async def with_a_room_of_its_own(shared: Server) -> AsyncIterator[Server]:
    """For one test on a server that others use before and after; what it logs meanwhile is looked at as above."""
    said_before = len(shared.text)
    await shared.next_room()
    try:
        yield shared
    finally:
        print(shared.text[said_before:])
    shared.nothing_went_wrong(said_before)


def _free_ports() -> tuple[int, int]:
    return free_port(socket.SOCK_STREAM), free_port(socket.SOCK_DGRAM)


def free_port(kind: socket.SocketKind) -> int:
    """Free just now on the loopback. Of several processes that run tests none finds a port that another has found."""
    number, count = _worker()
    while True:
        with socket.socket(socket.AF_INET, kind) as probe:
            probe.bind(("127.0.0.1", 0))
            port: int = probe.getsockname()[1]
        if port // 2 % count == number:  # the kernel prefers even ones
            return port


def _worker() -> tuple[int, int]:
    """pytest-xdist's: which one this is, of how many."""
    name = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
    return int(name.removeprefix("gw")), int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))


def _child(parent: int, word: str) -> int | None:
    """The process below ``parent`` whose command line has that word."""
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and _parent(folder) == parent and word in _command(folder):
            return int(folder.name)
    return None


def _parent(folder: Path) -> int | None:
    try:
        return int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return None


def _command(folder: Path) -> str:
    try:
        return (folder / "cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""
