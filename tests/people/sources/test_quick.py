"""Blocks read at once: the short way and the careful way must give the same rows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allforall.people.sources import quick
from allforall.people.sources.quoting import LineReader

CELLS = [
    "a",
    '"a"',
    '""',
    '"a,b"',
    '"a""b"',
    '""""',
    '"""a"""',
    'a"',
    '"a" b',
    'b "a"',
    '"a',
    '"a,""b"""',
    "",
]


@pytest.fixture(autouse=True)
def small_blocks_too(monkeypatch):
    monkeypatch.setattr(quick, "_LEAST", 0)


@given(st.lists(st.lists(st.sampled_from(CELLS), min_size=3, max_size=3), min_size=1, max_size=4))
def test_quoted_cells_are_read_as_line_by_line(rows):
    block = "".join(",".join(row) + "\n" for row in rows)
    chunk = quick.quick_chunk(block.encode(), ",", 3, 0)
    if chunk is None:
        return
    reader = LineReader(",", 3)
    expected = [tuple(cells) for _, cells, _ in (*reader.rows(block), *reader.rest())]
    assert list(zip(*(column.cells() for column in chunk.columns), strict=True)) == expected


def test_well_quoted_blocks_take_the_short_way():
    assert quick.quick_chunk(b'"a","b, c"\n"d ""e""",""\n', ",", 2, 0) is not None


@pytest.mark.parametrize("line", [b'a "b" c,d\n', b'"a,b\n', b'"a\nb",c\n', b'"a"b,c\n'])
def test_loose_quotes_get_a_closer_look(line):
    assert quick.quick_chunk(line, ",", 2, 0) is None
