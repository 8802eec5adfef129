"""Two names compared: a score, and the evidence in words for it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from allforall.names.cells import PARTICLES, TITLES
from allforall.names.evidence import Comparison, Evidence
from allforall.names.meeting import Meeting, meet
from allforall.names.parts import Name, read_name
from allforall.names.syllables import syllables_agree
from allforall.names.token import Token, analyse

_MOST_WORDS = 7  # of each name; what comes after is left over
_CONTRADICTION = -1.5


@dataclass(frozen=True, slots=True)
class _Word:
    written: str
    part: str
    token: Token


def compare(left: str | Name, right: str | Name) -> Comparison:
    """Compare two names in any script and order; symmetric, and never raises."""
    first = _read(left) if isinstance(left, str) else left
    second = _read(right) if isinstance(right, str) else right
    ours, theirs = _core(first), _core(second)
    if not ours or not theirs:
        return Comparison(0.0, (), _written(ours), _written(theirs), first.repairs + second.repairs)
    ours, theirs = _joined(ours, theirs)
    pairs = _assign(ours, theirs)
    met_left = {place for place, _, _ in pairs}
    met_right = {place for _, place, _ in pairs}
    left_over = [word for place, word in enumerate(ours) if place not in met_left]
    right_over = [word for place, word in enumerate(theirs) if place not in met_right]
    evidence = tuple(
        Evidence(_part(ours[a], theirs[b]), ours[a].written, theirs[b].written, found.fact, found.worth)
        for a, b, found in pairs
    )
    score = _score([found.worth for _, _, found in pairs], left_over, right_over)
    return Comparison(
        score, evidence, _written(left_over), _written(right_over), first.repairs + second.repairs
    )


@lru_cache(maxsize=50_000)
def _read(full: str) -> Name:
    return read_name(full)


def _written(found: list[_Word]) -> tuple[str, ...]:
    return tuple(word.written for word in found)


def _part(first: _Word, second: _Word) -> str:
    return first.part if first.part == second.part else min(first.part, second.part)


def _core(name: Name) -> list[_Word]:
    """The words that name the person; particles, titles stay out when there are others."""
    parts = (("surname", name.surname), ("given name", name.given), ("father's name", name.father))
    found = [_Word(token.written, part, token) for part, tokens in parts for token in tokens if token.text]
    core = [word for word in found if word.token.text not in PARTICLES and word.token.text not in TITLES]
    core += [_Word(token.written, "aside", token) for token in name.rest if token.text and not token.initial]
    return (core or found)[:_MOST_WORDS]


def _joined(ours: list[_Word], theirs: list[_Word]) -> tuple[list[_Word], list[_Word]]:
    """Words written apart on one side and together on the other are brought to one form."""
    ours, theirs = _parted(ours, theirs), _parted(theirs, ours)
    return _glued(ours, theirs), _glued(theirs, ours)


def _parted(words_here: list[_Word], others: list[_Word]) -> list[_Word]:
    """Split at hyphens, unless the other name has the word as a whole."""
    if not any("-" in word.token.text for word in words_here):
        return words_here
    sounds = {sound for other in others for sound in other.token.sounds}
    result: list[_Word] = []
    for word in words_here:
        pieces = [piece for piece in word.written.split("-") if piece]
        if len(pieces) < 2 or not sounds.isdisjoint(word.token.sounds) or word.token.givens:
            result.append(word)
        else:
            result.extend(_Word(piece, word.part, analyse(piece)) for piece in pieces)
    return result


def _glued(words_here: list[_Word], others: list[_Word]) -> list[_Word]:
    """Write two neighbouring words as one when the other name has them as one."""
    if len(words_here) <= len(others) and len(words_here) <= 2 and len(others) <= 2:
        return words_here
    sounds = {sound for other in others for sound in other.token.sounds}
    classes = {kind for other in others for kind in other.token.givens}
    for place in range(len(words_here) - 1):
        together = words_here[place].written + words_here[place + 1].written
        token = analyse(together)
        if (
            sounds.isdisjoint(token.sounds)
            and classes.isdisjoint(token.givens)
            and not _syllables(token, others)
        ):
            continue
        joined = _Word(together, words_here[place].part, token)
        return [*words_here[:place], joined, *words_here[place + 2 :]]
    return words_here


def _syllables(token: Token, others: list[_Word]) -> bool:
    """One of the others is the same Korean or Chinese word written in its own letters or as one."""
    return any(
        syllables_agree(token.text, token.script, other.token.text, other.token.script) for other in others
    )


Pair = tuple[int, int, Meeting]


def _assign(ours: list[_Word], theirs: list[_Word]) -> list[Pair]:
    """The pairing of words with the greatest worth; every word of the shorter name is paired."""
    table = [[meet(*_ordered(a, b)) for b in theirs] for a in ours]
    if len(ours) > len(theirs):
        flipped = [[table[a][b] for a in range(len(ours))] for b in range(len(theirs))]
        return [(a, b, found) for b, a, found in _best(flipped, len(theirs), len(ours))]
    return _best(table, len(ours), len(theirs))


def _ordered(first: _Word, second: _Word) -> tuple[str, str, bool]:
    fathers = first.part == second.part == "father's name"
    left, right = sorted((first.written, second.written))
    return left, right, fathers


def _best(table: list[list[Meeting]], rows: int, columns: int) -> list[Pair]:
    """The best pairing by going through the rows, keeping the best for every set of columns used."""
    states: dict[int, tuple[float, tuple[Pair, ...]]] = {0: (0.0, ())}
    for row in range(rows):
        following: dict[int, tuple[float, tuple[Pair, ...]]] = {}
        for used, (worth, pairs) in states.items():
            for column in range(columns):
                bit = 1 << column
                if used & bit:
                    continue
                found = table[row][column]
                total = worth + found.worth
                kept = following.get(used | bit)
                if kept is None or total > kept[0]:
                    following[used | bit] = (total, (*pairs, (row, column, found)))
        states = following
    return list(max(states.values(), key=lambda state: state[0])[1])


def features(worths: list[float], left_over: list[_Word], right_over: list[_Word]) -> tuple[float, ...]:
    """What the score is made of: lowest worth, mean worth, and what each kind of word left over costs."""
    lowest, mean = min(worths), sum(worths) / len(worths)
    over = left_over or right_over
    fathers = sum(word.part == "father's name" for word in over)
    aside = sum(word.part == "aside" for word in over)
    initials = sum(word.token.initial for word in over)
    others = len(over) - fathers - aside - initials
    return lowest, mean, float(len(worths) == 1), float(others > 0), float(max(0, others - 1)), float(fathers)


_WEIGHTS = (0.9, 0.9, -1.5, -1.2, -0.8, -0.3)
_BASE = -1.0


def _score(worths: list[float], left_over: list[_Word], right_over: list[_Word]) -> float:
    odds = _BASE + sum(w * f for w, f in zip(_WEIGHTS, features(worths, left_over, right_over), strict=True))
    return 1.0 / (1.0 + math.exp(-odds))
