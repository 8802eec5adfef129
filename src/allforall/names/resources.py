"""Reading the hand-kept tables that are installed with the package."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of `resources/<name>`; lines that begin with "#" say where the knowledge comes from."""
    text = files("allforall").joinpath("resources", name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    yield from csv.DictReader(lines)


@cache
def letters(script: str) -> dict[str, str]:
    """letter (or cluster) -> class letters, for one script of `names_letters.csv`."""
    table: dict[str, str] = {}
    for row in rows("names_letters.csv"):
        if row["script"] == script:
            for cell in row["letters"].split():
                split = next(place for place, letter in enumerate(cell) if place and letter.isascii())
                table[cell[:split]] = cell[split:].lstrip("-").replace("x", "")
    return table


@cache
def words(kind: str) -> frozenset[str]:
    """The case-folded words of one kind in `names_words.csv`: particles, titles, sons and daughters."""
    return frozenset(
        word for row in rows("names_words.csv") if row["kind"] == kind for word in row["words"].split()
    )
