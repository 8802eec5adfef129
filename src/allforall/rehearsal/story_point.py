"""At the crossing: batch after batch is identified, goes over, is counted alike, and signed for."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from allforall.exchange.counts import counted, short
from allforall.exchange.fold import Exchange
from allforall.exchange.manifests import manifest_rows
from allforall.exchange.persons import CAME_HOME, status
from allforall.exchange.things import Row, Stage, written
from allforall.rehearsal.desk import NEUTRAL, OVERSEER, PARTIES, Body, Desk, number, other
from allforall.rehearsal.story_opening import ask

if TYPE_CHECKING:
    from allforall.rehearsal.story import Story

TOGETHER = 50  # of each side in one batch
# The outcome on both count sheets of who did not go over.
_OUTCOME = {
    "absent": "absent",
    "back": "turned_back",
    "declined": "declined",
    "dead": "dead",
    "disputed": "turned_back",
}


def cross(story: Story, stage: int, happens: set[str]) -> None:
    """All batches of a stage, and both signatures."""
    desk = story.desk
    rows = sorted(manifest_rows(desk.exchange, Stage(stage)))
    mine = {party: [row for row in rows if row.owner == party] for party in PARTIES}
    steps = range(0, max(map(len, mine.values())), TOGETHER)
    _stop(desk, stage, happens)
    for number_, at in enumerate(steps, 1):
        batch = [row for party in PARTIES for row in mine[party][at : at + TOGETHER]]
        _batch(story, stage, number_, batch, differ="sheets differ" in happens and at == 0)
    if "strangers" in happens:
        desk.say("A", "crossing.stranger", {"stage": stage, "count": 2, "note": "two women without papers"})
    owed = short(desk.exchange, Stage(stage))
    desk.both("stage.sign", {"stage": stage, **({"short": owed} if owed else {})})


def home_and_dead(exchange: Exchange, stage: Stage, party: str) -> tuple[list[Row], list[Row]]:
    """Whose families a party has to tell after a stage."""
    rows = [row for row in counted(exchange, stage) if row.owner == party]
    states = {row: status(exchange, row) for row in rows}
    return (
        [row for row, state in states.items() if state in CAME_HOME],
        [row for row, state in states.items() if state == "deceased"],
    )


def _stop(desk: Desk, stage: int, happens: set[str]) -> None:
    """A HOLD, or an alert that lasts an hour, and the overseers of both sides who lift it."""
    if not happens & {"hold", "alert"}:
        return
    if "hold" in happens:
        desk.say(NEUTRAL, "stage.hold", {"stage": stage, "why": "drones over the road"})
    if "alert" in happens:
        until = (datetime.fromisoformat(desk.clock) + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
        alert = {"stage": stage, "region": "northern region", "from": desk.clock, "until": until}
        desk.say("A", "stage.alert", alert)
        desk.wait(until)
    desk.each("stage.resume", {party: {"stage": stage, "office": OVERSEER[party]} for party in PARTIES})


def _batch(story: Story, stage: int, batch: int, rows: list[Row], *, differ: bool) -> None:
    desk = story.desk
    here = {"stage": stage}
    desk.say(NEUTRAL, "stage.batch", {**here, "batch": batch, "rows": written(rows)})
    outcomes: dict[str, list[Row]] = {}
    for row in rows:
        outcome = _meets(story, stage, row)
        outcomes.setdefault(outcome, []).append(row)
    over = outcomes.get("crossed", [])
    if over:
        crossed = written(over)
        desk.both("crossing.identified", {**here, "rows": crossed, "office": "officer at the point"})
        desk.both("crossing.crossed", {**here, "batch": batch, "rows": crossed})
        received = {party: written([row for row in over if row.owner == party]) for party in PARTIES}
        bodies = {party: {**here, "rows": some} for party, some in received.items() if some}
        desk.each("crossing.received", bodies)
    _count(desk, {**here, "batch": batch}, outcomes, differ=differ and len(over) > 1)


def _meets(story: Story, stage: int, row: Row) -> str:
    """What becomes of a person at the point: the outcome on the sheets."""
    desk, holder, fate = story.desk, other(row.owner), story.fate.get(row)
    body: Body = {"stage": stage, "rows": number(row)}
    if fate == "declined":
        ask(desk, row, "stay")
        desk.say(holder, "crossing.declined", body)
    elif fate == "dead":
        desk.say(holder, "crossing.died", body)
    elif fate in ("absent", "back"):
        desk.say(row.owner, f"crossing.{fate}", body)
    elif fate in ("doubted", "disputed"):
        desk.say(row.owner, "crossing.disputed", {**body, "office": "officer at the point"})
        if fate == "doubted":
            for at, party in enumerate(PARTIES, 1):
                desk.say(party, "crossing.settled", {**body, "office": f"reconciler {at}"})
    return _OUTCOME.get(fate or "", "crossed")


def _count(desk: Desk, sheet: Body, outcomes: dict[str, list[Row]], *, differ: bool) -> None:
    """Both sheets; when they are to differ, B first misses somebody, and counts anew."""
    right = {**sheet, "outcomes": {outcome: written(rows) for outcome, rows in outcomes.items()}}
    if not differ:
        desk.both("stage.count", right)
        return
    *seen, missed = outcomes["crossed"]
    mistaken = {**outcomes, "crossed": seen, "absent": [*outcomes.get("absent", []), missed]}
    wrong = {**sheet, "outcomes": {outcome: written(rows) for outcome, rows in mistaken.items()}}
    desk.each("stage.count", {"A": right, "B": wrong})
    desk.say("B", "stage.count", right)
