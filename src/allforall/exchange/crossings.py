"""At the crossing: who was identified, who went over, who was received, and who was not or did not."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from allforall.exchange.clearances import check_cleared
from allforall.exchange.counts import in_batch
from allforall.exchange.errors import RuleBroken
from allforall.exchange.fold import KINDS, Exchange, rule
from allforall.exchange.going import at_point, check_going
from allforall.exchange.manifests import check_slot
from allforall.exchange.persons import check_fit, shown_by, shows
from allforall.exchange.stages import check_unsigned, signed
from allforall.exchange.things import ROWS, STAGE, Row, Stage, rows_of
from allforall.exchange.wishes import check_willing, wish
from allforall.record.entry import Entry
from allforall.record.genesis import member_of
from allforall.record.kinds import TEXT, Field, Kind, integer, list_of, text

_NUMBER = {"stage": Field(STAGE, "the number of the stage")}
_ROWS = {"rows": Field(ROWS, "the persons")}
_BATCH = {"batch": Field(integer(1, 999), "the number of the batch")}
_OFFICE = {"office": Field(text(80), "the officer's office")}
_WHY = {"why": Field(TEXT, "why, without a name", optional=True)}
_SOME = {"stage": 1, "rows": {"A:2": [0, 1]}}


def _kind(name: str, about: str, says: str, fields: dict[str, Field], **more: object) -> None:
    KINDS.add(Kind(f"crossing.{name}", about, says, {**_NUMBER, **_ROWS, **fields}, {**_SOME, **more}))


_kind(
    "identified",
    "An officer of one side is sure who they are; it takes one of each side.",
    "{who} has identified {rows}.",
    {**_OFFICE, "means": Field(list_of(text(40), 10), "photo, marks, questions, ...", optional=True)},
    office="officer at the point",
    means=["photo", "questions"],
)
_kind(
    "crossed",
    "One side saw them go over; it takes both sides.",
    "{who}: {rows} have crossed, batch {batch} of stage {stage}.",
    _BATCH,
    batch=1,
)
_kind("received", "Their own side has received them.", "{who} has received {rows}.", {})
_kind("absent", "They were not at the point.", "{who}: {rows} were not there.", _WHY)
_kind("back", "They were turned back at the point.", "{who}: {rows} were turned back.", _WHY)
_kind("declined", "They did not want to go over.", "{who}: {rows} did not want to go.", {})
_kind("died", "They died before they crossed.", "{who}: {rows} died before crossing.", _WHY)
_kind(
    "disputed",
    "An officer doubts that they are who the manifest says; they stay until two others are sure.",
    "{who} disputes who {rows} are.",
    {**_WHY, **_OFFICE},
    office="officer at the point",
)
_kind(
    "settled",
    "A reconciler is sure after all who they are; two different offices lift a dispute.",
    "{who}: {office} is sure who {rows} are.",
    _OFFICE,
    office="reconciler 1",
)
KINDS.add(
    Kind(
        "crossing.stranger",
        "People came whom the manifest does not name; an overseer decides about them.",
        "{who}: {count} came who are not in the manifest of stage {stage}.",
        {
            **_NUMBER,
            "count": Field(integer(1, 9_999), "how many"),
            "note": Field(TEXT, "what was seen, without a name", optional=True),
        },
        {"stage": 1, "count": 2},
    )
)


@rule("crossing.identified")
def _identified(exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
    stage, rows = _there(exchange, entry)
    if not at_point(exchange, stage, entry):
        raise RuleBroken("window", entry.id, "not all are at the point")
    return rows


@rule("crossing.crossed")
def _crossed(exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
    stage, rows = _there(exchange, entry)
    check_going(exchange, entry, stage)
    outside = [row for row in rows if not in_batch(exchange, row, stage, entry.body["batch"], entry)]
    if outside:
        raise RuleBroken("count-adds-up", entry.id, "not in this batch", tuple(map(str, outside)))
    unsure = [row for row in rows if not _by_all(exchange, row, stage, "crossing.identified", entry)]
    if unsure:
        about = "not identified by an officer of each side"
        raise RuleBroken("two-persons", entry.id, about, tuple(map(str, unsure)))
    again = [row for row in rows if member_of(entry.feed) in _sides(exchange, row, stage, entry.kind, entry)]
    if again:
        raise RuleBroken("one-live-slot", entry.id, "nobody crosses twice", tuple(map(str, again)))
    check_fit(exchange, entry, rows)
    check_cleared(exchange, entry, rows)
    check_willing(exchange, entry, rows)
    return rows


@rule("crossing.received")
def _received(exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
    rows = list(rows_of(entry.body["rows"]))
    stage = Stage(entry.body["stage"])
    for row in rows:
        if row.owner != member_of(entry.feed):
            raise RuleBroken("not-his-to-say", entry.id, "another party wants them home", (str(row),))
        if not _sides(exchange, row, stage, "crossing.crossed", entry):
            raise RuleBroken("count-adds-up", entry.id, "nobody says that they crossed", (str(row),))
    return rows


@rule("crossing.absent", "crossing.back", "crossing.died", "crossing.declined", "crossing.disputed")
def _not_over(exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
    stage, rows = _there(exchange, entry)
    over = [row for row in rows if _by_all(exchange, row, stage, "crossing.crossed", entry)]
    if over:
        raise RuleBroken("not-again", entry.id, "they have crossed", tuple(map(str, over)))
    if entry.kind == "crossing.declined":
        other = [row for row in rows if wish(exchange, row, entry) not in ("stay", "undecided")]
        if other:
            about = "only the person declines, asked in private; no such wish is known"
            raise RuleBroken("own-will", entry.id, about, tuple(map(str, other)))
    return rows


@rule("crossing.settled")
def _settled(exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
    rows = list(rows_of(entry.body["rows"]))
    for row in rows:
        disputes = exchange.ledger.about(row, entry, "crossing.disputed")
        if not disputes:
            raise RuleBroken("unknown-entry", entry.id, "nobody disputes who this is", (str(row),))
        settled = exchange.ledger.about(row, entry, "crossing.settled")
        if _office(entry) in {_office(each) for each in (*disputes, *settled)}:
            raise RuleBroken("two-persons", entry.id, "this office has had its say", (str(row),))
    return rows


@rule("crossing.stranger")
def _stranger(_: Exchange, entry: Entry) -> Iterable[Hashable]:
    return [Stage(entry.body["stage"])]


def _there(exchange: Exchange, entry: Entry) -> tuple[Stage, list[Row]]:
    """The stage and rows of an entry; raises RuleBroken unless all have their slot in that stage."""
    stage, rows = Stage(entry.body["stage"]), list(rows_of(entry.body["rows"]))
    check_unsigned(exchange, entry, stage)
    if len(set(rows)) < len(rows):
        raise RuleBroken("one-live-slot", entry.id, "a row is named twice")
    check_slot(exchange, entry, stage, rows)
    return stage, rows


def _sides(exchange: Exchange, row: Row, stage: Stage, kind: str, knowing: Entry | None) -> set[str]:
    """The parties that said something of a person in a stage."""
    said = exchange.ledger.about(row, knowing, kind)
    return {member_of(each.feed) for each in said if each.body["stage"] == stage.number}


def _by_all(exchange: Exchange, row: Row, stage: Stage, kind: str, knowing: Entry | None) -> bool:
    return _sides(exchange, row, stage, kind, knowing) >= set(exchange.state.genesis.parties)


def _office(entry: Entry) -> tuple[str, str]:
    return member_of(entry.feed), entry.body["office"]


# --- where it brings a person ---

shown_by("received", "crossing.received")
shown_by("deceased", "crossing.died")
shown_by("no_show", "crossing.absent")
shown_by("turned_back", "crossing.back")


@shows("declined", "crossing.declined")
def _has_declined(exchange: Exchange, row: Row, _said: list[Entry], knowing: Entry | None) -> bool:
    """As long as the person has not come to wish otherwise."""
    return wish(exchange, row, knowing) != "return"


@shows("crossed", "crossing.crossed")
def _is_over(exchange: Exchange, row: Row, said: list[Entry], knowing: Entry | None) -> bool:
    """Both sides saw it, in one stage."""
    stages = {Stage(each.body["stage"]) for each in said}
    return any(_by_all(exchange, row, stage, "crossing.crossed", knowing) for stage in stages)


@shows("identified", "crossing.identified")
def _is_identified(exchange: Exchange, row: Row, said: list[Entry], knowing: Entry | None) -> bool:
    """Both sides are sure, in a stage that is not done."""
    stages = {Stage(each.body["stage"]) for each in said}
    return any(
        _by_all(exchange, row, stage, "crossing.identified", knowing) and not signed(exchange, stage, knowing)
        for stage in stages
    )


@shows("id_disputed", "crossing.disputed", "crossing.settled")
def _is_disputed(exchange: Exchange, _row: Row, said: list[Entry], _knowing: Entry | None) -> bool:
    """A dispute that not two offices, in knowledge of it, have settled."""
    settled = [each for each in said if each.kind == "crossing.settled"]
    return any(
        each.kind == "crossing.disputed"
        and len({_office(other) for other in settled if exchange.state.knows(other, each.feed, each.n)}) < 2
        for each in said
    )
