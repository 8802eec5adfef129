"""Blocks of lines without loose quotes, empty lines or ragged rows, read at once."""

from __future__ import annotations

from typing import Any

import numpy as np

from allforall.people.tables import Chunk, Column

_GUARDED = b"=+-@\t'"  # an apostrophe too: a text that began with one was guarded with another
_LEAST = 1 << 16  # a smaller block is sooner read line by line than Arrow is loaded


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

    Quotes side by side are looked at together: an odd number of them opens or closes a cell, an even number
    stands inside one, or is a whole cell.
    """
    signs = np.frombuffer(b"\n" + block + b"\n", dtype=np.uint8)
    quotes = np.flatnonzero(signs == ord('"'))
    apart = np.flatnonzero(np.diff(quotes) > 1)
    first = quotes[np.concatenate([[0], apart + 1])]
    last = quotes[np.concatenate([apart, [len(quotes) - 1]])]
    turns = (last - first) % 2 == 0
    inside = np.concatenate([[0], np.cumsum(turns)[:-1]]) % 2 == 1
    edges = np.zeros(256, dtype=bool)
    edges[[ord(delimiter), ord("\n")]] = True
    begins, ends = edges[signs[first - 1]], edges[signs[last + 1]]
    fits = np.where(inside, ~turns | ends, begins & (turns | ends))
    lines = np.flatnonzero(signs == ord("\n"))
    opening, closing = first[turns & ~inside], last[turns & inside]
    if not fits.all() or len(opening) != len(closing):
        return False
    return bool((np.searchsorted(lines, opening) == np.searchsorted(lines, closing)).all())


def _column(array: Any) -> Column:
    return Column(array.indices.to_numpy(zero_copy_only=False), array.dictionary.to_pylist())
