"""Finding, among very many name cells, the few that hold more than a name, in one pass over all."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

_SIGNS = '"«»“”„‹›()[]0123456789/;&+,:?\ufffd'
_APOSTROPHES = "'’`"
_ENDINGS = " ;,:-–—"
_WORDS = (
    " і ", " и ", " та ", " and ", " ve ", "позивн", "позывн", "псевд", "call", "kod ", " поз",
    " née", " nee ", "дівоч", "девич", "урожд", " ур.", " дів.", " дев.",
)  # fmt: skip
_RANK = re.compile(
    r"\n(?:(?:гв|ст|мл|мол|старш|молод|младш|голов|главн|штаб|майстер|мастер)[^\n ]*[ -])?"
    r"(?:солдат|рядов|ряд\.|сержант|серж\.|с-т|старшин|матрос|ефрейт|єфрейт|лейт|л-т|капіт|капит|к-н|майор|м-р|прапор|пр-к"
    r"|підполк|подполк|п/п-к|полковн|п-к|private|sergeant|soldier|lieuten|captain|major)[^\n ]* "
)


def _table(characters: str) -> NDArray[np.bool_]:
    table = np.zeros(1 << 16, bool)
    table[[ord(character) for character in characters]] = True
    return table


_SIGN, _APOSTROPHE, _ENDING = _table(_SIGNS), _table(_APOSTROPHES), _table(_ENDINGS)
_EDGE = _table(" \n.,")


def suspects(values: list[str]) -> list[int]:
    """The places of the cells to take apart; every other cell is a plain name."""
    if not values:
        return []
    said = "\n" + "\n".join(values).lower() + "\n"
    if said.count("\n") != len(values) + 1:
        return suspects([value.replace("\n", "/") for value in values])
    letters = np.minimum(np.frombuffer(said.encode("utf-32-le", "replace"), np.uint32), 0xFFFF)
    ends = np.flatnonzero(letters == ord("\n"))
    found = [
        np.flatnonzero(_SIGN[letters]),
        _loose_apostrophes(letters),
        ends[1:][_ENDING[letters[ends[1:] - 1]]] - 1,
    ]
    found += [_places(re.finditer(re.escape(word), said)) for word in _WORDS if word in said]
    found.append(_places(_RANK.finditer(said)))
    rows = np.searchsorted(ends, np.concatenate(found), side="right") - 1
    return [int(row) for row in np.unique(rows) if 0 <= row < len(values)]


def _loose_apostrophes(letters: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Apostrophes that stand at the edge of a word and so may be quotes."""
    places = np.flatnonzero(_APOSTROPHE[letters])
    return places[_EDGE[letters[places - 1]] | _EDGE[letters[places + 1]]]


def _places(found: Iterator[re.Match[str]]) -> NDArray[np.int64]:
    return np.fromiter((match.start() + 1 for match in found), np.int64)
