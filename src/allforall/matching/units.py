"""Military units by their numbers and kinds, written out, abbreviated or as the number of a field post."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from allforall.matching.levels import CODE
from allforall.names.token import analyse

_FIELD_POST = re.compile(r"(?<!\w)в\s?[/.]?\s?ч(?!\w)")
_CODE = re.compile(r"(?<!\w)([a-zа-яіїєґё]?)\s?-?\s?(\d{4})(?!\d)|(?<!\d)(\d{5})(?!\d)(?:-\w\b)?")
_NUMBER = re.compile(
    r"(?<!\d)(\d{1,3})(?!\d)((?:\s?-\s?[^\W\d_]{1,3}|[агійхяє]{1,2}|st|nd|rd|th)\b)?([^\d,;()]*)"
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_QUOTED = re.compile(r"[«“„\"]([^«»“”„\"]+)[»”“\"]")
_LETTERS = str.maketrans("авекмнорстухbhcpyx", "avekmnorstuxvnsrux")
"""Letters of a field post as their sound; a look-alike typed in the other alphabet is the same letter."""
_STAR = "[бвгджзклмнпрстфхцчшщоаbcdfghklmnprstvzo]{0,6}"
_SMALL = ("battalion", "company")


@dataclass(frozen=True, slots=True)
class Unit:
    """What could be read: (number, kind) pairs, field-post codes, and the stems of proper names."""

    numbers: frozenset[tuple[int, str]]
    codes: frozenset[str]
    names: frozenset[str]

    @property
    def keys(self) -> tuple[str, ...]:
        """What two cards of the same unit would share, the most telling first."""
        kind = next((kind for kind in _kinds() if self.numbered(kind)), "")
        return (
            *(f"{each}" for each in sorted(self.numbered(kind))),
            *sorted(self.codes),
            *sorted(self.names),
        )

    def numbered(self, kind: str) -> set[int]:
        """The numbers of its units of one kind; "" stands for those of unknown kind."""
        return {number for number, each in self.numbers if each == kind}


@cache
def read_unit(text: str) -> Unit | None:
    """The unit behind a text, or None when it holds neither number nor name."""
    folded = _FIELD_POST.sub(" ", text.casefold().replace("№", " "))
    codes = frozenset(
        m[1].translate(_LETTERS) + (m[2] or m[3]) if m[2] else m[3] for m in _CODE.finditer(folded)
    )
    rest = _CODE.sub(" ", folded)
    numbers = frozenset((int(m[1]), _kind(m[3])) for m in _NUMBER.finditer(rest))
    if len(numbers) == 1 and (alone := next(iter(numbers)))[1] == "":
        numbers = frozenset([(alone[0], _kind(rest))])
    quoted = " ".join(_QUOTED.findall(rest))
    names = _proper_names(quoted or ("" if codes or numbers else rest))
    return Unit(numbers, codes, names) if codes or numbers or names else None


def unit_level(left: Unit, right: Unit) -> int:
    """The level of two units; a field-post code and a brigade number cannot be compared."""
    if left.codes & right.codes or left.names & right.names:
        return CODE["same_unit"]
    for kind in _kinds():
        a, b = left.numbered(kind), right.numbered(kind)
        if a and b:
            return _level_of_numbers(a & b, kind)
    numbers = [{number for number, _ in unit.numbers} for unit in (left, right)]
    unknown = any(unit.numbered("") for unit in (left, right)) and all(numbers)
    if numbers[0] & numbers[1]:
        return CODE["same_unit" if unknown else "unit_alike"]
    return CODE["unit_differs"] if unknown or (left.codes and right.codes) else 0


def _level_of_numbers(shared: set[int], kind: str) -> int:
    """Both give units of this kind; every brigade has a third battalion, so that number proves little."""
    if not shared:
        return CODE["unit_differs"]
    return CODE["unit_alike" if kind in _SMALL and max(shared) < 10 else "same_unit"]


def _kind(words: str) -> str:
    for word in _WORD.findall(words)[:6]:
        for kind, (parts, short) in _kinds().items():
            if parts.search(word) or short.fullmatch(word):
                return kind
    return ""


def _proper_names(text: str) -> frozenset[str]:
    """The stems of all words of four letters or more that are not the common words of unit names."""
    words = [word for word in _WORD.findall(text) if len(word) > 3 and not _says_nothing(word)]
    return frozenset(analyse(word).stem for word in words)


def _says_nothing(word: str) -> bool:
    return any(parts.search(word) or short.fullmatch(word) for parts, short in _table().values())


@cache
def _kinds() -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    return {kind: patterns for kind, patterns in _table().items() if kind != "plain"}


@cache
def _table() -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    """For each kind, the most telling first: parts of its words, and its abbreviations."""
    text = files("allforall.resources").joinpath("units.csv").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return {
        row["kind"]: (
            re.compile("|".join(row["parts"].split())),
            re.compile("|".join(row["short"].replace("*", _STAR).split())),
        )
        for row in csv.DictReader(lines)
    }
