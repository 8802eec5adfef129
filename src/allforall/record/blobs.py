"""Blobs: the sealed files and tables of rows that entries name (section 9)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from allforall.record.bodies import ROWS
from allforall.record.bundle import Blob
from allforall.record.canonical import Value
from allforall.record.errors import Refused
from allforall.record.merkle import Tree, leaf_hash

_ERASED = b"\xff\xff\xff\xff"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its bytes, or only their leaf hash once they are erased."""

    content: bytes | None
    leaf: bytes


def row_of(content: bytes) -> Row:
    """A row that is there."""
    return Row(content, leaf_hash(content))


def write_rows(rows: Iterable[Row]) -> bytes:
    """A table as a blob."""
    return b"".join(
        _ERASED + row.leaf if row.content is None else len(row.content).to_bytes(4, "big") + row.content
        for row in rows
    )


def read_rows(content: bytes) -> list[Row]:
    """The rows of a table; raises Refused (`wrong-blob`) when it is none."""
    rows: list[Row] = []
    at = 0
    while at < len(content):
        length = content[at : at + 4]
        size = 32 if length == _ERASED else int.from_bytes(length, "big")
        data = content[at + 4 : at + 4 + size]
        if len(length) < 4 or len(data) < size or len(rows) >= ROWS:
            raise Refused("wrong-blob", "a table of rows is cut short, or too long")
        rows.append(Row(None, data) if length == _ERASED else row_of(data))
        at += 4 + size
    return rows


def name_of_rows(rows: Iterable[Row]) -> str:
    """The name of a table: the root over its rows, the same before and after an erasure."""
    return Tree.of(row.leaf for row in rows).root().hex()


def check_blob(blob: Blob, named: dict[str, list[Value]]) -> None:
    """Refuse a blob that no entry names so, or whose content is not what its name says.

    `named` has the entries' words about blobs, by name.
    """
    kind = "rows" if blob.rows else "sealed"
    words = [each for each in named.get(blob.name, ()) if each["kind"] == kind]
    if not words:
        raise Refused("unknown-blob", f"no entry names the blob {blob.name[:16]}…")
    rows = read_rows(blob.content) if blob.rows else []
    erased = any(row.content is None for row in rows)
    if not any(
        (erased or each["size"] == len(blob.content)) and each.get("rows", 0) == len(rows) for each in words
    ):
        raise Refused("unknown-blob", f"the blob {blob.name[:16]}… is not of the size its entry states")
    if (name_of_rows(rows) if blob.rows else sha256(blob.content).hexdigest()) != blob.name:
        raise Refused("wrong-blob", f"the blob {blob.name[:16]}… has another content than its name says")
