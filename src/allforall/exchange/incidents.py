"""What went otherwise than agreed, and what was agreed twice: listed, never settled by the program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from allforall.exchange import plans
from allforall.exchange.agreements import in_force
from allforall.exchange.counts import batches, mismatches
from allforall.exchange.fold import Exchange
from allforall.exchange.manifests import slots
from allforall.exchange.persons import CAME_HOME, status
from allforall.exchange.plans import Conflict
from allforall.exchange.stages import dates
from allforall.exchange.things import Row, Stage
from allforall.exchange.windows import requests
from allforall.record.entry import Entry
from allforall.record.genesis import member_of


@dataclass(frozen=True, slots=True)
class Incident:
    """Something at the crossing that both sides have to look at: what, where, and who says what."""

    what: str
    stage: int
    rows: tuple[Row, ...] = ()
    said: tuple[tuple[str, str], ...] = ()


def incidents(exchange: Exchange, stage: Stage, knowing: Entry | None = None) -> list[Incident]:
    """The incidents of a stage: sheets that differ, crossings one side alone saw, strangers, doubts."""
    return [
        *_sheets(exchange, stage, knowing),
        *_one_sided(exchange, stage, knowing),
        *_said(exchange, stage, knowing),
    ]


def conflicts(exchange: Exchange, stages: Iterable[Stage], knowing: Entry | None = None) -> list[Conflict]:
    """Agreements that clash because they were made apart; until a new one is made, nothing moves on them."""
    found = plans.conflicts(exchange, knowing)
    for stage in stages:
        several = (
            ("dates", dates(exchange, stage, knowing)),
            ("windows", requests(exchange, stage, knowing)),
            ("manifests", in_force(exchange, stage, "stage.manifest", knowing)),
        )
        for about, entries in several:
            if len(entries) > 1:
                found.append(Conflict(f"{about} of stage {stage.number}", tuple(each.id for each in entries)))
    return [*found, *_slots(exchange, knowing)]


def _slots(exchange: Exchange, knowing: Entry | None) -> Iterator[Conflict]:
    rows = {
        thing
        for thing in exchange.ledger.things(Row)
        if isinstance(thing, Row)
        and len({each.body["stage"] for each in slots(exchange, thing, knowing)}) > 1
    }
    for row in sorted(rows):
        yield Conflict("slots", tuple(each.id for each in slots(exchange, row, knowing)), (row,))


def _sheets(exchange: Exchange, stage: Stage, knowing: Entry | None) -> Iterator[Incident]:
    for batch in batches(exchange, stage, knowing):
        for each in mismatches(exchange, batch, knowing):
            said = tuple((party, outcome or "not counted") for party, outcome in each.said)
            yield Incident("the sheets differ", stage.number, (each.row,), said)


def _one_sided(exchange: Exchange, stage: Stage, knowing: Entry | None) -> Iterator[Incident]:
    for row in sorted(set().union(*batches(exchange, stage, knowing).values())):
        said = exchange.ledger.about(row, knowing, "crossing.crossed")
        if said and status(exchange, row, knowing) not in CAME_HOME:
            saw = tuple(sorted({(member_of(each.feed), "crossed") for each in said}))
            yield Incident("one side alone saw it", stage.number, (row,), saw)


def _said(exchange: Exchange, stage: Stage, knowing: Entry | None) -> Iterator[Incident]:
    for each in exchange.ledger.about(stage, knowing, "crossing.stranger"):
        said = ((member_of(each.feed), str(each.body["count"])),)
        yield Incident("people came who are not in the manifest", stage.number, (), said)
    for each in exchange.ledger.about(stage, knowing, "stage.hold", "stage.alert"):
        why = each.body["why"] if each.kind == "stage.hold" else f"alert in {each.body['region']}"
        yield Incident("HOLD", stage.number, (), ((member_of(each.feed), why),))
    doubtful = [
        row
        for row in sorted(set().union(*batches(exchange, stage, knowing).values()))
        if status(exchange, row, knowing) == "id_disputed"
    ]
    if doubtful:
        yield Incident("who they are is disputed", stage.number, tuple(doubtful))
