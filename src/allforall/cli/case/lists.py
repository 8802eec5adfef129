"""`allforall case diff`: what differs between two versions of a list."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from allforall.cli.record.opening import FILE, device_of, json_option, say

if TYPE_CHECKING:
    from allforall.exchange.diff import Diff
Records = list[bytes | None]


@click.command()
@click.argument("file", type=FILE)
@click.argument("before")
@click.argument("after")
@json_option
def diff(file: Path, before: str, after: str, as_json: bool) -> None:
    """Compare two versions of a list: persons added, withdrawn, and changed field by field.

    BEFORE and AFTER are each a `list.commit` of FILE such as A:2, or a CSV file that `allforall record read`
    wrote. An entry can be opened only where FILE is a record with the key of this device; with two CSV files
    it may be a bundle. What is printed names people: it is for the desk, not for the record.
    """
    from allforall.cli.case.reading import whole_of
    from allforall.exchange.diff import diff as compared

    whole_of(file)
    found = compared(_opened(file, before), _opened(file, after))
    facts = {
        "added": list(found.added),
        "withdrawn": list(found.withdrawn),
        "changed": [
            {"row": each.row, "field": each.field, "before": each.before, "after": each.after}
            for each in found.changed
        ],
    }
    say(facts, "\n".join(_lines(found)), as_json)


def _lines(found: Diff) -> list[str]:
    from allforall.account.sentences import ranges

    lines = [
        f"{what}: rows {ranges(list(rows))}"
        for what, rows in (("added", found.added), ("withdrawn", found.withdrawn))
        if rows
    ]
    lines += [
        f"row {each.row}: {each.field}: {_shown(each.before)} → {_shown(each.after)}"
        for each in found.changed
    ]
    return lines or ["no difference"]


def _shown(value: object) -> str:
    return "nothing" if value is None else str(value)


def _opened(file: Path, name: str) -> Records:
    """The rows of one version, from a CSV file or from the record itself."""
    return _of_csv(Path(name)) if name.lower().endswith(".csv") else _of_entry(file, name)


def _of_csv(path: Path) -> Records:
    from allforall.record.canonical import canon
    from allforall.record.errors import RecordError

    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = [_filled(row) for row in csv.DictReader(lines)]
        people = {int(row.pop("record_row")): canon(row) for row in rows}
    except OSError as failed:
        raise RecordError(f"{path}: cannot be read: {(failed.strerror or '').lower()}") from None
    except (ValueError, KeyError, TypeError):
        raise RecordError(
            f"{path}: not a list as `allforall record read` writes it (column record_row)"
        ) from None
    return [people.get(n) for n in range(max(people, default=-1) + 1)]


def _filled(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value}


def _of_entry(file: Path, name: str) -> Records:
    """The rows of a `list.commit` as this device may open them; nothing is written."""
    from allforall.record.case import Case
    from allforall.record.errors import RecordError
    from allforall.record.files import FileStore
    from allforall.record.listing import read_list

    if not file.is_dir():
        raise RecordError(f"{name}: a bundle holds no key to open a list (expected a record, or a CSV file)")
    store = FileStore(file)
    try:
        case, device = Case(store), device_of(file)
        found = case.entry(name)
        if found.kind != "list.commit":
            raise RecordError(f"{name}: is a {found.kind} (expected a list.commit)")
        return list(device.unseal(lambda key: read_list(case, found, device.member, key, device.secrets)))
    finally:
        store.close()
