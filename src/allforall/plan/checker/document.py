"""A plan as it lies on the table: rows read as numbers, and who stands in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from allforall.plan.checker.kinds import Kind
from allforall.plan.checker.people import Group, Traveller
from allforall.plan.checker.terms import WAYS, Agreed


class Violation(NamedTuple):
    """A rule that the plan breaks, in words; `rows` are requests it shows in, at most a few."""

    rule: str
    text: str
    rows: tuple[str, ...] = ()


class Line(NamedTuple):
    """A row of `PLAN.csv`; `stage` and `place` are 0 for a reserve, `reserve` is 0 for who goes."""

    number: int
    way: str
    request_id: str
    register_id: str
    stage: int
    place: int
    reserve: int

    @property
    def name(self) -> str:
        """The request with its side."""
        return f"{self.way[-1]}:{self.request_id}"


@dataclass(frozen=True)
class Document:
    """Everything a rule may look at. `may_go` has the groups by direction, `who` the people by way and id.

    `kinds` are those of the groups of `may_go`, in their order.
    """

    facts: Mapping[str, Any]
    agreed: Agreed
    rows: Sequence[Mapping[str, str]]
    lines: Sequence[Line]
    may_go: Mapping[str, Sequence[Group]]
    barred: Mapping[str, Mapping[str, str]]
    who: Mapping[tuple[str, str], Traveller]
    kinds: Mapping[str, Sequence[Kind]]

    @cached_property
    def going(self) -> list[Line]:
        """The rows of those who go."""
        return [line for line in self.lines if line.stage]

    @cached_property
    def people(self) -> dict[tuple[str, int], list[Traveller]]:
        """Those who go and may, by direction and stage."""
        found: dict[tuple[str, int], list[Traveller]] = defaultdict(list)
        for line in self.going:
            person = self.who.get((line.way, line.request_id))
            if person is not None:
                found[line.way, line.stage].append(person)
        return found

    @cached_property
    def by_stage(self) -> dict[tuple[str, int], list[Line]]:
        """Those who go by direction and stage."""
        found: dict[tuple[str, int], list[Line]] = defaultdict(list)
        for line in self.going:
            found[line.way, line.stage].append(line)
        return found

    @cached_property
    def stage_of(self) -> dict[tuple[str, str], int]:
        """The stage of everyone who goes, by direction and request."""
        return {(line.way, line.request_id): line.stage for line in self.going}


def read_lines(rows: Sequence[Mapping[str, str]], stages: int) -> tuple[list[Line], list[Violation]]:
    """The rows as numbers, and what is wrong with the others."""
    lines, wrong = [], []
    for number, row in enumerate(rows, 2):
        stage, place, reserve = _number(row["stage"]), _number(row["place"]), _number(row["reserve"])
        goes = stage is not None and place is not None and row["reserve"] == ""
        waits = reserve is not None and row["stage"] == "" and row["place"] == ""
        if row["direction"] not in WAYS or not (goes or waits) or (goes and not 1 <= (stage or 0) <= stages):
            text = (
                f"row {number}: expected a direction, and a stage and place or a place in the reserve order"
            )
            wrong.append(Violation("rows", text, (row["request_id"],)))
            continue
        lines.append(
            Line(
                number,
                row["direction"],
                row["request_id"],
                row["register_id"],
                stage or 0,
                place or 0,
                reserve or 0,
            )
        )
    return lines, wrong


@lru_cache(1 << 17)
def _number(text: str) -> int | None:
    """A number from 1, written plainly."""
    if not text:
        return None
    plain = text.isascii() and text.isdigit() and text[0] != "0" and len(text) < 10
    return int(text) if plain else None
