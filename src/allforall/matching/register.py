"""A register made ready for questions: every column as codes, every costly thing once for each value.

Kept in memory or mapped from a folder of plain numpy files, so that an index of millions opens at once.
"""

from __future__ import annotations

import json
from collections.abc import Container
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from allforall.matching.days import Days
from allforall.matching.errors import RegisterIndexError
from allforall.matching.integrity import checksums, verify
from allforall.matching.nametables import Named, Surnames
from allforall.matching.texts import Coded, Texts

VERSION = 2
_MARK = "allforall register index"
CODED = ("surname", "given", "father", "birth", "captured_on", "unit", "captured_at", "birth_place")


@dataclass(frozen=True)
class Lookup:
    """The rows of each code: rows sorted by code, and where each code's rows begin."""

    order: npt.NDArray[np.int32]
    starts: npt.NDArray[np.int64]

    @classmethod
    def of(cls, codes: npt.NDArray[np.int32], values: int) -> Lookup:
        """Sort the rows of a column."""
        starts = np.zeros(values + 1, dtype=np.int64)
        np.cumsum(np.bincount(codes, minlength=values), out=starts[1:])
        return cls(np.argsort(codes, kind="stable").astype(np.int32), starts)

    def rows(self, code: int) -> npt.NDArray[np.int32]:
        """All rows of one code."""
        return self.order[self.starts[code] : self.starts[code + 1]]

    def rows_of(self, codes: npt.NDArray[np.intp]) -> npt.NDArray[np.int32]:
        """All rows of several codes, code after code."""
        starts, counts = self.starts[codes], self.starts[codes + 1] - self.starts[codes]
        before = np.cumsum(counts) - counts
        rows: npt.NDArray[np.int32] = self.order[np.arange(counts.sum()) + np.repeat(starts - before, counts)]
        return rows


@dataclass(frozen=True)
class Register:
    """The people of one register, ready to be searched.

    `coded` holds what is compared (see `CODED`): names as values of `namevalues`, dates as EDTF texts, units
    and places by the key they share with other spellings. `written` holds each column as it stood in the
    file, the empty ones left out. `numbers` are sorted 32-bit digests of service and tax numbers,
    `number_rows` the rows they belong to. `dependence` tells how far pairs of fields go together
    (`dependence.py`).
    """

    name: str
    sha256: str
    ids: Texts
    rows: npt.NDArray[np.int64]
    coded: dict[str, Coded]
    written: dict[str, Coded]
    by_surname: Lookup
    by_birth: Lookup
    numbers: npt.NDArray[np.uint32]
    number_rows: npt.NDArray[np.int32]
    dependence: dict[str, float]
    problems: int = 0
    _counts: dict[str, npt.NDArray[np.int64]] = field(default_factory=dict, repr=False)
    _codes: dict[str, dict[str, int]] = field(default_factory=dict, repr=False)
    _named: dict[str, Named] = field(default_factory=dict, repr=False)
    _days: dict[str, Days] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        return len(self.ids)

    def counts(self, column: str) -> npt.NDArray[np.int64]:
        """How many rows carry each value of a compared column."""
        if column not in self._counts:
            self._counts[column] = self.coded[column].counts()
        return self._counts[column]

    def code_of(self, column: str, value: str) -> int:
        """The code of a value of a compared column, 0 when the register does not hold it."""
        if column not in self._codes:
            self._codes[column] = {text: code for code, text in enumerate(self.coded[column].values)}
        return self._codes[column].get(value, 0)

    def named(self, column: str) -> Named:
        """The distinct given names or fathers' names, prepared for comparison."""
        if column not in self._named:
            self._named[column] = Named.of(list(self.coded[column].values))
        return self._named[column]

    def days(self, column: str) -> Days:
        """The distinct dates of a column."""
        if column not in self._days:
            self._days[column] = Days.of(self.coded[column].values)
        return self._days[column]

    @cached_property
    def surnames(self) -> Surnames:
        """The distinct surnames, prepared for comparison."""
        return Surnames.of(list(self.coded["surname"].values))

    def card(self, row: int, wanted: Container[str] | None = None) -> dict[str, str]:
        """One person's columns as written (all, or those wanted), the empty ones left out."""
        columns = self.written.items()
        card = {name: column[row] for name, column in columns if wanted is None or name in wanted}
        return {"id": str(self.ids[row])} | {name: value for name, value in card.items() if value}

    def save(self, folder: Path) -> None:
        """Write the index into an existing empty folder."""
        self.ids.save(folder / "ids")
        for kind, columns in (("coded", self.coded), ("written", self.written)):
            for name, column in columns.items():
                column.save(folder / f"{kind}.{name}")
        for name in ("rows", "numbers", "number_rows"):
            np.save(folder / f"{name}.npy", getattr(self, name))
        for name, lookup in (("by_surname", self.by_surname), ("by_birth", self.by_birth)):
            np.save(folder / f"{name}.order.npy", lookup.order)
            np.save(folder / f"{name}.starts.npy", lookup.starts)
        about = {
            "what": _MARK,
            "version": VERSION,
            "name": self.name,
            "sha256": self.sha256,
            "people": len(self),
            "problems": self.problems,
            "written": list(self.written),
            "dependence": self.dependence,
            "files": checksums(folder),
        }
        (folder / "index.json").write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", "utf-8")

    @classmethod
    def open(cls, folder: Path) -> Register:
        """Map an index written by `save`; raises RegisterIndexError when it is none, or damaged."""
        try:
            about = json.loads((folder / "index.json").read_text("utf-8"))
            if about["what"] != _MARK or about["version"] != VERSION:
                raise RegisterIndexError(
                    f"{folder}: an index of another version; build it again with `allforall index`"
                )
            verify(folder, about["files"])
            return cls(
                name=about["name"],
                sha256=about["sha256"],
                ids=Texts.open(folder / "ids"),
                rows=np.load(folder / "rows.npy", mmap_mode="r"),
                coded={name: Coded.open(folder / f"coded.{name}") for name in CODED},
                written={name: Coded.open(folder / f"written.{name}") for name in about["written"]},
                by_surname=_lookup(folder / "by_surname"),
                by_birth=_lookup(folder / "by_birth"),
                numbers=np.load(folder / "numbers.npy"),
                number_rows=np.load(folder / "number_rows.npy"),
                dependence=about["dependence"],
                problems=about["problems"],
            )
        except (FileNotFoundError, NotADirectoryError, ValueError, KeyError, TypeError) as error:
            raise RegisterIndexError(
                f"{folder}: not an index of a register (expected a folder written by `allforall index`)"
            ) from error
        except OSError as error:
            raise RegisterIndexError(
                f"{folder}: cannot be read: {(error.strerror or str(error)).lower()}"
            ) from error


def _lookup(stem: Path) -> Lookup:
    return Lookup(np.load(f"{stem}.order.npy", mmap_mode="r"), np.load(f"{stem}.starts.npy"))
