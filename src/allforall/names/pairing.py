"""Which word of one name stands for which word of the other: the pairing of the greatest worth."""

from __future__ import annotations

from allforall.names.joining import SURE, Word, meet_words
from allforall.names.meeting import Meeting

Pair = tuple[int, int, Meeting]  # place in one name, place in the other, and how the two words met


def assign(ours: list[Word], theirs: list[Word]) -> list[Pair]:
    """The pairing of words with the greatest worth; every word of the shorter name is paired.

    Words of one sound are paired first, which leaves little to weigh.
    """
    pairs = _same_sounds(ours, theirs)
    left = [place for place in range(len(ours)) if all(place != a for a, _, _ in pairs)]
    right = [place for place in range(len(theirs)) if all(place != b for _, b, _ in pairs)]
    if len(left) > len(right):
        table = [[meet_words(ours[a], theirs[b]) for a in left] for b in right]
        return pairs + [(left[column], right[row], found) for row, column, found in _best(table)]
    table = [[meet_words(ours[a], theirs[b]) for b in right] for a in left]
    return pairs + [(left[row], right[column], found) for row, column, found in _best(table)]


def _same_sounds(ours: list[Word], theirs: list[Word]) -> list[Pair]:
    places: dict[str, list[int]] = {}
    for place, word in enumerate(theirs):
        places.setdefault(word.token.sound, []).append(place)
    pairs = []
    for place, word in enumerate(ours):
        there = places.get(word.token.sound)
        if there and not word.token.initial:
            found = meet_words(word, theirs[there[0]])
            if found.worth > SURE:
                pairs.append((place, there.pop(0), found))
    return pairs


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
