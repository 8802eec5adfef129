"""Blocks of lines without loose quotes, empty lines or ragged rows, read at once."""

from __future__ import annotations

from typing import Any

import numpy as np

from allforall.people.tables import Chunk, Column

_GUARDED = b"=+-@\t'"  # an apostrophe too: a text that began with one was guarded with another
_LEAST = 1 << 18  # a smaller block is sooner read line by line than Arrow is loaded


def quick_chunk(block: bytes, delimiter: str, width: int, before: int) -> Chunk | None:
    """The block's rows, or None when a line of it needs a closer look; `before` lines stand above it."""
    if len(block) < _LEAST or width < 2 or b"\x00" in block:
        return None
    quoted = b'"' in block
    if quoted and not _quotes_are_plain(block, delimiter):
        return None
    if _is_guarded(block, delimiter):
        return None
    import pyarrow as pa
    from pyarrow import csv

    names = [str(place) for place in range(width)]
    encoded = pa.dictionary(pa.int32(), pa.string())
    try:
        table = csv.read_csv(
            pa.BufferReader(block),
            csv.ReadOptions(column_names=names, block_size=len(block) + 1),
            csv.ParseOptions(
                delimiter=delimiter,
                quote_char='"' if quoted else False,
                double_quote=True,
                ignore_empty_lines=False,
            ),
            csv.ConvertOptions(
                column_types=dict.fromkeys(names, encoded), null_values=[], strings_can_be_null=False
            ),
        )
    except pa.ArrowException:
        return None
    columns = [_column(array.unify_dictionaries().combine_chunks()) for array in table.columns]
    return Chunk(np.arange(before + 1, before + 1 + table.num_rows, dtype=np.int64), columns)


def _is_guarded(block: bytes, delimiter: str) -> bool:
    """A cell begins with an apostrophe put there to keep what follows from being a formula."""
    signs = np.frombuffer(b"\n" + block + b"\n", dtype=np.uint8)
    apostrophes = np.flatnonzero(signs == ord("'"))
    begins = np.isin(signs[apostrophes - 1], [ord(delimiter), ord("\n"), ord('"')])
    return bool((begins & np.isin(signs[apostrophes + 1], list(_GUARDED))).any())


def _quotes_are_plain(block: bytes, delimiter: str) -> bool:
    """Every quote opens or closes a whole cell or is doubled inside one, and no cell goes on over a line end.

    The first quote opens, the second closes, and so on: what opens stands at the beginning of a cell, what
    closes at its end; a doubled quote closes and opens again at once.
    """
    signs = np.frombuffer(b"\n" + block + b"\n", dtype=np.uint8)
    quotes, lines = np.flatnonzero(signs == ord('"')), np.flatnonzero(signs == ord("\n"))
    edges = np.zeros(256, dtype=bool)
    edges[[ord(delimiter), ord("\n"), ord('"')]] = True
    if not (edges[signs[quotes[::2] - 1]].all() and edges[signs[quotes[1::2] + 1]].all()):
        return False
    return not (np.searchsorted(quotes, lines) % 2).any()


def _column(array: Any) -> Column:
    return Column(array.indices.to_numpy(zero_copy_only=False), array.dictionary.to_pylist())
