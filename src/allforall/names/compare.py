"""Two names compared: a score, and the evidence in words for it."""

from __future__ import annotations

import math
import re
from functools import lru_cache

from allforall.names.cells import LONGEST_CELL, PARTICLES
from allforall.names.evidence import Comparison, Evidence
from allforall.names.joining import Word, joined, words_of
from allforall.names.meeting import ANOTHER_CASE, OTHER_SEX_OR_CASE, told_by_case
from allforall.names.pairing import Pair, assign
from allforall.names.parts import Name, read_name

_SON = re.compile("ic(?:a|u|em|om|evi|ovi|i|e)?$")
_CROSSED = -3.0  # worth of a son taken for his father


def compare(left: str | Name, right: str | Name) -> Comparison:
    """Compare two names in any script and order; symmetric, and never raises."""
    first = _read(left[: LONGEST_CELL + 1]) if isinstance(left, str) else left
    second = _read(right[: LONGEST_CELL + 1]) if isinstance(right, str) else right
    ours, theirs = joined(words_of(first), words_of(second))
    repairs = first.repairs + second.repairs
    if not ours or not theirs:
        return Comparison(0.0, (), _written(ours), _written(theirs), repairs)
    pairs = _in_case(assign(ours, theirs), ours, theirs)
    left_over = _left_over(ours, {place for place, _, _ in pairs})
    right_over = _left_over(theirs, {place for _, place, _ in pairs})
    evidence = tuple(
        Evidence(_part(ours[a], theirs[b]), ours[a].written, theirs[b].written, found.fact, found.worth)
        for a, b, found in pairs
    )
    worths = [found.worth for _, _, found in pairs]
    if _crossed(ours, theirs, pairs, left_over + right_over):
        worths.append(_CROSSED)
    score = _score(worths, left_over + right_over)
    return Comparison(score, evidence, _written(left_over), _written(right_over), repairs)


def _in_case(pairs: list[Pair], ours: list[Word], theirs: list[Word]) -> list[Pair]:
    """Олександра is Олександр declined when his father's name is a man's, or his surname is declined too."""
    if all(found.fact != OTHER_SEX_OR_CASE for _, _, found in pairs):
        return pairs
    declined = any(found.fact == ANOTHER_CASE for _, _, found in pairs)
    sons = {_SON.search(word.token.sound) is not None for word in ours + theirs if word.token.father}
    if sons != {True} and (not declined or sons):
        return pairs
    return [(a, b, told_by_case(found)) for a, b, found in pairs]


def _crossed(ours: list[Word], theirs: list[Word], pairs: list[Pair], over: list[Word]) -> bool:
    """One's given name met the other's father's name, and a given name is left over: a son and his father."""
    crossed = any({ours[a].part, theirs[b].part} == {"given name", "father's name"} for a, b, _ in pairs)
    return crossed and any(word.part == "given name" and not word.token.initial for word in over)


def _left_over(words_here: list[Word], met: set[int]) -> list[Word]:
    return [word for place, word in enumerate(words_here) if place not in met]


@lru_cache(maxsize=50_000)
def _read(full: str) -> Name:
    return read_name(full)


def _written(found: list[Word]) -> tuple[str, ...]:
    return tuple(word.written for word in found)


def _part(first: Word, second: Word) -> str:
    return first.part if first.part == second.part else min(first.part, second.part)


def _features(worths: list[float], over: list[Word]) -> tuple[float, ...]:
    """What the score is made of: lowest worth, mean worth, one word only, and the words left over by kind."""
    lowest, mean = min(worths), sum(worths) / len(worths)
    fathers = others = 0
    for word in over:
        if word.part == "father's name":
            fathers += 1
        elif word.part != "aside" and not word.token.initial and word.token.text not in PARTICLES:
            others += 1
    return lowest, mean, float(len(worths) == 1), float(others > 0), float(max(0, others - 1)), float(fathers)


_WEIGHTS = (0.75, 1.1, -0.9, -1.0, -0.6, -0.2)
_BASE = -0.8


def _score(worths: list[float], over: list[Word]) -> float:
    odds = _BASE + sum(w * f for w, f in zip(_WEIGHTS, _features(worths, over), strict=True))
    return 1.0 / (1.0 + math.exp(-odds))
