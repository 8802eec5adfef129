"""Ranks by their grade, in whatever language and abbreviation they were written."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from allforall.matching.levels import CODE
from allforall.names.token import analyse

_SPLIT = re.compile(r"[^\w/-]+")
_ORDINAL = re.compile(r"(\d)(?!lt)(?:-?[^\W\d]{1,3})?")
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "і": "1", "іі": "2", "ііі": "3"}
_CASE = re.compile(r"(?<=.{4})([oe]ho|[oe]mu|om|im|iu|[ioaue]i|[iaeu])$")
HIGHEST = 20


@cache
def read_rank(text: str) -> int | None:
    """The grade of a rank (1 private to 20 general), or None when the words are unknown.

    Words that say nothing of the grade (guards, reserve, medical service) are passed over, and so is the case
    a word stands in.
    """
    grade = None
    lift = 0
    for kind, value in _meanings(_words(text)):
        if kind == "base":
            grade = value
        elif grade is None:
            lift += value
    return None if grade is None else max(1, min(HIGHEST, grade + lift))


def rank_level(left: int, right: int) -> int:
    """The level of two grades; people are promoted, so two grades up or down is near."""
    if left == right:
        return CODE["same_rank"]
    return CODE["rank_near"] if abs(left - right) <= 2 else CODE["rank_differs"]


def _words(text: str) -> list[str]:
    """The keys of the words; a word with a hyphen is two, unless it is known as one (с-т)."""
    found: list[str] = []
    for word in _SPLIT.split(text.casefold()):
        key = _key(word.strip("-/"))
        found.extend([key] if key in _table() or "-" not in key else map(_key, word.split("-")))
    return [key for key in found if key]


def _meanings(words: list[str]) -> Iterator[tuple[str, int]]:
    """What the known words mean, two words together before one alone."""
    known = _table()
    at = 0
    while at < len(words):
        two = "_".join(words[at : at + 2])
        if two in known:
            yield known[two]
            at += 2
        else:
            yield from [known[words[at]]] if words[at] in known else []
            at += 1


def _key(word: str) -> str:
    """A short word as written, a longer one by its sound without its case, an ordinal as its figure."""
    if ordinal := _ORDINAL.fullmatch(word):
        return ordinal[1]
    if len(word) <= 4 or not word.isalpha():
        return _ROMAN.get(word, word)
    return _CASE.sub("", analyse(word).sound)


@cache
def _table() -> dict[str, tuple[str, int]]:
    """Kind and grade of every known form, by the keys of its words."""
    text = files("allforall.resources").joinpath("ranks.csv").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return {
        "_".join(map(_key, form.split("_"))): (row["kind"], int(row["grade"]))
        for row in csv.DictReader(lines)
        for form in row["forms"].casefold().split()
    }
