"""An old workbook (Excel 97), put together byte by byte, since nothing here can write one."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence

import pytest

SECTOR = 512
END, FAT, FREE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


@pytest.fixture
def old_workbook() -> Callable[..., bytes]:
    """Rows of text, numbers, and (as a tuple of one number) days, as an XLS file."""
    return lambda rows: _compound("Workbook", _stream(rows))


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _stream(rows: Sequence[Sequence[object]]) -> bytes:
    begin = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)) + _record(
        0x42, struct.pack("<H", 1200)
    )
    for number_format in (0, 14):  # general, and a date
        begin += _record(0x00E0, struct.pack("<HHHBBBBIIH", 0, number_format, 0, 0, 0, 0, 0, 0, 0, 0))
    name = "Список".encode("utf-16-le")
    place = len(begin) + 4 + 8 + len(name) + 4
    bound = _record(0x0085, struct.pack("<IBBBB", place, 0, 0, len(name) // 2, 1) + name)
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    for row, cells in enumerate(rows):
        sheet += b"".join(_cell(row, column, cell) for column, cell in enumerate(cells))
    return begin + bound + _record(0x0A, b"") + sheet + _record(0x0A, b"")


def _cell(row: int, column: int, cell: object) -> bytes:
    if isinstance(cell, str):
        text = cell.encode("utf-16-le")
        return _record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text) // 2, 1) + text)
    day = isinstance(cell, tuple)
    value = float(cell[0]) if isinstance(cell, tuple) else float(cell)  # type: ignore[arg-type]
    return _record(0x0203, struct.pack("<HHHd", row, column, int(day), value))


def _compound(name: str, stream: bytes) -> bytes:
    """A compound file with one stream, made long enough to need no small sectors."""
    stream = stream.ljust(max(4096, -(-len(stream) // SECTOR) * SECTOR), b"\x00")
    count = len(stream) // SECTOR
    chain = [FAT, END, *range(3, count + 2), END]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(SECTOR, b"\xff")
    entries = _entry("Root Entry", 5, 1, END, 0) + _entry(name, 2, FREE, 2, len(stream))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, END, 0, END, 0)
    head += struct.pack("<I", 0) + b"\xff" * 432
    return head + table + entries.ljust(SECTOR, b"\x00") + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\x00\x00"
    links = struct.pack("<BBIII", kind, 1, FREE, FREE, child)
    return (
        text.ljust(64, b"\x00")
        + struct.pack("<H", len(text))
        + links
        + bytes(36)
        + struct.pack("<III", start, size, 0)
    )
