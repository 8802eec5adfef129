"""Fuzz the parsers of the record for a time: `python -m tests.fuzz.run [SECONDS]`.

Exit 0 when nothing but Refused was raised, no input took longer than SLOW seconds, and memory stayed bounded.
"""

from __future__ import annotations

import resource
import sys
import time
from collections import Counter
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


def main(seconds: float) -> int:
    end = time.monotonic() + seconds
    done: Counter[str] = Counter()
    slowest, batch = 0.0, 0
    while time.monotonic() < end:
        for target in TARGETS:

            @seed(batch)
            @settings(BATCH)
            @given(TARGETS[target][1])
            def one(data: Any, target: str = target) -> None:
                nonlocal slowest
                begun = time.monotonic()
                check(target, data)
                slowest = max(slowest, time.monotonic() - begun)
                done[target] += 1

            one()
            batch += 1
            if time.monotonic() >= end:
                break
    for target, count in done.items():
        print(f"{count:8,} {target}")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"slowest {slowest:.2f} s, memory {memory >> 10} MiB; nothing but refusals")
    return 1 if slowest > SLOW or memory > MEMORY else 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 60.0))
