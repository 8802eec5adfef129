"""Candidate pairs: for each request the few rows of the register that may be the person, with their levels.

Three ways lead to a row: a surname that is the same or resembles, a date of birth that is the same or one
slip away, an equal service or tax number. In a small register every row is looked at. What is met is then
weighed by names, date and the keys of unit and place alone, and only the best go on to be compared in full.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from allforall.matching.building import digest
from allforall.matching.days import Days, birth_levels, capture_levels
from allforall.matching.keys import place_key, unit_key
from allforall.matching.levels import CODE, FIELDS, FIRST_U, GUESS_ROWS, LEVELS, SCALE_OF, SCALES, codes_of
from allforall.matching.nametables import Table, father_table, given_table, surname_table
from allforall.matching.namevalues import Values
from allforall.matching.register import Register
from allforall.matching.requests import Request

CHUNK = 128  # requests whose tables are in memory at one time
KEPT = 48  # candidates of one request that are compared in full
SMALL = 40_000  # up to here every row is looked at
TABLED = ("surname", "given_name", "father", "birth_date", "captured_on")
PLACE = {field: at for at, field in enumerate(FIELDS)}
TABLED_LEVELS = [code for field in TABLED for code in codes_of(field)]
_CODED = {
    "surname": "surname",
    "given_name": "given",
    "father": "father",
    "birth_date": "birth",
    "captured_on": "captured_on",
}
_DIFFERS = {  # by coded column, the level of nearly all values
    "surname": "surname_differs",
    "given": "given_name_differs",
    "father": "father_differs",
    "birth": "birth_date_differs",
    "captured_on": "capture_date_differs",
}
_FINDING = {
    "surname": (
        "same_surname",
        "surname_one_letter_off",
        "surname_two_letters_off",
        "surname_resembles",
        "one_of_two_surnames",
    ),
    "birth_date": (
        "same_birth_date",
        "birth_day_month_exchanged",
        "birth_date_one_digit_off",
        "birth_date_one_day_off",
        "birth_year_one_off",
    ),
    "given_name": (
        "nothing_to_compare",
        "same_given_name",
        "given_name_one_letter_off",
        "one_of_given_names",
        "given_initial_agrees",
    ),
}
_FINDS = {
    field: np.isin(np.arange(len(LEVELS)), [CODE[fact] for fact in facts])
    for field, facts in _FINDING.items()
}
_KEYED = {"unit": unit_key, "captured_at": place_key, "birth_place": place_key}
_NUMBER_FOUND = 40.0  # bits that keep a row with an equal number among the best
Weights = npt.NDArray[np.float32]


@dataclass
class Pairs:
    """Candidate pairs: the request's place in the list, the register's row, the name's reading, the levels.

    `question` is the pair's row in the table of shares. `levels` has one column for each of `levels.FIELDS`;
    those not in `TABLED` are still 0.
    """

    request: npt.NDArray[np.int32]
    row: npt.NDArray[np.int32]
    reading: npt.NDArray[np.int8]
    question: npt.NDArray[np.int32]
    levels: npt.NDArray[np.uint8]

    @classmethod
    def joined(cls, parts: Sequence[Pairs]) -> Pairs:
        """All pairs of several lots."""
        if not parts:
            none = np.zeros(0, np.int32)
            return cls(none, none, none.astype(np.int8), none, np.zeros((0, len(FIELDS)), np.uint8))
        columns = [np.concatenate(each) for each in zip(*(part.columns for part in parts), strict=True)]
        return cls(*columns)

    @property
    def columns(self) -> tuple[npt.NDArray[Any], ...]:
        """The columns in the order of the class."""
        return self.request, self.row, self.reading, self.question, self.levels

    def __len__(self) -> int:
        return len(self.request)

    def taken(self, which: npt.NDArray[np.intp]) -> Pairs:
        """Some of the pairs."""
        return Pairs(*(column[which] for column in self.columns))


@dataclass(frozen=True)
class Question:
    """One reading of one request, with its place in the list."""

    place: int
    reading: int
    values: Values
    request: Request


def gather(
    questions: Sequence[Question], first: int, register: Register, log_m: Weights, tick: Callable[[int], None]
) -> tuple[Pairs, Weights]:
    """The candidate pairs of some questions, and for each question the share of the register at each level.

    The shares cover the tabled fields alone. `first` is the number of the first question; `log_m` (levels) is
    log2 of m; `tick` is told of each question done.
    """
    lots = []
    shares = np.ones((len(questions), len(LEVELS)), dtype=np.float32)
    for start in range(0, len(questions), CHUNK):
        chunk = questions[start : start + CHUNK]
        tables = _Tables(chunk, register)
        for at, question in enumerate(chunk):
            shares[start + at] = tables.shares(at)
            weight_of = log_m - np.log2(shares[start + at])
            weight_of[0] = 0.0
            lots.append(_candidates(question, first + start + at, at, tables, register, weight_of))
            tick(1)
    return Pairs.joined(lots), shares


class _Tables:
    """The tables of level codes of one chunk of questions against all distinct values of the register."""

    def __init__(self, questions: Sequence[Question], register: Register) -> None:
        births = [question.request.birth for question in questions]
        captures = [question.request.card.get("captured_on", "") for question in questions]
        surnames, givens, fathers = ([question.values[part] for question in questions] for part in range(3))
        given, father = register.named("given"), register.named("father")
        self.fields = {
            "surname": _Field(
                surnames, register, "surname", lambda left: surname_table(left, register.surnames)
            ),
            "given_name": _Field(givens, register, "given", lambda left: given_table(left, given)),
            "father": _Field(fathers, register, "father", lambda left: father_table(left, father)),
            "birth_date": _Field(
                births, register, "birth", lambda left: _dates(left, register.days("birth"), birth_levels)
            ),
            "captured_on": _Field(
                captures,
                register,
                "captured_on",
                lambda left: _dates(left, register.days("captured_on"), capture_levels),
            ),
        }

    def levels(self, field: str, at: int) -> Table:
        """The levels of one question, a code for each distinct value of the register."""
        each = self.fields[field]
        row: Table = each.table[each.of[at]]
        return row

    def found(self, field: str, at: int) -> npt.NDArray[np.intp]:
        """The register's values near enough to one question's to look at their rows."""
        each = self.fields[field]
        row, near = each.table[each.of[at]], each.near[each.of[at]]
        found: npt.NDArray[np.intp] = near[_FINDS[field][row[near]]]
        return found

    def shares(self, at: int) -> Weights:
        """The share of the register's rows at each level, within the level's scale."""
        found = sum(each.met[each.of[at]] for each in self.fields.values())
        scale = np.bincount(SCALE_OF, weights=found, minlength=len(SCALES))[SCALE_OF]
        # The row under question is itself among those counted: half of it is taken off again.
        others = np.maximum(found - 0.5, 0.0)
        shares: Weights = ((others + GUESS_ROWS * FIRST_U) / (scale + GUESS_ROWS)).astype(np.float32)
        return shares


class _Field:
    """One field's table for each distinct value asked for.

    `near` are the register's values that do not simply differ, `met` how many rows stand at each level.
    """

    def __init__(
        self, values: list[str], register: Register, column: str, table_of: Callable[[list[str]], Table]
    ) -> None:
        distinct = list(dict.fromkeys(values))
        place = {value: at for at, value in enumerate(distinct)}
        self.of = np.array([place[value] for value in values], dtype=np.intp)
        self.table = table_of(distinct)
        counts = register.counts(column)
        differs = CODE[_DIFFERS[column]]
        self.near = [np.flatnonzero(row != differs) for row in self.table]
        self.met = np.stack(
            [
                np.bincount(row[near], weights=counts[near], minlength=len(LEVELS))
                for row, near in zip(self.table, self.near, strict=True)
            ]
        )
        self.met[:, differs] = counts.sum() - self.met.sum(axis=1)
        self.met[:, 0] = 0


def _dates(left: list[str], right: Days, levels_of: Callable[[Days, Days], Table]) -> Table:
    asked = Days.of(left)
    return np.stack([levels_of(asked.one(at), right) for at in range(len(left))])


def _candidates(
    question: Question, number: int, at: int, tables: _Tables, register: Register, weight_of: Weights
) -> Pairs:
    rows = _met(question.request, at, tables, register)
    levels = np.zeros((len(rows), len(FIELDS)), dtype=np.uint8)
    total = np.zeros(len(rows), dtype=np.float32)
    for field in TABLED:
        found = tables.levels(field, at)[register.coded[_CODED[field]].codes[rows]]
        levels[:, PLACE[field]] = found
        total += weight_of[found]
    total += _keys_met(question.request, rows, register)
    total[np.isin(rows, _numbered(question.request, register))] += _NUMBER_FOUND
    best = _best(total)
    none = np.zeros(len(best), dtype=np.int32)
    reading = (none + question.reading).astype(np.int8)
    return Pairs(none + question.place, rows[best], reading, none + number, levels[best])


def _keys_met(request: Request, rows: npt.NDArray[np.int32], register: Register) -> Weights:
    """A rough weight for an equal unit or place, so that comrades of the right unit are among the best."""
    total = np.zeros(len(rows), dtype=np.float32)
    for field, key_of in _KEYED.items():
        key = key_of(request.card.get(field, ""))
        code = register.code_of(field, key) if key else 0
        if code:
            rarity = np.log2(len(register) / register.counts(field)[code])
            total += np.where(register.coded[field].codes[rows] == code, min(6.0, rarity) * 0.7, 0.0)
    return total


def _best(total: Weights) -> npt.NDArray[np.intp]:
    """The places of the best pairs, at most `KEPT`."""
    if len(total) <= KEPT:
        return np.arange(len(total))
    return np.argpartition(-total, KEPT)[:KEPT]


def _met(request: Request, at: int, tables: _Tables, register: Register) -> npt.NDArray[np.int32]:
    if len(register) <= SMALL:
        return np.arange(len(register), dtype=np.int32)
    ways = [
        register.by_surname.rows_of(tables.found("surname", at)),
        _born_alike(at, tables, register),
        _numbered(request, register),
    ]
    return np.unique(np.concatenate(ways))


def _born_alike(at: int, tables: _Tables, register: Register) -> npt.NDArray[np.int32]:
    rows = register.by_birth.rows_of(tables.found("birth_date", at))
    given = tables.levels("given_name", at)[register.coded["given"].codes[rows]]
    return rows[_FINDS["given_name"][given]]


def _numbered(request: Request, register: Register) -> npt.NDArray[np.int32]:
    wanted = [
        digest(number) for number in (request.number, request.tax.digits if request.tax else None) if number
    ]
    spans = [register.number_rows[_span(register.numbers, number)] for number in wanted]
    return np.concatenate([*spans, np.zeros(0, np.int32)]).astype(np.int32)


def _span(ordered: npt.NDArray[np.uint32], number: int) -> slice:
    key = np.uint32(number)
    return slice(int(np.searchsorted(ordered, key, "left")), int(np.searchsorted(ordered, key, "right")))


def questions_of(requests: Sequence[Request], readings: slice, places: Iterator[int]) -> list[Question]:
    """The wanted readings of the requests at some places."""
    return [
        Question(place, number, reading.values, requests[place])
        for place in places
        for number, reading in list(enumerate(requests[place].readings))[readings]
    ]
