"""Telling: families before the public, a death by a person, nothing too early, and only signed numbers."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from allforall.exchange.counts import counted, delivered
from allforall.exchange.errors import RuleBroken
from allforall.exchange.fold import KINDS, Exchange, rule
from allforall.exchange.persons import APART, HOME, shows, since_capture, status
from allforall.exchange.plans import agreed_plan
from allforall.exchange.stages import signed
from allforall.exchange.terms import COUNTS, TEXTS, agreed_terms
from allforall.exchange.things import ROWS, STAGE, Row, Stage, Topic, rows_of
from allforall.record.entry import Entry
from allforall.record.genesis import member_of
from allforall.record.kinds import TIME, YES, Field, Kind, choice, text

BULLETIN = Topic("bulletin")
_DEAD = ("deceased", "remains_returned", "remains_identified")
_OFFICE = {"office": Field(text(80), "who does so")}

KINDS.add(
    Kind(
        "telling.family",
        "The families of some persons have been told; a death in person or by a call, never by a message.",
        "{who} has told the families of {rows} ({how}).",
        {
            "rows": Field(ROWS, "the persons"),
            "how": Field(choice("in_person", "call", "letter", "message"), "how they were told"),
            **_OFFICE,
        },
        {"rows": {"A:2": [0]}, "how": "call", "office": "family liaison"},
    )
)
KINDS.add(
    Kind(
        "telling.bureau",
        "The Information Bureau and the Central Agency know of it (III GC 122); the person's case is closed.",
        "{who} has notified the Bureau and the Agency of {rows}.",
        {"rows": Field(ROWS, "the persons"), **_OFFICE},
        {"rows": {"A:2": [0]}, "office": "National Information Bureau"},
    )
)
KINDS.add(
    Kind(
        "telling.embargo",
        "A side asks that nothing be published before a time, or before the whole series is done.",
        "{who} asks that nothing be published for now.",
        {
            "until": Field(TIME, "until when", optional=True),
            "series_end": Field(YES, "until all stages are signed for", optional=True),
        },
        {"series_end": True},
        frozenset({"party", "mediator"}),
    )
)
KINDS.add(
    Kind(
        "bulletin.publish",
        "Numbers for the public, of a stage or of the whole series: those that all parties have signed for.",
        "{who} publishes {numbers}.",
        {
            "stage": Field(STAGE, "the stage; without it, the whole series", optional=True),
            "numbers": Field(COUNTS, "how many people of each party came home"),
            "text": Field(TEXTS, "the text in each language, by SHA-256", optional=True),
            **_OFFICE,
        },
        {"stage": 1, "numbers": {"A": 307, "B": 307}, "office": "press"},
        frozenset({"party", "mediator"}),
    )
)


@rule("telling.family")
def _family(exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
    rows = _own(entry)
    states = {row: status(exchange, row, entry) for row in rows}
    early = [row for row, state in states.items() if state not in HOME and state not in APART]
    if early:
        about = "there is nothing to tell of them yet; hopes are not news"
        raise RuleBroken("family-first", entry.id, about, tuple(map(str, early)))
    dead = [row for row, state in states.items() if state in _DEAD]
    if dead and entry.body["how"] not in ("in_person", "call"):
        raise RuleBroken("family-first", entry.id, "a death is told by a person", tuple(map(str, dead)))
    return rows


@rule("telling.bureau")
def _bureau(exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
    rows = _own(entry)
    early = [row for row in rows if not told(exchange, row, entry)]
    if early:
        raise RuleBroken("family-first", entry.id, "the family has not been told", tuple(map(str, early)))
    return rows


@rule("telling.embargo")
def _embargo(_: Exchange, entry: Entry) -> Iterable[Hashable]:
    if ("until" in entry.body) is (entry.body.get("series_end") is True):
        raise RuleBroken("bad-fields", entry.id, "either a time or the end of the series")
    return [BULLETIN]


@rule("bulletin.publish")
def _publish(exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
    stages = [Stage(entry.body["stage"])] if "stage" in entry.body else planned_stages(exchange, entry)
    why_not = silence(exchange, stages, entry.t, entry)
    if why_not is not None:
        raise RuleBroken("family-first", entry.id, why_not)
    numbers = {party: n for party, n in entry.body["numbers"].items() if n}
    if numbers != totals(exchange, stages, entry):
        raise RuleBroken("delivered-as-agreed", entry.id, "the numbers are not those that all signed for")
    waiting = untold(exchange, stages, entry)
    if waiting:
        about = "their families have not been told"
        raise RuleBroken("family-first", entry.id, about, tuple(map(str, waiting)))
    return [BULLETIN, *stages]


def told(exchange: Exchange, row: Row, knowing: Entry | None = None) -> bool:
    """Whether a person's family has been told what became of him or her."""
    said = since_capture(exchange, exchange.ledger.about(row, knowing, "telling.family", "person.state"))
    return any(each.kind == "telling.family" for each in said)


def untold(exchange: Exchange, stages: Iterable[Stage], knowing: Entry | None = None) -> list[Row]:
    """Those who crossed in some stages, by all sheets, and whose families have not been told."""
    return sorted(
        row
        for stage in stages
        for row, outcome in counted(exchange, stage, knowing).items()
        if outcome == "crossed" and not told(exchange, row, knowing)
    )


def planned_stages(exchange: Exchange, knowing: Entry | None = None) -> list[Stage]:
    """The stages of the series, the last of them that of the plan in force."""
    plan = agreed_plan(exchange, knowing)
    if plan is None:
        return []
    last = plan.body.get("first_stage", 1) + len(plan.body["stages"]) - 1
    return [Stage(number) for number in range(1, last + 1)]


def totals(exchange: Exchange, stages: Iterable[Stage], knowing: Entry | None = None) -> dict[str, int]:
    """How many people of each party came home in some stages, as all have signed for."""
    found: dict[str, int] = {}
    for stage in stages:
        for party, numbers in delivered(exchange, stage, knowing).items():
            found[party] = found.get(party, 0) + sum(numbers.values())
    return found


def silence(exchange: Exchange, stages: list[Stage], at: str, knowing: Entry | None = None) -> str | None:
    """Why numbers of some stages may not be published at a time, in words; None when they may."""
    if not stages or not all(signed(exchange, stage, knowing) for stage in stages):
        return "not all parties have signed for it"
    terms = agreed_terms(exchange, knowing)
    series = [each for each in planned_stages(exchange, knowing) if not signed(exchange, each, knowing)]
    if terms is not None and terms.body["release"] == "series" and series:
        return "the terms say: not before the whole series is done"
    if terms is not None and at[:10] < terms.body.get("release_on", ""):
        return f"the terms say: not before {terms.body['release_on']}"
    for each in exchange.ledger.about(BULLETIN, knowing, "telling.embargo"):
        if at < each.body.get("until", "") or (each.body.get("series_end") and series):
            return f"{member_of(each.feed)} has asked for silence"
    return None


def _own(entry: Entry) -> list[Row]:
    """The rows of an entry; raises RuleBroken when they are another party's people."""
    rows = list(rows_of(entry.body["rows"]))
    for row in rows:
        if row.owner != member_of(entry.feed):
            raise RuleBroken("not-his-to-say", entry.id, "another party tells their families", (str(row),))
    return rows


@shows("reunited", "telling.family")
def _reunited(exchange: Exchange, row: Row, _said: list[Entry], knowing: Entry | None) -> bool:
    """Received and told; telling the family of who has crossed is not yet a reunion."""
    return bool(exchange.ledger.about(row, knowing, "crossing.received"))


@shows("closed", "telling.bureau")
def _closed(exchange: Exchange, row: Row, _said: list[Entry], knowing: Entry | None) -> bool:
    return bool(exchange.ledger.about(row, knowing, "crossing.received"))
