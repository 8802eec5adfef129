"""Military units by their numbers and kinds, written out, abbreviated or as the number of a field post."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from allforall.matching.levels import CODE
from allforall.names.token import analyse

# The kind of a unit by the beginnings of its words and by the endings of its abbreviations (Ukrainian,
# Russian, English, Turkish). Order matters: the first kind that fits is taken.
_KINDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "brigade": (
        ("бригад", "brygad", "brigad", "brigada", "tugay"),
        ("бр", "бо", "br", "bde", "бртро", "брмп", "бр."),
    ),
    "regiment": (
        ("полк", "polk", "regiment", "alay"),
        ("сп", "мсп", "тп", "пдп", "рп", "rgt", "regt", "msp", "ап", "обпк"),
    ),
    "battalion": (
        ("батальйон", "батальон", "batalion", "battalion", "batalyon", "tabur"),
        ("бат", "бн", "б-н", "bn", "btn", "тб", "мсб", "сб", "рб", "bat"),
    ),
    "division": (
        ("дивізі", "дивизи", "dyvizi", "divizi", "division", "tümen"),
        ("див", "мсд", "тд", "div", "вдд", "дшд"),
    ),
    "army": (("армі", "арми", "army", "armi"), ("ова",)),
    "company": (("рота", "роти", "роты", "company", "bölük"), ("р-та", "coy", "рта")),
}
_CODE = re.compile(r"(?<![a-zа-яіїєґё\d])([a-zа-яіїєґё])\s?-?\s?(\d{4})(?!\d)|(?<!\d)(\d{5})(?!\d)")
_NUMBER = re.compile(
    r"(?<!\d)(\d{1,4})(?!\d)(?:\s?-?\s?(?:[агійхяоуетшм]{1,3}|st|nd|rd|th)\b)?\.?\s*([^\d,;()]*)"
)
_PLAIN = {
    "в/ч",
    "вч",
    "військова",
    "військової",
    "воинская",
    "частина",
    "часть",
    "unit",
    "окрема",
    "окремий",
    "отдельная",
    "отдельный",
    "the",
}


@dataclass(frozen=True, slots=True)
class Unit:
    """What could be read: (number, kind) pairs, field-post codes, and the sounds of proper names."""

    numbers: frozenset[tuple[int, str]]
    codes: frozenset[str]
    names: frozenset[str]

    @property
    def keys(self) -> tuple[str, ...]:
        """What two cards of the same unit would share."""
        return (*self.codes, *(f"{number}" for number, _ in self.numbers), *self.names)


@cache
def read_unit(text: str) -> Unit | None:
    """The unit behind a text, or None when it holds neither number nor name."""
    folded = text.casefold().replace("№", " ").replace("\u2116", " ")
    codes = frozenset((analyse(m[1]).sound if m[1] else "") + (m[2] or m[3]) for m in _CODE.finditer(folded))
    rest = _CODE.sub(" ", folded)
    numbers = frozenset((int(m[1]), _kind(m[2])) for m in _NUMBER.finditer(rest))
    names = frozenset() if codes or numbers else _proper_names(rest)
    return Unit(numbers, codes, names) if codes or numbers or names else None


def unit_level(left: Unit, right: Unit) -> int:
    """The level of two units; a field-post code and a brigade number cannot be compared."""
    if left.codes & right.codes or left.names & right.names or _shared(left, right):
        return CODE["same_unit"]
    if {number for number, _ in left.numbers} & {number for number, _ in right.numbers}:
        return CODE["unit_alike"]
    comparable = (left.codes and right.codes) or _same_kinds(left, right)
    return CODE["unit_differs"] if comparable else 0


def _shared(left: Unit, right: Unit) -> bool:
    return any(
        a == b and (kind_a == kind_b or "" in (kind_a, kind_b))
        for a, kind_a in left.numbers
        for b, kind_b in right.numbers
    )


def _same_kinds(left: Unit, right: Unit) -> bool:
    kinds = {kind for _, kind in left.numbers}, {kind for _, kind in right.numbers}
    return bool(kinds[0] & kinds[1]) or (
        bool(left.numbers) and bool(right.numbers) and "" in kinds[0] | kinds[1]
    )


def _kind(words: str) -> str:
    tokens = re.findall(r"[^\W\d_]+(?:[-.][^\W\d_]+)*", words)[:6]
    for token in tokens:
        for kind, (beginnings, endings) in _KINDS.items():
            if token.startswith(beginnings) or (len(token) <= 7 and token.endswith(endings)):
                return kind
    return ""


def _proper_names(text: str) -> frozenset[str]:
    words = [word for word in re.findall(r"[^\W\d_]{4,}", text) if word not in _PLAIN]
    generic = tuple(beginning for beginnings, _ in _KINDS.values() for beginning in beginnings)
    return frozenset(analyse(word).sound for word in words if not word.startswith(generic))
