"""A small world for plans: two lists and their answers, kept as rows, read by the planner and by the checker."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from allforall.plan.answered import read_answers
from allforall.plan.checker.answers import answer_rows
from allforall.plan.checker.lists import wanted
from allforall.plan.checker.verdict import Side, Verdict, verify
from allforall.plan.listed import listed_row
from allforall.plan.paper import COLUMNS, plan_facts, plan_rows
from allforall.plan.papers import Papers
from allforall.plan.rules import Rules, terms_of

ON = date(2025, 5, 23)
LIST_COLUMNS = (
    "id", "surname", "birth_date", "sex", "rank", "unit", "service_number",
    "captured_on", "held_at", "health", "category", "notes",
)  # fmt: skip
ANSWER_COLUMNS = (
    "request_id", "rank", "register_id", "probability", "match_weight", "decision", "reasons", "judgement", "status",
)  # fmt: skip
Row = Mapping[str, str]


@dataclass(frozen=True)
class World:
    """Lists and answers of both sides as rows; every cell that is left out is empty."""

    lists: Mapping[str, Sequence[Row]]
    answers: Mapping[str, Sequence[Row]]
    folder: Path = field(compare=False, default=Path())

    def papers(self) -> Papers:
        """As the planner reads them."""
        people = {
            side: {each.request_id: each for each in map(_listed, rows)} for side, rows in self.lists.items()
        }
        return Papers(people, {side: read_answers(self._answers(side), people[side]) for side in self.lists})

    def sides(self) -> dict[str, Side]:
        """As the checker reads them."""
        return {
            f"to {side}": Side(dict(map(_wanted, rows)), answer_rows(self._answers(side), None))
            for side, rows in self.lists.items()
        }

    def terms(self, **rules: Any) -> Any:
        """The terms of these rules."""
        return terms_of(
            Rules(**{"on": ON, **rules}), {s: [r["id"] for r in rows] for s, rows in self.lists.items()}, ON
        )

    def _answers(self, side: str) -> Path:
        path = self.folder / f"answers_{side}.csv"
        write_csv(path, ANSWER_COLUMNS, self.answers[side])
        return path

    def save(self) -> list[str]:
        """The four papers as the command takes them."""
        names = []
        for side in "AB":
            write_csv(self.folder / f"wanted_{side}.csv", LIST_COLUMNS, self.lists[side])
            names += [str(self.folder / f"wanted_{side}.csv"), str(self._answers(side))]
        return names


def write_csv(path: Path, columns: Sequence[str], rows: Sequence[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, columns, restval="", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


def _listed(row: Row) -> Any:
    return listed_row({name: row.get(name, "") for name in LIST_COLUMNS})


def _wanted(row: Row) -> tuple[str, Any]:
    cells = (
        "category",
        "health",
        "sex",
        "birth_date",
        "captured_on",
        "held_at",
        "notes",
        "rank",
        "unit",
        "service_number",
    )
    return row["id"], wanted(*(row.get(name, "") for name in cells))


def person(name: str, **cells: str) -> Row:
    """One row of a list; a soldier unless the category says otherwise."""
    return {"id": name, "surname": f"Surname {name}", "category": "military", **cells}


def sure(request: str, register: str | None = None, **cells: str) -> Row:
    """The answer `sure` to a request."""
    return {
        "request_id": request, "rank": "1", "register_id": register or f"R-{request}", "probability": "0.99",
        "match_weight": "20", "decision": "sure", **cells,
    }  # fmt: skip


def none(request: str) -> Row:
    """The answer that nobody was found."""
    return {"request_id": request, "rank": "0", "register_id": "", "probability": "", "decision": "none"}


@dataclass(frozen=True)
class Planned:
    """A plan as its two files hold it, and the world it was made for."""

    rows: list[dict[str, str]]
    facts: dict[str, Any]
    world: World

    def verdict(self, before: Planned | None = None) -> Verdict:
        """What the checker says."""
        old = (before.rows, before.facts) if before is not None else None
        return verify(self.rows, json.loads(json.dumps(self.facts)), self.world.sides(), old)

    def changed(self, **changes: Any) -> Planned:
        return replace(self, **changes)


def planned(plan: Any, world: World) -> Planned:
    """The plan as written."""
    rows = plan_rows(plan)
    return Planned([dict(zip(COLUMNS, row, strict=True)) for row in rows], plan_facts(plan, rows), world)


@pytest.fixture
def small(tmp_path: Path) -> World:
    """Six soldiers and three civilians a side; one seriously wounded, one woman, one not found."""
    lists = {
        side: [
            *(person(f"{side}{n}", held_at=f"Site {n % 2}") for n in range(1, 7)),
            *(person(f"{side}{n}", category="civilian", held_at="Site 1") for n in range(7, 10)),
            person(f"{side}10", health="seriously wounded", held_at="Site 0"),
            person(f"{side}11", sex="female", held_at="Site 1"),
            person(f"{side}12"),
        ]
        for side in "AB"
    }
    answers = {
        side: [*(sure(row["id"]) for row in rows[:-1]), none(rows[-1]["id"])] for side, rows in lists.items()
    }
    return World(lists, answers, tmp_path)
