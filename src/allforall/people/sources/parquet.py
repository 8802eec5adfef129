"""Parquet files, read by row groups."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from allforall.people.errors import ListError
from allforall.people.sources.workbook import cell_text
from allforall.people.tables import Chunk, Column, Progress, Row, encode


@dataclass(frozen=True, slots=True)
class Parquet:
    """A Parquet file; row 1 is the row of column names, so that row numbers read as in a sheet."""

    path: Path
    name: str = ""
    hidden: bool = False
    height: int = 0

    def head(self, count: int) -> list[Row]:
        """The column names, and the first rows."""
        file = open_parquet(self.path)
        rows = [Row(1, list(file.schema_arrow.names))]
        for batch in file.iter_batches(batch_size=count):
            chunk = _chunk(batch, 2)
            rows += [Row(number, list(chunk.row(i))) for i, number in enumerate(chunk.numbers.tolist())]
            break
        return rows[:count]

    def chunks(self, size: int, progress: Progress | None) -> Iterator[Chunk]:
        """All rows; progress counts rows."""
        file = open_parquet(self.path)
        total, done = file.metadata.num_rows, 0
        for batch in file.iter_batches(batch_size=size):
            yield _chunk(batch, done + 2)
            done += batch.num_rows
            if progress is not None:
                progress(done, total)


def open_parquet(path: Path) -> Any:
    """The file, opened; raises ListError when it is broken."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return pq.ParquetFile(path)
    except (pa.ArrowException, OSError) as broken:
        raise ListError(f"{path}: is broken or cut off (expected a whole Parquet file)") from broken


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
    return "" if value is None else value if type(value) is str else cell_text(value)
