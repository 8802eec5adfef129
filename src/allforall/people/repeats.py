"""Which rows of a file, or which identifiers, have been met before; 8 bytes are kept for each."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from allforall.people.tables import Column

Hashes = NDArray[np.uint64]

_ODD = 0x9E3779B97F4A7C15


@dataclass(slots=True)
class Met:
    """The hashes met so far, in sorted runs of which each is at least twice as long as the next."""

    runs: list[Hashes] = field(default_factory=list)

    def again(self, hashes: Hashes) -> NDArray[np.bool_]:
        """Which of the hashes were met before, in an earlier call or further up in this one."""
        order = np.argsort(hashes, kind="stable")
        fresh = hashes[order]
        again = np.zeros(len(hashes), bool)
        again[order[1:][fresh[1:] == fresh[:-1]]] = True
        for run in self.runs:
            again[order] |= _within(fresh, run)
        if len(hashes):
            self._keep(fresh)
        return again

    def _keep(self, fresh: Hashes) -> None:
        self.runs.append(fresh)
        while len(self.runs) > 1 and len(self.runs[-2]) < 2 * len(self.runs[-1]):
            last = self.runs.pop()
            self.runs[-1] = np.sort(np.concatenate([self.runs[-1], last]), kind="stable")  # two runs: linear


def _within(hashes: Hashes, run: Hashes) -> NDArray[np.bool_]:
    places = np.minimum(np.searchsorted(run, hashes), len(run) - 1)
    return np.asarray(run[places] == hashes)


def row_hashes(columns: list[Column]) -> Hashes:
    """One hash a row over all its cells; trailing empty cells do not count."""
    total = np.zeros(len(columns[0].codes) if columns else 0, np.uint64)
    for place, column in enumerate(columns, 1):
        salted = value_hashes(column.values) * np.uint64(((2 * place + 1) * _ODD) & (2**64 - 1))
        total += (salted ^ (salted >> np.uint64(29)))[column.codes]
    return total


def value_hashes(values: list[str]) -> Hashes:
    """A hash for each value; 0 for the empty one."""
    return np.fromiter(map(hash, values), np.int64, len(values)).view(np.uint64)
