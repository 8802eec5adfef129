"""How far apart two canonical sounds are: weighted edits, cheaper for what clerks and ears confuse."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_VOWELS = "aeiou"
# pairs of class letters that are easily taken for one another -> cost of exchanging them
_CONFUSED = {
    **dict.fromkeys(("ei", "ie"), 0.35),
    **dict.fromkeys(("ao", "ae", "io", "eo", "ou"), 0.5),
    **dict.fromkeys(("ai", "au", "iu", "eu"), 0.7),
    **dict.fromkeys(("bp", "dt", "sz", "fv", "hk", "cj"), 0.5),
    **dict.fromkeys(("cs", "jz", "ij", "uv", "bv", "hp"), 0.6),
    **dict.fromkeys(("ck", "hc", "mn", "lr", "tc"), 0.8),
}
_DROPPED = {"i": 0.35, "e": 0.6, "a": 0.7, "o": 0.7, "u": 0.7, "h": 0.6, "t": 0.8, "v": 0.8, "s": 0.8}
_TURNED = 0.8
_LAST = len(_LETTERS)
_CHUNK = 4096  # pairs at a time: the table stays in the processor's cache


def _tables() -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    exchange = np.ones((_LAST + 1, _LAST + 1), dtype=np.float32)
    np.fill_diagonal(exchange, 0)
    for pair, cost in _CONFUSED.items():
        left, right = (_LETTERS.index(letter) for letter in pair)
        exchange[left, right] = exchange[right, left] = cost
    drop = np.ones(_LAST + 1, dtype=np.float32)
    for letter, cost in _DROPPED.items():
        drop[_LETTERS.index(letter)] = cost
    return exchange, drop


_EXCHANGE, _DROP = _tables()
_EXCHANGE_ROWS = _EXCHANGE.tolist()
_DROP_ROW = _DROP.tolist()
_CODES = {letter: code for code, letter in enumerate(_LETTERS)}


@lru_cache(maxsize=200_000)
def sound_distance(left: str, right: str) -> float:
    """The weighted edit distance of two canonical sounds: 0 when equal, about 1 for each plain edit.

    Symmetric. Neighbouring letters that changed places cost one edit.
    """
    if left == right:
        return 0.0
    first = [_CODES.get(letter, _LAST) for letter in left]
    second = [_CODES.get(letter, _LAST) for letter in right]
    drops = [_DROP_ROW[code] for code in second]
    before: list[float] = []
    last = [0.0]
    for cost in drops:
        last.append(last[-1] + cost)
    for row, code in enumerate(first):
        exchange, drop = _EXCHANGE_ROWS[code], _DROP_ROW[code]
        line = [last[0] + drop]
        for column, other in enumerate(second):
            best = last[column] + exchange[other]
            up, along = last[column + 1] + drop, line[column] + drops[column]
            if up < best:
                best = up
            if along < best:
                best = along
            if row and column and code == second[column - 1] and other == first[row - 1]:
                best = min(best, before[column - 1] + _TURNED)
            line.append(best)
        before, last = last, line
    return last[-1]


def sound_distances(left: Sequence[str], right: Sequence[str]) -> NDArray[np.float32]:
    """`sound_distance` of each pair (left[k], right[k]), computed together: an array of the same length."""
    if len(left) != len(right):
        raise ValueError(f"two columns of different length: {len(left)} and {len(right)}")
    found = np.zeros(len(left), dtype=np.float32)
    for start in range(0, len(left), _CHUNK):
        part = slice(start, start + _CHUNK)
        found[part] = _distances(left[part], right[part])
    return found


def _distances(left: Sequence[str], right: Sequence[str]) -> NDArray[np.float32]:
    first, first_length = _encode(left)
    second, second_length = _encode(right)
    table = _fill(first, second)
    return table[first_length, second_length, np.arange(len(left))]


def _encode(words: Sequence[str]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Letter codes, one word a column, and the lengths."""
    lengths = np.fromiter(map(len, words), dtype=np.intp, count=len(words))
    width = max(1, int(lengths.max()))
    joined = "".join(word.ljust(width, "\0") for word in words)
    points = np.frombuffer(joined.encode("utf-32-le"), dtype=np.uint32).reshape(len(words), width)
    codes = np.where((points >= ord("a")) & (points <= ord("z")), points.astype(np.intp) - ord("a"), _LAST)
    return np.ascontiguousarray(codes.T), lengths


def _fill(first: NDArray[np.intp], second: NDArray[np.intp]) -> NDArray[np.float32]:
    """The whole table of distances between prefixes: [length in first, length in second, pair]."""
    rows, columns, pairs = first.shape[0], second.shape[0], first.shape[1]
    table = np.zeros((rows + 1, columns + 1, pairs), dtype=np.float32)
    down, along = _DROP[first], _DROP[second]
    table[1:, 0] = np.cumsum(down, axis=0)
    table[0, 1:] = np.cumsum(along, axis=0)
    for row in range(rows):
        for column in range(columns):
            best = table[row, column] + _EXCHANGE[first[row], second[column]]
            np.minimum(best, table[row, column + 1] + down[row], out=best)
            np.minimum(best, table[row + 1, column] + along[column], out=best)
            if row and column:
                turned = (first[row] == second[column - 1]) & (first[row - 1] == second[column])
                cost = np.where(turned, table[row - 1, column - 1] + _TURNED, np.inf)
                np.minimum(best, cost, out=best)
            table[row + 1, column + 1] = best
    return table
