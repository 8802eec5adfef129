"""The things that entries are about, and how a body names them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from allforall.record.entry import Entry
from allforall.record.kinds import integer, list_of, matching, object_of
from allforall.record.ledger import Of as Of

LIST = matching(r"[A-Z][A-Z0-9]{0,15}(/[0-9]{1,2})?:(0|[1-9][0-9]{0,8})", "a list such as A:2")
ROWS = object_of(LIST, list_of(integer(0, 9_999_999)))
ROW = matching(
    r"[A-Z][A-Z0-9]{0,15}(/[0-9]{1,2})?:(0|[1-9][0-9]{0,8})/(0|[1-9][0-9]{0,6})", "a row such as A:2/17"
)
STAGE = integer(1, 999)


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """A row of a list: its list is named by the place of the first version's `list.commit`, such as `A:2`."""

    list: str
    n: int

    def __str__(self) -> str:
        return f"{self.list}/{self.n}"

    @property
    def owner(self) -> str:
        """The party that wants the person home."""
        return self.list.partition(":")[0].partition("/")[0]


@dataclass(frozen=True, slots=True, order=True)
class Stage:
    """A stage of the exchange, by number."""

    number: int


@dataclass(frozen=True, slots=True)
class Topic:
    """Something there is one of in a case: `terms`, `plan`, `bulletin`, ..."""

    name: str


def rows_of(rows: Mapping[str, list[int]]) -> Iterator[Row]:
    """The rows that a body names, `{"A:2":[0,1,5]}`."""
    for name, numbers in rows.items():
        for n in numbers:
            yield Row(name, n)


def row_of(text: str) -> Row:
    """A row from its id."""
    name, _, n = text.rpartition("/")
    return Row(name, int(n))


def written(rows: Iterator[Row] | list[Row]) -> dict[str, list[int]]:
    """Rows as a body names them, in order."""
    named: dict[str, list[int]] = {}
    for row in sorted(rows):
        named.setdefault(row.list, []).append(row.n)
    return named


def list_name(entry: Entry) -> str:
    """How rows name the list that an entry commits to."""
    return f"{entry.feed}:{entry.n}"
