"""OR-Tools CP-SAT with a variable per group of companions and stage: the plain way to write the plan down."""

from __future__ import annotations

import csv
import json
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from ortools.sat.python import cp_model

SECONDS = 30.0  # for each objective and direction


def main(folder: Path, out: Path) -> None:
    facts = json.loads((folder / "people.json").read_text(encoding="utf-8"))
    proven, chosen = True, []
    for side, people in facts["people"].items():
        groups: dict[str, list[dict]] = defaultdict(list)
        for person in people:
            groups[person["group"]].append(person)
        stages, optimal = plan(list(groups.values()), facts)
        proven = proven and optimal
        chosen += [
            (side, person["id"], stages[at])
            for at, members in enumerate(groups.values())
            for person in members
        ]
    with out.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows(row for row in chosen if row[2])
    out.with_suffix(".proof").write_text("solver" if proven else "no", encoding="utf-8")


def plan(groups: list[list[dict]], facts: dict) -> tuple[list[int], bool]:
    """The stage of each group (0 for none) and whether every objective was proven."""
    model = cp_model.CpModel()
    days = range(len(facts["stages"]))
    goes = [[model.new_bool_var("") for _ in days] for _ in groups]
    for row in goes:
        model.add_at_most_one(row)
    sites = sorted({person["site"] for members in groups for person in members})
    for day, places in enumerate(facts["stages"]):
        for category, number in places.items():
            model.add(total(goes, groups, day, lambda p, c=category: p["category"] == c) == number)
        for site in sites:
            sits = total(goes, groups, day, lambda p, s=site: p["site"] == s and not lies(p))
            model.add(sits <= facts["site"])
        model.add(total(goes, groups, day, lies) <= facts["stretchers"])
    last = len(facts["stages"])
    aims: list[Callable[[dict, int], int]] = [
        lambda p, _: int(lies(p)),
        lambda p, _: p["level"],
        lambda p, day: (last - day) * (3 if lies(p) else p["health"] == "wounded"),
        lambda p, day: (last - day) * p["level"],
    ]
    proven, stages = True, [0] * len(groups)
    for aim in aims:
        weights = [[sum(aim(person, day) for person in members) for day in days] for members in groups]
        worth = sum(
            w * x for ws, xs in zip(weights, goes, strict=True) for w, x in zip(ws, xs, strict=True) if w
        )
        model.maximize(worth)
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = SECONDS
        solver.parameters.num_workers = 2
        status = solver.solve(model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return stages, False
        proven = proven and status == cp_model.OPTIMAL
        stages = [next((day + 1 for day in days if solver.value(row[day])), 0) for row in goes]
        model.add(worth >= int(solver.objective_value))
        model.clear_hints()
        for row in goes:
            for each in row:
                model.add_hint(each, solver.value(each))
    return stages, proven


def total(goes: list, groups: list[list[dict]], day: int, counts: Callable[[dict], bool]) -> object:
    return sum(n * goes[at][day] for at, members in enumerate(groups) if (n := sum(map(counts, members))))


def lies(person: dict) -> bool:
    return person["health"] == "seriously wounded"


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
