"""What the operating system says that a process has used."""

import os
from pathlib import Path


def processor_seconds(pid: int) -> float:
    """User and system time of all its threads, from the scheduler's own nanoseconds."""
    total_ns = sum(_thread_ns(thread) for thread in Path(f"/proc/{pid}/task").iterdir())
    return total_ns / 1e9


def private_bytes(pid: int) -> int:
    """Memory that is its alone: what would come free with it."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Private_"))


def pin(pid: int, core: int) -> None:
    for thread in Path(f"/proc/{pid}/task").iterdir():
        os.sched_setaffinity(int(thread.name), {core})


def _thread_ns(thread: Path) -> int:
    try:
        return int((thread / "schedstat").read_text().split()[0])
    except OSError:
        return 0
