"""What lists, answers and officers say in words: who may not go, what was judged, who travels together."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files

from allforall.people.party import plain

STANDINGS = ("dead", "returned", "declined", "held_back")
_CLAUSES = re.compile(r"[.;,!?()\n]|\s[-–—]\s")
_SPLIT = re.compile(r"[\s,;]+")


@cache
def read_standing(text: str) -> str:
    """`dead`, `returned`, `declined` or `held_back` when the text says so of this person, else "".

    Said of kin ("brother died") or undone by a not ("has not returned") it counts as not said.
    """
    for clause in _CLAUSES.split(text):
        words = plain(clause).split()
        if words and not any(_fits(word, kin) for word in words for kin in _words("kin")):
            for value, phrase in _phrases("standing"):
                if _said(words, phrase.split()):
                    return value
    return ""


@cache
def read_judgement(text: str) -> str | None:
    """`same`, `not_same` or `unsure`; "" for an empty cell, None when the word is none of these."""
    if not text.strip():
        return ""
    if text.strip() in ("+", "-", "?"):
        return {"+": "same", "-": "not_same", "?": "unsure"}[text.strip()]
    for said in (plain(text), plain(text.partition(":")[0])):
        for value, phrase in _phrases("judgement"):
            if _fits(said, phrase):
                return value
    return None


@cache
def read_companions(notes: str) -> tuple[str, ...]:
    """The ids named after `with:` (or its like in other languages) in a person's notes."""
    found: list[str] = []
    for part in re.split(r"[;.\n](?:\s|$)", notes):
        before, colon, after = part.partition(":")
        if colon and plain(before.split(",")[-1]) in _words("with"):
            found += [name for name in _SPLIT.split(after.strip().rstrip(".")) if name]
    return tuple(dict.fromkeys(found))


def _said(words: list[str], phrase: list[str]) -> bool:
    for start in range(len(words) - len(phrase) + 1):
        if all(_fits(words[start + at], each) for at, each in enumerate(phrase)):
            before = words[max(0, start - 2) : start]
            return not any(word in _words("not") for word in before)
    return False


def _fits(word: str, pattern: str) -> bool:
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(phrase for _, phrase in _phrases(kind))


@cache
def _phrases(kind: str) -> tuple[tuple[str, str], ...]:
    text = files("allforall.resources").joinpath("plan_words.csv").read_text("utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return tuple((row["value"], _folded(row["words"])) for row in rows if row["kind"] == kind)


def _folded(phrase: str) -> str:
    return plain(phrase) + ("*" if phrase.endswith("*") else "")
