"""The entries that every peer gets: those of one feed, as they stand in its file."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path


def entries() -> list[bytes]:
    """The lines of the file that is the first argument, as many as the second says."""
    lines = Path(sys.argv[1]).read_bytes().split(b"\n")[:-1]
    return lines[: int(sys.argv[2])]


def rate(work: Callable[[bytes], object], things: Iterable[bytes]) -> float:
    """How many a second."""
    things = list(things)
    started = time.perf_counter()
    for each in things:
        work(each)
    return len(things) / (time.perf_counter() - started)


def tell(**rates: float) -> None:
    """Print what was measured."""
    print(json.dumps(rates))
