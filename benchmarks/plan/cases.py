"""Made-up exchanges of any size: lists, answers and rules, and the same as JSON for the peers."""

from __future__ import annotations

import csv
import json
import random
import re
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
WORK = HERE / "work"
SITES = ("Kursk", "Belgorod", "Mordovia", "Tula", "Rostov", "Perm")
CATEGORIES = {"military": 0.80, "civilian": 0.15, "medical": 0.05}
LIST_COLUMNS = (
    "id",
    "surname",
    "birth_date",
    "sex",
    "rank",
    "captured_on",
    "held_at",
    "health",
    "category",
    "notes",
)
ANSWER_COLUMNS = ("request_id", "rank", "register_id", "probability", "match_weight", "decision", "reasons")
ON = "2025-05-23"
# Condition -> level, as in the rules that are written; the peers get the levels themselves.
PRIORITY = {
    "seriously wounded": 5,
    "woman": 4,
    "wounded or sick": 3,
    "under 25": 3,
    "held 2 years": 2,
    "civilian": 2,
}


@dataclass(frozen=True)
class Case:
    """`held` people a side of whom `go` go; a place of detention fills its share and 30 % more at most.

    `together` is the share of people who travel in groups; `stretchers` the share of a stage that may lie.
    """

    name: str
    held: int
    go: int
    stages: int
    together: float = 0.10
    stretchers: float = 1.0
    seed: int = 1

    @property
    def folder(self) -> Path:
        return WORK / re.sub(r"\W+", "-", self.name)

    @property
    def papers(self) -> list[str]:
        return [str(self.folder / f"{what}_{side}.csv") for side in "AB" for what in ("wanted", "answers")]

    def make(self) -> None:
        """Write everything, unless it is there."""
        if (self.folder / "people.json").exists():
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        people = {side: self._people(side) for side in "AB"}
        for side, rows in people.items():
            self._write(side, rows)
        (self.folder / "rules.toml").write_text(self._rules(), encoding="utf-8")
        facts = {"stages": self.places(), "site": self.site_seats, "stretchers": self.lying, "people": people}
        (self.folder / "people.json").write_text(json.dumps(facts), encoding="utf-8")

    @property
    def site_seats(self) -> int:
        return int(1.3 * self.go / self.stages / len(SITES))

    @property
    def lying(self) -> int:
        return int(self.stretchers * self.go / self.stages)

    def places(self) -> list[dict[str, int]]:
        """Per stage how many of each category go each way."""
        found = []
        for number in range(self.stages):
            size = self.go * (number + 1) // self.stages - self.go * number // self.stages
            civilian, medical = int(0.15 * size), int(0.05 * size)
            found.append({"military": size - civilian - medical, "civilian": civilian, "medical": medical})
        return found

    def _people(self, side: str) -> list[dict[str, object]]:
        chance = random.Random(f"{self.seed}{side}")
        rows: list[dict[str, object]] = []
        while len(rows) < self.held:
            site = chance.choice(SITES)
            size = chance.choice((2, 2, 2, 3, 3, 4, 5)) if chance.random() < self.together / 2.5 else 1
            first = f"{side}{len(rows)}"
            for _ in range(min(size, self.held - len(rows))):
                rows.append(self._person(chance, f"{side}{len(rows)}", site, first))
        return rows

    def _person(self, chance: random.Random, name: str, site: str, group: str) -> dict[str, object]:
        health = chance.choices(("seriously wounded", "wounded", "not wounded"), (3, 8, 89))[0]
        category = chance.choices(list(CATEGORIES), list(CATEGORIES.values()))[0]
        woman, young, long = (chance.random() < share for share in (0.04, 0.15, 0.35))
        holds = {
            "seriously wounded": health == "seriously wounded", "woman": woman, "under 25": young,
            "wounded or sick": health == "wounded", "held 2 years": long, "civilian": category == "civilian",
        }  # fmt: skip
        level = max((PRIORITY[each] for each in PRIORITY if holds[each]), default=0)
        return {
            "id": name, "site": site, "group": group, "health": health, "category": category, "woman": woman,
            "young": young, "long": long, "level": level,
        }  # fmt: skip

    def _write(self, side: str, rows: list[dict[str, object]]) -> None:
        with (self.folder / f"wanted_{side}.csv").open("w", encoding="utf-8", newline="") as handle:
            writer = csv.writer(handle)
            writer.writerow(LIST_COLUMNS)
            writer.writerows(self._listed(row) for row in rows)
        with (self.folder / f"answers_{side}.csv").open("w", encoding="utf-8", newline="") as handle:
            writer = csv.writer(handle)
            writer.writerow(ANSWER_COLUMNS)
            writer.writerows((row["id"], 1, f"R-{row['id']}", "0.9990", "31.2", "sure", "") for row in rows)

    def _listed(self, row: dict[str, object]) -> tuple[object, ...]:
        notes = f"with: {row['group']}" if row["group"] != row["id"] else ""
        born, captured = (
            ("2003-02-01" if row["young"] else "1985-02-01"),
            ("2022-04" if row["long"] else "2024-09"),
        )
        sex = "female" if row["woman"] else "male"
        name = f"Surname{row['id']}"
        return (
            row["id"],
            name,
            born,
            sex,
            "soldier",
            captured,
            row["site"],
            row["health"],
            row["category"],
            notes,
        )

    def _rules(self) -> str:
        stages = ",".join(
            f"{sum(each.values())}=" + "+".join(f"{n} {name}" for name, n in each.items())
            for each in self.places()
        )
        priority = "\n".join(f'"{words}" = {level}' for words, level in PRIORITY.items())
        return (
            f'formula = "{self.go}:{self.go}"\nstages = "{stages}"\nseed = "benchmark"\non = {ON}\n\n'
            f"[transport]\nseats_per_vehicle = {self.site_seats}\nvehicles_per_site = 1\n"
            f"stretchers_per_stage = {self.lying}\n\n[priority]\n{priority}\n"
        )
