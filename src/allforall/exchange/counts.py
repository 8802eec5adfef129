"""Batches at the point, each side's count sheet, their comparison line by line, and both signatures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from allforall.exchange.errors import RuleBroken
from allforall.exchange.fold import KINDS, Exchange, rule
from allforall.exchange.going import at_point, check_going
from allforall.exchange.manifests import check_slot, manifest_rows
from allforall.exchange.persons import last_words
from allforall.exchange.plans import category, stage_rows
from allforall.exchange.stages import breaks, check_unsigned, signed, unbroken
from allforall.exchange.things import ROWS, STAGE, Row, Stage, rows_of
from allforall.record.entry import Entry
from allforall.record.genesis import member_of
from allforall.record.kinds import MEMBER, Field, Kind, choice, integer, object_of, text

OUTCOMES = ("crossed", "turned_back", "declined", "absent", "dead")
_NUMBER = {"stage": Field(STAGE, "the number of the stage")}
_BATCH = {"batch": Field(integer(1, 999), "the number of the batch, from 1")}

# How many of each party's people, by category; `other` stands for people of none.
Numbers = dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Batch:
    """One batch of a stage: the thing that count sheets are about."""

    stage: int
    number: int


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A line on which the sheets differ: the outcome by party; None where a sheet has not the line."""

    batch: Batch
    row: Row
    said: tuple[tuple[str, str | None], ...]


KINDS.add(
    Kind(
        "stage.batch",
        "Who goes over together; the sheets of the batch before have to agree first.",
        "{who}: batch {batch} of stage {stage}: {rows}.",
        {**_NUMBER, **_BATCH, "rows": Field(ROWS, "the persons, of both sides")},
        {"stage": 1, "batch": 1, "rows": {"A:2": [0], "B:2": [0]}},
        frozenset({"party", "mediator"}),
    )
)
KINDS.add(
    Kind(
        "stage.count",
        "One side's count sheet of a batch: every person of it under one outcome. A later sheet replaces it.",
        "{who} counts batch {batch} of stage {stage}: {outcomes}.",
        {
            **_NUMBER,
            **_BATCH,
            "outcomes": Field(object_of(choice(*OUTCOMES), ROWS), "the persons by outcome"),
        },
        {"stage": 1, "batch": 1, "outcomes": {"crossed": {"A:2": [0]}, "absent": {"B:2": [0]}}},
    )
)
KINDS.add(
    Kind(
        "stage.sign",
        "A side signs for a stage: all batches are counted alike, and what was not delivered is named.",
        "{who} signs for stage {stage}.",
        {
            **_NUMBER,
            "short": Field(
                object_of(MEMBER, object_of(text(80), integer(1, 9_999_999))),
                "how many of each party's people, by category, the plan named and did not come over",
                optional=True,
            ),
        },
        {"stage": 1, "short": {"B": {"wounded": 1}}},
    )
)


@rule("stage.batch")
def _batch(exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
    stage, number = Stage(entry.body["stage"]), entry.body["batch"]
    rows = list(rows_of(entry.body["rows"]))
    check_unsigned(exchange, entry, stage)
    check_going(exchange, entry, stage)
    if not at_point(exchange, stage, entry):
        raise RuleBroken("window", entry.id, "not all are at the point")
    check_slot(exchange, entry, stage, rows)
    before = batches(exchange, stage, entry)
    taken = sorted(set(rows) & set().union(*before.values())) if before else []
    if taken or len(set(rows)) < len(rows):
        raise RuleBroken("count-adds-up", entry.id, "a person goes over once", tuple(map(str, taken)))
    if number != len(before) + 1:
        raise RuleBroken("count-adds-up", entry.id, f"the next batch is {len(before) + 1}")
    for each in before:
        if not agree(exchange, each, entry):
            raise RuleBroken("count-adds-up", entry.id, f"the sheets of batch {each.number} do not agree")
    return [stage, *rows]


@rule("stage.count")
def _count(exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
    stage, number = Stage(entry.body["stage"]), entry.body["batch"]
    check_unsigned(exchange, entry, stage)
    batch = Batch(stage.number, number)
    wanted = Counter(batches(exchange, stage, entry).get(batch, ()))
    if not wanted:
        raise RuleBroken("count-adds-up", entry.id, f"there is no batch {number} that it knows")
    counted = Counter(row for rows in entry.body["outcomes"].values() for row in rows_of(rows))
    wrong = sorted({*(counted - wanted), *(wanted - counted)})
    if wrong:
        about = "crossed, turned back, declined, absent and dead do not make the batch"
        raise RuleBroken("count-adds-up", entry.id, about, tuple(map(str, wrong)))
    for row in rows_of(entry.body["outcomes"].get("crossed", {})):
        said = exchange.ledger.about(row, entry, "crossing.crossed")
        if not any(member_of(each.feed) == member_of(entry.feed) for each in said):
            about = "counted as crossed without a crossing.crossed of one's own"
            raise RuleBroken("count-adds-up", entry.id, about, (str(row),))
    return [batch]


@rule("stage.sign")
def _sign(exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
    stage = Stage(entry.body["stage"])
    if any(
        member_of(each.feed) == member_of(entry.feed)
        for each in exchange.ledger.about(stage, entry, "stage.sign")
    ):
        raise RuleBroken("firm", entry.id, f"{member_of(entry.feed)} has signed for stage {stage.number}")
    found = batches(exchange, stage, entry)
    uncounted = manifest_rows(exchange, stage, entry) - set().union(*found.values())
    if uncounted or not found:
        about = "the batches do not make the manifest"
        raise RuleBroken("count-adds-up", entry.id, about, tuple(map(str, sorted(uncounted))))
    for each in found:
        if not agree(exchange, each, entry):
            raise RuleBroken("count-adds-up", entry.id, f"the sheets of batch {each.number} do not agree")
    owed = short(exchange, stage, entry)
    if entry.body.get("short", {}) != owed:
        raise RuleBroken(
            "delivered-as-agreed", entry.id, f"what falls short of the plan is {owed or 'nothing'}"
        )
    return [stage]


def batches(exchange: Exchange, stage: Stage, knowing: Entry | None = None) -> dict[Batch, set[Row]]:
    """The batches of a stage and who is in them; two of one number, said apart, are one.

    A batch made before the stage was broken off is none, unless people of it went over all the same.
    """
    since = {each.id for each in unbroken(exchange, stage, knowing, "stage.batch")}
    found: dict[Batch, set[Row]] = {}
    for each in exchange.ledger.about(stage, knowing, "stage.batch"):
        rows = set(rows_of(each.body["rows"]))
        if each.id in since or any(exchange.ledger.about(row, knowing, "crossing.crossed") for row in rows):
            found.setdefault(Batch(stage.number, each.body["batch"]), set()).update(rows)
    return found


def in_batch(exchange: Exchange, row: Row, stage: Stage, number: int, knowing: Entry | None = None) -> bool:
    """Whether a person is in a batch of a stage, made since that was last broken off."""
    broken = breaks(exchange, stage, knowing)
    return any(
        each.body["stage"] == stage.number
        and each.body["batch"] == number
        and all(exchange.state.knows(each, other.feed, other.n) for other in broken)
        for each in exchange.ledger.about(row, knowing, "stage.batch")
    )


def sheets(exchange: Exchange, batch: Batch, knowing: Entry | None = None) -> dict[str, dict[Row, str]]:
    """Each party's last sheet of a batch, as outcomes by row; of two said apart, only where they agree."""
    said = exchange.ledger.about(batch, knowing, "stage.count")
    found: dict[str, dict[Row, str]] = {}
    for party in exchange.state.genesis.parties:
        last = last_words(exchange, [each for each in said if member_of(each.feed) == party])
        if last:
            lines = [_lines(each) for each in last]
            found[party] = dict(set(lines[0].items()).intersection(*(each.items() for each in lines)))
    return found


def mismatches(exchange: Exchange, batch: Batch, knowing: Entry | None = None) -> list[Mismatch]:
    """The lines on which the parties' sheets of a batch differ; none while not all have counted."""
    found = sheets(exchange, batch, knowing)
    if len(found) < len(exchange.state.genesis.parties):
        return []
    rows = batches(exchange, Stage(batch.stage), knowing).get(batch, set()).union(*found.values())
    return [
        Mismatch(batch, row, tuple((party, lines.get(row)) for party, lines in sorted(found.items())))
        for row in sorted(rows)
        if len({lines.get(row) for lines in found.values()}) > 1 or row not in next(iter(found.values()))
    ]


def agree(exchange: Exchange, batch: Batch, knowing: Entry | None = None) -> bool:
    """Whether all parties have counted a batch, and alike in every line."""
    counted = len(sheets(exchange, batch, knowing)) == len(exchange.state.genesis.parties)
    return counted and not mismatches(exchange, batch, knowing)


def counted(exchange: Exchange, stage: Stage, knowing: Entry | None = None) -> dict[Row, str]:
    """The outcome of every person of a stage on which all sheets agree."""
    found: dict[Row, str] = {}
    for batch in batches(exchange, stage, knowing):
        if agree(exchange, batch, knowing):
            found.update(next(iter(sheets(exchange, batch, knowing).values())))
    return found


def delivered(exchange: Exchange, stage: Stage, knowing: Entry | None = None) -> Numbers:
    """How many of each party's people came home in a stage, by category; only when all have signed."""
    if not signed(exchange, stage, knowing):
        return {}
    return _numbers(exchange, _crossed(exchange, stage, knowing), knowing)


def short(exchange: Exchange, stage: Stage, knowing: Entry | None = None) -> Numbers:
    """How many of each party's people the plan named for a stage and did not come over, by category."""
    missing = stage_rows(exchange, stage, knowing) - set(_crossed(exchange, stage, knowing))
    return _numbers(exchange, missing, knowing)


def _crossed(exchange: Exchange, stage: Stage, knowing: Entry | None) -> list[Row]:
    return [row for row, outcome in counted(exchange, stage, knowing).items() if outcome == "crossed"]


def _numbers(exchange: Exchange, rows: Iterable[Row], knowing: Entry | None) -> Numbers:
    found: Numbers = {}
    for row in rows:
        of_party = found.setdefault(row.owner, {})
        name = category(exchange, row, knowing) or "other"
        of_party[name] = of_party.get(name, 0) + 1
    return found


def _lines(sheet: Entry) -> dict[Row, str]:
    return {row: outcome for outcome, rows in sheet.body["outcomes"].items() for row in rows_of(rows)}
