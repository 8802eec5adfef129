"""One scorer for every program: who went in which stage, was it allowed, and what is it worth."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

AIMS = ("people", "gravely wounded", "priority", "wounded early", "priority early")


@dataclass(frozen=True)
class Score:
    """What a plan is worth, and the first rule it breaks ("" for none)."""

    values: dict[str, int]
    broken: str


def score(folder: Path, stages: dict[str, int]) -> Score:
    """`stages` gives each person's stage by id; who is missing does not go."""
    facts = json.loads((folder / "people.json").read_text(encoding="utf-8"))
    last = len(facts["stages"]) + 1
    values: Counter[str] = Counter()
    for people in facts["people"].values():
        for person in people:
            stage = stages.get(person["id"], 0)
            if stage:
                early, level, lies = last - stage, person["level"], _lies(person)
                values.update({
                    "people": 1, "gravely wounded": lies, "priority": level,
                    "wounded early": early * (3 * lies + (person["health"] == "wounded")),
                    "priority early": early * level,
                })  # fmt: skip
    return Score({aim: values[aim] for aim in AIMS}, _broken(facts, stages))


def _broken(facts: dict, stages: dict[str, int]) -> str:
    for side, people in facts["people"].items():
        groups: dict[str, set[int]] = defaultdict(set)
        numbers: Counter[tuple[int, str]] = Counter()
        sites: Counter[tuple[int, str]] = Counter()
        lying: Counter[int] = Counter()
        for person in people:
            stage = stages.get(person["id"], 0)
            groups[person["group"]].add(stage)
            numbers[stage, person["category"]] += 1
            sites[stage, person["site"]] += not _lies(person)
            lying[stage] += _lies(person)
        if any(len(found) > 1 for found in groups.values()):
            return f"companions to {side} are parted"
        for stage, places in enumerate(facts["stages"], 1):
            if any(numbers[stage, category] != n for category, n in places.items()):
                return f"stage {stage} to {side} has other numbers than agreed"
            if lying[stage] > facts["stretchers"]:
                return f"stage {stage} to {side} has too few stretchers"
        if any(n > facts["site"] for (stage, _), n in sites.items() if stage):
            return f"too many from one place to {side}"
    return ""


def _lies(person: dict) -> bool:
    return person["health"] == "seriously wounded"
