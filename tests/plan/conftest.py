"""A small world for plans: two lists and their answers as rows, read by the planner and by the checker."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import strategies as st

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
    "request_id", "rank", "register_id", "probability", "match_weight", "decision", "reasons",
    "judgement", "status",
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


def small_world(folder: Path) -> World:
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
    return World(lists, answers, folder)


NOTES = ("", "", "", "", "", "asthma", "has died", "returned on 3 May", "declined to return", "brother died")
HEALTH = ("", "", "", "seriously wounded", "wounded", "not wounded", "sick")
CATEGORIES = ("military", "military", "military", "civilian", "conscript", "")


@st.composite
def worlds(draw: Any, folder: Path, least: int = 3, most: int = 9) -> World:
    """Lists of a few people a side, some not held, barred, twice on the list, or with companions."""
    lists, answers = {}, {}
    for side in "AB":
        names = [f"{side}{n}" for n in range(draw(st.integers(least, most)))]
        lists[side] = [draw(_persons(name, names)) for name in names]
        answers[side] = [draw(_answers(name, names)) for name in names]
    return World(lists, answers, folder)


@st.composite
def _persons(draw: Any, name: str, names: list[str]) -> Row:
    notes = draw(st.sampled_from(NOTES))
    if draw(st.integers(0, 5)) == 0:
        notes = f"with: {draw(st.sampled_from(names))}"
    return person(
        name,
        notes=notes,
        health=draw(st.sampled_from(HEALTH)),
        category=draw(st.sampled_from(CATEGORIES)),
        rank=draw(st.sampled_from(("", "sergeant"))),
        sex=draw(st.sampled_from(("", "male", "female"))),
        held_at=draw(st.sampled_from(("Kursk", "Tula"))),
        birth_date=draw(st.sampled_from(("", "1990", "2003-05-17", "1960-01"))),
        captured_on=draw(st.sampled_from(("", "2022-05", "2024-11-02"))),
    )


@st.composite
def _answers(draw: Any, name: str, names: list[str]) -> Row:
    kind = draw(st.integers(0, 9))
    if kind == 0:
        return none(name)
    register = f"R-{draw(st.sampled_from(names)) if kind == 1 else name}"
    if kind == 2:
        return sure(
            name,
            register,
            decision="ask",
            judgement=draw(st.sampled_from(("same", "not same", "unsure", ""))),
        )
    if kind == 3:
        return sure(name, register, judgement=draw(st.sampled_from(("same", "not same", "unsure", ""))))
    return sure(name, register, probability=draw(st.sampled_from(("0.99", "0.97"))))


@st.composite
def rules(draw: Any, most: int = 6) -> dict[str, Any]:
    """What parties may agree on so few people: equal or not, with categories, limits, numbers left open."""
    stages = draw(st.lists(st.integers(1, 3), min_size=1, max_size=3))
    a = sum(stages)
    found: dict[str, Any] = {"formula": f"{a}:{draw(st.one_of(st.just(a), st.integers(1, most)))}"}
    rest = draw(st.sampled_from(("m", "m", " conscript", " military/conscript")))
    written = [f"{n}=1c+{n - 1}{rest}" if n > 1 and draw(st.integers(0, 3)) == 0 else str(n) for n in stages]
    found["stages"] = ",".join(written)
    found["seed"] = draw(st.sampled_from(("", "s", "another")))
    if draw(st.integers(0, 2)) == 0:
        found["transport"] = draw(_transport())
    found["as_many_as_possible"] = draw(st.booleans())
    if draw(st.integers(0, 4)) == 0:
        found["max_difference"] = 1
    if draw(st.integers(0, 4)) == 0 and "c" not in found["stages"]:
        found["equal_categories"] = ["civilian"]
    return found


@st.composite
def _transport(draw: Any) -> dict[str, Any]:
    limits: dict[str, Any] = {"seats_per_vehicle": draw(st.integers(1, 2))}
    for name in ("vehicles_per_stage", "vehicles_per_site", "stretchers_per_stage"):
        if draw(st.booleans()):
            limits[name] = draw(st.integers(0, 3))
    return limits


@pytest.fixture
def small(tmp_path: Path) -> World:
    """The small world in a folder of its own."""
    return small_world(tmp_path)


@pytest.fixture(scope="session")
def kit(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """Everything above, for tests that make worlds of their own; its folder is written over and over."""
    folder = tmp_path_factory.mktemp("worlds")
    return SimpleNamespace(
        folder=folder,
        World=World,
        person=person,
        sure=sure,
        none=none,
        planned=planned,
        write_csv=write_csv,
        small=lambda: small_world(folder),
        worlds=lambda **sizes: worlds(folder, **sizes),
        rules=rules,
        on=ON,
    )
