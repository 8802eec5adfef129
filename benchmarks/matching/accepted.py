"""What a program takes to be found when it follows its own default threshold, without any person."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Accepted:
    """Precision and recall of what is accepted, and how many same-name strangers are among it."""

    precision: float
    recall: float
    strangers: int
    of_strangers: int

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def accepted(answers: Path, truth: Path, threshold: float) -> Accepted:
    """Hold every best candidate whose probability reaches the threshold against the truth."""
    best = {row["request_id"]: row for row in _rows(answers) if row["rank"] == "1"}
    taken = {request: row for request, row in best.items() if float(row["probability"]) >= threshold}
    meant = {row["request_id"]: set(filter(None, row["register_id"].split("|"))) for row in _rows(truth)}
    kinds = {row["request_id"]: row["kind"] for row in _rows(truth)}
    right = sum(row["register_id"] in meant[request] for request, row in taken.items())
    return Accepted(
        precision=right / max(1, len(taken)),
        recall=right / max(1, sum(bool(ids) for ids in meant.values())),
        strangers=sum(kinds[request] == "namesake_stranger" for request in taken),
        of_strangers=sum(kind == "namesake_stranger" for kind in kinds.values()),
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
