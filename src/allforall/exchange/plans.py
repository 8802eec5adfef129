"""Who has which place: the plan in force, its stages after swaps, and what clashes."""

from __future__ import annotations

from dataclasses import dataclass

from allforall.exchange.agreements import agreed_on, confirmation, in_force
from allforall.exchange.fold import Exchange
from allforall.exchange.persons import CAME_HOME, shows, status
from allforall.exchange.reading import plan_of
from allforall.exchange.things import Row, Stage, Topic, row_of
from allforall.record.entry import Entry

PLAN = Topic("plan")


@dataclass(frozen=True, slots=True)
class Swaps:
    """The swaps of a plan."""

    plan: str


def agreed_plan(exchange: Exchange, knowing: Entry | None = None) -> Entry | None:
    """The plan in force; None while there is none, or when two agreements clash."""
    return agreed_on(exchange, PLAN, "plan", knowing)


def plan_for(exchange: Exchange, stage: Stage, knowing: Entry | None = None) -> Entry | None:
    """The plan that fills a stage: the one in force, or for a stage before its first an earlier one."""
    current = agreed_plan(exchange, knowing)
    if current is None or stage.number >= current.body.get("first_stage", 1):
        return current
    for each in exchange.ledger.about(PLAN, knowing, "plan.propose")[::-1]:
        if stage.number in plan_of(each).seats and confirmation(exchange, each, knowing) is not None:
            return each
    return None


def stage_rows(exchange: Exchange, stage: Stage, knowing: Entry | None = None) -> set[Row]:
    """The persons of both sides whom the agreed plan, after swaps, has in a stage."""
    plan = plan_for(exchange, stage, knowing)
    if plan is None:
        return set()
    moved = {row for swap in swaps(exchange, plan, knowing) for row in pair(swap)}
    kept = set(plan_of(plan).seats.get(stage.number, ())) - moved
    return kept | {row for row in moved if seat(exchange, plan, row, knowing) == stage.number}


def slot(exchange: Exchange, row: Row, knowing: Entry | None = None) -> int | None:
    """The stage in which the plan in force has a person, after swaps; None when it has not, or on a clash."""
    plan = agreed_plan(exchange, knowing)
    return None if plan is None else seat(exchange, plan, row, knowing)


def seat(exchange: Exchange, plan: Entry, row: Row, knowing: Entry | None = None) -> int | None:
    """The stage that a plan and its swaps give a person; nobody whose swaps clash has a seat."""
    moves = [swap for swap in swaps(exchange, row, knowing) if swap.body["plan"] == plan.id]
    if not moves:
        return plan_of(plan).stage_of.get(row)
    if any(row_of(swap.body["out"]) == row for swap in moves) or clashing(exchange, moves[0], knowing):
        return None
    stage: int = moves[0].body["stage"]
    return stage


def pair(swap: Entry) -> tuple[Row, Row]:
    """Who steps out and who steps in."""
    return row_of(swap.body["out"]), row_of(swap.body["in"])


def swaps(exchange: Exchange, of: Entry | Row, knowing: Entry | None = None) -> list[Entry]:
    """The agreed swaps of a plan, or of a person in any plan, in order of age."""
    thing = Swaps(of.id) if isinstance(of, Entry) else of
    return [
        swap
        for swap in exchange.ledger.about(thing, knowing, "plan.swap.propose")
        if confirmation(exchange, swap, knowing) is not None
    ]


def clashing(exchange: Exchange, swap: Entry, knowing: Entry | None = None) -> list[Entry]:
    """The agreed swaps that, made without knowledge of this one, take the same place or the same person."""
    out, in_ = pair(swap)
    return [
        each
        for row in (out, in_)
        for each in swaps(exchange, row, knowing)
        if each.body["plan"] == swap.body["plan"]
        and (pair(each)[0] == out or pair(each)[1] == in_)
        and (pair(each), each.body["stage"]) != ((out, in_), swap.body["stage"])
    ]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Agreements that clash, made without knowledge of each other; the persons wait for a new one."""

    about: str
    entries: tuple[str, ...]
    rows: tuple[Row, ...] = ()


def conflicts(exchange: Exchange, knowing: Entry | None = None) -> list[Conflict]:
    """The clashes of plans and of swaps."""
    plans = in_force(exchange, PLAN, "plan", knowing)
    if len(plans) > 1:
        rows = {row for each in plans for row in plan_of(each).people()}
        return [Conflict("plans", tuple(each.id for each in plans), tuple(sorted(rows)))]
    found = set()
    for swap in swaps(exchange, plans[0], knowing) if plans else ():
        others = clashing(exchange, swap, knowing)
        if others:
            entries = {swap.id, *(each.id for each in others)}
            rows = {row for each in (swap, *others) for row in pair(each)}
            found.add(Conflict("swaps", tuple(sorted(entries)), tuple(sorted(rows))))
    return sorted(found, key=lambda each: each.entries)


def category(exchange: Exchange, row: Row, knowing: Entry | None = None) -> str | None:
    """The category under which the plan in force has a person; None when under none."""
    plan = agreed_plan(exchange, knowing)
    return None if plan is None else plan_of(plan).category_of.get(row)


def came_home(exchange: Exchange, before: int, knowing: Entry | None = None) -> dict[Row, str]:
    """Who has come home in the stages before one, and of which category each was, "" when of none."""
    found = {}
    for stage in map(Stage, range(1, before)):
        plan = plan_for(exchange, stage, knowing)
        for row in stage_rows(exchange, stage, knowing):
            if plan is not None and status(exchange, row, knowing) in CAME_HOME:
                found[row] = plan_of(plan).category_of.get(row, "")
    return found


@shows("agreed", "plan.propose", "plan.swap.propose")
def _agreed(exchange: Exchange, row: Row, _said: list[Entry], knowing: Entry | None) -> bool:
    return slot(exchange, row, knowing) is not None
