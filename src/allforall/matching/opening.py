"""A register from wherever it is: an index folder, or a list that is indexed on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from allforall.matching.building import build_register
from allforall.matching.register import Register
from allforall.people.reading import ListReader, read_list

Progress = Callable[[int, int], None]


def open_register(
    path: Path,
    *,
    mapping: Mapping[str, str] | None = None,
    strict: bool = False,
    progress: Progress | None = None,
) -> tuple[Register, ListReader | None]:
    """The register at a path, and the reader with its problems when the path was a list.

    Raises RegisterIndexError, MatchingError or the reader's ListError.
    """
    if path.is_dir():
        return Register.open(path), None
    reader = read_list(path, mapping=mapping, strict=strict, progress=progress)
    return build_register(path.name, reader.sha256, reader.batches()), reader
