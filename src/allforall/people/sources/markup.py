"""Tables in HTML and in Excel's 2003 XML, both of which are often saved with the ending .xls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from allforall.people.sources.blocks import blocks
from allforall.people.sources.encoding import byte_order_mark
from allforall.people.sources.sniffing import tell_file_encoding
from allforall.people.tables import MAX_COLUMNS, Chunk, Progress, Row, chunks_of, fitting

_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)", re.I)
_BREAKS = frozenset(("br", "p", "div", "li"))


@dataclass(frozen=True, slots=True)
class MarkupTable:
    """One table of a page or one sheet of a 2003 XML workbook, read whole."""

    name: str
    rows: list[Row] = field(repr=False)
    hidden: bool = False

    @property
    def height(self) -> int:
        """How many rows there are."""
        return len(self.rows)

    def head(self, count: int) -> list[Row]:
        """The first rows."""
        return self.rows[:count]

    def chunks(self, size: int, progress: Progress | None) -> Iterator[Chunk]:
        """All rows; progress counts rows."""
        for chunk in chunks_of(iter(self.rows), size):
            if progress is not None:
                progress(int(chunk.numbers[-1]), len(self.rows))
            yield chunk


def open_markup(path: Path) -> list[MarkupTable]:
    """All tables of the file, in its order."""
    encoding, skip = _encoding(path)
    parser = _Tables()
    for block, _ in blocks(path, encoding, skip):
        parser.feed(block.decode("utf-8", "replace"))
    parser.close()
    return [
        MarkupTable(name or (f"table {number}" if len(parser.tables) > 1 else ""), rows)
        for number, (name, rows) in enumerate(parser.tables, 1)
        if rows
    ]


def _encoding(path: Path) -> tuple[str, int]:
    with path.open("rb") as handle:
        start = handle.read(4096)
    encoding, skip = byte_order_mark(start)
    declared = _CHARSET.search(start)
    if encoding or declared is None:
        return (encoding, skip) if encoding else tell_file_encoding(path)
    name = declared[1].decode("ascii", "replace").lower()
    try:
        start.decode(name, "replace")
    except LookupError:
        return tell_file_encoding(path)
    return ("utf-8" if name in ("utf8", "utf-16", "unicode") else name), 0


class _Tables(HTMLParser):
    """Gathers the cells of all tables; a cell over several rows stands in each, over columns in the first."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[tuple[str, list[Row]]] = []
        self._number = 0
        self._cells: list[str] | None = None
        self._text: list[str] | None = None
        self._place = 0
        self._reach: dict[
            int, tuple[int, str]
        ] = {}  # column -> how many rows more a cell stands in, and its text
        self._span = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tag, given = tag.rpartition(":")[2], {key.rpartition(":")[2]: value or "" for key, value in attrs}
        if tag in ("table", "worksheet"):
            self._begin_table(tag, given)
        elif tag in ("tr", "row"):
            self._end_row()
            self._number = _int(given.get("index"), self._number + 1)
            self._cells = []
        elif tag in ("td", "th", "cell"):
            self._end_cell()
            self._place = _int(given.get("index"), 0)
            down = _int(given.get("rowspan"), _int(given.get("mergedown"), 0) + 1)
            self._span = (_int(given.get("colspan"), _int(given.get("mergeacross"), 0) + 1), down)
            self._text = []
        elif tag in _BREAKS and self._text:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        if tag in ("td", "th", "cell"):
            self._end_cell()
        elif tag in ("tr", "row", "table", "worksheet"):
            self._end_row()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag.rpartition(":")[2] in ("td", "th", "cell", "tr", "row"):
            self.handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def _begin_table(self, tag: str, given: dict[str, str]) -> None:
        self._end_row()
        inside_sheet = tag == "table" and self.tables and not self.tables[-1][1] and self.tables[-1][0]
        if not inside_sheet:
            self.tables.append((given.get("name", ""), []))
        self._number = 0
        self._reach.clear()

    def _end_cell(self) -> None:
        if self._text is None:
            return
        text = "\n".join(filter(None, (" ".join(line.split()) for line in "".join(self._text).split("\n"))))
        self._text = None
        if self._cells is None:
            self._cells = []
        if self._place:
            self._cells += [""] * (min(self._place, MAX_COLUMNS) - 1 - len(self._cells))
        self._take_reaching()
        across, down = self._span
        if down > 1:
            self._reach[len(self._cells)] = (down - 1, text)
        self._cells += [text] + [""] * (min(across, MAX_COLUMNS) - 1)

    def _take_reaching(self) -> None:
        """Cells of rows above that reach down into this place."""
        while self._cells is not None and len(self._cells) in self._reach:
            place = len(self._cells)
            left, text = self._reach[place]
            self._cells.append(text)
            if left > 1:
                self._reach[place] = (left - 1, text)
            else:
                del self._reach[place]

    def _end_row(self) -> None:
        self._end_cell()
        if self._cells is None:
            return
        self._take_reaching()
        if any(self._cells) and self.tables:
            self.tables[-1][1].append(fitting(self._number, self._cells))
        self._cells = None


def _int(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 8 else otherwise
