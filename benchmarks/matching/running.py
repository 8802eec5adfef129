"""Runs a program as a process of its own and measures it from outside."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Run:
    """What one process took: seconds by the clock, mebibytes resident at the peak."""

    seconds: float
    peak_mb: float

    def as_dict(self) -> dict[str, float]:
        return asdict(self)


def measured(command: Sequence[str], log: Path) -> Run:
    """Run the command to its end, its output in a log file; stop here when it fails.

    The peak is that of the largest process: the command's own, or one that it started and waited for.
    """
    with log.open("wb") as output:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        tail = log.read_text(encoding="utf-8", errors="replace")[-2000:]
        sys.exit(f"{' '.join(command)}\nended with status {process.returncode}:\n{tail}")
    return Run(seconds, usage.ru_maxrss / 1024)
