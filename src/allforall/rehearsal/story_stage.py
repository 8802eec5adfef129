"""The second half of a story: stage by stage to the crossing, and what is told afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allforall.exchange.persons import bar
from allforall.exchange.plans import agreed_plan, stage_rows
from allforall.exchange.swaps import next_in_reserve
from allforall.exchange.telling import totals
from allforall.exchange.things import Row, Stage, written
from allforall.rehearsal import story_point
from allforall.rehearsal.desk import NEUTRAL, OVERSEER, PARTIES, Desk, number, other
from allforall.rehearsal.story_opening import ask, clear, report_clocks, some

if TYPE_CHECKING:
    from allforall.rehearsal.story import Story

# How what becomes of a person before the stage is reported.
_REPORTED = {"died": "deceased", "escaped": "escaped", "released_outside": "released_outside"}


def run(story: Story, stage: int, happens: set[str]) -> None:
    """One stage, from its date to its bulletin."""
    desk = story.desk
    report_clocks(desk)
    _fall_out(story, stage)
    _suspend(desk, happens)
    _agree_on_day(desk, stage)
    if "postponed" in happens:
        day = desk.pass_days(1)
        desk.say("B", "stage.postpone", {"stage": stage, "until": day, "why": "the list is not complete"})
        _agree_on_day(desk, stage)
    _window(desk, stage, diverted="diverted" in happens)
    rows = sorted(row for row in stage_rows(desk.exchange, Stage(stage)) if bar(desk.exchange, row) is None)
    desk.agree("A", "stage.manifest", {"stage": stage, "rows": written(rows)})
    _set_out(desk, stage)
    if "rolled back" in happens:
        desk.say(NEUTRAL, "stage.hold", {"stage": stage, "why": "shelling on the route"})
        desk.say("A", "stage.rollback", {"stage": stage, "why": "shelling on the route"})
        desk.each("stage.resume", {party: {"stage": stage, "office": OVERSEER[party]} for party in PARTIES})
        _agree_on_day(desk, stage)
        _window(desk, stage, diverted=False)
        _set_out(desk, stage)
    story_point.cross(story, stage, happens)
    _tell(desk, stage)


def _fall_out(story: Story, stage: int) -> None:
    """Some of the stage cannot or do not want to go; the next in reserve step in, if there are any."""
    desk = story.desk
    for row in sorted(stage_rows(desk.exchange, Stage(stage))):
        fate = story.fate.get(row)
        if fate == "stays":
            ask(desk, row, "stay")
        elif fate == "held_late":
            body = {"rows": number(row), "answer": "held_back", "ground": "III GC 115, proceedings"}
            desk.say(other(row.owner), "list.answer", body)
        elif fate in _REPORTED:
            body = {"rows": number(row), "state": _REPORTED[fate], "source": "report of the camp"}
            desk.say(other(row.owner), "person.state", body)
        elif fate != "gives_way":
            continue
        if fate != "released_outside":  # who is home has nobody go in his or her place
            _swap(desk, stage, row)


def _swap(desk: Desk, stage: int, out: Row) -> None:
    plan = agreed_plan(desk.exchange)
    instead = next_in_reserve(desk.exchange, plan, out) if plan is not None else None
    if plan is None or instead is None:
        return
    body = {"plan": plan.id, "stage": stage, "out": str(out), "in": str(instead), "why": "cannot go"}
    desk.agree(out.owner, "plan.swap", body)
    clear(desk, [instead])


def _suspend(desk: Desk, happens: set[str]) -> None:
    if "suspended" in happens:
        desk.say("B", "exchange.suspend", {"why": "the list of the other side is overdue"})
        desk.pass_days(1)
        desk.say("B", "exchange.resume")


def _agree_on_day(desk: Desk, stage: int) -> None:
    """Both agree on the day after tomorrow."""
    day = _day_after(desk, 2)
    desk.agree("B", "stage.date", {"stage": stage, "date": day, "place": "the border crossing"})


def _window(desk: Desk, stage: int, *, diverted: bool) -> None:
    day = _day_after(desk, 2)
    body = {
        "stage": stage, "route": "depot to crossing", "means": "white buses, two ambulances",
        "from": f"{day}T05:00:00Z", "until": f"{day}T23:00:00Z", "forces": "brigade on the river",
    }  # fmt: skip
    request = desk.say("A", "stage.window.request", body)
    if diverted:
        desk.say(
            "B", "stage.divert", {"stage": stage, "place": "northern crossing", "why": "a bridge is down"}
        )
        request = desk.say("A", "stage.window.request", {**body, "route": "depot to the northern crossing"})
    desk.say("B", "stage.window.acknowledge", {"of": request.id, "forces": "air defence of the region"})


def _set_out(desk: Desk, stage: int) -> None:
    desk.pass_days(2, "05:00:00")
    desk.each("stage.go", {party: {"stage": stage, "office": OVERSEER[party]} for party in PARTIES})
    desk.both("stage.moving", {"stage": stage})
    desk.both("stage.arrived", {"stage": stage})


def _day_after(desk: Desk, days: int) -> str:
    from datetime import date, timedelta

    return (date.fromisoformat(desk.clock[:10]) + timedelta(days=days)).isoformat()


def _tell(desk: Desk, stage: int) -> None:
    """Families, then the Bureau, then the public."""
    here = Stage(stage)
    for party in PARTIES:
        home, dead = story_point.home_and_dead(desk.exchange, here, party)
        for rows in some(home):
            desk.say(party, "telling.family", {"rows": rows, "how": "call", "office": "family liaison"})
            desk.say(party, "telling.bureau", {"rows": rows, "office": "National Bureau"})
        for rows in some(dead):
            desk.say(party, "telling.family", {"rows": rows, "how": "in_person", "office": "family liaison"})
    numbers = totals(desk.exchange, [here])
    desk.say(NEUTRAL, "bulletin.publish", {"stage": stage, "numbers": numbers, "office": "press"})


def close(story: Story) -> None:
    """The dead come home as well; the whole series is published."""
    desk = story.desk
    desk.pass_days(7)
    report_clocks(desk)
    bags = ["K-0001", "K-0002", "K-0003"]
    desk.say("B", "remains.handed", {"bags": bags})
    desk.say("A", "remains.received", {"bags": bags})
    for bag, row in zip(
        bags, [*story.of_fate("deceased", "A"), "unknown", "unknown", "unknown"], strict=False
    ):
        found = {"bag": bag, "row": str(row), "share": "part", "laboratory": "institute of forensic medicine"}
        desk.say("A", "remains.identified", found)
    series = totals(desk.exchange, map(Stage, story.seats))
    desk.say(NEUTRAL, "bulletin.publish", {"numbers": series, "office": "press"})
