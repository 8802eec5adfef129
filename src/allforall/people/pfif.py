"""PFIF 1.4 (People Finder Interchange Format, zesty.ca/pfif/1.4), the format of public missing-person boards.

What is published can be seen by everyone, the other side included: so a record holds the three fields that
the format demands, and every other one only when it is asked for by name.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape

from allforall.people.errors import OutputError
from allforall.people.files import writing
from allforall.people.person import Person
from allforall.people.text import clean

NAMESPACE = "http://zesty.ca/pfif/1.4"
DEMANDED = ("person_record_id", "source_date", "full_name")
# The order in which the specification names the fields of a person.
ORDER = (
    "person_record_id",
    "source_name",
    "source_date",
    "full_name",
    "given_name",
    "family_name",
    "alternate_names",
    "sex",
    "date_of_birth",
    "age",
    "home_country",
)


def write_pfif(
    path: str | os.PathLike[str],
    persons: Iterable[Person],
    *,
    domain: str,
    source_date: datetime.datetime,
    source_name: str = "",
    fields: Sequence[str] = (),
) -> int:
    """Write person records; gives back how many.

    `domain` is the home of the records: identifiers become `domain/id`. `source_date` is when the facts were
    put down; without a time zone it is taken as UTC. `fields` are the PFIF fields to publish besides the
    demanded ones; a field that is not in `ORDER`, or a person without a name, raises OutputError.
    """
    for name in fields:
        if name not in ORDER:
            raise OutputError(f'{path}: "{name}" is no field that is published (expected {", ".join(ORDER)})')
    published = [
        name for name in ORDER if name in {*DEMANDED, *fields} or (name == "source_name" and source_name)
    ]
    fixed = {"source_name": clean(source_name), "source_date": _utc(source_date)}
    count = 0
    with writing(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as handle:
        handle.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<pfif:pfif xmlns:pfif="{NAMESPACE}">\n')
        for count, person in enumerate(persons, 1):  # noqa: B007  # the count is the answer
            handle.write(
                _record(
                    person, published, {**fixed, "person_record_id": f"{domain}/{person.id}"}, source_date
                )
            )
        handle.write("</pfif:pfif>\n")
    return count


def _record(
    person: Person, published: Sequence[str], fixed: Mapping[str, str], written: datetime.datetime
) -> str:
    if not person.name:
        raise OutputError(f"person {person.id}: has no name (PFIF demands one)")
    values = {
        name: fixed[name] if name in fixed else _VALUES[name](person, written.year) for name in published
    }
    shown = {name: escape(value, quote=False) for name, value in values.items() if value}
    lines = [f"    <pfif:{name}>{value}</pfif:{name}>\n" for name, value in shown.items()]
    return f"  <pfif:person>\n{''.join(lines)}  </pfif:person>\n"


def _date_of_birth(person: Person) -> str:
    """Year, month or day as far as it is exactly known."""
    date = person.birth_date
    if date is None or date.year is None or date.approximate or date.uncertain:
        return ""
    if date.month is None:
        return f"{date.year:04d}"
    return date.edtf if date.day is not None else f"{date.year:04d}-{date.month:02d}"


def _age(person: Person, year: int) -> str:
    """An age or a range of ages in the year of writing, where the date of birth is only about known."""
    date = person.birth_date
    if date is None or date.year is None or not date.approximate:
        return ""
    about = max(1, date.span // 2)
    youngest = max(0, year - date.year - about)
    return f"{youngest}-{max(youngest, year - date.year + about)}"


def _country(person: Person) -> str:
    code = person.nationality
    return code if len(code) == 2 and code.isascii() and code.isalpha() and code.isupper() else ""


_VALUES: Mapping[str, Callable[[Person, int], str]] = {
    "full_name": lambda person, _: clean(person.name),
    "given_name": lambda person, _: clean(f"{person.given_name} {person.patronymic}"),
    "family_name": lambda person, _: clean(person.surname),
    "alternate_names": lambda person, _: "\n".join(
        filter(None, map(clean, (person.other_name, person.former_surname)))
    ),
    "sex": lambda person, _: person.sex if person.sex in ("female", "male", "other") else "",
    "date_of_birth": lambda person, _: _date_of_birth(person),
    "age": _age,
    "home_country": lambda person, _: _country(person),
}


def _utc(moment: datetime.datetime) -> str:
    if moment.tzinfo is not None:
        moment = moment.astimezone(datetime.UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
