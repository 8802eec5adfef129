"""Clearances: every office that has to say yes, then the overseer. Silence is no consent.

What changes a person's place or data after a clearance voids it: the office has not seen what it would clear.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

from allforall.exchange.agreements import confirmation
from allforall.exchange.configuration import configuration
from allforall.exchange.errors import RuleBroken
from allforall.exchange.fold import KINDS, Exchange, rule
from allforall.exchange.holders import holder
from allforall.exchange.lists import Listing
from allforall.exchange.persons import last_words, shows
from allforall.exchange.plans import agreed_plan
from allforall.exchange.things import ROWS, Row, rows_of
from allforall.record.entry import Entry
from allforall.record.genesis import member_of
from allforall.record.kinds import TEXT, TIME, Field, Kind, choice, text

_OFFICE = text(80)

KINDS.add(
    Kind(
        "clearance.give",
        "An office of the party that holds some persons says whether they may go.",
        "{who}: {body} says {verdict} on {rows}.",
        {
            "rows": Field(ROWS, "the persons"),
            "body": Field(_OFFICE, "the office whose clearance this is"),
            "verdict": Field(choice("clear", "hold", "conditional"), "what it says; only clear lets go"),
            "condition": Field(TEXT, "what has to come about first, when conditional", optional=True),
            "until": Field(TIME, "when it expires", optional=True),
            "office": Field(_OFFICE, "who says so for the office"),
        },
        {"rows": {"B:2": [0, 1]}, "body": "MOD", "verdict": "clear", "office": "MOD desk 2"},
    )
)
KINDS.add(
    Kind(
        "clearance.overseer",
        "The overseer of the party that holds some persons says, after all offices, whether they may go.",
        "{who}: the overseer says {verdict} on {rows}.",
        {
            "rows": Field(ROWS, "the persons"),
            "verdict": Field(choice("clear", "hold"), "what the overseer says"),
            "office": Field(_OFFICE, "the overseer's office, as the case names it"),
        },
        {"rows": {"B:2": [0, 1]}, "verdict": "clear", "office": "Minister"},
    )
)

# Said about a person after a clearance, these void it.
_EDITS = {"list.answer", "list.withdraw", "list.reply", "person.state"}
# Agreed, these may change a person's place.
_PLACES = {"plan.swap.propose", "stage.manifest.propose"}


@rule("clearance.give")
def _give(exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
    rows = _held(exchange, entry)
    clearing = configuration(exchange).of(member_of(entry.feed))
    if clearing.overseer in (entry.body["body"], entry.body["office"]):
        raise RuleBroken("two-persons", entry.id, "an overseer is no clearing body")
    if entry.body["body"] not in clearing.bodies:
        raise RuleBroken("not-his-to-say", entry.id, f"{entry.body['body']} is no clearing body of this case")
    if (entry.body["verdict"] == "conditional") is not ("condition" in entry.body):
        raise RuleBroken("bad-fields", entry.id, "a condition goes with the verdict conditional, and only so")
    _check_not_proposer(exchange, entry)
    return rows


@rule("clearance.overseer")
def _overseer(exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
    rows = _held(exchange, entry)
    office = entry.body["office"]
    if office != configuration(exchange).of(member_of(entry.feed)).overseer:
        raise RuleBroken("two-persons", entry.id, f"{office} is not the overseer of this case")
    _check_not_proposer(exchange, entry)
    if entry.body["verdict"] == "clear":
        short = [row for row in rows if set(lacking(exchange, row, entry.t, entry)) - {office}]
        if short:
            raise RuleBroken("cleared", entry.id, "an office has not cleared them", tuple(map(str, short)))
    return rows


def lacking(exchange: Exchange, row: Row, at: str, knowing: Entry | None = None) -> list[str]:
    """The offices whose clear is lacking at a time, expired or void: the bodies, then the overseer."""
    clearing = configuration(exchange).of(holder(exchange, row, knowing))
    if not clearing.bodies and clearing.overseer is None:
        return []
    said = exchange.ledger.about(row, knowing)
    edits = _edits(exchange, row, said, knowing)
    given = [each for each in said if each.kind == "clearance.give"]
    found: list[str] = []
    standing: list[Entry] = []
    for body in clearing.bodies:
        latest = last_words(exchange, [each for each in given if each.body["body"] == body])
        standing += latest
        if not _clear(exchange, latest, edits, at):
            found.append(body)
    if clearing.overseer is not None:
        latest = last_words(exchange, [each for each in said if each.kind == "clearance.overseer"])
        if found or not _clear(exchange, latest, [*edits, *standing], at):
            found.append(clearing.overseer)
    return found


def cleared(exchange: Exchange, row: Row, at: str, knowing: Entry | None = None) -> bool:
    """Whether every office, and then the overseer, lets a person go at a time."""
    return not lacking(exchange, row, at, knowing)


def check_cleared(exchange: Exchange, entry: Entry, rows: Iterable[Row]) -> None:
    """Raise RuleBroken unless all are cleared when an entry is made, by what its author knows."""
    short = [row for row in rows if not cleared(exchange, row, entry.t, entry)]
    if short:
        raise RuleBroken("cleared", entry.id, "not every office has cleared them", tuple(map(str, short)))


def _clear(exchange: Exchange, latest: Sequence[Entry], known: Sequence[Entry], at: str) -> bool:
    """Whether what an office said last is clear, unexpired, and knew of all that had to be known."""
    return bool(latest) and all(
        each.body["verdict"] == "clear"
        and each.body.get("until", at) >= at
        and all(exchange.state.knows(each, other.feed, other.n) for other in known)
        for each in latest
    )


def _edits(exchange: Exchange, row: Row, said: Sequence[Entry], knowing: Entry | None) -> list[Entry]:
    """What changed a person's place or data: what was said, swaps, a manifest after one of another stage."""
    versions = exchange.ledger.about(Listing(row.list), knowing, "list.commit")
    edits = [each for each in versions if row.n in each.body.get("changed", ())]
    stages: set[int] = set()
    for each in said:
        if each.kind in _EDITS:
            edits.append(each)
        elif each.kind in _PLACES:
            confirm = confirmation(exchange, each, knowing)
            if confirm is not None and (each.kind == "plan.swap.propose" or stages - {each.body["stage"]}):
                edits.append(confirm)
            if confirm is not None and each.kind == "stage.manifest.propose":
                stages.add(each.body["stage"])
    return edits


def _held(exchange: Exchange, entry: Entry) -> list[Row]:
    """The rows of an entry; raises RuleBroken unless its party has answered that it holds them."""
    rows = list(rows_of(entry.body["rows"]))
    for row in rows:
        answer = exchange.ledger.last(row, entry, "list.answer")
        if answer is None or answer.body["answer"] != "held":
            raise RuleBroken("unknown-row", entry.id, "nobody has answered that they are held", (str(row),))
        if member_of(answer.feed) != member_of(entry.feed):
            raise RuleBroken("not-his-to-say", entry.id, "another party holds them", (str(row),))
    return rows


def _check_not_proposer(exchange: Exchange, entry: Entry) -> None:
    """Raise RuleBroken when the office that clears has proposed the plan."""
    office = entry.body["office"]
    plan = agreed_plan(exchange, entry)
    if plan is not None and plan.body.get("office") == office and plan.feed == entry.feed:
        raise RuleBroken("two-persons", entry.id, f"{office} has proposed the plan and does not clear it")


@shows("cleared", "clearance.give", "clearance.overseer")
def _cleared(exchange: Exchange, row: Row, said: list[Entry], knowing: Entry | None) -> bool:
    """Cleared as of the last time it was spoken of; whether it has expired since, a rule asks at its time."""
    return cleared(exchange, row, max(each.t for each in said), knowing)
