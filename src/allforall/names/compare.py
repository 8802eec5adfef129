"""Two names compared: a score, and the evidence in words for it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations

from allforall.names.cells import LONGEST_CELL, PARTICLES, TITLES
from allforall.names.evidence import Comparison, Evidence
from allforall.names.meeting import Meeting, meet
from allforall.names.parts import Name, read_name
from allforall.names.token import Token, analyse

_MOST_WORDS = 7  # of each name; what comes after is left over
_SURE = 2.5  # worth from which two words are written as one
_CROSSED = -3.0
_ALIKE = 1.0  # worth from which a hyphenated word is taken as a whole


Pair = tuple[int, int, Meeting]


@dataclass(frozen=True, slots=True)
class _Word:
    written: str
    part: str
    token: Token


def compare(left: str | Name, right: str | Name) -> Comparison:
    """Compare two names in any script and order; symmetric, and never raises."""
    first = _read(left[: LONGEST_CELL + 1]) if isinstance(left, str) else left
    second = _read(right[: LONGEST_CELL + 1]) if isinstance(right, str) else right
    ours, theirs = _joined(_words(first), _words(second))
    repairs = first.repairs + second.repairs
    if not ours or not theirs:
        return Comparison(0.0, (), _written(ours), _written(theirs), repairs)
    pairs = _assign(ours, theirs)
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


def _crossed(ours: list[_Word], theirs: list[_Word], pairs: list[Pair], over: list[_Word]) -> bool:
    """One's given name met the other's father's name, and a given name is left over: a son and his father."""
    crossed = any({ours[a].part, theirs[b].part} == {"given name", "father's name"} for a, b, _ in pairs)
    return crossed and any(word.part == "given name" and not word.token.initial for word in over)


def _left_over(words_here: list[_Word], met: set[int]) -> list[_Word]:
    return [word for place, word in enumerate(words_here) if place not in met]


@lru_cache(maxsize=50_000)
def _read(full: str) -> Name:
    return read_name(full)


def _written(found: list[_Word]) -> tuple[str, ...]:
    return tuple(word.written for word in found)


def _part(first: _Word, second: _Word) -> str:
    return first.part if first.part == second.part else min(first.part, second.part)


def _words(name: Name) -> list[_Word]:
    """The words of a name with their parts; what stood aside (a maiden name, a call sign) comes last."""
    parts = (("surname", name.surname), ("given name", name.given), ("father's name", name.father))
    found = [_Word(token.written, part, token) for part, tokens in parts for token in tokens if token.text]
    found += [_Word(token.written, "aside", token) for token in name.rest if token.text and not token.initial]
    return found[:_MOST_WORDS]


def _core(words_here: list[_Word]) -> list[_Word]:
    """Without particles and titles, when two other words remain."""
    core = [word for word in words_here if word.token.text not in PARTICLES and word.token.text not in TITLES]
    return core if len(core) > 1 else words_here


def _joined(ours: list[_Word], theirs: list[_Word]) -> tuple[list[_Word], list[_Word]]:
    """Words written apart on one side and together on the other are brought to one form."""
    ours, theirs = _parted(ours, theirs), _parted(theirs, ours)
    ours, theirs = _glued(ours, theirs), _glued(theirs, ours)
    return _core(ours), _core(theirs)


def _parted(words_here: list[_Word], others: list[_Word]) -> list[_Word]:
    """Split at hyphens, unless the other name has the word as a whole."""
    if not any("-" in word.token.text for word in words_here):
        return words_here
    result: list[_Word] = []
    for word in words_here:
        pieces = [piece for piece in word.written.split("-") if piece]
        if len(pieces) < 2 or any(_meet(word, other).worth > _ALIKE for other in others):
            result.append(word)
        else:
            result.extend(_Word(piece, word.part, analyse(piece)) for piece in pieces)
    return result


def _glued(words_here: list[_Word], others: list[_Word]) -> list[_Word]:
    """Write two words as one when the other name, which has fewer words, has them as one."""
    if len(words_here) <= len(others):
        return words_here
    alone = [word for word in words_here if all(_meet(word, other).worth < _ALIKE for other in others)]
    for one, two in permutations(alone, 2):
        if one.token.script != two.token.script or one.token.initial or two.token.initial:
            continue
        if not any(_begins(one.token, other.token) for other in others):
            continue
        together = _Word(one.written + two.written, one.part, analyse(one.written + two.written))
        if any(_meet(together, other).worth > _SURE for other in others):
            return [together, *(word for word in words_here if word not in (one, two))]
    return words_here


def _begins(first: Token, whole: Token) -> bool:
    if whole.script in {"hangul", "han"} or first.script in {"hangul", "han"}:
        return True
    return (
        bool(first.sound) and len(whole.sound) > len(first.sound) and whole.sound.startswith(first.sound[:2])
    )


def _assign(ours: list[_Word], theirs: list[_Word]) -> list[Pair]:
    """The pairing of words with the greatest worth; every word of the shorter name is paired.

    Words of one sound are paired first, which leaves little to weigh.
    """
    pairs = _same_sounds(ours, theirs)
    left = [place for place in range(len(ours)) if all(place != a for a, _, _ in pairs)]
    right = [place for place in range(len(theirs)) if all(place != b for _, b, _ in pairs)]
    if len(left) > len(right):
        table = [[_meet(ours[a], theirs[b]) for a in left] for b in right]
        return pairs + [(left[column], right[row], found) for row, column, found in _best(table)]
    table = [[_meet(ours[a], theirs[b]) for b in right] for a in left]
    return pairs + [(left[row], right[column], found) for row, column, found in _best(table)]


def _same_sounds(ours: list[_Word], theirs: list[_Word]) -> list[Pair]:
    places: dict[str, list[int]] = {}
    for place, word in enumerate(theirs):
        places.setdefault(word.token.sound, []).append(place)
    pairs = []
    for place, word in enumerate(ours):
        there = places.get(word.token.sound)
        if there and not word.token.initial:
            found = _meet(word, theirs[there[0]])
            if found.worth > _SURE:
                pairs.append((place, there.pop(0), found))
    return pairs


def _meet(first: _Word, second: _Word) -> Meeting:
    fathers = first.part == second.part == "father's name"
    left, right = sorted((first.written, second.written))
    return meet(left, right, fathers)


def _best(table: list[list[Meeting]]) -> list[Pair]:
    """The best pairing by going through the rows, keeping the best for every set of columns used."""
    states: dict[int, tuple[float, tuple[Pair, ...]]] = {0: (0.0, ())}
    for row, line in enumerate(table):
        following: dict[int, tuple[float, tuple[Pair, ...]]] = {}
        for used, (worth, pairs) in states.items():
            for column, found in enumerate(line):
                bit = 1 << column
                if used & bit:
                    continue
                total = worth + found.worth
                kept = following.get(used | bit)
                if kept is None or total > kept[0]:
                    following[used | bit] = (total, (*pairs, (row, column, found)))
        states = following
    return list(max(states.values(), key=lambda state: state[0])[1])


def _features(worths: list[float], over: list[_Word]) -> tuple[float, ...]:
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


def _score(worths: list[float], over: list[_Word]) -> float:
    odds = _BASE + sum(w * f for w, f in zip(_WEIGHTS, _features(worths, over), strict=True))
    return 1.0 / (1.0 + math.exp(-odds))
