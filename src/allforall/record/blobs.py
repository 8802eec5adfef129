"""Blobs: the sealed files and tables of rows that entries name (section 9)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

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
    rows, at = [], 0
    while at < len(content):
        length = content[at : at + 4]
        size = 32 if length == _ERASED else int.from_bytes(length, "big")
        data = content[at + 4 : at + 4 + size]
        if len(length) < 4 or len(data) < size:
            raise Refused("wrong-blob", "a table of rows is cut short")
        rows.append(Row(None, data) if length == _ERASED else row_of(data))
        at += 4 + size
    return rows


def name_of_rows(rows: Iterable[Row]) -> str:
    """The name of a table: the root over its rows, the same before and after an erasure."""
    return Tree.of(row.leaf for row in rows).root().hex()


def check_blob(blob: Blob, named: dict[str, Value]) -> None:
    """Refuse a blob that no entry names so, or whose content is not what its name says.

    `named` has the entries' words about blobs, by name.
    """
    words = named.get(blob.name)
    if words is None or (words["kind"] == "rows") is not blob.rows:
        raise Refused("unknown-blob", f"no entry names the blob {blob.name[:16]}…")
    if blob.rows:
        rows = read_rows(blob.content)
        whole = all(row.content is not None for row in rows)
        stated = len(rows) == words["rows"] and (not whole or len(blob.content) == words["size"])
        name = name_of_rows(rows)
    else:
        stated = len(blob.content) == words["size"]
        name = sha256(blob.content).hexdigest()
    if not stated:
        raise Refused("unknown-blob", f"the blob {blob.name[:16]}… is not of the size its entry states")
    if name != blob.name:
        raise Refused("wrong-blob", f"the blob {blob.name[:16]}… has another content than its name says")
