"""Blobs: named by their content, absent without harm, erased row by row."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allforall.record.blobs import Row, name_of_rows, read_rows, row_of, write_rows
from allforall.record.errors import Refused
from tests.contrib import writer
from tests.record.building import hand_written, verdicts

ROWS = [b"first", b"", b"third" * 100]


@given(st.lists(st.binary(max_size=300), max_size=6), st.sets(st.integers(0, 5)))
def test_a_table_is_read_as_it_was_written_also_with_rows_erased(rows: list[bytes], erased: set[int]) -> None:
    table = [row_of(each) for each in rows]
    name = name_of_rows(table)
    table = [Row(None, row.leaf) if at in erased else row for at, row in enumerate(table)]
    assert read_rows(write_rows(table)) == table
    assert name_of_rows(table) == name == writer.root([writer.leaf(each) for each in rows]).hex()


@pytest.mark.parametrize(
    "content",
    [b"\x00", b"\x00\x00\x00\x02x", b"\xff\xff\xff\xff" + bytes(31), b"\xff\xff\xff\xfe" + bytes(40)],
)
def test_what_is_no_table(content: bytes) -> None:
    with pytest.raises(Refused, match="wrong-blob"):
        read_rows(content)


def carried(kind: str, content: bytes, **words: Any) -> Any:
    """A record with one blob, and some of what its entry says of it changed."""
    record = hand_written()
    said = {**record.blob(kind, content), **words}
    record["A"].add("note", blobs=[said])
    return record


def put(record: Any, content: bytes) -> bytes:
    """The record with another content under the blob's name."""
    record.blobs = [record.blobs[0][:33] + content]
    return bytes(record.bundle())


def said_to_be_rows() -> bytes:
    record = hand_written()
    name = record.blob("sealed", b"x")["h"]
    record["A"].add("note", blobs=[{"h": name, "size": 1, "kind": "rows", "rows": 1}])
    return bytes(record.bundle())


TABLE = writer.rows(*ROWS)
ERASED = writer.rows(ROWS[0]) + b"\xff" * 4 + writer.leaf(b"") + writer.rows(ROWS[2])

CASES: dict[str, tuple[str, bytes]] = {
    "sealed": ("valid", carried("sealed", b"x").bundle()),
    "rows": ("valid", carried("rows", TABLE).bundle()),
    "a row erased": ("valid", put(carried("rows", TABLE), ERASED)),
    "all rows erased": (
        "valid",
        put(carried("rows", TABLE), b"".join(b"\xff" * 4 + writer.leaf(row) for row in ROWS)),
    ),
    "of another size": ("unknown-blob", carried("sealed", b"x", size=2).bundle()),
    "rows of another size": ("unknown-blob", carried("rows", TABLE, size=2).bundle()),
    "another number of rows": ("unknown-blob", carried("rows", TABLE, rows=2).bundle()),
    "erased, and another number of rows": ("unknown-blob", put(carried("rows", TABLE, rows=2), ERASED)),
    "sealed, said to be rows": ("unknown-blob", said_to_be_rows()),
    "another content": ("wrong-blob", put(carried("sealed", b"x"), b"y")),
    "another row": ("wrong-blob", put(carried("rows", TABLE), TABLE.replace(b"first", b"fours"))),
    "rows cut short": ("wrong-blob", put(carried("rows", TABLE), TABLE[:-1])),
    "the name of another": ("unknown-blob", put(carried("sealed", b"x"), b"")),
}


@pytest.mark.parametrize(("kind", "data"), CASES.values(), ids=CASES.keys())
def test_a_blob_is_what_its_entry_and_its_name_say(kind: str, data: bytes) -> None:
    assert verdicts(data) == {kind}


def test_an_absent_blob_does_no_harm() -> None:
    record = carried("sealed", b"x")
    record.blobs = []
    assert verdicts(record.bundle()) == {"valid"}


def test_one_of_several_entries_has_to_name_it_rightly() -> None:
    """The last one to speak of a blob does not outweigh the others."""
    record = hand_written()
    said = record.blob("sealed", b"x")
    record["A"].add("note", blobs=[said])
    record["B"].add("note", blobs=[{**said, "size": 9}])
    assert verdicts(record.bundle()) == {"valid"}


def test_blobs_ascend_by_name_each_once() -> None:
    record = carried("sealed", b"x")
    record.blobs *= 2
    assert verdicts(record.bundle()) == {"bad-section"}
