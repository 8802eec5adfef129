"""Where in a table the header stands, and which column holds which field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from allforall.people.errors import MappingError
from allforall.people.fields import ALL_FIELDS, NAME_FIELDS
from allforall.people.header_words import header_key, recognise
from allforall.people.tables import Row
from allforall.people.text import clean

HEAD = 60  # rows looked at to find the header
_ENOUGH = 2.0
_LONGEST_HEADER = 200
# A column with a date and a place: the fields it fills.
PAIRED = {"birth": ("birth_date", "birth_place"), "captured": ("captured_on", "captured_at")}
_BARE_NAMES = {header_key("name"), header_key("names")}
MAPPABLE = (*ALL_FIELDS, "age", *PAIRED, "number", "other")


@dataclass(frozen=True, slots=True)
class Layout:
    """How one table is laid out.

    `places` gives the column of each field. `first` is the number of the first row that may be a person.
    `score` says how surely the header was recognised; 0 means that the columns were guessed.
    """

    headers: tuple[str, ...]
    places: Mapping[str, int]
    first: int
    score: float
    header_cells: tuple[str, ...] = ()
    other: tuple[int, ...] = ()
    running: int = -1  # the column of running numbers
    age: int = -1
    spare_birth: int = -1  # a second column of birth dates or years
    paired: Mapping[str, int] = field(default_factory=dict)  # columns of a date and a place

    @property
    def guessed(self) -> bool:
        """Whether there is no header and the columns were told by what they hold."""
        return self.score == 0

    @property
    def sources(self) -> dict[str, int]:
        """Field -> the column its values come from."""
        both = {name: place for pair, place in self.paired.items() for name in PAIRED[pair]}
        return {**both, **self.places}

    @property
    def columns(self) -> dict[str, str]:
        """Header -> field, "other" for a column that is no field of ours."""
        names = {place: name for name, place in (*self.places.items(), *self.paired.items())}
        return {header: names.get(place, "other") for place, header in enumerate(self.headers) if header}


def find_layout(rows: Sequence[Row], mapping: Mapping[str, str]) -> Layout | None:
    """The layout of a table by its header row or pair of rows; None when no row looks like a header."""
    best: Layout | None = None
    for place in range(len(rows)):
        for height in (1, 2):
            layout = _read_header(rows, place, height, mapping)
            if layout is not None and (best is None or layout.score > best.score):
                best = layout
        if best is not None and _beyond_doubt(best):
            break
    return None if best is None else spread_name(best, rows)


def _beyond_doubt(layout: Layout) -> bool:
    """Every header is known and there are several: no later row can be a better header."""
    headers = sum(1 for header in layout.headers if header)
    return headers >= 4 and layout.score >= headers


def _read_header(rows: Sequence[Row], place: int, height: int, mapping: Mapping[str, str]) -> Layout | None:
    if place + height > len(rows):
        return None
    lines = [
        [clean(cell) if len(cell) <= _LONGEST_HEADER else "" for cell in row.cells]
        for row in rows[place : place + height]
    ]
    if height == 2 and not _pair(*lines):
        return None
    headers = lines[0] if height == 1 else _joined(*lines)
    found = [recognise_mapped(header, mapping) for header in headers]
    filled = sum(1 for header in headers if header)
    score = _score(found)
    enough = score >= min(_ENOUGH, filled) and score >= 0.3 * filled
    if not filled or not (enough or _names_persons(found, headers)):
        return None
    after = rows[place + height - 1].number + 1
    return lay_out(headers, [name for name, _ in found], after, score - 0.1 * (height - 1), lines[-1])


def _names_persons(found: Sequence[tuple[str, float]], headers: Sequence[str]) -> bool:
    """One sure header of names among headers that are not known, and nothing that looks like data."""
    named = any(name in NAME_FIELDS and sure == 1.0 for name, sure in found)
    return named and not any(letter.isdigit() for header in headers for letter in header)


def recognise_mapped(header: str, mapping: Mapping[str, str]) -> tuple[str, float]:
    """As `recognise`, but what the user said comes first."""
    for column, name in mapping.items():
        if header and header_key(column) == header_key(header):
            return name, 2.0
    return recognise(header) if header else ("", 0.0)


def _score(found: Sequence[tuple[str, float]]) -> float:
    """Each field counts once: a row of data may repeat a word, a header does not."""
    best: dict[str, float] = {}
    for name, sure in found:
        if name:
            best[name] = max(best.get(name, 0.0), _worth(name, sure))
    return sum(best.values())


def _worth(name: str, sure: float) -> float:
    """How much a recognised header says that this is a list of persons."""
    return sure * (0.4 if name in ("number", "ignore") else 1.0)


def _pair(top: Sequence[str], below: Sequence[str]) -> bool:
    """Two rows can be one header only if the lower fills a gap of the upper, or splits a cell of it."""
    filled = [bool(cell) for cell in below]
    return any(filled) and any(
        not (top[i] if i < len(top) else "") for i, there in enumerate(filled) if there
    )


def _joined(top: Sequence[str], below: Sequence[str]) -> list[str]:
    """Headers over two rows: each column's lower cell, with the upper one where both are needed."""
    headers, spanning = [], ""
    for place in range(max(len(top), len(below))):
        upper = top[place] if place < len(top) else ""
        lower = below[place] if place < len(below) else ""
        spanning = upper or (spanning if lower else "")
        headers.append(_better(spanning, lower) if lower else upper)
    return headers


def _better(upper: str, lower: str) -> str:
    """The wording that is best recognised: "Capture" over "Date" is "Date of capture"."""
    wordings = dict.fromkeys(filter(None, (f"{upper} {lower}".strip(), f"{lower} {upper}".strip(), lower)))
    return max(wordings, key=lambda header: _worth(*recognise(header)))


def lay_out(
    headers: Sequence[str], names: Sequence[str], first: int, score: float, cells: Sequence[str] = ()
) -> Layout:
    """Give each field its column: the first that claims it. Columns without a header go by their letter."""
    places: dict[str, int] = {}
    spare_birth = -1
    for place, name in enumerate(names):
        if name == "birth_date" and name in places and spare_birth < 0:
            spare_birth = place
        if name and name not in ("ignore", "other"):
            places.setdefault(name, place)
    running, age = places.pop("number", -1), places.pop("age", -1)
    paired = {name: places.pop(name) for name in PAIRED if name in places}
    if running >= 0:
        places.setdefault("id", running)
    _settle_names(places, headers)
    used = {*places.values(), *paired.values(), running}
    rest = tuple(place for place in range(len(headers)) if place not in used)
    return Layout(
        _labels(headers), places, first, score, tuple(cells), rest, running, age, spare_birth, paired
    )


def column_letters(place: int) -> str:
    """The letters by which spreadsheets call a column, counted from 0: A, B, ... Z, AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _labels(headers: Sequence[str]) -> tuple[str, ...]:
    """Headers that are all there and all different: a letter for none, a number behind a repeated one."""
    labels: dict[str, None] = {}
    for place, header in enumerate(headers):
        label, count = header or column_letters(place), 2
        while label in labels:
            label, count = f"{header} ({count})", count + 1
        labels[label] = None
    return tuple(labels)


def _settle_names(places: dict[str, int], headers: Sequence[str]) -> None:
    """A "Name" beside a surname is a given name; a lone one is the whole name."""
    if "full_name" in places and "surname" in places and "given_name" not in places:
        if header_key(headers[places["full_name"]]) in _BARE_NAMES:
            places["given_name"] = places.pop("full_name")
    elif "given_name" in places and not {"surname", "full_name"} & places.keys():
        places["full_name"] = places.pop("given_name")
    elif "surname" in places and not {"given_name", "full_name"} & places.keys():
        places["full_name"] = places.pop("surname")


def spread_name(layout: Layout, rows: Sequence[Row]) -> Layout:
    """One header "full name" merged over columns: surname, name and patronymic stand under it."""
    place = layout.places.get("full_name", -1)
    beside: list[int] = []
    while place >= 0 and _is_unnamed_name(layout, rows, place + 1 + len(beside)):
        beside.append(place + 1 + len(beside))
    if not beside or {"surname", "given_name"} & layout.places.keys():
        return layout
    places = {name: column for name, column in layout.places.items() if name != "full_name"}
    places |= dict(zip(("surname", "given_name", "patronymic"), [place, *beside], strict=False))
    other = tuple(column for column in layout.other if column not in places.values())
    return replace(layout, places=places, other=other)


def _is_unnamed_name(layout: Layout, rows: Sequence[Row], place: int) -> bool:
    if place >= len(layout.headers) or layout.headers[place] != column_letters(place):
        return False
    below = [
        row.cells[place].strip() for row in rows if row.number >= layout.first and place < len(row.cells)
    ]
    words = [cell for cell in below if cell]
    return bool(words) and sum(word.isalpha() for word in words) > len(words) / 2


def check_mapping(mapping: Mapping[str, str], layouts: Sequence[Layout], file: str) -> None:
    """Raises MappingError for a field that is none, or a column that the file has not."""
    there = list(dict.fromkeys(header for layout in layouts for header in layout.headers))
    keys = {header_key(header) for header in there}
    numbers = {str(place + 1) for layout in layouts if layout.guessed for place in range(len(layout.headers))}
    for column, name in mapping.items():
        if name not in MAPPABLE:
            raise MappingError(f'"{name}" is not a field (expected one of {", ".join(MAPPABLE)})')
        if layouts and header_key(column) not in keys and column not in numbers:
            listed = ", ".join(f'"{header}"' for header in there)
            raise MappingError(f'{file}: no column "{column}" (there are {listed})')


def has_name(layout: Layout) -> bool:
    """Whether a column of names is known."""
    return any(name in layout.places for name in NAME_FIELDS)
