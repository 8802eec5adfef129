"""The state machine of a stage, computed from what was said."""

from __future__ import annotations

from allforall.exchange.counts import agree, batches
from allforall.exchange.fold import Exchange
from allforall.exchange.going import goes, said_by
from allforall.exchange.manifests import manifest, manifest_rows
from allforall.exchange.stages import breaks, date, signed
from allforall.exchange.telling import BULLETIN, untold
from allforall.exchange.things import Stage
from allforall.exchange.waiting import open_proposals
from allforall.exchange.windows import holds, requests, window
from allforall.record.entry import Entry

STAGE_STATES = {
    "draft": "nobody has named a day",
    "date_proposed": "a day is proposed",
    "date_agreed": "both have agreed on the day and place",
    "window_requested": "a window is requested",
    "window_acknowledged": "the window is acknowledged for all forces",
    "manifest_frozen": "both have agreed on who goes",
    "go": "every overseer has said GO",
    "moving": "all vehicles have set out",
    "at_point": "all are at the point",
    "batch": "people are going over",
    "counted": "all are counted, and alike on every sheet",
    "signed": "every party has signed",
    "families_told": "the families know",
    "public": "the numbers are published",
    "hold": "HOLD: nothing moves",
    "postponed": "put off; a new day is needed",
    "rolled_back": "everybody went back; a new day is needed",
    "diverted": "another way or place; a new window is needed",
}


def stage_state(exchange: Exchange, stage: Stage, knowing: Entry | None = None) -> str:
    """Where a stage stands, one of STAGE_STATES."""
    if signed(exchange, stage, knowing):
        return _after(exchange, stage, knowing)
    if holds(exchange, stage, knowing):
        return "hold"
    if date(exchange, stage, knowing) is None:
        return _undated(exchange, stage, knowing)
    if window(exchange, stage, knowing) is None:
        return _unopened(exchange, stage, knowing)
    return _under_way(exchange, stage, knowing)


def _after(exchange: Exchange, stage: Stage, knowing: Entry | None) -> str:
    if published(exchange, stage, knowing):
        return "public"
    return "signed" if untold(exchange, [stage], knowing) else "families_told"


def _undated(exchange: Exchange, stage: Stage, knowing: Entry | None) -> str:
    if open_proposals(exchange, stage, "stage.date", knowing):
        return "date_proposed"
    broken = breaks(exchange, stage, knowing)
    if not broken:
        return "draft"
    return "postponed" if broken[-1].kind == "stage.postpone" else "rolled_back"


def _unopened(exchange: Exchange, stage: Stage, knowing: Entry | None) -> str:
    if requests(exchange, stage, knowing):
        return "window_requested"
    return "diverted" if exchange.ledger.about(stage, knowing, "stage.divert") else "date_agreed"


def _under_way(exchange: Exchange, stage: Stage, knowing: Entry | None) -> str:
    if manifest(exchange, stage, knowing) is None:
        return "window_acknowledged"
    parties = set(exchange.state.genesis.parties)
    found = batches(exchange, stage, knowing)
    if found:
        everybody = manifest_rows(exchange, stage, knowing) <= set().union(*found.values())
        counted = everybody and all(agree(exchange, each, knowing) for each in found)
        return "counted" if counted else "batch"
    for state, there in (
        ("manifest_frozen", goes(exchange, stage, knowing)),
        ("go", said_by(exchange, stage, "stage.moving", knowing)),
        ("moving", said_by(exchange, stage, "stage.arrived", knowing)),
    ):
        if not there >= parties:
            return state
    return "at_point"


def published(exchange: Exchange, stage: Stage, knowing: Entry | None = None) -> bool:
    """Whether the numbers of a stage have been published, alone or with the whole series."""
    return any(
        each.body.get("stage", stage.number) == stage.number
        for each in exchange.ledger.about(BULLETIN, knowing, "bulletin.publish")
    )
