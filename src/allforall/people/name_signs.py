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
# A rank before a name, in small letters.
RANK = (
    r"(?:гв(?:ардії|ардии)?\.?\s)?"
    r"(?:(?:старш\w+|молодш\w+|младш\w+|головн\w+|главн\w+|ст|стар|мол|мл|гол|штаб|майстер|мастер)[.\s-]{1,2})?"
    r"(?:солдат|рядовой|рядовий|ряд\.|рядов\.|сержант|серж\.|с-т|с-нт|сер-т|старшина|старшини|матрос|ефрейтор|єфрейтор|"
    r"ефр\.|єфр\.|капрал|мічман|мичман|прапорщик|прап\.|пр-к|лейтенант|лейт\.|л-т|л-нт|капітан|капитан|к-н|майор|м-р|"
    r"підполковник|подполковник|п/п-к|полковник|п-к|генерал|"
    r"private|pvt|soldier|corporal|cpl|sergeant|sgt|lieutenant|lt|captain|capt|major|maj|colonel|col|"
    r"er|onbaşı|çavuş|astsubay|teğmen|yüzbaşı|binbaşı)"
)
_RANK = re.compile(rf"\n{RANK}\.?\s")


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
