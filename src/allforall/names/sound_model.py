"""How likely a Cyrillic and a Latin word write one name: the learned costs of letters against letters.

A pair of words is cut into pieces (1-3 Cyrillic letters with 0-4 Latin letters); the cheapest cut is what
it costs to tell both words together. Telling each word alone costs what its letters cost one after the
other. What is saved by telling them together is the evidence, in bits, that they are one word: a long
agreement saves more than a short one, and a chance likeness saves nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from unicodedata import normalize

from allforall.names.resources import rows

_LATIN_FOLDED = str.maketrans(
    {
        "š": "sh",
        "č": "ch",
        "ž": "zh",
        "ş": "sh",
        "ș": "sh",
        "ł": "l",
        "ø": "o",
        "ß": "ss",
        "æ": "ae",
        "đ": "d",
    }
    | {"ı": "i", "ğ": "g", "ə": "a", "œ": "oe", "þ": "th", "ð": "d", "ħ": "h", "ŋ": "ng"}
)
_CYRILLIC_FOLDED = str.maketrans(
    {
        "ў": "у",
        "ј": "й",
        "ә": "а",
        "ө": "о",
        "ү": "у",
        "ұ": "у",
        "қ": "к",
        "ғ": "г",
        "ӣ": "и",
        "ӯ": "у",
        "ҳ": "х",
    }
    | {"җ": "дж", "ҷ": "дж", "ң": "н", "һ": "х", "ӏ": "", "'": "ь", "’": "ь"}
)
_NOT_LATIN = re.compile("[^a-z]+")
_NOT_CYRILLIC = re.compile("[^а-яёіїєґ]+")
_HOPELESS = 9.0  # bits a path may fall behind telling the words apart before it is given up
_NEVER = 1e9
_ODD_DROP, _ODD_PAIR = 10.0, 16.0  # bits for a letter, or a pair of letters, that was never learned

Pieces = dict[str, dict[str, float]]


@lru_cache(maxsize=100_000)
def fold_latin(word: str) -> str:
    """A case-folded Latin word in plain letters a-z, as the costs know them."""
    if not word.isascii():
        word = normalize("NFD", word.translate(_LATIN_FOLDED))
    if word.startswith("mc"):
        word = "mac" + word[2:]
    return word if word.isalpha() and word.isascii() else _NOT_LATIN.sub("", word)


@lru_cache(maxsize=100_000)
def fold_cyrillic(word: str) -> str:
    """A case-folded Cyrillic word in the letters of Russian and Ukrainian, as the costs know them."""
    return _NOT_CYRILLIC.sub("", word.translate(_CYRILLIC_FOLDED))


@dataclass(frozen=True, slots=True)
class Costs:
    """The learned table, in bits: pieces, single Latin letters with no partner, letters after letters."""

    pieces: Pieces
    lone: dict[str, float]
    cyrillic: dict[str, float]
    latin: dict[str, float]


@cache
def costs() -> Costs:
    """The table that is installed, read once."""
    table = Costs({}, {}, {}, {})
    for row in rows("names_sound_costs.csv"):
        cost = int(row["cost"]) / 10
        if row["kind"] == "cyrillic":
            table.cyrillic[row["cyrillic"] + row["latin"]] = cost
        elif row["kind"] == "latin":
            table.latin[row["cyrillic"] + row["latin"]] = cost
        elif row["cyrillic"]:
            table.pieces.setdefault(row["cyrillic"], {})[row["latin"]] = cost
        else:
            table.lone[row["latin"]] = cost
    return table


@lru_cache(maxsize=100_000)
def told_alone(word: str, script: str) -> tuple[float, ...]:
    """Bits needed to tell the first 0, 1, 2 ... letters of a folded word by itself, the end included last."""
    table = costs().cyrillic if script == "cyrillic" else costs().latin
    bits, before, total = [0.0], "^", 0.0
    for letter in word:
        total += table.get(before + letter, 9.0)
        bits.append(total)
        before = letter
    bits.append(total + table.get(before + "$", 9.0))
    return tuple(bits)


@lru_cache(maxsize=100_000)
def _cyrillic_pieces(word: str) -> tuple[tuple[tuple[int, dict[str, float]], ...], ...]:
    """For each place of the word, the pieces that begin there: where they end, and what they may meet."""
    pieces = costs().pieces
    return tuple(
        tuple(
            (end, pieces[word[place:end]])
            for end in range(place + 1, min(place + 3, len(word)) + 1)
            if word[place:end] in pieces
        )
        for place in range(len(word))
    )


@lru_cache(maxsize=200_000)
def shared_bits(cyrillic: str, latin: str) -> float:
    """Bits saved by telling two folded words together instead of apart; below 0 the words are strangers."""
    table = costs()
    lone = table.lone
    alone_left, alone_right = told_alone(cyrillic, "cyrillic"), told_alone(latin, "latin")
    width, height = len(latin), len(cyrillic)
    grid = [[_NEVER] * (width + 1) for _ in range(height + 1)]
    grid[0][0] = 0.0
    for place, pieces in enumerate(_cyrillic_pieces(cyrillic)):
        line, left = grid[place], alone_left[place] + _HOPELESS
        for start in range(width + 1):
            cost = line[start]
            if cost > left + alone_right[start]:
                continue
            if start < width:
                dropped = cost + lone.get(latin[start], _ODD_DROP)
                if dropped < line[start + 1]:
                    line[start + 1] = dropped
            below = grid[place + 1]
            if cost + _ODD_DROP < below[start]:
                below[start] = cost + _ODD_DROP
            if start < width and cost + _ODD_PAIR < below[start + 1]:
                below[start + 1] = cost + _ODD_PAIR
            for end, partners in pieces:
                below = grid[end]
                for stop in range(start, min(start + 4, width) + 1):
                    partner = partners.get(latin[start:stop])
                    if partner is not None and cost + partner < below[stop]:
                        below[stop] = cost + partner
    last = grid[height]
    for start in range(width):
        last[start + 1] = min(last[start + 1], last[start] + lone.get(latin[start], _ODD_DROP))
    return max(-_HOPELESS, alone_left[-1] + alone_right[-1] - last[width])
