"""Many short texts in two arrays, so that millions fit in memory and open without being read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

_HEADER = 128  # bytes before the data of a numpy file; an empty file cannot be mapped
Codes = npt.NDArray[np.int32]


class Texts(Sequence[str]):
    """An immutable sequence of texts: their UTF-8 bytes end to end, and length + 1 offsets into them."""

    def __init__(self, blob: npt.NDArray[np.uint8], offsets: npt.NDArray[np.int64]) -> None:
        self.blob = blob
        self.offsets = offsets
        self._bytes, self._ends = blob.data, offsets.data  # single items come sooner than out of arrays

    @classmethod
    def of(cls, values: Iterable[str]) -> Texts:
        """Pack any texts; lone surrogates are kept as they are."""
        packed = [value.encode("utf-8", "surrogatepass") for value in values]
        offsets = np.zeros(len(packed) + 1, dtype=np.int64)
        np.cumsum([len(each) for each in packed], out=offsets[1:])
        return cls(np.frombuffer(b"".join(packed), dtype=np.uint8), offsets)

    @classmethod
    def joined(cls, parts: Sequence[Texts]) -> Texts:
        """One sequence out of several, in order."""
        shifts = np.cumsum([0, *(int(part.offsets[-1]) for part in parts)])
        offsets = [part.offsets[:-1] + shift for part, shift in zip(parts, shifts, strict=False)]
        blob = np.concatenate([part.blob for part in parts]) if parts else np.zeros(0, np.uint8)
        return cls(blob, np.concatenate([*offsets, shifts[-1:]]).astype(np.int64))

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def __getitem__(self, at):  # type: ignore[no-untyped-def]  # the int half of Sequence; slices are not needed
        return str(self._bytes[self._ends[at] : self._ends[at + 1]], "utf-8", "surrogatepass")

    def __iter__(self) -> Iterator[str]:
        whole = self.blob.tobytes()
        ends = self.offsets.tolist()
        for begin, end in pairwise(ends):
            yield whole[begin:end].decode("utf-8", "surrogatepass")

    def save(self, stem: Path) -> None:
        """Write `stem.blob.npy` and `stem.offsets.npy`."""
        np.save(f"{stem}.blob.npy", self.blob)
        np.save(f"{stem}.offsets.npy", self.offsets)

    @classmethod
    def open(cls, stem: Path) -> Texts:
        """Map what `save` wrote; nothing is read until it is asked for."""
        return cls(_mapped(f"{stem}.blob.npy"), _mapped(f"{stem}.offsets.npy"))


class Coded:
    """A column as one code a row and one text a code."""

    def __init__(self, codes: Codes, values: Texts) -> None:
        self.codes = codes
        self.values = values

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, row: int) -> str:
        text: str = self.values[self.codes.item(row)]
        return text

    def counts(self) -> npt.NDArray[np.int64]:
        """How many rows carry each value."""
        return np.bincount(self.codes, minlength=len(self.values))

    def save(self, stem: Path) -> None:
        """Write `stem.codes.npy` beside the values' two files."""
        np.save(f"{stem}.codes.npy", self.codes)
        self.values.save(stem)

    @classmethod
    def open(cls, stem: Path) -> Coded:
        """Map what `save` wrote."""
        return cls(_mapped(f"{stem}.codes.npy"), Texts.open(stem))


class Coding(dict[str, int]):
    """Gives every distinct text a code when it is first asked for; code 0 is the empty text."""

    def __init__(self) -> None:
        super().__init__({"": 0})
        self._chunks: list[Codes] = []

    def __missing__(self, value: str) -> int:
        code = self[value] = len(self)
        return code

    def extend(self, codes: Codes) -> None:
        """Add rows whose codes are known already."""
        self._chunks.append(codes.astype(np.int32, copy=False))

    def coded(self) -> Coded:
        """The finished column."""
        codes = np.concatenate(self._chunks) if self._chunks else np.zeros(0, np.int32)
        return Coded(codes, Texts.of(self))


def _mapped(path: str) -> npt.NDArray[Any]:
    """A mapped file as a plain array, whose slices cost less than those of a memmap."""
    if Path(path).stat().st_size <= _HEADER:
        empty: npt.NDArray[Any] = np.load(path)
        return empty
    mapped: npt.NDArray[Any] = np.load(path, mmap_mode="r").view(np.ndarray)
    return mapped
