"""rapidfuzz: WRatio of the whole Latin names, every request against every row, and a rule for birth dates.

The rule: a full date that agrees adds 10 points, a year that differs takes 15, another day or month takes 3.
A pair counts as one person from 90 points on.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from lists import Row, latin, rows, write_answers
from rapidfuzz import fuzz, process

THRESHOLD = 90.0
CHUNK = 50


def main(wanted: Path, register: Path, answers: Path) -> None:
    held, asked = list(rows(register)), list(rows(wanted))
    names, born = [latin(row.full_name) for row in held], _dates(held)
    found = {}
    for start in range(0, len(asked), CHUNK):
        chunk = asked[start : start + CHUNK]
        queries = [latin(row.full_name) for row in chunk]
        scores = process.cdist(queries, names, scorer=fuzz.WRatio, dtype=np.float32, workers=2)
        scores += _date_rule(_dates(chunk), born)
        for row, line in zip(chunk, scores, strict=True):
            best = np.argpartition(-line, 9)[:10] if len(line) > 10 else np.arange(len(line))
            best = best[np.argsort(-line[best], kind="stable")]
            found[row.id] = [(held[at].id, _share(line[at]), float(line[at])) for at in best]
    write_answers(answers, (row.id for row in asked), found, THRESHOLD / 110)


def _share(points: float) -> float:
    return min(1.0, max(0.0, float(points) / 110))


def _dates(people: list[Row]) -> np.ndarray:
    """Year, month, day of each; 0 where not given."""
    parts = [[int(part) for part in row.born.split("-")] if row.born else [] for row in people]
    return np.array([[*each, 0, 0, 0][:3] for each in parts], dtype=np.int16).reshape(-1, 3)


def _date_rule(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Points to add, requests by rows."""
    known = [(left[:, k, None] > 0) & (right[None, :, k] > 0) for k in range(3)]
    equal = [left[:, k, None] == right[None, :, k] for k in range(3)]
    points = np.zeros((len(left), len(right)), dtype=np.float32)
    points[known[2] & equal[0] & equal[1] & equal[2]] = 10
    points[known[2] & equal[0] & ~(equal[1] & equal[2])] = -3
    points[known[0] & ~equal[0]] = -15
    return points


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
