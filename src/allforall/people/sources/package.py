"""A look inside a zipped spreadsheet before it is opened: how much it unpacks to, and what its sheets lack.

The reader of spreadsheets lays a sheet out as one block from its first to its last cell, so a file of a few
kilobytes could ask for all memory there is. Nothing is unpacked into memory or onto disk here.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

from allforall.people.errors import ListError

MAX_UNPACKED = 3 << 30
MAX_RATIO = 250  # sheets of repeated rows reach 60
_SMALL = 100 << 20  # below this any ratio is harmless
MAX_CELLS = 32_000_000  # a million rows of 30 columns
_PIECE = 1 << 20
_OVERLAP = 1 << 16

# These two are looked for in bytes without white space: it may stand anywhere around an attribute.
_ROW = re.compile(rb"row[^>]*?r=\"(\d+)\"")
_OUTLYING = re.compile(rb"r=\"(?:[A-Za-z]{2}|[A-Za-z]0*[1-9]\d{6})")  # beyond column Z or row 999,999
_FILLED = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br=\"([A-Za-z]+)(\d+)\"[^>]*(?<!/)>")
_AROUND_EQUALS = re.compile(rb"\s*=\s*")
_NO_VALUE = re.compile(
    rb"<(?:\w+:)?c\b[^>]*?\br=\"([A-Z]+\d+)\"[^>]*>\s*"
    rb"<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_ERROR = re.compile(
    rb"<(?:\w+:)?c\b(?=[^>]*\bt=\"e\")[^>]*?\br=\"([A-Z]+\d+)\"[^>]*>.{0,2000}?<(?:\w+:)?v>([^<]*)<", re.S
)
_ODS_WIDE = re.compile(rb"number-columns-repeated=\"(\d{4,})\"[^>]*(?<!/)>")
_ODS_TALL = re.compile(
    rb"number-rows-repeated=\"(\d{4,})\"[^>]*(?<!/)>(?:(?!</table:table-row>).){0,5000}?<text:p", re.S
)


@dataclass(slots=True)
class SheetFacts:
    """What a sheet's bytes tell: cells whose formula was never computed or failed, as (place, shown text)."""

    rows: int = 0
    columns: int = 26
    lacking: list[tuple[str, str]] = field(default_factory=list)


def check_package(path: Path) -> dict[str, SheetFacts]:
    """Raises ListError for a file that would burst; else gives the facts by sheet name (XLSX only)."""
    try:
        with zipfile.ZipFile(path) as package:
            return _checked(package, path)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, KeyError) as broken:
        raise ListError(f"{path}: is broken or cut off (expected a whole spreadsheet file)") from broken


def _checked(package: zipfile.ZipFile, path: Path) -> dict[str, SheetFacts]:
    sheets = _sheet_parts(package)
    facts: dict[str, SheetFacts] = {}
    unpacked, packed = 0, max(path.stat().st_size, 1)
    for part in package.infolist():
        seen = SheetFacts()
        rest = b""
        for piece in _pieces(package, part):
            unpacked += len(piece)
            if unpacked > MAX_UNPACKED or (unpacked > _SMALL and unpacked > MAX_RATIO * packed):
                raise ListError(
                    f"{path}: unpacks to more than {unpacked >> 20} MB from {packed >> 10} kB"
                    " (expected an ordinary spreadsheet)"
                )
            if part.filename == "content.xml":
                rest = _look_ods(rest + piece, path)
            else:  # any part may be called a sheet
                rest = _look(rest + piece, seen)
                _check_size(seen, path)
        _look(rest, seen, last=True)
        _check_size(seen, path)
        if part.filename in sheets:
            facts[sheets[part.filename]] = seen
    return facts


def _pieces(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    part.file_size = MAX_UNPACKED + 1  # the size it claims is no promise
    with package.open(part) as stream:
        while piece := stream.read(_PIECE):
            yield piece


def _look(text: bytes, seen: SheetFacts, *, last: bool = False) -> bytes:
    """Read the facts off the whole cells in a stretch of a sheet; gives back the stretch's unfinished end."""
    cut = len(text) if last else text.rfind(b"</c>") + len(b"</c>")
    if cut < len(b"</c>"):
        cut = max(text.rfind(b":c>") + len(b":c>"), text.rfind(b"<row"), len(text) - _OVERLAP)
    whole = text[:cut]
    if b"'" in whole:
        whole = whole.replace(b"'", b'"')  # either quote may stand around an attribute
    _measure(whole, seen)
    if b"<f" in whole or b":f" in whole:
        seen.lacking += [(place.decode(), "") for place in _NO_VALUE.findall(whole)]
    if b't="e"' in whole:
        seen.lacking += [(place.decode(), unescape(shown.decode())) for place, shown in _ERROR.findall(whole)]
    return text[cut:]


def _measure(text: bytes, seen: SheetFacts) -> None:
    """How far the cells reach. Only where some lie far out is each looked at, and empty ones left out."""
    dense = text.translate(None, b" \t\r\n")
    rows, columns = max(map(int, _ROW.findall(dense)), default=0), 26
    if _OUTLYING.search(dense):
        filled = _FILLED.findall(_AROUND_EQUALS.sub(b"=", text))
        rows = max((int(row) for _, row in filled), default=0)
        columns = max((column_number(column) for column, _ in filled), default=0)
    seen.rows, seen.columns = max(seen.rows, rows), max(seen.columns, columns)


def _look_ods(text: bytes, path: Path) -> bytes:
    if _ODS_WIDE.search(text) or _ODS_TALL.search(text):
        raise ListError(f"{path}: repeats a filled cell or row a thousand times (expected one person a row)")
    return text[-_OVERLAP:]


def _check_size(seen: SheetFacts, path: Path) -> None:
    if seen.rows * seen.columns > MAX_CELLS:
        raise ListError(
            f"{path}: has a sheet that reaches to row {seen.rows} and column {seen.columns}"
            f" (expected at most {MAX_CELLS:,} cells; take out what stands far from the list)"
        )


def _sheet_parts(package: zipfile.ZipFile) -> dict[str, str]:
    """The file of each sheet -> the sheet's name."""
    try:
        book = _beginning(package, "xl/workbook.xml")
        links = _beginning(package, "xl/_rels/workbook.xml.rels")
    except KeyError:
        return {}
    targets = {
        _attribute(tag, "Id"): _attribute(tag, "Target")
        for tag in re.findall(r"<\w*:?Relationship\b[^>]*>", links)
    }
    parts = {}
    for tag in re.findall(r"<(?:\w+:)?sheet\b[^>]*>", book):
        target = targets.get(_attribute(tag, r"\w+:id"), "")
        parts[target.lstrip("/") if target.startswith("/") else f"xl/{target}"] = _attribute(tag, "name")
    return parts


def _beginning(package: zipfile.ZipFile, name: str) -> str:
    with package.open(name) as stream:
        return stream.read(_PIECE).decode("utf-8", "replace")


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf"\b{name}=(?:\"([^\"]*)\"|'([^']*)')", tag)
    return unescape(found[1] or found[2] or "") if found else ""


def column_number(letters: bytes) -> int:
    """A column's letters as its number, counted from 1."""
    total = 0
    for letter in letters.upper():
        total = total * 26 + letter - 64
    return total
