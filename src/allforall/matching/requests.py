"""The rows of a list as requests: each name read as a whole, each key worked out once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from allforall.matching.namevalues import Values, father_value, given_value, surname_value, values_of
from allforall.matching.numbers import TaxNumber, read_number
from allforall.names.parts import Name, read_name
from allforall.names.token import analyse
from allforall.people.reading import Batch

_NAME_COLUMNS = ("surname", "given_name", "patronymic", "full_name")


@dataclass(frozen=True, slots=True)
class Request:
    """One person asked for: the card as written, the readings of the name (likeliest first), and the strong keys."""

    id: str
    row: int
    card: dict[str, str]
    readings: tuple[Values, ...]
    birth: str
    number: str | None
    tax: TaxNumber | None
    name: Name


def requests_of(batches: Iterable[Batch]) -> list[Request]:
    """All requests of a list, in its order."""
    return [request_of(card, row) for batch in batches for card, row in _cards(batch)]


def request_of(card: dict[str, str], row: int = 0) -> Request:
    """One request from the columns of one card (canonical names, cleaned values)."""
    name = name_of(card)
    number = read_number(card.get("service_number", ""))
    tax = TaxNumber.read(card.get("tax_number", "")) or TaxNumber.read(card.get("service_number", ""))
    birth = card.get("birth_date", "") or (tax.born.isoformat() if tax else "")
    return Request(card["id"], row, card, _readings(name, card), birth, number, tax, name)


def _customary(whole: str) -> list[Values]:
    """A whole name of three words by their places alone: surname first, and surname last."""
    words = [analyse(word) for word in whole.replace(",", " ").split()]
    if len(words) != 3:
        return []
    orders = ((0, 1, 2), (2, 0, 1))
    return [
        (surname_value([words[a]]), given_value([words[b]]), father_value([words[c]])) for a, b, c in orders
    ]


def _cards(batch: Batch) -> Iterable[tuple[dict[str, str], int]]:
    columns = {
        name: [column.values[code] for code in column.codes.tolist()]
        for name, column in batch.columns.items()
    }
    for at, row in enumerate(batch.rows.tolist()):
        yield (
            {name: values[at] for name, values in columns.items() if values[at]} | {"id": columns["id"][at]},
            row,
        )


def name_of(card: dict[str, str]) -> Name:
    """The name on a card, read as a whole from whichever columns hold it."""
    surname, given, patronymic, full = (card.get(column, "") for column in _NAME_COLUMNS)
    patronymic = patronymic or card.get("fathers_name", "")
    whole = "" if surname else full
    return read_name(whole, surname=surname, given_name=given, patronymic=patronymic)


def _readings(name: Name, card: dict[str, str]) -> tuple[Values, ...]:
    """As read; then with surname and given name exchanged; then in every other way the card allows."""
    first = values_of(name)
    readings = [first, (surname_value(name.given), given_value(name.surname), first[2])]
    if former := card.get("former_surname"):
        readings.append((values_of(read_name(surname=former))[0], *first[1:]))
    if other := card.get("other_name"):
        readings.append(values_of(read_name(other)))
    if not first[2] and len(name.given) > 1:
        readings.append((first[0], given_value(name.given[:1]), father_value(name.given[1:])))
    if card.get("full_name") or not card.get("given_name"):
        readings.extend(_customary(card.get("full_name") or card.get("surname", "")))
    return tuple(reading for reading in dict.fromkeys(readings) if any(reading))
