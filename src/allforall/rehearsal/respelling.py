"""Writes a Cyrillic name in another language or alphabet, thousands at a time.

The rules are the rehearsal's own and share nothing with the room `names`, so that generator and matcher
cannot make the same mistake.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from allforall.rehearsal.tables import table

_PART_START = r"(?:(?<=\n)|(?<=[ -])|(?<=^))"
_PART_END = r"(?=[\n -]|\Z)"
_AFTER_SIGN = re.compile(r"(?<=[^\W\d_]['’”′″`])[^\W\d_]")
_SMALL_PARTS = re.compile(r"(?<=[ -])(Оол|Оглы|Огли|Угли|Кызы|Кизи|Уулу|Улы|Заде|Ool|Ogly|Uulu|Uly|Zade)\b")


@dataclass(frozen=True)
class Respelling:
    """One way of writing: regular expressions in order, then single letters."""

    name: str
    source: str
    target: str
    steps: tuple[tuple[re.Pattern[str], str], ...]
    letters: dict[int, str]

    def __call__(self, words: Sequence[str]) -> list[str]:
        """Each word written this way, with capitals where name parts begin."""
        if not len(words):
            return []
        text = "\n".join(words).lower()
        for pattern, replacement in self.steps:
            text = pattern.sub(replacement, text)
        return _capitals(text.translate(self.letters)).split("\n")


@cache
def respelling(name: str) -> Respelling:
    """The way of writing called `name` in resources/rehearsal_respellings.tsv."""
    row = next(each for each in table("respellings") if each["name"] == name)
    return _parse(row)


@cache
def latin_schemes(source: str) -> tuple[str, ...]:
    """Names of all romanisations that start from the language `source`."""
    return tuple(row["name"] for row in table("respellings") if (row["from"], row["to"]) == (source, "la"))


def _parse(row: dict[str, str]) -> Respelling:
    pairs = [step.split("→") for step in row["steps"].split(" ")]
    letters = {ord(left): right for left, right in pairs if len(left) == 1}
    steps = tuple((_pattern(left), right) for left, right in pairs if len(left) > 1)
    return Respelling(row["name"], row["from"], row["to"], steps, letters)


def _pattern(text: str) -> re.Pattern[str]:
    text = re.sub(r"(?<!\[)\^", lambda _: _PART_START, text)
    return re.compile(text.replace("$", _PART_END))


def _capitals(text: str) -> str:
    text = _AFTER_SIGN.sub(lambda found: found.group().lower(), text.title())
    return _SMALL_PARTS.sub(lambda found: found.group().lower(), text)
