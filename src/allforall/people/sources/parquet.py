"""Parquet files, read by row groups."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from allforall.people.errors import ListError
from allforall.people.sources.workbook import cell_text
from allforall.people.tables import MAX_COLUMNS, Chunk, Column, Progress, Row, encode


@dataclass(frozen=True, slots=True)
class Parquet:
    """A Parquet file; row 1 is the row of column names, so that row numbers read as in a sheet."""

    path: Path
    name: str = ""
    hidden: bool = False
    height: int = 0

    def head(self, count: int) -> list[Row]:
        """The column names, and the first rows."""
        rows = [Row(1, list(_opened(self.path).schema_arrow.names))]
        for chunk in islice(_chunks(self.path, count), 1):
            rows += [
                Row(number, list(chunk.row(place))) for place, number in enumerate(chunk.numbers.tolist())
            ]
        return rows[:count]

    def chunks(self, size: int, progress: Progress | None) -> Iterator[Chunk]:
        """All rows; progress counts rows."""
        total = _opened(self.path).metadata.num_rows
        for chunk in _chunks(self.path, size):
            yield chunk
            if progress is not None:
                progress(int(chunk.numbers[-1]) - 1, total)


def open_parquet(path: Path) -> Parquet:
    """The file as a table; raises ListError when it is broken or has more columns than any list."""
    width = len(_opened(path).schema_arrow.names)
    if width > MAX_COLUMNS:
        raise ListError(f"{path}: has {width:,} columns (expected at most {MAX_COLUMNS:,})")
    return Parquet(path)


def _opened(path: Path) -> Any:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return pq.ParquetFile(path)
    except (pa.ArrowException, OSError, ValueError) as broken:
        raise _broken(path) from broken


def _chunks(path: Path, size: int) -> Iterator[Chunk]:
    import pyarrow as pa

    number = 2
    try:
        for batch in _opened(path).iter_batches(batch_size=size):
            if batch.num_rows:
                yield _chunk(batch, number)
            number += batch.num_rows
    except (pa.ArrowException, OSError, ValueError, IndexError) as broken:
        raise _broken(path) from broken


def _broken(path: Path) -> ListError:
    return ListError(f"{path}: is broken or cut off (expected a whole Parquet file)")


def _chunk(batch: Any, first: int) -> Chunk:
    numbers = np.arange(first, first + batch.num_rows, dtype=np.int64)
    return Chunk(numbers, [_column(array) for array in batch.columns])


def _column(array: Any) -> Column:
    import pyarrow as pa

    if not pa.types.is_dictionary(array.type):
        try:
            array = array.dictionary_encode()
        except pa.ArrowNotImplementedError:  # lists and the like
            return encode([_text(value) for value in array.to_pylist()])
    values = [_text(value) for value in array.dictionary.to_pylist()]
    codes = array.indices.fill_null(len(values)).to_numpy(zero_copy_only=False).astype(np.int32)
    return Column(codes, [*values, ""])


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return "" if value is None else cell_text(value)
