"""How often each slip happens, by who wrote the row, and how noise turns that up or down."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from allforall.rehearsal.chance import Chance, Floats, Ints, Limits, limits
from allforall.rehearsal.tables import table

OFFICE = ("office",)
SOURCES = ("comrades", "relatives", "media", "scans", "red_cross", "returnees")
REGISTER = ("papers", "by_ear")
SHARES: dict[str, float] = {
    "office": 1.0, "comrades": 0.20, "relatives": 0.26, "media": 0.15, "scans": 0.15, "red_cross": 0.10,
    "returnees": 0.14, "papers": 0.72, "by_ear": 0.28,
}  # fmt: skip
HEARD: dict[str, float] = {  # share of rows whose name was heard, not read, by who wrote them
    "office": 0.18, "comrades": 0.45, "relatives": 0.08, "media": 0.30, "scans": 0.06, "red_cross": 0.40,
    "returnees": 0.50, "papers": 0.03, "by_ear": 0.45,
}  # fmt: skip
SEVERITIES, SEVERITY_SHARES = (0.35, 1.0, 2.1), (0.3, 0.45, 0.25)


@cache
def slips() -> tuple[str, ...]:
    """The names of all slips in the order in which they happen."""
    return tuple(row["slip"] for row in table("rates"))


@cache
def rates(slip: str) -> dict[str, float]:
    """How often a slip happens in life, by who wrote the row."""
    row = next(each for each in table("rates") if each["slip"] == slip)
    return {writer: float(rate) for writer, rate in row.items() if writer != "slip"}


def scaled(rate: float, noise: float) -> float:
    """A rate under noise: 0 at noise 0, itself at 1, and never above 1."""
    return float(1.0 - (1.0 - rate) ** noise)


def writers(names: tuple[str, ...], size: int, chance: Chance) -> Ints:
    """Who wrote each row: places in `names`."""
    return chance.picks([SHARES[name] for name in names], size)


def severities(names: tuple[str, ...], size: int, chance: Chance) -> Floats:
    """How bad each row's source was; slips of a bad source come together. An office's errors do not."""
    if names == OFFICE:
        return np.ones(size)
    return np.array(SEVERITIES)[chance.picks(SEVERITY_SHARES, size)]


@dataclass(frozen=True)
class Writers:
    """Who wrote each row and how noisily: `code` numbers the pairs of writer and noise that occur."""

    pairs: tuple[tuple[str, float], ...]
    code: Ints

    @classmethod
    def of(cls, names: tuple[str, ...], wrote: Ints, noise: Floats) -> Writers:
        """Rows written by `names[wrote]` with this noise each."""
        levels, level = np.unique(noise, return_inverse=True)
        pairs = tuple((name, float(each)) for name in names for each in levels)
        return cls(pairs, wrote * len(levels) + level)

    def rates(self, slip: str) -> Limits:
        """The rate of a slip row by row, as limits of chance."""
        return self._by_row(rates(slip))

    def heard(self) -> Limits:
        """The share of names heard, not read, row by row, as limits of chance."""
        return self._by_row(HEARD)

    def _by_row(self, known: dict[str, float]) -> Limits:
        by_pair = limits(np.array([scaled(known[name], noise) for name, noise in self.pairs]))
        return np.take(by_pair, self.code)
