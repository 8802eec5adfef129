"""Lists of people on their way into the record and out of it: one canonical object for each person."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any


def records_of(path: Path) -> list[dict[str, Any]]:
    """The people in a list, of each the fields that are filled in; raises the reader's ListError."""
    from allforall.cli.options import tell_problems
    from allforall.people.fields import ALL_FIELDS
    from allforall.people.reading import read_list

    reader = read_list(path)
    people = [
        {name: person.text(name) for name in ALL_FIELDS if person.text(name)} for person in reader.persons()
    ]
    tell_problems(reader)
    return people


def write_people(path: Path, records: Sequence[bytes | None]) -> int:
    """Write the people of an opened list as CSV, the row in the record first; gives back their number."""
    import json

    from allforall.people.fields import ALL_FIELDS
    from allforall.people.writing import write_rows

    people = [(at, json.loads(record)) for at, record in enumerate(records) if record is not None]
    filled = {name for _, person in people for name in person}
    columns = [name for name in ALL_FIELDS if name in filled] + sorted(filled - set(ALL_FIELDS))
    rows = ([str(at), *(str(person.get(name, "")) for name in columns)] for at, person in people)
    return write_rows(path, ["record_row", *columns], rows)
