"""Makes surnames: common ones by rank, the long tail from roots and endings, other peoples' from their tables."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from allforall.rehearsal.chance import Chance, Floats, Ints, zipf
from allforall.rehearsal.respelling import respelling
from allforall.rehearsal.tables import table

COMMON_SHARE = {"uk": 0.30, "ru": 0.42}
SOUND_ALIKE = {"ие", "ои", "оі", "іе", "іо", "иы", "іи", "єе", "її", "їи", "оё", "ґг", "еи"}


@dataclass(frozen=True)
class SurnameDraw:
    """The different surnames drawn, masculine: as at home, and in Russian where the root is written by meaning."""

    home: list[str]
    russian: list[str]
    of: Ints


@cache
def roots() -> tuple[tuple[str, str], ...]:
    """Every root in Ukrainian and Russian spelling."""
    words = [
        word
        for row in table("surname_roots")
        if not row["group"].startswith("common")
        for word in row["words"].split()
    ]
    pairs = [word.split("=") for word in words]
    return tuple((pair[0], pair[-1]) for pair in pairs)


@cache
def common(language: str) -> tuple[str, ...]:
    """The most frequent surnames of a language, most frequent first."""
    row = next(each for each in table("surname_roots") if each["group"] == f"common_{language}")
    return tuple(dict.fromkeys(row["words"].split()))


@cache
def endings(language: str) -> tuple[tuple[str, ...], Floats]:
    """Surname endings of a language with their weights."""
    rows = [row for row in table("surname_endings") if row["language"] == language]
    return tuple(row["ending"].replace(" ", "") for row in rows), np.array(
        [float(row["weight"]) for row in rows]
    )


def slavic(language: str, count: int, chance: Chance) -> SurnameDraw:
    """`count` surnames of Ukrainian ("uk") or Russian ("ru") make."""
    known, tails = common(language), endings(language)
    top = chance.picks(zipf(len(known), 12.0, 0.75), count)
    root = chance.picks(zipf(len(roots()), 60.0, 0.9)[_root_order()], count)
    tail = chance.picks(tails[1], count)
    is_common = chance.shares(count) < COMMON_SHARE[language]
    code = np.where(is_common, top, len(known) + root * len(tails[0]) + tail)
    distinct, of = np.unique(code, return_inverse=True)
    return _spelled(language, distinct.astype(np.int64), of.astype(np.int64))


@cache
def _root_order() -> Ints:
    return Chance(0, "order of roots").order(len(roots()))


def _spelled(language: str, codes: Ints, of: Ints) -> SurnameDraw:
    known, tails = common(language), endings(language)[0]
    frequent = [int(code) for code in codes if code < len(known)]
    made = [divmod(int(code) - len(known), len(tails)) for code in codes if code >= len(known)]
    home = [known[code] for code in frequent] + _joined(language, made, 0 if language == "uk" else 1)
    return SurnameDraw(home, _russian(language, home, made, len(frequent)), of)


def _joined(language: str, parts: list[tuple[int, int]], side: int) -> list[str]:
    tails = endings(language)[0]
    return respelling(f"{language}_join")([f"{roots()[root][side]}+{tails[tail]}" for root, tail in parts])


def _russian(language: str, home: list[str], made: list[tuple[int, int]], frequent: int) -> list[str]:
    """By sound, but a root whose Russian cognate differs only in vowels is written as the cognate."""
    if language == "ru":
        return home
    cognate = [_cognate(*roots()[root]) for root, _ in made]
    tails = endings(language)[0]
    by_meaning = respelling("uk_join")(
        [f"{root}+{tails[tail]}" for root, (_, tail) in zip(cognate, made, strict=True)]
    )
    return respelling("uk_to_ru")(home[:frequent] + by_meaning)


def _cognate(ukrainian: str, russian: str) -> str:
    if len(ukrainian) != len(russian):
        return ukrainian
    pairs = zip(ukrainian.lower(), russian.lower(), strict=True)
    return (
        russian if all(left == right or left + right in SOUND_ALIKE for left, right in pairs) else ukrainian
    )
