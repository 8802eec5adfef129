"""Comparison of the rest of two cards: places, sex, rank, unit and numbers, once for each pair of values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from allforall.matching.gathering import PLACE, Pairs, Weights
from allforall.matching.levels import CODE, FIRST_U, GUESS_ROWS, LEVELS, codes_of
from allforall.matching.numbers import TaxNumber, number_level, read_number, tax_level
from allforall.matching.places import birth_place_level, capture_place_level, read_place
from allforall.matching.ranks import rank_level, read_rank
from allforall.matching.register import Register
from allforall.matching.requests import Request
from allforall.matching.texts import Coded
from allforall.matching.units import read_unit, unit_level

_SAMPLE = 40  # register rows drawn for each request to learn how often strangers agree
_GOLDEN = (5**0.5 - 1) / 2


@dataclass(frozen=True)
class CardField:
    """One field compared value by value: where it is written, how it is read, how two readings compare."""

    field: str
    column: str
    read: Callable[[str], Any]
    level: Callable[[Any, Any], int]
    key: str = ""  # the coded column whose counts tell how rare this value is


def _sex_level(left: str, right: str) -> int:
    return CODE["same_sex"] if left == right else CODE["sex_differs"]


def _number(text: str) -> str | None:
    return None if TaxNumber.read(text) else read_number(text)


CARD_FIELDS = (
    CardField("birth_place", "birth_place", read_place, birth_place_level, "birth_place"),
    CardField("sex", "sex", lambda text: text or None, _sex_level),
    CardField("rank", "rank", read_rank, rank_level),
    CardField("unit", "unit", read_unit, unit_level, "unit"),
    CardField("number", "service_number", _number, number_level),
    CardField("tax_number", "tax_number", TaxNumber.read, tax_level),
    CardField("captured_at", "captured_at", read_place, capture_place_level, "captured_at"),
)

CARD_LEVELS = [code for each in CARD_FIELDS for code in codes_of(each.field)]


def compare_cards(pairs: Pairs, requests: Sequence[Request], register: Register) -> None:
    """Fill in the levels of `CARD_FIELDS`."""
    for each in CARD_FIELDS:
        if column := _column(each, register):
            codes = column.codes[pairs.row]
            pairs.levels[:, PLACE[each.field]] = _levels(
                each, pairs.request, codes, _texts(each, requests), column
            )


def card_shares(requests: Sequence[Request], register: Register) -> Weights:
    """For each request (rows) how often strangers stand at each level of `CARD_FIELDS`.

    Pairs drawn evenly give each level's share; where the register can count the very value asked for, that
    count replaces the share of its "same" level.
    """
    shares = np.ones((len(requests), len(LEVELS)), dtype=np.float32)
    for each in CARD_FIELDS:
        codes = codes_of(each.field)
        if each.field in ("number", "tax_number"):
            # A number is given once: strangers share one only where a clerk copied it to the wrong man.
            same, near = 0.05 / len(register), max(2.0 / len(register), 1e-5)
            shares[:, codes] = same, near, 1 - same - near
        elif column := _column(each, register):
            shares[:, codes] = _general_shares(_strangers(each, _texts(each, requests), column), codes)
        if each.key:
            _own_shares(each, codes, requests, register, shares)
    return shares


def _strangers(each: CardField, texts: list[str], column: Coded) -> npt.NDArray[np.uint8]:
    """The levels of some pairs, drawn so that the order of neither list's rows changes which they are.

    Both sides stand in the order of their texts; steps of the golden section go evenly through the register.
    """
    asked = np.repeat(np.array(sorted(range(len(texts)), key=texts.__getitem__), dtype=np.intp), _SAMPLE)
    values = list(column.values)
    ordered = np.array(sorted(range(len(values)), key=values.__getitem__), dtype=np.intp)
    ends = np.cumsum(column.counts()[ordered])
    drawn = (np.arange(len(asked)) * _GOLDEN % 1.0 * len(column)).astype(np.int64)
    return _levels(each, asked, ordered[np.searchsorted(ends, drawn, "right")], texts, column)


def _general_shares(levels: npt.NDArray[np.uint8], codes: list[int]) -> npt.NDArray[np.float64]:
    found = np.bincount(levels, minlength=len(LEVELS))[codes] + GUESS_ROWS * FIRST_U[codes]
    share: npt.NDArray[np.float64] = found / found.sum()
    return share


def _own_shares(
    each: CardField, codes: list[int], requests: Sequence[Request], register: Register, shares: Weights
) -> None:
    counts = register.counts(each.key)
    known = max(1, len(register) - int(counts[0]))
    for at, request in enumerate(requests):
        value = each.read(request.card.get(each.column, ""))
        if value is not None:
            met = sum(int(counts[code]) for key in value.keys if (code := register.code_of(each.key, key)))
            same = (max(met - 0.5, 0.0) + GUESS_ROWS * FIRST_U[codes[0]]) / (known + GUESS_ROWS)
            shares[at, codes] *= (1 - same) / max(1e-9, 1 - shares[at, codes[0]])
            shares[at, codes[0]] = same


def _column(each: CardField, register: Register) -> Coded | None:
    """The register's column that holds the field; tax numbers often stand among the service numbers."""
    column = register.written.get(each.column)
    if each.field == "tax_number" and not (column and any(column.values)):
        return register.written.get("service_number")
    return column


def _levels(
    each: CardField,
    asked: npt.NDArray[np.intp] | npt.NDArray[np.int32],
    codes: npt.NDArray[np.intp] | npt.NDArray[np.int32],
    texts: list[str],
    column: Coded,
) -> npt.NDArray[np.uint8]:
    """The level of each request asked (its place in `texts`) and each value (its code), every pair once."""
    left_texts = list(dict.fromkeys(texts))
    place = {text: at for at, text in enumerate(left_texts)}
    left = np.array([place[text] for text in texts], dtype=np.int64)[asked]
    right = codes.astype(np.int64)
    both, at = np.unique(left * len(column.values) + right, return_inverse=True)
    left_values = [each.read(text) for text in left_texts]
    right_values = {code: each.read(column.values[code]) for code in np.unique(right).tolist()}
    found = np.zeros(len(both), dtype=np.uint8)
    for position, pair in enumerate(both.tolist()):
        a, b = left_values[pair // len(column.values)], right_values[pair % len(column.values)]
        if a is not None and b is not None:
            found[position] = each.level(a, b)
    return found[at]


def _texts(each: CardField, requests: Sequence[Request]) -> list[str]:
    if each.field == "tax_number":
        return [request.tax.digits if request.tax else "" for request in requests]
    return [request.card.get(each.column, "") for request in requests]
