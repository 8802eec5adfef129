"""Writing sheets: columns described once, cells written as text or number, never as a formula."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, Generic, TypeVar

from xlsxwriter import Workbook

from allforall.people.messages import Messages

MOST_ROWS = 1_048_576
A3, A4 = 8, 9  # the numbers that spreadsheets have for paper
LINE_POINTS = 13.5
MOST_LINES = 30  # a row can be 409 points high
CELL_CHARACTERS = 32_000  # Excel's limit is 32,767
_UNWRITABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")

Cell = str | float | None
Line = TypeVar("Line")

_HEADER = {"bold": True, "text_wrap": True, "valign": "top", "border": 1, "border_color": "#B8BEC6"}
_BODY = {"valign": "top", "font_size": 10}
# Dark letters on pale grounds: the words in the cell say the same as its colour.
_STYLES: dict[str, dict[str, object]] = {
    "plain": {},
    "words": {},
    # What is not certain never looks so.
    "percent": {"num_format": '[>=0.9995]"> 99.9%";[<0.001]"< 0.1%";0.0%', "align": "center"},
    "weight": {"num_format": "+0.0;-0.0;0.0", "align": "center"},
    "sure": {"bg_color": "#CDEBDD", "font_color": "#0B4A36", "bold": True},
    "ask": {"bg_color": "#FFE3AD", "font_color": "#5C3700", "bold": True},
    "none": {"bg_color": "#E3E6EA", "font_color": "#333B45", "bold": True},
    "for": {"bg_color": "#E4F4EC"},
    "against": {"bg_color": "#FDE3D3"},
    "fill_in": {"bg_color": "#FFFBE0", "border": 1, "border_color": "#D9CF9A", "text_wrap": True},
    "title": {"bold": True, "font_size": 16},
    "heading": {"bold": True, "font_size": 12, "bottom": 1},
}
_OUR_WORDS = {"words", "sure", "ask", "none", "title", "heading"}
_HEADER_COLOURS = {
    "key": "#DDE2E8", "list": "#CFE3F3", "register": "#D8EBD9", "evidence": "#DDE2E8", "person": "#FFF1B3",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column(Generic[Line]):
    """One column: its header and what a line shows in it; `style` may depend on the line.

    `group` colours the header: `key`, `list`, `register`, `evidence`, or `person` for what people fill in.
    """

    header: str
    width: float
    value: Callable[[Line], Cell]
    group: str = "key"
    style: Callable[[Line], str] = lambda _: "plain"


class Book:
    """An open workbook in one language, with its cell formats, plain and for sheets whose lines may grow.

    Headers that other programs rely on stay as they are in every language; a note on the cell explains them.
    """

    def __init__(self, book: Workbook, words: Messages) -> None:
        self.book = book
        self.words = words
        self.notes = words.part("columns")
        self.formats = {name: self._format(name, look) for name, look in _STYLES.items()}
        wrap = {"text_wrap": True}
        self.wrapped = {name: self._format(name, look | wrap) for name, look in _STYLES.items()}
        direction = {"reading_order": 2} if words.direction == "rtl" else {}
        self.headers = {
            name: book.add_format(_HEADER | direction | {"bg_color": colour})
            for name, colour in _HEADER_COLOURS.items()
        }

    def _format(self, name: str, look: dict[str, object]) -> Any:
        """A cell format; our own words run in the direction of the language, data in their own."""
        ours = self.words.direction == "rtl" and name in _OUR_WORDS
        return self.book.add_format(_BODY | look | ({"reading_order": 2} if ours else {}))

    def sheet(self, name: str, *, paper: int = A4, repeat_header: bool = True) -> Any:
        """A new sheet set up for an officer's printer: landscape, one page wide, numbered pages."""
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(paper)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer(f"&L&F, &A&C&D&R{self.words.say('workbook.page')}")
        if repeat_header:
            sheet.repeat_rows(0)
        if self.words.direction == "rtl":
            sheet.right_to_left()
        return sheet

    def table(
        self,
        sheet: Any,
        columns: Sequence[Column[Line]],
        lines: Iterable[Line],
        *,
        frozen: int,
        wrap: bool = False,
    ) -> int:
        """Write a header and its lines, freeze the header and `frozen` columns; give the number of lines."""
        formats = self.wrapped if wrap else self.formats
        sheet.set_row(0, 3 * LINE_POINTS)
        for at, column in enumerate(columns):
            look = formats["fill_in"] if column.group == "person" else None
            sheet.set_column(at, at, column.width, look)
            sheet.write_string(0, at, column.header, self.headers[column.group])
            if column.header in self.notes:
                sheet.write_comment(0, at, self.notes[column.header], {"x_scale": 1.5})
        count = 0
        for count, line in enumerate(lines, 1):
            values = [column.value(line) for column in columns]
            if wrap:
                sheet.set_row(count, LINE_POINTS * _lines(values, columns))
            for at, (column, value) in enumerate(zip(columns, values, strict=True)):
                write_cell(sheet, count, at, value, formats[column.style(line)])
        sheet.freeze_panes(1, frozen)
        sheet.autofilter(0, 0, max(count, 1), len(columns) - 1)
        return count


def _lines(values: Sequence[Cell], columns: Sequence[Column[Line]]) -> int:
    """How many lines the fullest cell of a row needs; spreadsheets do not all find that out by themselves."""
    widths = [column.width * 1.05 for column in columns]
    needed = [ceil(len(str(value)) / width) for value, width in zip(values, widths, strict=True) if value]
    return min(max(needed, default=1), MOST_LINES)


def write_cell(sheet: Any, row: int, column: int, value: Cell, look: Any = None) -> None:
    """Write one value as what it is: a number, a text, or nothing; a text never becomes a formula."""
    if value is None or value == "":
        return
    if isinstance(value, str):
        sheet.write_string(row, column, cell_text(value), look)
    else:
        sheet.write_number(row, column, value, look)


def cell_text(text: str, cut: str = " [...]") -> str:
    """A text as a cell can hold it: characters that no file may hold are shown as a box, the rest is cut."""
    text = _UNWRITABLE.sub("\ufffd", text)
    return text if len(text) <= CELL_CHARACTERS else text[:CELL_CHARACTERS] + cut
