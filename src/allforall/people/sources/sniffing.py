"""Telling how a text file is laid out: encoding, delimiter, and how many cells its rows have."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from allforall.people.sources.blocks import blocks
from allforall.people.sources.delimited import Delimited
from allforall.people.sources.encoding import byte_order_mark, tell_encoding

_FIRST = 1 << 16
_ENOUGH = 1 << 17  # bytes of stretches that are not ASCII
_LINES = 200
_DELIMITERS = (",", ";", "\t", "|")


def open_delimited(path: Path) -> Delimited:
    """The file as delimited text."""
    encoding, skip = tell_file_encoding(path)
    lines = _first_lines(path, encoding, skip)
    delimiter = _told(lines)
    if not delimiter:
        delimiter = max(_DELIMITERS, key=lambda each: _regularity(lines, each))
    return Delimited(path, encoding, delimiter, _usual_width(lines, delimiter), skip)


def tell_file_encoding(path: Path) -> tuple[str, int]:
    """A text file's encoding, and the length of its byte order mark."""
    sample, foreign = bytearray(), 0
    with path.open("rb") as handle:
        start = handle.read(_FIRST)
        encoding, skip = byte_order_mark(start)
        if encoding:
            return encoding, skip
        piece = start
        while piece and foreign < _ENOUGH:
            if not piece.isascii():
                sample += piece
                foreign += len(piece)
            piece = handle.read(_FIRST)
    whole = bytes(sample or start)
    return tell_encoding(whole[: whole.rfind(b"\n") + 1] or whole), 0


def _first_lines(path: Path, encoding: str, skip: int) -> list[str]:
    for block, _ in blocks(path, encoding, skip):
        lines = block[: 1 << 20].decode("utf-8", "replace").split("\n")
        return [line for line in lines[:_LINES] if line.strip()]
    return []


def _told(lines: list[str]) -> str:
    """The delimiter of a `sep=;` line, as spreadsheets write it; "" without one."""
    first = lines[0].strip().strip('"') if lines else ""
    return first[4:5] if first.lower().startswith("sep=") and len(first) == 5 else ""


def _regularity(lines: list[str], delimiter: str) -> float:
    """How evenly a delimiter cuts the lines: the share with the usual number of cells; many cells add."""
    widths = Counter(len(row) for row in _cut(lines, delimiter))
    width, count = max(widths.items(), key=lambda each: (each[1] * (each[0] - 1), each[0]), default=(1, 0))
    return count / max(len(lines), 1) * min(width - 1, 4) + min(width, 1000) / 10_000


def _usual_width(lines: list[str], delimiter: str) -> int:
    widths = Counter(len(row) for row in _cut(lines, delimiter))
    return max(widths, key=lambda width: (widths[width] * min(width, 3), width), default=1)


def _cut(lines: list[str], delimiter: str) -> list[list[str]]:
    return [next(csv.reader([line], delimiter=delimiter), []) for line in lines]
