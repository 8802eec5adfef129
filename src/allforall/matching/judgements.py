"""Reading a filled-in workbook back: what officers judged, found by the names of the columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from allforall.matching.errors import MatchingError
from allforall.people.messages import LANGUAGES, messages
from allforall.people.sources.workbook import open_workbook

MOST_ROWS = 1_048_576  # a sheet has no more
# What officers write by themselves instead of choosing from the list.
_OWN_WORDS = {
    "same": "yes|y|да|так|тот же|той самий|evet|نعم|+",
    "not_same": "no|n|нет|ні|не тот|не той|hayır|لا|-",
    "unsure": "?|maybe|not sure|не знаю|возможно|можливо|belki|ربما",
}


class JudgementError(MatchingError):
    """A filled-in workbook cannot be read, or says two things about one pair."""


class Verdict(StrEnum):
    """What a person holds a pair to be."""

    SAME = "same"
    NOT_SAME = "not same"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's word on one pair; `register_id` is empty when it is about the request as a whole.

    `by` are the initials as written and may be empty: who records the judgement decides if that will do.
    """

    request_id: str
    register_id: str
    verdict: Verdict
    by: str
    comment: str


def read_judgements(path: Path) -> tuple[Judgement, ...]:
    """Every judgement filled in on any sheet, in the order of the sheets, each pair once.

    Rows may be sorted, hidden, filtered out or removed and columns moved; rows without a judgement say
    nothing.  Raises `JudgementError` for a word that is none of the three, and for two words on one pair.
    """
    found: dict[tuple[str, str], tuple[Judgement, str]] = {}
    sheets = 0
    if not path.is_file():
        raise JudgementError(f"{path}: is not a file (expected a filled-in workbook)")
    for sheet in open_workbook(path, zipped=True):
        places: dict[str, int] | None = None
        for row in sheet.head(MOST_ROWS):
            where = f"{path.name}, sheet {sheet.name!r}, row {row.number}"
            if places is None:
                places = _header(row.cells)
                sheets += places is not None
            else:
                judgement = _judgement(row.cells, places, where)
                if judgement is not None:
                    _keep(found, judgement, where)
    if not sheets:
        raise JudgementError(f"{path}: no sheet has the columns request_id, register_id and judgement")
    return tuple(judgement for judgement, _ in found.values())


def _header(cells: Sequence[str]) -> dict[str, int] | None:
    """At which place each of our columns is, None when this row is not the header."""
    places = {cell.strip().casefold(): place for place, cell in enumerate(cells)}
    return places if {"request_id", "register_id", "judgement"} <= places.keys() else None


def _judgement(row: Sequence[str], places: dict[str, int], where: str) -> Judgement | None:
    def cell(column: str) -> str:
        place = places.get(column)
        return "" if place is None or place >= len(row) else row[place].strip()

    word = cell("judgement")
    if not word:
        return None
    verdict = _verdict(word)
    if verdict is None:
        raise JudgementError(f"{where}: judgement {word[:40]!r}: expected one of {', '.join(Verdict)}")
    if not cell("request_id"):
        raise JudgementError(f"{where}: a judgement without a request_id")
    return Judgement(cell("request_id"), cell("register_id"), verdict, cell("by"), cell("comment"))


def _keep(found: dict[tuple[str, str], tuple[Judgement, str]], new: Judgement, where: str) -> None:
    pair = (new.request_id, new.register_id)
    before, there = found.setdefault(pair, (new, where))
    if before.verdict is not new.verdict:
        raise JudgementError(
            f"{where}: {new.verdict.value!r}, but {before.verdict.value!r} at {there} "
            f"for the same pair {new.request_id} and {new.register_id or '(none)'}: settle it in the workbook"
        )


def _verdict(word: str) -> Verdict | None:
    """`same: той самий`, `same` and `той самий` alike, and what officers write of their own accord."""
    plain = " ".join(word.casefold().split())
    return _verdict_words().get(plain) or _verdict_words().get(plain.partition(":")[0])


@cache
def _verdict_words() -> dict[str, Verdict]:
    words = {}
    for verdict in Verdict:
        key = verdict.name.lower()
        own = _OWN_WORDS[key].split("|")
        translated = [messages(lang).say(f"verdict.{key}").casefold() for lang in LANGUAGES]
        words.update(dict.fromkeys([verdict.value, *own, *translated], verdict))
    return words
