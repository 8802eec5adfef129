"""Telling the columns of a list without header by what they hold."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from allforall.people.fields import NAME_FIELDS
from allforall.people.layout import Layout, column_letters, lay_out
from allforall.people.party import read_category, read_sex
from allforall.people.tables import Row
from allforall.people.text import clean

_DATE = re.compile(
    r"\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d\d)|(?:19|20)\d\d(?:-\d\d){0,2}|(?:19|20)\d\d [рг]\..*"
)
_NUMBERED = re.compile(r"[^\W\d_]{0,4}[\s-]?\d{4,}")
_WORDS = re.compile(r"[^\W\d_]+(?:['’ʼ`-][^\W\d_]+)*\.?")
_NAME_LINE = re.compile(r"[^\W\d_][^\d;:]*")
_PATRONYMIC = re.compile(
    r"(?:ович|евич|йович|ич|івна|ївна|овна|евна|ична|инична|ovych|ovich|evich|ivna|ovna|evna)$"
)
_RANK = re.compile(
    r"(?:солдат|рядов|сержант|старшина|матрос|лейтенант|капітан|капитан|майор|полковник|прапор|єфрейтор|ефрейтор|"
    r"private|sergeant|corporal|lieutenant|captain|major|colonel|onbaşı|çavuş|teğmen|yüzbaşı|binbaşı)",
    re.IGNORECASE,
)
_MOST = 0.6


def guess_layout(rows: Sequence[Row], mapping: Mapping[str, str]) -> Layout | None:
    """The layout of a table without header; None unless a column of names (or of names and dates) shows.

    A mapping may name columns by their letter or number: `B=full_name`.
    """
    width = max((len(row.cells) for row in rows), default=0)
    columns = [
        [clean(row.cells[place]) if place < len(row.cells) else "" for row in rows] for place in range(width)
    ]
    kinds = [_kind([cell for cell in column if cell]) for column in columns]
    names = _settled(kinds, columns)
    letters = [column_letters(place) for place in range(width)]
    for place, letter in enumerate(letters):
        told = mapping.get(letter) or mapping.get(str(place + 1))
        if told:
            names = [("" if each == told else each) for each in names]
            names[place] = told
    if not ({"full_name", "surname"} & set(names)) or not rows:
        return None
    if _is_strange_header(kinds, columns):
        return lay_out([column[0] for column in columns], names, rows[0].number + 1, 0)
    return lay_out([""] * width, names, rows[0].number, 0)


def with_names(layout: Layout, rows: Sequence[Row]) -> Layout:
    """A layout whose header is known but for the names: they are told by what their columns hold."""
    below = [row for row in rows if row.number >= layout.first]
    free = layout.other
    columns = [[clean(row.cells[place]) if place < len(row.cells) else "" for row in below] for place in free]
    kinds = [_kind([cell for cell in column if cell]) for column in columns]
    told = _settled([kind if kind in ("whole", "word") else "" for kind in kinds], columns)
    names = {name: place for name, place in zip(told, free, strict=True) if name in NAME_FIELDS}
    other = tuple(place for place in free if place not in names.values())
    return replace(layout, places={**layout.places, **names}, other=other)


def _is_strange_header(kinds: Sequence[str], columns: Sequence[Sequence[str]]) -> bool:
    """Whether the first row is a header in words we do not know: no date stands where all below are dates."""
    telling = [
        place for place, kind in enumerate(kinds) if kind in ("date", "running", "number", "sex", "rank")
    ]
    return bool(telling) and all(
        columns[place][0] and _kind([columns[place][0]]) != kinds[place] for place in telling
    )


def _kind(cells: Sequence[str]) -> str:
    """What most cells of a column look like."""
    if not cells:
        return ""
    tests = (
        ("date", lambda cell: _DATE.fullmatch(cell) is not None),
        ("sex", lambda cell: read_sex(cell) != "" and len(cell) < 12),
        ("running", str.isdecimal),
        ("category", lambda cell: read_category(cell) is not None and len(cell.split()) < 3),
        ("rank", lambda cell: _RANK.search(cell) is not None and len(cell.split()) < 4),
        ("whole", lambda cell: 2 <= _capitals(cell) <= 5),
        ("word", lambda cell: len(cell) > 1 and _capitals(cell) == 1),
        ("number", lambda cell: _NUMBERED.fullmatch(cell) is not None),
    )
    for kind, test in tests:
        if sum(map(test, cells)) >= _MOST * len(cells):
            return kind
    return ""


def _capitals(cell: str) -> int:
    """How many words a name has; 0 when it is no name: a word in small letters, digits, a long sentence."""
    words = _WORDS.findall(cell)
    if _NAME_LINE.fullmatch(cell) is None or any(word[0].islower() and len(word) > 3 for word in words):
        return 0
    return len(words)


def _settled(kinds: Sequence[str], columns: Sequence[Sequence[str]]) -> list[str]:
    """Kinds as fields: dates by age, single words as surname, name and patronymic in that order."""
    names = ["" for _ in kinds]
    _settle_dates(kinds, columns, names)
    for place, kind in enumerate(kinds):
        if kind in ("sex", "category", "rank") and kind not in names:
            names[place] = kind
        if kind == "running" and "id" not in names and len(set(columns[place])) == len(columns[place]):
            names[place] = "id"
        if kind == "number" and "service_number" not in names:
            names[place] = "service_number"
    whole = [place for place, kind in enumerate(kinds) if kind == "whole"]
    words = [place for place, kind in enumerate(kinds) if kind == "word"]
    if len(words) >= 2 and (not whole or words[0] < whole[0]):
        _settle_words(words, columns, names)
    elif whole:
        names[whole[0]] = "full_name"
    elif words and "birth_date" in names:
        names[words[0]] = "full_name"
    return names


def _settle_dates(kinds: Sequence[str], columns: Sequence[Sequence[str]], names: list[str]) -> None:
    dated = [place for place, kind in enumerate(kinds) if kind == "date"]
    years = {place: sorted(_year(cell) for cell in columns[place] if _year(cell)) for place in dated}
    middle = {place: found[len(found) // 2] for place, found in years.items() if found}
    for place in sorted(middle, key=lambda each: middle[each]):
        if middle[place] < 2012 and "birth_date" not in names:
            names[place] = "birth_date"
        elif middle[place] >= 2012 and "captured_on" not in names:
            names[place] = "captured_on"


def _settle_words(words: Sequence[int], columns: Sequence[Sequence[str]], names: list[str]) -> None:
    fathers = [place for place in words if _share(columns[place], _PATRONYMIC) > 0.5]
    rest = [place for place in words if place not in fathers[:1]][:2]
    for place, name in zip([*rest, *fathers[:1]], ("surname", "given_name", "patronymic"), strict=False):
        names[place] = name
    if fathers and len(rest) < 2:
        names[fathers[0]] = "patronymic"


def _share(cells: Sequence[str], pattern: re.Pattern[str]) -> float:
    filled = [cell.lower() for cell in cells if cell]
    return sum(pattern.search(cell) is not None for cell in filled) / max(len(filled), 1)


def _year(cell: str) -> int:
    found = re.search(r"(?:19|20)\d\d", cell)
    return int(found[0]) if found else 0
