"""Stages: the date that both sides agree on, and what breaks a stage off or sends it another way."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from allforall.exchange.agreements import answers, confirmation, in_force
from allforall.exchange.errors import RuleBroken
from allforall.exchange.fold import KINDS, Exchange, rule
from allforall.exchange.things import STAGE, Of, Stage
from allforall.record.entry import Entry
from allforall.record.genesis import member_of
from allforall.record.kinds import DAY, TEXT, Field, Kind, text

_NUMBER = {"stage": Field(STAGE, "the number of the stage")}
_WHY = {"why": Field(TEXT, "why, without a name")}

KINDS.agreement(
    "stage.date",
    "The day and place of a stage; a date only one side names is no date.",
    "{who} proposes stage {stage} for {date} at {place}.",
    {
        **_NUMBER,
        "date": Field(DAY, "the day"),
        "place": Field(text(200), "where people are handed over"),
    },
    {"stage": 1, "date": "2026-05-23", "place": "the border crossing"},
)
answers("stage.date")
KINDS.add(
    Kind(
        "stage.divert",
        "A stage goes another way or to another place; the window has to be requested anew.",
        "{who} diverts stage {stage} to {place}: {why}",
        {**_NUMBER, **_WHY, "place": Field(text(200), "where to")},
        {"stage": 1, "place": "the northern crossing", "why": "the road is closed"},
    )
)

# What breaks a stage off: whatever was agreed or given for it before, or in ignorance of it, is void.
BREAKS = ("stage.postpone", "stage.rollback")


@rule("stage.date.propose")
def _propose(exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
    for each in exchange.ledger.about(Stage(entry.body["stage"]), entry, "stage.postpone"):
        if entry.body["date"] < each.body["until"]:
            raise RuleBroken("window", entry.id, f"the stage was put off until {each.body['until']}")
    return [Stage(entry.body["stage"]), Of(entry.id)]


@rule("stage.divert")
def _divert(exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
    stage = check_dated(exchange, entry)
    check_unsigned(exchange, entry, stage)
    return [stage]


def check_dated(exchange: Exchange, entry: Entry) -> Stage:
    """The stage of an entry; raises RuleBroken when it has no date that both agreed on."""
    stage = Stage(entry.body["stage"])
    if not dates(exchange, stage, entry):
        raise RuleBroken("unknown-stage", entry.id, f"stage {stage.number} has no agreed date")
    return stage


def signed(exchange: Exchange, stage: Stage, knowing: Entry | None = None) -> bool:
    """Whether every party has signed for a stage."""
    there = {member_of(each.feed) for each in exchange.ledger.about(stage, knowing, "stage.sign")}
    return there >= set(exchange.state.genesis.parties)


def check_unsigned(exchange: Exchange, entry: Entry, stage: Stage) -> None:
    """Raise RuleBroken when a party has signed for a stage: what was counted stays as it is."""
    if exchange.ledger.about(stage, entry, "stage.sign"):
        raise RuleBroken("firm", entry.id, f"stage {stage.number} is signed for")


def breaks(exchange: Exchange, stage: Stage, knowing: Entry | None = None) -> list[Entry]:
    """What broke a stage off, as far as is known."""
    return exchange.ledger.about(stage, knowing, *BREAKS)


def unbroken(exchange: Exchange, stage: Stage, knowing: Entry | None, *kinds: str) -> list[Entry]:
    """What was said about a stage since it was last broken off, in knowledge of that."""
    said = exchange.ledger.about(stage, knowing, *kinds)
    broken = breaks(exchange, stage, knowing)
    if not broken:
        return said
    return [each for each in said if all(exchange.state.knows(each, other.feed, other.n) for other in broken)]


def dates(exchange: Exchange, stage: Stage, knowing: Entry | None = None) -> list[Entry]:
    """The dates of a stage that are agreed and not broken off; two clash, which is a conflict."""

    def find() -> list[Entry]:
        broken = breaks(exchange, stage, knowing)
        return [
            each
            for each in in_force(exchange, stage, "stage.date", knowing)
            if (confirm := confirmation(exchange, each, knowing)) is not None
            and all(exchange.state.knows(confirm, other.feed, other.n) for other in broken)
        ]

    return exchange.once(("dates", stage), knowing, find)


def date(exchange: Exchange, stage: Stage, knowing: Entry | None = None) -> Entry | None:
    """The date of a stage; None while both have not agreed on one, or on two apart."""
    found = dates(exchange, stage, knowing)
    return found[0] if len(found) == 1 else None
