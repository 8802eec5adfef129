"""Work in two halves, the second done by a copy of this process where the system can make one."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context
from typing import TypeVar

Result = TypeVar("Result")


def in_halves(work: Callable[[slice], Result], size: int) -> list[Result]:
    """What `work` gives for the first and the second half of `size` things, or for all of them at once.

    The copy sees everything that stands in memory here; what it changes there is not seen here, and its
    result is sent over. Where it ends before its time (no memory), its half is worked on here.
    """
    if sys.platform != "linux" or (os.cpu_count() or 1) < 2:  # elsewhere a copied process may hang
        return [work(slice(0, size))]
    first, second = slice(0, size // 2), slice(size // 2, size)
    fork = get_context("fork")
    receiver, sender = fork.Pipe(duplex=False)

    def work_there() -> None:
        with suppress(KeyboardInterrupt):  # this process is stopped too, and says so
            sender.send(work(second))

    copy = fork.Process(target=work_there, daemon=True)
    copy.start()
    sender.close()
    try:
        done = work(first)
        try:
            return [done, receiver.recv()]
        except EOFError:
            return [done, work(second)]
    finally:
        receiver.close()
        copy.terminate()
        copy.join()
