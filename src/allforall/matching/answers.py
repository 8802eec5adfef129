"""ANSWERS.csv: one row a candidate, best first."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from allforall.matching.answer import Answer
from allforall.people.files import writing

COLUMNS = ("request_id", "rank", "register_id", "probability", "match_weight", "decision", "reasons")


def write_answers(path: Path, answers: Iterable[Answer]) -> None:
    """Write the answers; a request without any candidate has one row with rank 0."""
    with writing(path) as out, out.open("w", encoding="utf-8", newline="") as handle:
        rows = csv.writer(handle)
        rows.writerow(COLUMNS)
        for answer in answers:
            rows.writerows(_rows(answer))


def _rows(answer: Answer) -> Iterable[tuple[object, ...]]:
    if not answer.candidates:
        yield answer.request_id, 0, "", "0.000000", "0.00", answer.decision, answer.why
    for each in answer.candidates:
        reasons = f"{answer.why}; {each.reasons}" if each.rank == 1 else each.reasons
        yield (
            answer.request_id,
            each.rank,
            each.register_id,
            f"{each.probability:.6f}",
            f"{each.match_weight:.2f}",
            answer.decision,
            reasons,
        )
