"""Columns of names: plain names pass, cells that hold more are taken apart, two people are refused."""

from __future__ import annotations

import re

import numpy as np

from allforall.people.cells import CellReader, screened
from allforall.people.draft import Draft
from allforall.people.name_cells import EXTRAS, NameCell, take_apart
from allforall.people.name_signs import suspects
from allforall.people.tables import Column

_TWO_PEOPLE = "holds two people (expected one person a row)"
_LOST = "has lost letters (expected the whole name)"
_NO_NAME = "is not a name (expected letters)"
_LOST_SIGN = re.compile(r"\w\?\w|\?\?|\?$|\ufffd")  # ?Грач? is a call sign in lost quotes
# Fields in which two people show as two entries, and what parts the entries.
_LISTED = {
    "surname": re.compile(r"[\n/;]"),
    "given_name": re.compile(r"[\n/;]"),
    "patronymic": re.compile(r"[\n/;]"),
    "birth_date": re.compile(r"[\n;]"),
    "service_number": re.compile(r"[\n;]"),
}


def read_names(draft: Draft, name: str, place: int) -> None:
    """Fill a field with names; what else its cells hold is kept aside for `share_out`."""
    written, cleaned = draft.written.columns[place], draft.cleaned.columns[place]
    texts, faults = screened(cleaned.values)
    apart = {
        code: take_apart(written.values[code]) for code in suspects(written.values) if code not in faults
    }
    texts = list(texts) if apart else texts
    for code, cell in apart.items():
        if texts[code]:
            texts[code] = cell.name
            if _LOST_SIGN.search(written.values[code]):
                faults[code] = _LOST
            elif cell.people == 0:
                faults[code] = _NO_NAME
    draft.report_codes(place, faults)
    for row in written.holding(apart) if apart else ():
        code = int(written.codes[row])
        _keep_aside(draft, row, place, written.values[code], apart[code])
    draft.columns[name] = Column(written.codes, texts)


def _keep_aside(draft: Draft, row: int, place: int, written: str, cell: NameCell) -> None:
    if cell.people > 1:
        draft.report(row, place, written, _TWO_PEOPLE, kept=False)
    elif cell.people == 1:
        draft.apart.append((row, cell))


def share_out(draft: Draft, cells: CellReader) -> None:
    """What name cells held besides the name goes where the row has nothing yet."""
    for name in EXTRAS:
        found = {row: value for row, cell in draft.apart if (value := getattr(cell, name))}
        if not found:
            continue
        if name == "birth_date":
            texts, _ = cells.read(name, list(found.values()))
            found = dict(zip(found, texts, strict=True))
        draft.fill_rows(name, found)


def refuse_two_people(draft: Draft) -> None:
    """Two lines in the surname and two in the name or the date are two people."""
    entries = np.zeros(len(draft.keep), np.int64)
    places = {place: parting for name, parting in _LISTED.items() if (place := draft.place_of(name)) >= 0}
    for place, parting in places.items():
        column = draft.written.columns[place]
        entries[column.holding(_with_two_entries(column.values, parting))] += 1
    for row in np.flatnonzero(entries >= 2).tolist():
        first = min(places)
        draft.report(row, first, draft.written.row(row)[first], _TWO_PEOPLE, kept=False)


def _with_two_entries(values: list[str], parting: re.Pattern[str]) -> list[int]:
    if not parting.search("|".join(values)):
        return []
    return [code for code, value in enumerate(values) if sum(map(bool, parting.split(value.strip()))) > 1]
