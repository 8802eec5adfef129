"""The plan on paper: `PLAN.csv` with a row per person, `PLAN.json` with the terms and the certificate."""

from __future__ import annotations

import csv
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from allforall.people.files import writing
from allforall.plan.lexicographic import Goal
from allforall.plan.make import Plan
from allforall.plan.reasons import Reasons
from allforall.plan.seating import Seated, seated
from allforall.plan.terms import SIDES, Stage, direction
from allforall.plan.terms_paper import terms_facts
from allforall.plan.unit import Unit
from allforall.plan.words_of_goals import gap_in_words, headline

FORMAT = "allforall plan 1"
COLUMNS = ("stage", "direction", "request_id", "register_id", "place", "reserve", "reason")
WHY_NOT_COLUMNS = ("direction", "request_id", "register_id", "kind", "reason")
Row = tuple[str, ...]


def plan_rows(plan: Plan) -> list[Row]:
    """The rows of `PLAN.csv`: by direction those who go by stage and place, then the reserves in order."""
    newcomers = {(each["direction"], each["request_id"]) for each in plan.changes.get("added", ())}
    reasons = Reasons(plan.terms, plan.seating, plan.goals, newcomers)
    rows: list[Row] = []
    for side in SIDES:
        for stage in plan.terms.stages:
            rows += _going(plan.seating.going.get((side, stage.number), ()), stage.number, reasons)
        rows += _reserves(plan.seating.reserves.get(side, ()), reasons)
    return rows


def _going(people: Sequence[Seated], stage: int, reasons: Reasons) -> Iterable[Row]:
    for place, (unit, each) in enumerate(people, 1):
        why = reasons.going(unit, each, stage)
        yield str(stage), direction(each.side), each.request_id, each.register_id, str(place), "", why


def _reserves(units: Sequence[Unit], reasons: Reasons) -> Iterable[Row]:
    alike: Counter[str] = Counter()
    for number, (unit, each) in enumerate(seated(units), 1):
        alike[each.category] += 1
        why = reasons.reserve(unit, each, number, alike[each.category])
        yield "", direction(each.side), each.request_id, each.register_id, "", str(number), why


def plan_facts(plan: Plan, rows: Sequence[Row]) -> dict[str, Any]:
    """What `PLAN.json` says; its last key `seal` is the SHA-256 of all the rest, in canonical form."""
    main = headline(plan.goals)
    facts: dict[str, Any] = {
        "format": FORMAT,
        "formula": f"{plan.terms.formula[0]}:{plan.terms.formula[1]}",
        "stages": [_stage_facts(plan, stage) for stage in plan.terms.stages],
        "people": {direction(side): plan.seating.people(side) for side in SIDES},
        "reserves": {direction(side): plan.seating.waiting(side) for side in SIDES},
        "objective": sum(goal.value for goal in main),
        "bound": sum(goal.bound for goal in main),
        "gap": sum(goal.bound - goal.value for goal in main),
        "objective_name": main[0].name,
        "in_words": gap_in_words(plan.goals),
        "objectives": [_goal_facts(goal) for goal in plan.goals],
        "prices": [fact for goal in plan.goals for fact in _price_facts(goal)],
        "seed": plan.terms.seed,
        "solver": plan.solver,
        "rules": terms_facts(plan.terms),
        "inputs": [{"what": what, "file": file, "sha256": digest} for what, file, digest in plan.sources],
        "rows_sha256": rows_digest(rows),
    }
    facts |= {"replanned": dict(plan.changes)} if plan.changes else {}
    return {**facts, "seal": seal(facts)}


def rows_digest(rows: Iterable[Sequence[str]]) -> str:
    """SHA-256 over the cells of all rows: cells end with U+001F, rows with U+001E."""
    text = "".join("".join(f"{cell}\x1f" for cell in row) + "\x1e" for row in rows)
    return hashlib.sha256(text.encode()).hexdigest()


def seal(facts: Mapping[str, Any]) -> str:
    """SHA-256 of the facts without `seal`, as JSON with sorted keys and no spaces."""
    bare = {key: value for key, value in facts.items() if key != "seal"}
    text = json.dumps(bare, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def write_plan(plan: Plan, path: Path) -> dict[str, Any]:
    """Write `PLAN.csv`, `PLAN.json` and `PLAN.why-not.csv`, all or none; gives what the JSON says."""
    table, facts_path, why_not = plan_paths(path)
    rows = plan_rows(plan)
    facts = plan_facts(plan, rows)
    with writing(table) as first, writing(facts_path) as second, writing(why_not) as third:
        _write_csv(first, COLUMNS, rows)
        second.write_text(json.dumps(facts, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        _write_csv(
            third,
            WHY_NOT_COLUMNS,
            [(direction(e.side), e.request_id, e.register_id, e.kind, e.reason) for e in plan.why_not],
        )
    return facts


def plan_paths(path: Path) -> tuple[Path, Path, Path]:
    """`PLAN.csv`, `PLAN.json` and `PLAN.why-not.csv` from any of the first two or their common stem."""
    stem = path.with_suffix("") if path.suffix.lower() in (".csv", ".json") else path
    return tuple(stem.with_name(stem.name + end) for end in (".csv", ".json", ".why-not.csv"))  # type: ignore[return-value]


def _stage_facts(plan: Plan, stage: Stage) -> dict[str, Any]:
    facts: dict[str, Any] = {"stage": stage.number}
    for side in SIDES:
        people = [member for _, member in plan.seating.going.get((side, stage.number), ())]
        facts[direction(side)] = {
            "people": len(people),
            "places": {each.group: each.to[side] for each in stage.places},
            "categories": dict(sorted(Counter(m.category for m in people).items())),
            "lying": sum(m.grave for m in people),
            "wounded_or_sick": sum(m.ailing for m in people),
        }
    return facts


def _ways(goal: Goal) -> str:
    return direction(goal.sides[0]) if len(goal.sides) == 1 else "both"


def _goal_facts(goal: Goal) -> dict[str, Any]:
    return {
        "name": goal.name,
        "direction": _ways(goal),
        "value": goal.value,
        "bound": goal.bound,
        "gap": goal.bound - goal.value,
        "proven": goal.proven,
    }


def _price_facts(goal: Goal) -> Iterable[dict[str, Any]]:
    for each in goal.prices:
        yield {
            "objective": goal.name,
            "of": _ways(goal),
            "row": each.row.kind,
            "direction": each.row.direction,
            "stages": list(each.row.stages),
            "name": each.row.name,
            "price": _fraction(each.price),
        }


def _fraction(price: Fraction) -> str:
    return str(price)


def _write_csv(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
