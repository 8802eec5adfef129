"""Which register row each request was answered with, by the machine or by an officer."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from allforall.plan.checker.errors import CheckError
from allforall.plan.checker.tables import is_spreadsheet, table
from allforall.plan.checker.words import barred_by, judgement

_NEEDED = ["request_id", "rank", "register_id", "probability", "decision"]
_REMARKS = ("status", "standing", "answer", "notes", "remarks", "comment")


@dataclass
class Answers:
    """All rows about one request: (rank, register row, probability), and what officers said of which row."""

    decision: str
    rows: list[tuple[float, str, float]] = field(default_factory=list)
    judged: dict[str, str] = field(default_factory=dict)
    barred: str = ""


def answer_rows(path: Path, judged: Path | None) -> dict[str, Answers]:
    """The answers by request; judgements from a workbook of their own count as if they stood in the rows."""
    said = _judgements(judged or path, may_lack=judged is None) if judged or _workbook(path) else {}
    found: dict[str, Answers] = {}
    for number, row in table(path, _NEEDED):
        request, register = row["request_id"].strip(), row["register_id"].strip()
        mine = found.setdefault(request, Answers(row["decision"].strip().casefold()))
        for name in _REMARKS:
            mine.barred = mine.barred or barred_by(row.get(name, ""))
        word = judgement(row.get("judgement", "")) or said.get((request, register), "")
        if word == "?":
            raise CheckError(f"{path}, row {number}: the judgement cannot be read")
        if word:
            mine.judged[register] = word
        rank = _number(row["rank"], path, number)
        if register and (rank == 1 or word):
            mine.rows.append((rank, register, _number(row["probability"], path, number)))
    return found


def _workbook(path: Path) -> bool:
    try:
        return is_spreadsheet(path)
    except OSError as failed:
        raise CheckError(f"{path}: cannot be read: {(failed.strerror or str(failed)).lower()}") from failed


def _judgements(path: Path, *, may_lack: bool) -> dict[tuple[str, str], str]:
    """What officers wrote on any sheet, by request and register row; rows without a word say nothing."""
    needed = ["request_id", "register_id", "judgement"]
    return {
        (row["request_id"].strip(), row["register_id"].strip()): word
        for _, row in table(path, needed, every_sheet=True, may_lack=may_lack)
        if (word := judgement(row["judgement"]))
    }


def _number(text: str, path: Path, row: int) -> float:
    try:
        return float(text.replace(",", ".") or 0)
    except ValueError:
        raise CheckError(f"{path}, row {row}: {text[:40]!r} is not a number") from None


def named_rows(answers: Answers | None) -> tuple[list[str], float]:
    """The register rows a request is held to be, the best first, and the probability of that one; or none.

    Rows judged same count whatever the machine decided; else the first row of a sure answer does, if nobody
    judged otherwise.
    """
    if answers is None:
        return [], 0.0
    if not answers.judged:
        sure = answers.rows if answers.decision == "sure" else []
        return next((([row], chance) for rank, row, chance in sure if rank == 1), ([], 0.0))
    same = sorted(each for each in answers.rows if answers.judged.get(each[1]) == "same")
    if same:
        return [row for _, row, _ in same], same[0][2]
    if "" in answers.judged or answers.decision != "sure":
        return [], 0.0
    first = [each for each in answers.rows if each[0] == 1]
    if not first or first[0][1] in answers.judged:
        return [], 0.0
    return [first[0][1]], first[0][2]


def judged_same(answers: Answers | None) -> bool:
    """Whether an officer found the person."""
    return answers is not None and "same" in answers.judged.values()
