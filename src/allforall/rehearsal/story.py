"""A whole exchange as its three members put it on the record, from the first talks to the last bulletin.

The same wishes give the same bytes. What goes wrong, and how often, stands in `story_rates`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from allforall.exchange.things import Row
from allforall.rehearsal import story_opening, story_stage
from allforall.rehearsal.chance import Chance
from allforall.rehearsal.desk import PARTIES, Desk
from allforall.rehearsal.errors import RehearsalError
from allforall.rehearsal.story_rates import ANSWERED, WOUNDED, events, fates

BEGIN = "2026-05-16T09:00:00Z"
RESERVE = 0.07  # of those who may go


@dataclass(frozen=True)
class Wishes:
    """What to tell: `persons` is how many each side asks for, `stages` in how many stages they come home."""

    seed: int = 1
    persons: int = 100
    stages: int = 2

    def __post_init__(self) -> None:
        if not 1 <= self.stages <= 99:
            raise RehearsalError(f"{self.stages} stages (expected 1 to 99)")
        if not 10 * self.stages <= self.persons <= 100_000:
            raise RehearsalError(
                f"{self.persons} persons a side (expected at least 10 a stage, at most 100000)"
            )


@dataclass
class Story:
    """What the script knows of its people, and the desk at which it is told.

    `fate` has the persons for whom something goes another way; `seats` who goes in which stage, from 1.
    """

    wishes: Wishes
    desk: Desk
    lists: dict[str, str] = field(default_factory=dict)
    fate: dict[Row, str] = field(default_factory=dict)
    wounded: set[Row] = field(default_factory=set)
    seats: dict[int, list[Row]] = field(default_factory=dict)
    reserves: dict[str, list[Row]] = field(default_factory=dict)

    def people(self, party: str) -> list[Row]:
        """All persons of a party's list."""
        return [Row(self.lists[party], n) for n in range(self.wishes.persons)]

    def of_fate(self, fate: str, party: str) -> list[Row]:
        """The persons of a party who meet something."""
        return [row for row, each in self.fate.items() if each == fate and row.owner == party]

    def chance(self, *labels: object) -> Chance:
        """Chance of its own for a subject."""
        return Chance(self.wishes.seed, "story", *labels)

    def cast(self) -> None:
        """Draw what each person meets; of both sides equally many have a seat, the wounded first."""
        may_go = {party: self._draw(party) for party in PARTIES}
        count = min(map(len, may_go.values()))
        going = max(self.wishes.stages, count - int(count * RESERVE))
        for party, rows in may_go.items():
            self.reserves[party] = rows[going:]
            self.wounded -= set(rows[going:])
            cuts = [going * at // self.wishes.stages for at in range(self.wishes.stages + 1)]
            for stage in range(1, self.wishes.stages + 1):
                self.seats.setdefault(stage, []).extend(rows[cuts[stage - 1] : cuts[stage]])

    def _draw(self, party: str) -> list[Row]:
        """The persons of a party who may go, the wounded before the others."""
        people = self.people(party)
        for row, fate in zip(people, fates(self.chance("fates", party), len(people)), strict=True):
            if fate:
                self.fate[row] = fate
        barred = set(ANSWERED) - {"needs_data"}
        rows = [row for row in people if self.fate.get(row) not in barred]
        hurt = {rows[at] for at in self.chance("wounded", party).hits(WOUNDED, len(rows))}
        self.wounded |= hurt
        return sorted(rows, key=lambda row: (row not in hurt, row.n))


def tell(wishes: Wishes) -> Desk:
    """The whole story; every entry stands."""
    desk = Desk(
        wishes.seed, f"Rehearsal of seed {wishes.seed}", BEGIN, max(5, min(60, 60_000 // wishes.persons))
    )
    story = Story(wishes, desk)
    story_opening.talks(desk)
    story.lists = story_opening.lists(story)
    story.cast()
    story_opening.answers(story)
    story_opening.plan(story)
    for stage in story.seats:
        story_stage.run(story, stage, events(story.chance("stage", stage)))
    story_stage.close(story)
    return desk
