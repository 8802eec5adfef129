"""Setting out: GO by the overseers, moving, at the point; put off, and back again."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from allforall.exchange.agreements import confirmation
from allforall.exchange.clearances import check_cleared
from allforall.exchange.errors import RuleBroken
from allforall.exchange.fold import KINDS, Exchange, rule
from allforall.exchange.holders import holder
from allforall.exchange.manifests import manifest, manifest_rows, slots
from allforall.exchange.persons import check_fit, shows
from allforall.exchange.stages import check_dated, check_unsigned, unbroken
from allforall.exchange.things import STAGE, Row, Stage
from allforall.exchange.windows import check_overseer, check_window, holds, window
from allforall.exchange.wishes import check_willing
from allforall.record.entry import Entry
from allforall.record.genesis import member_of
from allforall.record.kinds import DAY, TEXT, Field, Kind, text

_NUMBER = {"stage": Field(STAGE, "the number of the stage")}

KINDS.add(
    Kind(
        "stage.go",
        "A party's overseer lets a stage begin; nothing moves before the overseer of every party has.",
        "{who}: GO for stage {stage}.",
        {**_NUMBER, "office": Field(text(80), "the overseer's office, as the case names it")},
        {"stage": 1, "office": "Minister"},
    )
)
KINDS.add(
    Kind(
        "stage.moving",
        "The vehicles of a party have set out.",
        "{who} has set out for stage {stage}.",
        _NUMBER,
        {"stage": 1},
    )
)
KINDS.add(
    Kind(
        "stage.arrived",
        "The vehicles of a party are at the point.",
        "{who} is at the point of stage {stage}.",
        _NUMBER,
        {"stage": 1},
    )
)
KINDS.add(
    Kind(
        "stage.postpone",
        "A side puts a stage off: date, window and GO are void, and have to be agreed and given anew.",
        "{who} puts stage {stage} off until {until}: {why}",
        {**_NUMBER, "why": Field(TEXT, "why, without a name"), "until": Field(DAY, "the earliest new day")},
        {"stage": 1, "until": "2026-05-25", "why": "the list is not complete"},
    )
)
KINDS.add(
    Kind(
        "stage.rollback",
        "Everybody goes back to where they came from; nobody has crossed. The stage begins anew with a date.",
        "{who} rolls stage {stage} back: {why}",
        {**_NUMBER, "why": Field(TEXT, "why, without a name")},
        {"stage": 1, "why": "shelling on the route"},
    )
)


@rule("stage.go")
def _go(exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
    stage = check_dated(exchange, entry)
    check_unsigned(exchange, entry, stage)
    check_overseer(exchange, entry)
    check_window(exchange, entry, stage, open_now=False)
    rows = manifest_rows(exchange, stage, entry)
    if not rows:
        raise RuleBroken("both-words", entry.id, f"stage {stage.number} has no manifest that both agreed on")
    check_fit(exchange, entry, sorted(rows))
    check_willing(exchange, entry, sorted(rows))
    mine = (row for row in sorted(rows) if holder(exchange, row, entry) == member_of(entry.feed))
    check_cleared(exchange, entry, mine)
    return [stage]


@rule("stage.moving")
def _moving(exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
    stage = check_dated(exchange, entry)
    check_going(exchange, entry, stage)
    return [stage]


@rule("stage.arrived")
def _arrived(exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
    stage = Stage(entry.body["stage"])
    if member_of(entry.feed) not in said_by(exchange, stage, "stage.moving", entry):
        raise RuleBroken("window", entry.id, "it has not set out")
    return [stage]


@rule("stage.postpone", "stage.rollback")
def _break_off(exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
    stage = check_dated(exchange, entry)
    check_unsigned(exchange, entry, stage)
    rows = sorted(manifest_rows(exchange, stage, entry))
    over = [row for row in rows if exchange.ledger.about(row, entry, "crossing.crossed")]
    if over:
        about = "they have crossed; the others are counted turned back"
        raise RuleBroken("count-adds-up", entry.id, about, tuple(map(str, over)))
    return [stage]


def said_by(exchange: Exchange, stage: Stage, kind: str, knowing: Entry | None = None) -> set[str]:
    """The members who have said something of a stage since it was last broken off."""
    return exchange.once(
        (kind, stage),
        knowing,
        lambda: {member_of(each.feed) for each in unbroken(exchange, stage, knowing, kind)},
    )


def goes(exchange: Exchange, stage: Stage, knowing: Entry | None = None) -> set[str]:
    """The parties whose overseer has given GO, on the manifest and window that hold."""
    listed, opened = manifest(exchange, stage, knowing), window(exchange, stage, knowing)
    confirm = confirmation(exchange, listed, knowing) if listed is not None else None
    if confirm is None or opened is None:
        return set()
    return {
        member_of(each.feed)
        for each in unbroken(exchange, stage, knowing, "stage.go")
        if exchange.state.knows(each, confirm.feed, confirm.n) and _knew(exchange, each, opened)
    }


def going(exchange: Exchange, stage: Stage, knowing: Entry | None = None) -> bool:
    """Whether every overseer has given GO and no HOLD is on; a HOLD beats a GO that did not know of it."""
    there = goes(exchange, stage, knowing)
    return there >= set(exchange.state.genesis.parties) and not holds(exchange, stage, knowing)


def check_going(exchange: Exchange, entry: Entry, stage: Stage) -> None:
    """Raise RuleBroken unless a stage goes on in an open window when an entry is made."""
    check_window(exchange, entry, stage)
    missing = sorted(set(exchange.state.genesis.parties) - goes(exchange, stage, entry))
    if missing:
        raise RuleBroken(
            "window", entry.id, f"the overseer of {', '.join(missing)} has given no GO that holds"
        )


def at_point(exchange: Exchange, stage: Stage, knowing: Entry | None = None) -> bool:
    """Whether all parties are at the point."""
    return said_by(exchange, stage, "stage.arrived", knowing) >= set(exchange.state.genesis.parties)


def _knew(exchange: Exchange, entry: Entry, other: Entry) -> bool:
    return entry is other or exchange.state.knows(entry, other.feed, other.n)


def _moved(exchange: Exchange, row: Row, kind: str, knowing: Entry | None) -> bool:
    """Whether the party that holds a person has said so of the stage in which he or she goes."""
    found = slots(exchange, row, knowing)
    stages = [Stage(each.body["stage"]) for each in found]
    return any(holder(exchange, row, knowing) in said_by(exchange, stage, kind, knowing) for stage in stages)


@shows("in_transit", "stage.manifest.propose")
def _in_transit(exchange: Exchange, row: Row, _said: list[Entry], knowing: Entry | None) -> bool:
    return _moved(exchange, row, "stage.moving", knowing)


@shows("at_point", "stage.manifest.propose")
def _at_point(exchange: Exchange, row: Row, _said: list[Entry], knowing: Entry | None) -> bool:
    return _moved(exchange, row, "stage.arrived", knowing)
