"""Fuzz the parsers of the record for a time: `python -m tests.fuzz.run [SECONDS]`.

Exit 0 when nothing but Refused was raised, no input took longer than SLOW seconds, and memory stayed bounded.
"""

from __future__ import annotations

import resource
import sys
import time
from collections import Counter
from itertools import cycle
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.fuzz.targets import TARGETS, check

SLOW = 5.0
MEMORY = 1 << 20  # KiB
BATCH = settings(
    max_examples=200,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate, Phase.shrink),
)


class Run:
    """What has been tried so far, and how long the slowest input took."""

    def __init__(self) -> None:
        self.done: Counter[str] = Counter()
        self.slowest = 0.0

    def batch(self, target: str) -> None:
        """Some hundred inputs for one target, others than before."""

        @seed(self.done.total())
        @settings(BATCH)
        @given(TARGETS[target][1])
        def one(data: Any) -> None:
            begun = time.monotonic()
            check(target, data)
            self.slowest = max(self.slowest, time.monotonic() - begun)
            self.done[target] += 1

        one()


def main(seconds: float) -> int:
    run, end = Run(), time.monotonic() + seconds
    for target in cycle(TARGETS):
        run.batch(target)
        if time.monotonic() >= end:
            break
    for target, count in run.done.items():
        print(f"{count:8,} {target}")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"slowest {run.slowest:.2f} s, memory {memory >> 10} MiB; nothing but refusals")
    return 1 if run.slowest > SLOW or memory > MEMORY else 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 60.0))
