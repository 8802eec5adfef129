"""Writes a list as other programs export it: old code pages, UTF-16, HTML that calls itself a spreadsheet."""

from __future__ import annotations

import csv
import datetime
import html
import io
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from allforall.people.files import writing
from allforall.rehearsal.chance import Chance
from allforall.rehearsal.office_rows import Cell, office_rows
from allforall.rehearsal.sheets import Sheet

LATIN_I = str.maketrans({"І": "I", "і": "i", "ґ": "г", "Ґ": "Г"})  # what DOS users typed for letters it lacks


def write_exports(sheet: Sheet, folder: Path, language: str = "uk", seed: int = 1) -> list[Path]:
    """Write the list in four other dresses into the folder; gives their paths.

    `wanted-cp1251.csv` and `wanted-cp866.csv` with semicolons (the latter with a "sep=;" line),
    `wanted-utf16.txt` with tabs, and `wanted.xls`, which is HTML.
    """
    office = office_rows(sheet, language, Chance(seed, "exports"))
    lines: list[list[str]] = [office.header, *([_text(cell) for cell in row] for row in office.rows)]
    semicolons, tabs = _delimited(lines, ";"), _delimited(lines, "\t")
    contents = {
        "wanted-cp1251.csv": encoded(semicolons, "cp1251"),
        "wanted-cp866.csv": encoded("sep=;\r\n" + semicolons.translate(LATIN_I), "cp866"),
        "wanted-utf16.txt": tabs.encode("utf-16"),
        "wanted.xls": _page(lines).encode("utf-8"),
    }
    for name, content in contents.items():
        with writing(folder / name) as target:
            target.write_bytes(content)
    return [folder / name for name in contents]


def encoded(text: str, encoding: str) -> bytes:
    """The text in a code page; a sign it lacks loses its mark, or becomes "?"."""
    return "".join(_fitting(sign, encoding) for sign in text).encode(encoding, "replace")


def _fitting(sign: str, encoding: str) -> str:
    if sign.isascii():
        return sign
    try:
        sign.encode(encoding)
    except UnicodeEncodeError:
        return unicodedata.normalize("NFD", sign)[0]
    return sign


def _text(cell: Cell) -> str:
    return cell.strftime("%d.%m.%Y") if isinstance(cell, datetime.date) else str(cell)


def _delimited(lines: Sequence[Sequence[str]], delimiter: str) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(lines)
    return out.getvalue()


def _page(lines: Sequence[Sequence[str]]) -> str:
    rows = ("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in line) + "</tr>" for line in lines)
    head = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head>'
    return f"{head}<body><table border=1>\n" + "\n".join(rows) + "\n</table></body></html>\n"
