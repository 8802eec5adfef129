"""Telling by its content, not its name, what kind of file a list is."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

from allforall.people.errors import ListError
from allforall.people.sources.encoding import byte_order_mark, tell_encoding
from allforall.people.sources.markup import open_markup
from allforall.people.sources.parquet import open_parquet
from allforall.people.sources.sniffing import open_delimited
from allforall.people.sources.workbook import open_workbook
from allforall.people.tables import Table

_LOOKS = 1 << 16
READABLE = "CSV, XLSX, XLSM, XLS, ODS, HTML or Parquet"
_SURE = 3  # a shorter beginning may be the first letters of a text
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# How files begin that are no lists, and what they are.
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"BM", "a picture (BMP)"),
    (b"II*\x00", "a scan (TIFF)"),
    (b"MM\x00*", "a scan (TIFF)"),
    (b"AT&TFORM", "a scan (DjVu)"),
    (b"RIFF", "a picture, sound or film (RIFF)"),
    (b"{\\rtf", "a document (RTF)"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"7z\xbc\xaf", "an archive (7z)"),
    (b"Rar!", "an archive (RAR)"),
    (b"BZh", "a compressed file (bzip2)"),
    (b"\xfd7zXZ", "a compressed file (xz)"),
    (b"SQLite format 3", "a database (SQLite)"),
    (b"ARROW1", "an Arrow file"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"ID3", "a sound"),
)
_TAG = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*|<\?[^>]*>\s*)*<(!doctype\s+html|[\w:]+)", re.I | re.S
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x19\x1c-\x1f\x7f]")  # \x1a ends a DOS file
_PAGE = re.compile(rb"<(?:table|tr|td)\b", re.I)


def open_tables(path: Path) -> Sequence[Table]:
    """The tables of a file; raises ListError with what the file looks like when it is no list."""
    with path.open("rb") as handle:
        start = handle.read(_LOOKS)
    if not start.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe\x1a"):
        raise ListError(f"{path}: is empty (expected a header and one person a row)")
    if start.startswith(b"PAR1"):
        return [open_parquet(path)]
    if start.startswith(b"PK\x03\x04"):
        return _zipped(path)
    if start.startswith(_OLE):
        return _compound(path)
    binary = _is_binary(start)
    for beginning, name in _OTHERS:
        if start.startswith(beginning) and (binary or len(beginning) > _SURE):
            raise _no_list(path, name)
    if binary:
        raise _no_list(path, "binary data")
    return _text(path, start)


def _text(path: Path, start: bytes) -> Sequence[Table]:
    plain = start.replace(b"\x00", b"") if start[:2] in (b"\xff\xfe", b"\xfe\xff") else start
    tag = _TAG.match(plain.lstrip(b"\xef\xbb\xbf\xff\xfe"))
    if tag is not None:
        name = tag[1].lower().rpartition(b":")[2]
        if (
            name == b"workbook"
            or name.startswith(b"!doctype")
            or name in (b"html", b"table", b"meta", b"head", b"body")
        ):
            return open_markup(path)
        if _PAGE.search(plain):
            return open_markup(path)
        raise _no_list(path, "XML of another kind")
    if plain.lstrip()[:1] in (b"{", b"[") and b'"' in plain[:200] and b":" in plain[:2000]:
        raise _no_list(path, "JSON")
    return [open_delimited(path)]


def _is_binary(start: bytes) -> bool:
    """Whether more than a few characters are controls that no text has."""
    encoding, skip = byte_order_mark(start)
    encoding = encoding or tell_encoding(start)
    wide = encoding.startswith(("utf-16", "utf-32"))
    text = start[skip:].decode(encoding if wide else "latin-1", "replace")
    return len(_CONTROLS.findall(text)) > len(text) / 50


def _zipped(path: Path) -> Sequence[Table]:
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
            kind = package.read("mimetype")[:80].decode("ascii", "replace") if "mimetype" in names else ""
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError) as broken:
        raise ListError(f"{path}: is broken or cut off (expected a whole spreadsheet file)") from broken
    if "xl/workbook.xml" in names or kind.endswith("opendocument.spreadsheet"):
        return open_workbook(path, zipped=True)
    raise _no_list(path, _archive_kind(names, kind))


def _archive_kind(names: set[str], kind: str) -> str:
    if "xl/workbook.bin" in names:
        return "a binary workbook (XLSB); save it as XLSX"
    if any(name.startswith("word/") for name in names) or kind.endswith("opendocument.text"):
        return "a text document; copy its table into a spreadsheet"
    if any(name.startswith("ppt/") for name in names):
        return "a presentation"
    return "an archive (ZIP); unpack it first"


def _compound(path: Path) -> Sequence[Table]:
    """An OLE file: an old workbook, an old Word document, or a locked new workbook."""
    content = path.read_bytes()
    if _entry("EncryptedPackage") in content:
        raise ListError(f"{path}: is locked with a password (expected a file without one)")
    if _entry("Workbook") in content or _entry("Book") in content:
        return open_workbook(path, zipped=False)
    raise _no_list(
        path, "a text document" if _entry("WordDocument") in content else "an Office file of another kind"
    )


def _entry(name: str) -> bytes:
    return name.encode("utf-16-le") + b"\x00\x00"


def _no_list(path: Path, name: str) -> ListError:
    return ListError(f"{path}: looks like {name} (expected {READABLE})")
