"""Whether an index is still as it was written: a flipped bit could give a family the wrong news."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from zlib import crc32

from allforall.matching.errors import RegisterIndexError

_PIECE = 1 << 24


def checksums(folder: Path) -> dict[str, int]:
    """The CRC-32 of every numpy file of a folder, by name."""
    return {path.name: _checksum(path) for path in sorted(folder.glob("*.npy"))}


def verify(folder: Path, expected: Mapping[str, int]) -> None:
    """Raise RegisterIndexError when a file is missing or no longer what was written."""
    for name, checksum in expected.items():
        path = folder / name
        if not path.is_file() or _checksum(path) != checksum:
            fault = "damaged" if path.is_file() else "missing"
            raise RegisterIndexError(
                f"{folder}: {name} is {fault}; build the index again with `allforall index`"
            )


def _checksum(path: Path) -> int:
    checksum = 0
    with path.open("rb") as handle:
        while piece := handle.read(_PIECE):
            checksum = crc32(piece, checksum)
    return checksum
