"""Seeded chance that gives the same people on every machine and with every numpy.

Only the raw numbers of PCG64 are drawn from, which no version of numpy changes; all else is derived here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Limits = npt.NDArray[np.uint32]
Marks = npt.NDArray[np.bool_]
Texts = npt.NDArray[Any]
T = TypeVar("T")
_FINE = 2.0**-53
_COARSE = 1 << 16
_AT_ONCE = 64
_FEW = 2048  # weights that a table of 65,536 places tells apart well enough


class Chance:
    """One stream of chance; streams with different labels do not disturb each other."""

    def __init__(self, seed: int, *labels: object) -> None:
        text = "\x1f".join(map(str, (seed, *labels)))
        number = int.from_bytes(hashlib.blake2b(text.encode(), digest_size=16).digest(), "big")
        self._raw = np.random.PCG64(number).random_raw
        self._waiting: list[float] = []

    def shares(self, size: int) -> Floats:
        """`size` numbers in [0, 1)."""
        return np.asarray((self._raw(size) >> 11) * _FINE, dtype=np.float64)

    def hits(self, rate: float | Limits, size: int) -> Ints:
        """The places, in order, of `size` tries at which something of this rate happens, to 1 in 65,536.

        A rate for each try is given as `limits`.
        """
        return np.flatnonzero(self._lanes(size) < (limits(rate) if isinstance(rate, float) else rate))

    def _lanes(self, size: int) -> npt.NDArray[np.uint16]:
        """`size` whole numbers below 65,536: four to each raw number, on any machine in the same order."""
        lanes: npt.NDArray[np.uint16] = self._raw(-(-size // 4)).astype("<u8").view("<u2")[:size]
        return lanes

    def picks(self, weights: Sequence[float] | Floats, size: int) -> Ints:
        """`size` indices into `weights`, each with its share of their sum; if many, to 1 in 65,536."""
        edges = np.cumsum(np.asarray(weights, dtype=np.float64))
        if len(edges) <= _FEW and size >= _COARSE:
            table = np.searchsorted(edges, (np.arange(_COARSE) + 0.5) / _COARSE * edges[-1], side="right")
            return np.take(table, self._lanes(size))
        found: Ints = np.searchsorted(edges, self.shares(size) * edges[-1], side="right")
        return np.minimum(found, len(edges) - 1)

    def numbers(self, low: int, high: int, size: int) -> Ints:
        """`size` whole numbers from `low` up to and without `high`, all equally likely."""
        return low + np.floor(self.shares(size) * (high - low)).astype(np.int64)

    def order(self, size: int) -> Ints:
        """0 to `size` - 1 shuffled."""
        return np.argsort(self.shares(size), kind="stable")

    def share(self) -> float:
        """One number in [0, 1)."""
        if not self._waiting:
            self._waiting = self.shares(_AT_ONCE).tolist()
        return self._waiting.pop()

    def happens(self, rate: float) -> bool:
        """Whether something of this rate happens, once."""
        return self.share() < rate

    def one(self, things: Sequence[T]) -> T:
        """One of `things`, all equally likely."""
        return things[int(self.share() * len(things))]

    def whole(self, low: int, high: int) -> int:
        """One whole number from `low` up to and without `high`."""
        return low + int(self.share() * (high - low))


def limits(rates: float | Floats) -> Limits:
    """Rates as `hits` compares them: in 65,536ths."""
    return np.asarray(np.rint(np.asarray(rates) * _COARSE), dtype=np.uint32)


def zipf(count: int, offset: float = 2.0, power: float = 1.0) -> Floats:
    """Weights of Zipf and Mandelbrot for `count` ranks: 1 / (rank + offset) ** power."""
    ranks = np.arange(1, count + 1, dtype=np.float64)
    return (ranks + offset) ** -power


def texts(values: Sequence[str]) -> Texts:
    """Words as an object array, so that a column of codes can be looked up at once."""
    result = np.empty(len(values), dtype=object)
    result[:] = values
    return result


def looked_up(keys: Ints, write: Callable[[Ints], Sequence[str]]) -> Texts:
    """The text of each key, none negative; `write` is called once, with the different keys in order."""
    if not len(keys):
        return texts([])
    present = np.flatnonzero(np.bincount(keys))
    words = np.empty(int(present[-1]) + 1, dtype=object)
    words[present] = texts(write(present))
    result: Texts = words[keys]
    return result
