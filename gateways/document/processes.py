"""Processes beside the server: they give way to media, and end with it."""

import asyncio
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import connection, get_context, parent_process

NICENESS = 10


def processes(count: int, begin: Callable[..., None], *arguments: object) -> ProcessPoolExecutor:
    """They start with the first work. ``begin`` is called in each, and calls ``give_way``."""
    return ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=begin, initargs=arguments)


def give_way() -> None:
    os.nice(NICENESS)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


async def end(executor: ProcessPoolExecutor) -> None:
    """Waits for what is being done; what waits is given up."""
    await asyncio.to_thread(executor.shutdown, wait=True, cancel_futures=True)


def _end_with_parent() -> None:
    """A server that was killed leaves no process behind."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(0)
