"""What spellings of one thing share: keys of units and places, and numbers without their signs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from allforall.matching.numbers import read_number
from allforall.matching.places import read_place
from allforall.matching.units import read_unit
from allforall.people.reading import Batch
from allforall.people.tables import Column


@dataclass(frozen=True, slots=True)
class Keyed:
    """Some rows of a list: their columns as cleaned, their numbers, and the keys of some columns."""

    columns: Mapping[str, Column]
    rows: npt.NDArray[np.int64]
    keys: Mapping[str, Column]

    @classmethod
    def of(cls, batch: Batch) -> Keyed:
        """Work out the keys of a batch; this is done where the rows are read, before they are indexed."""
        columns = {name: batch.columns[name] for name in _KEY_OF if name in batch.columns}
        keys = {
            name: Column(column.codes, list(map(_KEY_OF[name], column.values)))
            for name, column in columns.items()
        }
        return cls(batch.columns, batch.rows, keys)


@lru_cache(maxsize=1 << 16)
def unit_key(value: str) -> str:
    """What two spellings of one unit share; empty when nothing can be read."""
    unit = read_unit(value)
    return unit.keys[0] if unit else ""


@lru_cache(maxsize=1 << 16)
def place_key(value: str) -> str:
    """What two spellings of one place share; empty when nothing can be read."""
    place = read_place(value)
    return place.keys[0] if place else ""


def number_key(value: str) -> str:
    """A service or tax number without its signs; empty when it is none."""
    return read_number(value) or ""


_KEY_OF: dict[str, Callable[[str], str]] = {
    "unit": unit_key,
    "captured_at": place_key,
    "birth_place": place_key,
    "service_number": number_key,
    "tax_number": number_key,
}
