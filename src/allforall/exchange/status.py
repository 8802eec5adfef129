"""The whole picture of an exchange as values: where it stands, what blocks what, who is next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from allforall.exchange import persons
from allforall.exchange.clearances import lacking
from allforall.exchange.counts import Numbers, delivered, short
from allforall.exchange.course import exchange_state
from allforall.exchange.fold import Exchange, Refusal
from allforall.exchange.incidents import Incident, conflicts, incidents
from allforall.exchange.machine import stage_state
from allforall.exchange.manifests import slots
from allforall.exchange.moves import moves
from allforall.exchange.owing import Owed
from allforall.exchange.persons import ON_THE_WAY
from allforall.exchange.plans import Conflict, stage_rows
from allforall.exchange.stages import date, signed
from allforall.exchange.suspending import suspended
from allforall.exchange.telling import planned_stages
from allforall.exchange.things import Row, Stage
from allforall.exchange.waiting import opened_lists
from allforall.exchange.windows import holds, requests, unacknowledged
from allforall.exchange.wishes import wish


@dataclass(frozen=True, slots=True)
class Block:
    """What keeps a stage, or some people of it, from going; no rows: the whole stage."""

    stage: int
    what: str
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class StageStatus:
    """One stage: its state, its day and place once agreed, how many of each party's people came home."""

    number: int
    state: str
    date: str | None
    place: str | None
    persons: dict[str, int]
    delivered: Numbers
    short: Numbers
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Status:
    """The whole picture at a time. `beside` tells of troubles that go with any state: suspended, disputed."""

    at: str
    state: str
    beside: tuple[str, ...]
    stages: tuple[StageStatus, ...]
    rows: dict[str, tuple[Row, ...]]
    conflicts: tuple[Conflict, ...]
    incidents: tuple[Incident, ...]
    refused: tuple[Refusal, ...]
    moves: tuple[Owed, ...]


def status(exchange: Exchange, at: str) -> Status:
    """The picture of an exchange at a time, by all that is held."""
    stages = planned_stages(exchange)
    clashes = conflicts(exchange, stages)
    found = [each for stage in stages for each in incidents(exchange, stage)]
    disputed = clashes or any(each.what != "HOLD" for each in found)
    return Status(
        at,
        exchange_state(exchange, at),
        (*(["suspended"] if suspended(exchange) else []), *(["disputed"] if disputed else [])),
        tuple(_stage(exchange, stage, at) for stage in stages),
        rows_by_status(exchange),
        tuple(clashes),
        tuple(found),
        tuple(sorted(exchange.refused, key=lambda each: exchange.ledger.age(each.entry))),
        tuple(moves(exchange, at)),
    )


def rows_by_status(exchange: Exchange) -> dict[str, tuple[Row, ...]]:
    """Every row of the opened lists under the state of its person, in the order of `persons.STATES`."""
    found: dict[str, list[Row]] = {}
    for listing, commit in opened_lists(exchange).items():
        for n in range(commit.body["rows"]):
            row = Row(listing.name, n)
            found.setdefault(persons.status(exchange, row), []).append(row)
    return {state: tuple(found[state]) for state in persons.STATES if state in found}


def blocks(exchange: Exchange, stage: Stage, at: str) -> Iterator[Block]:
    """What keeps a stage from going on at a time; nothing once it is signed for."""
    if signed(exchange, stage):
        return
    yield from _of_stage(exchange, stage, at)
    found: dict[str, list[Row]] = {}
    for row in sorted(stage_rows(exchange, stage)):
        for what in _of_row(exchange, row, at):
            found.setdefault(what, []).append(row)
    for what, rows in sorted(found.items()):
        yield Block(stage.number, what, tuple(rows))


def _of_stage(exchange: Exchange, stage: Stage, at: str) -> Iterator[Block]:
    number = stage.number
    for party in sorted(suspended(exchange)):
        yield Block(number, f"{party} has suspended the exchange")
    for hold in holds(exchange, stage):
        yield Block(number, f"HOLD by {hold.feed} is not lifted")
    if date(exchange, stage) is None:
        yield Block(number, "no day is agreed")
        return
    asked = requests(exchange, stage)
    if not asked:
        yield Block(number, "no window is requested")
    for request in asked:
        for party in unacknowledged(exchange, request):
            yield Block(number, f"{party} has not acknowledged the window")
        if at > request.body["until"]:
            yield Block(number, f"the window lapsed at {request.body['until']}")


def _of_row(exchange: Exchange, row: Row, at: str) -> Iterator[str]:
    state = persons.status(exchange, row)
    if state in persons.HOME:
        return
    if state not in ON_THE_WAY:
        yield persons.STATES[state]
        return
    if len({each.body["stage"] for each in slots(exchange, row)}) > 1:
        yield "in the manifests of several stages"
    for office in lacking(exchange, row, at):
        yield f"not cleared by {office}"
    wanted = wish(exchange, row)
    if wanted != "return":
        yield {"unasked": "not asked for the wish", "unattested": "the wish is not attested"}.get(
            wanted, wanted
        )


def _stage(exchange: Exchange, stage: Stage, at: str) -> StageStatus:
    agreed = date(exchange, stage)
    counts: dict[str, int] = {}
    for row in stage_rows(exchange, stage):
        state = persons.status(exchange, row)
        counts[state] = counts.get(state, 0) + 1
    return StageStatus(
        stage.number,
        stage_state(exchange, stage),
        agreed.body["date"] if agreed is not None else None,
        agreed.body["place"] if agreed is not None else None,
        {state: counts[state] for state in persons.STATES if state in counts},
        delivered(exchange, stage),
        short(exchange, stage) if signed(exchange, stage) else {},
        tuple(blocks(exchange, stage, at)),
    )
