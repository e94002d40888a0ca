"""Network namespaces for tests: hosts of their own on this machine, without any wire to the outside."""

import ctypes
import fcntl
import os
import shutil
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from uuid import uuid4

CLONE_NEWNET = 0x4000_0000
TUNSETIFF = 0x4004_54CA
IFF_TUN_NO_PI = 0x1001
TUN_DEVICE = Path("/dev/net/tun")
_libc = ctypes.CDLL(None, use_errno=True)


@cache
def why_unavailable() -> str | None:
    """A sentence when namespaces cannot be made here, else nothing."""
    if os.geteuid() != 0:
        return "network namespaces need root"
    if shutil.which("ip") is None:
        return "network namespaces need the ip command (package iproute2)"
    if not TUN_DEVICE.exists():
        return "the emulated network needs /dev/net/tun"
    return _why_none_can_be_made()


def _why_none_can_be_made() -> str | None:
    try:
        with namespace("probe") as name:
            os.close(open_tun(name, "wan0"))
    except (OSError, subprocess.CalledProcessError) as error:
        return f"this kernel lets us make no network namespace ({error})"
    return None


@contextmanager
def namespace(purpose: str) -> Iterator[str]:
    """A fresh namespace with only its loopback up; removed at the end, and its devices with it."""
    name = f"pm-{purpose}-{uuid4().hex[:6]}"
    ip("netns", "add", name)
    try:
        ip("-n", name, "link", "set", "lo", "up")
        yield name
    finally:
        ip("netns", "del", name)


def ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True, text=True)


def inside(name: str | None, command: list[str]) -> list[str]:
    """The command, to be run in that namespace."""
    return command if name is None else ["ip", "netns", "exec", name, *command]


@contextmanager
def entered(name: str) -> Iterator[None]:
    """This thread is in the namespace: what it opens stays there. Do not await inside."""
    with open("/proc/thread-self/ns/net") as home, open(f"/run/netns/{name}") as there:
        _set_namespace(there.fileno())
        try:
            yield
        finally:
            _set_namespace(home.fileno())


def open_tun(name: str, device: str) -> int:
    """A TUN device in the namespace; the returned descriptor (non-blocking) carries its IP packets."""
    with entered(name):
        descriptor = os.open(TUN_DEVICE, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            fcntl.ioctl(descriptor, TUNSETIFF, struct.pack("16sH22x", device.encode(), IFF_TUN_NO_PI))
        except OSError:
            os.close(descriptor)
            raise
    return descriptor


def _set_namespace(descriptor: int) -> None:
    if _libc.setns(descriptor, CLONE_NEWNET):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), "setns")
