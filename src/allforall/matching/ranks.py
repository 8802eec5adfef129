"""Ranks by their grade, in whatever language and abbreviation they were written."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files

from allforall.matching.levels import CODE
from allforall.names.token import analyse

_SPLIT = re.compile(r"[^\w/-]+")
_ENGLISH_PAIRS = {"lieutenant colonel": 15, "lt col": 15, "first lieutenant": 12, "second lieutenant": 10}


@cache
def read_rank(text: str) -> int | None:
    """The grade of a rank (1 private to 20 general), or None when the words are unknown.

    Words that say nothing of the grade (guards, reserve, medical service) are passed over.
    """
    folded = " ".join(_SPLIT.sub(" ", text.casefold()).split())
    for words, grade in _ENGLISH_PAIRS.items():
        if words in folded:
            return grade
    grade = None
    lift = 0
    for word in folded.split():
        kind, value = _word(word)
        if kind == "lift" and grade is None:
            lift = value
        elif kind == "base":
            grade = value
    return None if grade is None else max(1, min(20, grade + lift))


def rank_level(left: int, right: int) -> int:
    """The level of two grades; people are promoted, so two grades up or down is near."""
    if left == right:
        return CODE["same_rank"]
    return CODE["rank_near"] if abs(left - right) <= 2 else CODE["rank_differs"]


def _word(word: str) -> tuple[str, int]:
    by_form, by_sound = _table()
    word = word.strip("-/")
    if word in by_form:
        return by_form[word]
    pieces = word.split("-")
    if len(pieces) > 1 and pieces[-1] in by_form and len(pieces[0]) > 2:
        return by_form[pieces[-1]]
    return by_sound.get(analyse(word).sound, ("", 0)) if len(word) > 4 else ("", 0)


@cache
def _table() -> tuple[dict[str, tuple[str, int]], dict[str, tuple[str, int]]]:
    """Forms as written, and the longer ones by their sound, so that other romanisations are known too."""
    text = files("allforall.resources").joinpath("ranks.csv").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    by_form: dict[str, tuple[str, int]] = {}
    by_sound: dict[str, tuple[str, int]] = {}
    for row in csv.DictReader(lines):
        for form in row["forms"].split():
            by_form[form.rstrip(".")] = (row["kind"], int(row["grade"]))
            if len(form) > 4:
                by_sound.setdefault(analyse(form).sound, (row["kind"], int(row["grade"])))
    return by_form, by_sound
