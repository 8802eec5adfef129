"""Manifests: who goes in a stage, frozen by both sides; all of them fit, cleared and willing."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from allforall.exchange.agreements import agreed_on, answers, in_force
from allforall.exchange.clearances import check_cleared
from allforall.exchange.errors import RuleBroken
from allforall.exchange.fold import KINDS, Exchange, rule
from allforall.exchange.persons import bar, check_fit, shows
from allforall.exchange.plans import stage_rows
from allforall.exchange.stages import check_unsigned, signed
from allforall.exchange.things import ROWS, STAGE, Of, Row, Stage, rows_of
from allforall.exchange.wishes import check_willing
from allforall.record.entry import Entry
from allforall.record.kinds import Field

KINDS.agreement(
    "stage.manifest",
    "Who goes in a stage: those whom the plan names, after swaps, as far as they may go.",
    "{who} proposes the manifest of stage {stage}: {rows}.",
    {"stage": Field(STAGE, "the number of the stage"), "rows": Field(ROWS, "the persons, of both sides")},
    {"stage": 1, "rows": {"A:2": [0, 1], "B:2": [0, 1]}},
)


def check_manifest(exchange: Exchange, entry: Entry, proposal: Entry) -> None:
    """Raise RuleBroken unless a manifest is right by what an entry's author knows."""
    stage = Stage(proposal.body["stage"])
    named = list(rows_of(proposal.body["rows"]))
    rows = set(named)
    if len(rows) < len(named):
        raise RuleBroken("one-live-slot", entry.id, "a row is named twice")
    check_unsigned(exchange, entry, stage)
    if exchange.ledger.about(stage, entry, "stage.batch"):
        raise RuleBroken("count-adds-up", entry.id, "the batches of this stage have begun")
    _check_as_planned(exchange, entry, stage, rows)
    check_fit(exchange, entry, sorted(rows))
    _check_one_slot(exchange, entry, stage, rows)
    check_cleared(exchange, entry, sorted(rows))
    check_willing(exchange, entry, sorted(rows))


@rule("stage.manifest.propose")
def _propose(exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
    check_manifest(exchange, entry, entry)
    return [Stage(entry.body["stage"]), Of(entry.id), *rows_of(entry.body["rows"])]


answers("stage.manifest", check_manifest)


def manifest(exchange: Exchange, stage: Stage, knowing: Entry | None = None) -> Entry | None:
    """The manifest of a stage; None while both have not agreed on one, or on two apart."""
    return agreed_on(exchange, stage, "stage.manifest", knowing)


def manifest_rows(exchange: Exchange, stage: Stage, knowing: Entry | None = None) -> set[Row]:
    """The persons in the manifest of a stage; nobody while there is none."""
    found = manifest(exchange, stage, knowing)
    return set(rows_of(found.body["rows"])) if found is not None else set()


def slots(exchange: Exchange, row: Row, knowing: Entry | None = None) -> list[Entry]:
    """The manifests in force of stages not yet signed that name a person: more than one is a conflict."""
    named = exchange.ledger.about(row, knowing, "stage.manifest.propose")
    if not named:
        return []
    found = []
    for number in sorted({each.body["stage"] for each in named}):
        standing = _live(exchange, Stage(number), knowing)
        found += [each for each in standing if any(each is other for other in named)]
    return found


def _live(exchange: Exchange, stage: Stage, knowing: Entry | None) -> list[Entry]:
    """The manifests in force of a stage that is not signed for."""

    def find() -> list[Entry]:
        if signed(exchange, stage, knowing):
            return []
        return in_force(exchange, stage, "stage.manifest", knowing)

    return exchange.once(("live", stage), knowing, find)


def check_slot(exchange: Exchange, entry: Entry, stage: Stage, rows: Iterable[Row]) -> None:
    """Raise RuleBroken unless each person has one slot, and in this stage."""
    for row in rows:
        found = slots(exchange, row, entry)
        if len(found) != 1 or found[0].body["stage"] != stage.number:
            about = (
                "in several manifests" if len(found) > 1 else f"not in the manifest of stage {stage.number}"
            )
            raise RuleBroken("one-live-slot", entry.id, about, (str(row),))


def _check_as_planned(exchange: Exchange, entry: Entry, stage: Stage, rows: set[Row]) -> None:
    planned = stage_rows(exchange, stage, entry)
    beyond = sorted(rows - planned)
    if beyond:
        raise RuleBroken(
            "delivered-as-agreed", entry.id, "the plan has them not in this stage", tuple(map(str, beyond))
        )
    left_out = sorted(row for row in planned - rows if bar(exchange, row, entry) is None)
    if left_out:
        raise RuleBroken(
            "delivered-as-agreed", entry.id, "left out, though they may go", tuple(map(str, left_out))
        )


def _check_one_slot(exchange: Exchange, entry: Entry, stage: Stage, rows: set[Row]) -> None:
    for row in sorted(rows):
        if any(each.body["stage"] != stage.number for each in slots(exchange, row, entry)):
            raise RuleBroken("one-live-slot", entry.id, "in the manifest of another stage", (str(row),))


@shows("allocated", "stage.manifest.propose")
def _allocated(exchange: Exchange, row: Row, _said: list[Entry], knowing: Entry | None) -> bool:
    return bool(slots(exchange, row, knowing))
