"""How far two fields of a register go together, so that what they share is counted once.

Family names and fathers' names go together in families and peoples; unit, day and place of capture go
together because people are captured in company. The ratio tells how much more often two rows drawn by
chance agree on both fields than they would if the fields were independent.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

MOST_ROWS = 1_000_000


def together(left: npt.NDArray[np.int32], right: npt.NDArray[np.int32]) -> float:
    """P(both agree) / (P(left agrees) P(right agrees)) over pairs of rows that have both; at least 1.

    Code 0 stands for an empty cell. Where too few pairs agree to tell, the answer is 1.
    """
    both = (left[:MOST_ROWS] != 0) & (right[:MOST_ROWS] != 0)
    a, b = left[:MOST_ROWS][both].astype(np.int64), right[:MOST_ROWS][both].astype(np.int64)
    pairs = len(a) * (len(a) - 1) / 2
    agree_both = _agreeing(a * (int(b.max(initial=0)) + 1) + b)
    expected = _agreeing(a) * _agreeing(b) / pairs if pairs else 0.0
    if agree_both < 5 or expected <= 0:
        return 1.0
    return max(1.0, float(agree_both / expected))


def _agreeing(codes: npt.NDArray[np.int64]) -> float:
    counts = np.unique(codes, return_counts=True)[1].astype(float)
    return float((counts * (counts - 1) / 2).sum())
