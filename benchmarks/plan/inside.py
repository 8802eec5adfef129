"""What the parts cost inside one process, without reading files: `inside.py FOLDER` prints JSON."""

from __future__ import annotations

import gc
import json
import random
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from allforall.plan.checker.answers import answer_rows
from allforall.plan.checker.lists import wanted_list
from allforall.plan.checker.verdict import Side, verify
from allforall.plan.choose import Effort
from allforall.plan.make import may_go, plan_units
from allforall.plan.paper import COLUMNS, plan_facts, plan_rows
from allforall.plan.papers import Files, read_papers
from allforall.plan.rules import read_rules, terms_of
from allforall.plan.swaps import swap_in

DROPPED = 200


def timed(times: dict[str, float], name: str, act: Callable[[], Any]) -> Any:
    started = time.perf_counter()
    result = act()
    times[name] = time.perf_counter() - started
    return result


def main(folder: Path) -> None:
    gc.disable()  # as the commands do
    times: dict[str, float] = {}
    files = {side: Files(folder / f"wanted_{side}.csv", folder / f"answers_{side}.csv") for side in "AB"}
    rules = read_rules(folder / "rules.toml")
    papers = timed(times, "read", lambda: read_papers(files, date(2025, 5, 23)))
    terms = terms_of(rules, papers.wanted, date(2025, 5, 23))
    people = timed(times, "who may go", lambda: may_go(papers, terms))
    units = [unit for side in "AB" for unit in people[side].units]
    timed(times, "who goes, and a first staging", lambda: plan_units(units, terms, "highs", Effort(more=0)))
    plan = timed(times, "all objectives", lambda: plan_units(units, terms, "highs", Effort(more=600)))
    lost = _drop_outs(plan)
    swapped = timed(times, f"mend {DROPPED} drop-outs", lambda: swap_in(plan.seating, lost, terms))
    rows = timed(times, "reasons", lambda: plan_rows(plan))
    table = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    sides = {
        f"to {side}": Side(wanted_list(each.wanted, {}, date(2025, 5, 23)), answer_rows(each.answers, None))
        for side, each in files.items()
    }
    facts = plan_facts(plan, rows)
    verdict = timed(times, "check", lambda: verify(table, facts, sides))
    proven = {goal.name: goal.proven for goal in plan.goals}
    print(json.dumps({
        "seconds": times, "valid": verdict.valid, "people": verdict.counts["going"],
        "unfilled": sum(sum(each.values()) for each in swapped.unfilled.values()), "proven": proven,
    }))  # fmt: skip


def _drop_outs(plan: Any) -> dict[str, set[str]]:
    """People who go, drawn by chance, with their companions."""
    going = [(side, unit) for (side, _), seated in plan.seating.going.items() for unit, _ in seated]
    drawn = random.Random(1).sample(going, min(DROPPED, len(going) // 20))
    lost: dict[str, set[str]] = {"A": set(), "B": set()}
    for side, unit in drawn:
        lost[side] |= set(unit.ids)
    return lost


if __name__ == "__main__":
    main(Path(sys.argv[1]))
