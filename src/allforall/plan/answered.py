"""What the answers to a list say: which register row a request was found to be, by machine or by officer."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from allforall.plan.errors import PlanError
from allforall.plan.sheet import Sheet, is_workbook, open_sheet, open_sheets
from allforall.plan.words import read_judgement, read_standing

COLUMNS = ("request_id", "rank", "register_id", "probability", "decision")
REMARKS = ("status", "standing", "answer", "notes", "remarks", "comment")
DECISIONS = ("sure", "ask", "none")


@dataclass
class Answered:
    """All rows about one request, gathered.

    `same` are the register rows that an officer judged to be this person, with their ranks, `not_same` those
    that are not; `first` is the candidate of rank 1, `nobody` that no row was judged to be this person.
    `probability` belongs to a candidate by its register id.
    """

    request_id: str
    decision: str
    first: str = ""
    same: dict[str, float] = field(default_factory=dict)
    not_same: set[str] = field(default_factory=set)
    unsure: set[str] = field(default_factory=set)
    nobody: bool = False
    standing: str = ""
    probability: dict[str, float] = field(default_factory=dict)


Judged = Mapping[tuple[str, str], str]
"""An officer's words by request and register row."""


def read_answers(path: Path, requests: Container[str], judged: Judged | None = None) -> dict[str, Answered]:
    """The answers by request; raises PlanError for missing columns, unknown requests and unreadable values.

    `judged` are judgements kept elsewhere, such as in the workbook of `match`; a pair that the answers do not
    have is refused. Of a workbook the first sheet with answers is read, and the judgements of every sheet.
    """
    if judged is None and is_workbook(path):
        judged = read_judged(path, needed=False)
    sheet = open_sheet(path, "request_id")
    sheet.require(*COLUMNS)
    found: dict[str, Answered] = {}
    reader = _Reader(sheet, requests, found, dict(judged or {}))
    for number, cells in sheet.rows:
        if any(cells):
            reader.row(number, cells)
    for request, register in reader.elsewhere:
        raise PlanError(f"{path}: has no row for the judged pair {request!r} and {register!r}")
    return found


def read_judged(path: Path, *, needed: bool = True) -> dict[tuple[str, str], str]:
    """The judgements of a workbook or table: every row that has a word in its column `judgement`.

    A file without such a column is refused if judgements are `needed`.
    """
    found: dict[tuple[str, str], str] = {}
    for sheet in open_sheets(path, "judgement", needed=needed):
        sheet.require("request_id", "register_id", "judgement")
        at = [sheet.columns[name] for name in ("request_id", "register_id", "judgement")]
        for number, cells in sheet.rows:
            request, register, word = ("" if place >= len(cells) else cells[place].strip() for place in at)
            if not word:
                continue
            read = read_judgement(word)
            if read is None:
                raise PlanError(f"{path}, row {number}: {_unknown_word(word)}")
            if found.setdefault((request, register), read) != read:
                raise PlanError(
                    f"{path}, row {number}: {register!r} is judged twice, differently, for {request!r}"
                )
    return found


class _Reader:
    """Reads row by row; a row that only repeats the request and a lesser candidate costs next to nothing."""

    def __init__(
        self,
        sheet: Sheet,
        requests: Container[str],
        found: dict[str, Answered],
        elsewhere: dict[tuple[str, str], str],
    ) -> None:
        self.path, self.requests, self.found, self.elsewhere = sheet.path, requests, found, elsewhere
        self.at = {name: sheet.columns[name] for name in COLUMNS}
        self.judged = sheet.place("judgement")
        self.remarks = [at for name in REMARKS if (at := sheet.place(name)) is not None]
        self.width = 1 + max(self.at.values())

    def row(self, number: int, cells: Sequence[str]) -> None:
        where = f"{self.path}, row {number}"
        if len(cells) < self.width:
            raise PlanError(f"{where}: has {len(cells)} cells (expected at least {self.width})")
        request, register = cells[self.at["request_id"]].strip(), cells[self.at["register_id"]].strip()
        answer = self._answer(where, request, cells[self.at["decision"]].strip().casefold())
        rank = _number(cells[self.at["rank"]], f"{where}: rank")
        if rank == 1 and register:
            if answer.first not in ("", register):
                raise PlanError(f"{where}: {request!r} has two register rows of rank 1")
            answer.first = register
            answer.probability[register] = _number(cells[self.at["probability"]], f"{where}: probability")
        for at in self.remarks:
            if at < len(cells) and cells[at]:
                answer.standing = answer.standing or read_standing(cells[at])
        if word := self._word(where, request, register, cells):
            self._judge(answer, where, register, word, rank, cells)

    def _word(self, where: str, request: str, register: str, cells: Sequence[str]) -> str:
        """What an officer says of this pair: here, or elsewhere."""
        said = cells[self.judged] if self.judged is not None and self.judged < len(cells) else ""
        word = read_judgement(said)
        if word is None:
            raise PlanError(f"{where}: {_unknown_word(said)}")
        other = self.elsewhere.pop((request, register), "") if self.elsewhere else ""
        if word and other and word != other:
            raise PlanError(f"{where}: {register!r} is judged twice, differently, for {request!r}")
        return word or other

    def _answer(self, where: str, request: str, decision: str) -> Answered:
        answer = self.found.get(request)
        if answer is None:
            if request not in self.requests:
                raise PlanError(f"{where}: request_id {request!r} is not on the list it answers")
            if decision not in DECISIONS:
                raise PlanError(f"{where}: decision {decision!r} (expected sure, ask or none)")
            answer = self.found[request] = Answered(request, decision)
        if answer.decision != decision:
            raise PlanError(
                f"{where}: decision {decision!r}, but {answer.decision!r} on an earlier row of {request!r}"
            )
        return answer

    def _judge(
        self, answer: Answered, where: str, register: str, word: str, rank: float, cells: Sequence[str]
    ) -> None:
        if not register:
            if word == "same":
                raise PlanError(f"{where}: judged same, but the row names no register_id")
            answer.nobody = True
            return
        if register in (answer.not_same if word == "same" else answer.same):
            raise PlanError(f"{where}: {register!r} is judged twice, differently, for {answer.request_id!r}")
        if word == "same":
            answer.same[register] = rank
            answer.probability[register] = _number(cells[self.at["probability"]], f"{where}: probability")
        else:
            (answer.not_same if word == "not_same" else answer.unsure).add(register)


def _unknown_word(said: str) -> str:
    return f"judgement {said[:40]!r} (expected same, not same or unsure)"


def _number(text: str, what: str) -> float:
    try:
        return float(text.strip().replace(",", ".") or 0)
    except ValueError:
        raise PlanError(f"{what} {text[:40]!r} is not a number") from None
