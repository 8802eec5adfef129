"""What notes, remarks and officers say: who is barred, what was judged, who travels together."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from importlib.resources import files

from allforall.people.party import plain


@lru_cache(1 << 16)
def barred_by(text: str) -> str:
    """dead, returned, declined or held_back if a text says so of the person it is about."""
    for clause in re.split(r"[.;,!?()\n]|\s[-–—]\s", text):
        said = plain(clause)
        if not said or _patterns("kin").search(" " + said + " "):
            continue
        for value, pattern in _ordered("standing"):
            found = pattern.search(" " + said + " ")
            if found and not _undone(said[: max(0, found.start())]):
                return value
    return ""


@lru_cache(1 << 12)
def judgement(text: str) -> str:
    """same, not_same, unsure, "" for nothing, or `?` for a word that is none of these."""
    signs = {"+": "same", "-": "not_same", "?": "unsure", "": ""}
    if text.strip() in signs:
        return signs[text.strip()]
    for said in (plain(text), plain(text.split(":")[0])):
        for value, pattern in _ordered("judgement"):
            if pattern.fullmatch(" " + said + " "):
                return value
    return "?"


def _undone(before: str) -> bool:
    """A `not` stands among the last two words before."""
    return bool(_patterns("not").search(" " + " ".join(before.split()[-2:]) + " "))


@lru_cache(1 << 16)
def companions_in(notes: str) -> tuple[str, ...]:
    """The ids named after `with:` or its like in a person's notes."""
    names: list[str] = []
    for part in re.split(r"[;.\n](?:\s|$)", notes):
        lead, colon, rest = part.partition(":")
        if colon and _patterns("with").fullmatch(" " + plain(lead.split(",")[-1]) + " "):
            names += re.findall(r"[^\s,;]+", rest.strip().rstrip("."))
    return tuple(names)


@lru_cache
def _ordered(kind: str) -> list[tuple[str, re.Pattern[str]]]:
    text = files("allforall.resources").joinpath("plan_words.csv").read_text("utf-8")
    rows = [row for row in csv.reader(text.splitlines()) if row and not row[0].startswith("#")]
    return [(value, _pattern([words])) for of, value, words in rows if of == kind]


@lru_cache
def _patterns(kind: str) -> re.Pattern[str]:
    text = files("allforall.resources").joinpath("plan_words.csv").read_text("utf-8")
    rows = [row for row in csv.reader(text.splitlines()) if row and not row[0].startswith("#")]
    return _pattern([words for of, _, words in rows if of == kind])


def _pattern(phrases: list[str]) -> re.Pattern[str]:
    """Whole words, with a star for any ending."""
    parts = [re.escape(plain(each)) + (r"\w*" if each.endswith("*") else "") for each in phrases]
    return re.compile(" (?:" + "|".join(parts) + ") ")
