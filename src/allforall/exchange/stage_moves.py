"""Who owes the next act of a stage."""

from __future__ import annotations

from collections.abc import Iterator

from allforall.exchange.agreements import confirmation
from allforall.exchange.counts import agree, batches, mismatches, sheets
from allforall.exchange.fold import Exchange
from allforall.exchange.going import goes, said_by
from allforall.exchange.machine import stage_state
from allforall.exchange.manifests import manifest_rows
from allforall.exchange.owing import Owed, owes
from allforall.exchange.persons import ON_THE_WAY, status
from allforall.exchange.plans import agreed_plan
from allforall.exchange.stages import signed
from allforall.exchange.things import Row, Stage
from allforall.exchange.windows import holds, requests, unacknowledged
from allforall.record.entry import Entry
from allforall.record.genesis import member_of


def stage_moves(exchange: Exchange, stage: Stage) -> Iterator[Owed]:
    """Who owes the next act of a stage."""
    state = stage_state(exchange, stage)
    parties = exchange.state.genesis.parties
    if state == "window_requested":
        for request in requests(exchange, stage):
            for party in unacknowledged(exchange, request):
                yield owes(exchange, party, "acknowledge the window", request)
    if state == "hold":
        for hold in holds(exchange, stage):
            for party in parties:
                if not _resumed(exchange, stage, hold, party):
                    yield owes(exchange, party, "lift the HOLD", hold)
    for act, done in _acts(exchange, stage, state):
        about = _last_step(exchange, stage)
        for party in parties:
            if about is not None and party not in done:
                yield owes(exchange, party, f"{act} (stage {stage.number})", about)
    if state in ("at_point", "batch"):
        yield from _at_point(exchange, stage)
        yield from _sheets(exchange, stage)
    if signed(exchange, stage):
        yield from _home(exchange, stage)


def _acts(exchange: Exchange, stage: Stage, state: str) -> Iterator[tuple[str, set[str]]]:
    """The acts that a state waits for, and who has done them."""
    if state in ("draft", "postponed", "rolled_back"):
        yield "propose a date", set()
    if state in ("date_agreed", "diverted"):
        yield "request a window", set()
    if state == "window_acknowledged":
        yield (
            "propose the manifest",
            {member_of(each.feed) for each in exchange.ledger.about(stage, None, "stage.manifest.propose")},
        )
    if state == "manifest_frozen":
        yield "give GO", goes(exchange, stage)
    if state == "go":
        yield "set out", said_by(exchange, stage, "stage.moving")
    if state == "moving":
        yield "arrive", said_by(exchange, stage, "stage.arrived")
    if state == "at_point" or (
        state == "batch" and all(agree(exchange, each) for each in batches(exchange, stage))
    ):
        yield "form a batch", set()
    if state == "counted":
        yield "sign", said_by(exchange, stage, "stage.sign")


def _at_point(exchange: Exchange, stage: Stage) -> Iterator[Owed]:
    """Who has still to identify people at the point."""
    arrived = exchange.ledger.last(stage, None, "stage.arrived")
    rows = sorted(manifest_rows(exchange, stage))
    for party in exchange.state.genesis.parties:
        unsure = [row for row in rows if _silent(exchange, row, stage, party)]
        if unsure and arrived is not None:
            yield owes(exchange, party, "identify", arrived, unsure)


def _silent(exchange: Exchange, row: Row, stage: Stage, party: str) -> bool:
    """Whether a party has not identified somebody who is at the point."""
    said = exchange.ledger.about(row, None, "crossing.identified")
    there = any(member_of(each.feed) == party and each.body["stage"] == stage.number for each in said)
    return not there and status(exchange, row) in ON_THE_WAY


def _home(exchange: Exchange, stage: Stage) -> Iterator[Owed]:
    """What a party owes its own people once a stage is signed for."""
    last = exchange.ledger.about(stage, None, "stage.sign")[-1]
    waiting: dict[tuple[str, str], list[Row]] = {}
    acts = {"crossed": "receive", "received": "tell the families", "reunited": "notify the Bureau"}
    for row in sorted(manifest_rows(exchange, stage)):
        act = acts.get(status(exchange, row))
        if act is not None:
            waiting.setdefault((row.owner, act), []).append(row)
    for (party, act), rows in sorted(waiting.items()):
        yield owes(exchange, party, act, last, rows)


def _sheets(exchange: Exchange, stage: Stage) -> Iterator[Owed]:
    formed = {each.body["batch"]: each for each in exchange.ledger.about(stage, None, "stage.batch")}
    for batch in batches(exchange, stage):
        there = sheets(exchange, batch)
        differing = [each.row for each in mismatches(exchange, batch)]
        for party in exchange.state.genesis.parties:
            if party not in there:
                yield owes(exchange, party, f"count batch {batch.number}", formed[batch.number])
            elif differing:
                yield owes(
                    exchange, party, f"count batch {batch.number} again", formed[batch.number], differing
                )


def _last_step(exchange: Exchange, stage: Stage) -> Entry | None:
    """What the next act of a stage rests on: the last thing that was said of it, or the plan."""
    said = exchange.ledger.about(stage)
    confirms = [
        confirm
        for each in [*said, *filter(None, [agreed_plan(exchange)])]
        if each.kind.endswith(".propose") and (confirm := confirmation(exchange, each)) is not None
    ]
    return max([*said, *confirms], key=exchange.ledger.age, default=None)


def _resumed(exchange: Exchange, stage: Stage, hold: Entry, party: str) -> bool:
    return any(
        member_of(each.feed) == party and exchange.state.knows(each, hold.feed, hold.n)
        for each in exchange.ledger.about(stage, None, "stage.resume")
    )
