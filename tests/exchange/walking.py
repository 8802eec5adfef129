"""A small exchange walked step by step: six people of two sides, one neutral, one stage of two for two.

`upto("manifest")` takes every step through that one. Each step is what the page of the stage machine says.
"""

from __future__ import annotations

from typing import Any

from allforall.exchange.counts import OUTCOMES
from allforall.exchange.things import Row, Stage
from allforall.record.entry import Entry
from tests.exchange.telling import HASH, Telling

RULES = {
    "clearing": {
        "A": {"overseer": "Minister", "bodies": ["MOD", "SBU"]},
        "B": {"overseer": "Council", "bodies": ["MOD"]},
    },
    "neutral": "M",
}
OVERSEER = {"A": "Minister", "B": "Council"}
DATE = "2026-05-23"
ONE = Stage(1)
STEPS = (
    "lists", "terms", "plan", "clear", "oversee", "wishes", "date", "window", "manifest", "go", "moving",
    "arrived", "identified", "batch", "crossed", "received", "count", "sign", "families", "bureau",
)  # fmt: skip


class Walk(Telling):
    """An exchange that goes well, as far as it is asked to."""

    def __init__(self, rules: dict[str, Any] | None = None) -> None:
        super().__init__(RULES if rules is None else rules)
        self.names: dict[str, str] = {}
        self.done = 0

    def upto(self, last: str) -> Walk:
        """Take every step through one that has not been taken."""
        for step in STEPS[self.done : STEPS.index(last) + 1]:
            self.step(step)
        return self

    def step(self, name: str) -> None:
        """Take one step; all hear of it."""
        getattr(self, f"_{name}")()
        self.done = STEPS.index(name) + 1
        self.hear()

    # --- who ---

    def of(self, party: str, *numbers: int) -> dict[str, list[int]]:
        """Rows of a party's own list."""
        return {self.names[party]: list(numbers)}

    def held_by(self, party: str, *numbers: int) -> dict[str, list[int]]:
        return self.of("B" if party == "A" else "A", *numbers)

    def row(self, party: str, n: int) -> Row:
        return Row(self.names[party], n)

    @property
    def going(self) -> dict[str, list[int]]:
        """Who goes in stage 1: rows 0 and 1 of each side; row 2 is in reserve."""
        return {**self.of("A", 0, 1), **self.of("B", 0, 1)}

    def both(self, kind: str, body: dict[str, Any]) -> None:
        for party in "AB":
            self.say(party, kind, body)

    # --- the steps ---

    def _lists(self) -> None:
        self.names = self.exchange_lists({"A": 3, "B": 3})
        self.answer_all(self.names, {"A": 3, "B": 3})

    def _terms(self) -> None:
        self.terms = self.agree("A", "terms", {"formula": {"A": 2, "B": 2}, "release": "stage"})

    def _plan(self) -> None:
        body = {
            "terms": self.terms.id,
            "stages": [{"A": self.of("A", 0, 1), "B": self.of("B", 0, 1)}],
            "reserves": {"A": self.of("A", 2), "B": self.of("B", 2)},
            "objective": [4],
            "certificate": HASH,
            "office": "negotiator",
        }
        self.plan = self.agree("A", "plan", body)

    def _clear(self) -> None:
        for party in "AB":
            for body in RULES["clearing"][party]["bodies"]:  # type: ignore[index]
                self.clear(party, body, 0, 1, 2)

    def clear(self, party: str, body: str, *numbers: int, **more: Any) -> Entry:
        said = {
            "rows": self.held_by(party, *numbers),
            "body": body,
            "verdict": "clear",
            "office": f"{body} 1",
        }
        return self.say(party, "clearance.give", {**said, **more})

    def _oversee(self) -> None:
        for party in "AB":
            self.oversee(party, 0, 1, 2)

    def oversee(self, party: str, *numbers: int) -> Entry:
        rows = self.held_by(party, *numbers)
        return self.say(
            party, "clearance.overseer", {"rows": rows, "verdict": "clear", "office": OVERSEER[party]}
        )

    def _wishes(self) -> None:
        for party in "AB":
            for n in range(3):
                self.wish(party, n)

    def wish(self, party: str, n: int, wish: str = "return") -> Entry:
        """A person of a party is asked by the other side, and the neutral attests."""
        asker = "B" if party == "A" else "A"
        said = self.say(
            asker,
            "wish.state",
            {
                "row": str(self.row(party, n)),
                "wish": wish,
                "witness": "M",
                "in_private": True,
                "office": "camp",
            },
        )
        self.hear("M")
        self.say("M", "wish.attest", {"of": said.id})
        self.hear()
        return said

    def _date(self) -> None:
        self.agree("A", "stage.date", {"stage": 1, "date": DATE, "place": "the crossing"})

    def _window(self, opens: str = "06:00:00", lapses: str = "14:00:00") -> None:
        self.request = self.say("A", "stage.window.request", self.window_body(opens, lapses))
        self.hear()
        self.say("B", "stage.window.acknowledge", {"of": self.request.id, "forces": "air defence"})

    def window_body(self, opens: str = "06:00:00", lapses: str = "14:00:00") -> dict[str, Any]:
        return {
            "stage": 1, "route": "depot to crossing", "means": "two white buses", "forces": "brigade",
            "from": f"{DATE}T{opens}Z", "until": f"{DATE}T{lapses}Z",
        }  # fmt: skip

    def _manifest(self) -> None:
        self.agree("A", "stage.manifest", {"stage": 1, "rows": self.going})

    def _go(self) -> None:
        self.clock = f"{DATE}T07:00:00Z"
        for party in "AB":
            self.say(party, "stage.go", {"stage": 1, "office": OVERSEER[party]})

    def _moving(self) -> None:
        self.both("stage.moving", {"stage": 1})

    def _arrived(self) -> None:
        self.both("stage.arrived", {"stage": 1})

    def _identified(self) -> None:
        self.both("crossing.identified", {"stage": 1, "rows": self.going, "office": "officer"})

    def _batch(self) -> None:
        self.say("A", "stage.batch", {"stage": 1, "batch": 1, "rows": self.going})

    def _crossed(self) -> None:
        self.both("crossing.crossed", {"stage": 1, "batch": 1, "rows": self.going})

    def _received(self) -> None:
        for party in "AB":
            self.say(party, "crossing.received", {"stage": 1, "rows": self.of(party, 0, 1)})

    def _count(self) -> None:
        self.both("stage.count", self.sheet(crossed=self.going))

    def sheet(self, batch: int = 1, **outcomes: dict[str, list[int]]) -> dict[str, Any]:
        assert set(outcomes) <= set(OUTCOMES)
        return {"stage": 1, "batch": batch, "outcomes": outcomes}

    def _sign(self) -> None:
        self.both("stage.sign", {"stage": 1})

    def _families(self) -> None:
        for party in "AB":
            rows = self.of(party, 0, 1)
            self.say(party, "telling.family", {"rows": rows, "how": "call", "office": "liaison"})

    def _bureau(self) -> None:
        for party in "AB":
            self.say(party, "telling.bureau", {"rows": self.of(party, 0, 1), "office": "Bureau"})
