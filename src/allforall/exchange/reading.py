"""A plan's body read once: who goes in which stage, of which category, who stands in reserve."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from allforall.exchange.things import Row, rows_of
from allforall.record.canonical import Value
from allforall.record.entry import Entry


@dataclass(frozen=True)
class Plan:
    """What a proposal of a plan says; `seats` are the stages by number, each with its persons in order."""

    seats: Mapping[int, tuple[Row, ...]]
    stage_of: Mapping[Row, int]
    category_of: Mapping[Row, str]
    wounded: frozenset[Row]
    reserves: Mapping[str, tuple[Row, ...]]

    def people(self) -> Iterator[Row]:
        """Everybody who goes, stage by stage."""
        for rows in self.seats.values():
            yield from rows

    def counts(self, stage: int) -> dict[str, int]:
        """How many of each party go in a stage."""
        found: dict[str, int] = {}
        for row in self.seats[stage]:
            found[row.owner] = found.get(row.owner, 0) + 1
        return found


@dataclass(frozen=True, slots=True)
class _Body:
    """A body by its entry's id, which is a hash of it."""

    id: str
    body: Value = field(compare=False)


def plan_of(proposal: Entry) -> Plan:
    """What a `plan.propose` says."""
    return _read(_Body(proposal.id, proposal.body))


@lru_cache(maxsize=64)
def _read(of: _Body) -> Plan:
    body, first = of.body, of.body.get("first_stage", 1)
    seats = {
        number: tuple(row for rows in by_party.values() for row in rows_of(rows))
        for number, by_party in enumerate(body["stages"], first)
    }
    return Plan(
        seats,
        {row: number for number, rows in seats.items() for row in rows},
        {row: name for name, rows in body.get("categories", {}).items() for row in rows_of(rows)},
        frozenset(rows_of(body.get("wounded", {}))),
        {party: tuple(rows_of(rows)) for party, rows in body.get("reserves", {}).items()},
    )
