"""Which tables of a file hold the list, and how each is laid out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from allforall.people.errors import ListError
from allforall.people.fields import NAME_FIELDS
from allforall.people.guessing import guess_layout, with_names
from allforall.people.layout import HEAD, Layout, check_mapping, find_layout, has_name
from allforall.people.problems import ProblemLog
from allforall.people.tables import MAX_COLUMNS, Row, Table

_LIKE = 0.6  # share of fields in common from which two sheets hold one kind of list


@dataclass(frozen=True, slots=True)
class Chosen:
    """A table that will be read, and its layout."""

    table: Table
    layout: Layout


def choose(tables: Sequence[Table], mapping: Mapping[str, str], log: ProblemLog, path: Path) -> list[Chosen]:
    """The tables to read: the best one, and all visible ones like it. What is left alone is noted.

    Raises ListError when no table holds persons, MappingError when the mapping does not fit.
    """
    heads = [(table, table.head(HEAD)) for table in tables]
    filled = [(table, rows) for table, rows in heads if rows]
    if not filled:
        raise ListError(f"{path}: is empty (expected a header and one person a row)")
    _refuse_too_wide(filled, path)
    headed = [(table, rows, find_layout(rows, mapping)) for table, rows in filled]
    found = [
        Chosen(table, layout) for table, _, layout in headed if layout is not None and _tells_who(layout)
    ]
    found = found or _named(headed, log) or _guessed(filled, mapping, log)
    check_mapping(mapping, [each.layout for each in found], path.name)
    if not found:
        raise ListError(
            f"{path}: no header was found and the columns could not be told by what they hold"
            " (expected columns such as surname, given_name, birth_date; or say which with --map)"
        )
    taken = _alike(found)
    if not any(_has_rows(each, dict(_ids(filled))) for each in taken):
        raise ListError(f"{path}: has a header and no rows under it (expected one person a row)")
    _note_the_rest(taken, filled, log)
    return taken


def _ids(filled: Sequence[tuple[Table, list[Row]]]) -> list[tuple[int, list[Row]]]:
    return [(id(table), rows) for table, rows in filled]


def _has_rows(chosen: Chosen, heads: Mapping[int, list[Row]]) -> bool:
    rows = heads[id(chosen.table)]
    return len(rows) >= HEAD or any(
        row.number >= chosen.layout.first and any(cell.strip() for cell in row.cells) for row in rows
    )


def _refuse_too_wide(filled: Sequence[tuple[Table, list[Row]]], path: Path) -> None:
    first = filled[0][1][0]
    if len(filled) == 1 and any(not fault.kept and len(first.cells) >= MAX_COLUMNS for fault in first.faults):
        raise ListError(f"{path}: {first.faults[0].expected}")


def _tells_who(layout: Layout) -> bool:
    return has_name(layout) or bool({"service_number", "tax_number"} & layout.places.keys())


def _named(headed: Sequence[tuple[Table, list[Row], Layout | None]], log: ProblemLog) -> list[Chosen]:
    """A header that is known but for the names: they are told by what they hold."""
    for table, rows, layout in headed:
        named = None if layout is None else with_names(layout, rows)
        if named is not None and has_name(named):
            names = {name: place for name, place in named.places.items() if name in NAME_FIELDS}
            told = _told(named, names)
            log.file_problem(f"has no header of names that is known; by what they hold: {told}", table.name)
            return [Chosen(table, named)]
    return []


def _told(layout: Layout, places: Mapping[str, int]) -> str:
    return ", ".join(f"{layout.headers[place]} = {name}" for name, place in places.items())


def _guessed(
    filled: Sequence[tuple[Table, list[Row]]], mapping: Mapping[str, str], log: ProblemLog
) -> list[Chosen]:
    """No header anywhere: tell the columns of the largest table by what they hold."""
    for table, rows in sorted(filled, key=lambda each: -len(each[1])):
        layout = guess_layout(rows, mapping)
        if layout is not None:
            told = _told(layout, layout.places)
            lacks = (
                "has no header"
                if layout.first == rows[0].number
                else "has a header in words that are not known"
            )
            log.file_problem(f"{lacks}; the columns were told by what they hold: {told}", table.name)
            return [Chosen(table, layout)]
    return []


def _alike(found: Sequence[Chosen]) -> list[Chosen]:
    """The longest visible list, else the longest; and the visible ones with the same columns."""
    shown = [each for each in found if not each.table.hidden] or list(found)
    best = max(shown, key=lambda each: (each.table.height, each.layout.score))
    return [each for each in shown if each is best or _same(each.layout, best.layout)]


def _same(one: Layout, other: Layout) -> bool:
    mine, theirs = set(one.places) - {"id"}, set(other.places) - {"id"}
    return has_name(one) == has_name(other) and len(mine & theirs) >= _LIKE * len(mine | theirs)


def _note_the_rest(
    taken: Sequence[Chosen], filled: Sequence[tuple[Table, list[Row]]], log: ProblemLog
) -> None:
    used = {id(each.table) for each in taken}
    for table, rows in filled:
        if id(table) not in used and len(rows) > 0:
            what = "is hidden" if table.hidden else "is no list with the same columns"
            log.notes.append(f'sheet "{table.name}" {what} and was left alone')
    for each in taken:
        if each.table.hidden:
            log.notes.append(f'the list was read from the hidden sheet "{each.table.name}"')
