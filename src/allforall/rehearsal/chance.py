"""Seeded chance that gives the same people on every machine and with every numpy.

Only `Generator(PCG64).random` is drawn from, the stream numpy keeps stable; everything else is derived here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
T = TypeVar("T")


class Chance:
    """One stream of chance; streams with different labels do not disturb each other."""

    def __init__(self, seed: int, *labels: object) -> None:
        text = "\x1f".join(map(str, (seed, *labels)))
        number = int.from_bytes(hashlib.blake2b(text.encode(), digest_size=16).digest(), "big")
        self._generator = np.random.Generator(np.random.PCG64(number))

    def shares(self, size: int) -> Floats:
        """`size` numbers in [0, 1)."""
        return self._generator.random(size)

    def hits(self, rate: float | Floats, size: int) -> Ints:
        """The places, in order, of `size` tries at which something of this rate happens."""
        return np.flatnonzero(self.shares(size) < rate)

    def picks(self, weights: Sequence[float] | Floats, size: int) -> Ints:
        """`size` indices into `weights`, each with its share of their sum."""
        edges = np.cumsum(np.asarray(weights, dtype=np.float64))
        found: Ints = np.searchsorted(edges, self.shares(size) * edges[-1], side="right")
        return np.minimum(found, len(edges) - 1).astype(np.int64)

    def numbers(self, low: int, high: int, size: int) -> Ints:
        """`size` whole numbers from `low` up to and without `high`, all equally likely."""
        return low + np.floor(self.shares(size) * (high - low)).astype(np.int64)

    def order(self, size: int) -> Ints:
        """0 to `size` - 1 shuffled."""
        return np.argsort(self.shares(size), kind="stable")

    def happens(self, rate: float) -> bool:
        """Whether something of this rate happens, once."""
        return float(self._generator.random()) < rate

    def one(self, things: Sequence[T]) -> T:
        """One of `things`, all equally likely."""
        return things[int(float(self._generator.random()) * len(things))]

    def whole(self, low: int, high: int) -> int:
        """One whole number from `low` up to and without `high`."""
        return low + int(float(self._generator.random()) * (high - low))


def zipf(count: int, offset: float = 2.0, power: float = 1.0) -> Floats:
    """Weights of Zipf and Mandelbrot for `count` ranks: 1 / (rank + offset) ** power."""
    ranks = np.arange(1, count + 1, dtype=np.float64)
    return (ranks + offset) ** -power


def texts(values: Sequence[str]) -> npt.NDArray[Any]:
    """Words as an object array, so that a column of codes can be looked up at once."""
    result = np.empty(len(values), dtype=object)
    result[:] = values
    return result
