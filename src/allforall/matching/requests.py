"""The rows of a list as requests: each name read as a whole, each key worked out once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from allforall.matching.namevalues import Values, father_value, given_value, surname_value
from allforall.matching.numbers import TaxNumber, read_number
from allforall.names.parts import Name, read_name
from allforall.names.token import Token, analyse
from allforall.people.reading import Batch

Tokens = Sequence[Token]
_NAME_COLUMNS = ("surname", "given_name", "patronymic", "full_name")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a name: its values, and the words each part was read from, as written."""

    values: Values
    surname: str
    given_name: str
    father: str

    @classmethod
    def of(cls, surname: Tokens, given: Tokens, father: Tokens) -> Reading:
        """The reading that takes these words for these parts."""
        values = surname_value(surname), given_value(given), father_value(father)
        return cls(values, *(" ".join(token.written for token in part) for part in (surname, given, father)))


@dataclass(frozen=True, slots=True)
class Request:
    """One person asked for: the card as written, the name's readings (likeliest first), the strong keys."""

    id: str
    row: int
    card: dict[str, str]
    readings: tuple[Reading, ...]
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


def _customary(whole: str) -> list[Reading]:
    """A whole name of three words by their places alone: surname first, and surname last."""
    words = [analyse(word) for word in whole.replace(",", " ").split()]
    if len(words) != 3:
        return []
    return [Reading.of([words[a]], [words[b]], [words[c]]) for a, b, c in ((0, 1, 2), (2, 0, 1))]


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


def _readings(name: Name, card: dict[str, str]) -> tuple[Reading, ...]:
    """As read; then with surname and given name exchanged; then in every other way the card allows."""
    readings = [
        Reading.of(name.surname, name.given, name.father),
        Reading.of(name.given, name.surname, name.father),
    ]
    if former := card.get("former_surname"):
        readings.append(Reading.of(read_name(surname=former).surname, name.given, name.father))
    if other := card.get("other_name"):
        second = read_name(other)
        readings.append(Reading.of(second.surname, second.given, second.father))
    if not name.father and len(name.given) > 1:
        readings.append(Reading.of(name.surname, name.given[:1], name.given[1:]))
    if card.get("full_name") or not card.get("given_name"):
        readings.extend(_customary(card.get("full_name") or card.get("surname", "")))
    by_values: dict[Values, Reading] = {}
    for reading in readings:
        if any(reading.values):
            by_values.setdefault(reading.values, reading)
    return tuple(by_values.values()) or (readings[0],)
