"""Whose move it is, and since when: all that is owed, provable by receipts, for both sides to quote."""

from __future__ import annotations

from collections.abc import Iterator

from allforall.exchange.agreements import confirmation
from allforall.exchange.clearances import lacking
from allforall.exchange.clocks import due, lapsed
from allforall.exchange.configuration import configuration
from allforall.exchange.fold import KINDS, Exchange
from allforall.exchange.holders import holder
from allforall.exchange.owing import Owed, owes
from allforall.exchange.persons import ON_THE_WAY, status
from allforall.exchange.plans import agreed_plan, stage_rows
from allforall.exchange.stage_moves import stage_moves
from allforall.exchange.stages import signed
from allforall.exchange.telling import planned_stages
from allforall.exchange.things import Of, Row
from allforall.exchange.waiting import open_questions, opened_lists, unanswered
from allforall.exchange.wishes import wish
from allforall.record import moves as record_moves
from allforall.record.entry import Entry, split_id


def moves(exchange: Exchange, at: str) -> list[Owed]:
    """Everything that is owed at a time, by all that is held."""
    return [
        *_of_record(exchange),
        *_answers(exchange),
        *_persons(exchange, at),
        *(owed for stage in planned_stages(exchange) for owed in stage_moves(exchange, stage)),
        *(
            Owed(clock.party, f"report {clock.what}", "", due(exchange, clock), due=due(exchange, clock))
            for clock in lapsed(exchange, at)
        ),
    ]


def _of_record(exchange: Exchange) -> Iterator[Owed]:
    """Proposals and rounds, but those that are refused, rejected or overtaken."""
    for each in record_moves.moves(exchange.state):
        found = split_id(each.about)
        kind = exchange.kind_of(each.about) or ""
        if found is None or kind not in KINDS.by_name:
            continue
        if each.act in ("confirm", "accept or counter") and not _open(exchange, each.about, kind):
            continue
        yield Owed(each.member, each.act, each.about, each.since)


def _open(exchange: Exchange, proposal: str, kind: str) -> bool:
    name = kind.rpartition(".")[0]
    said = exchange.ledger.about(Of(proposal))
    standing = [each for each in said if each.id == proposal]
    rejected = any(each.kind == f"{name}.reject" for each in said)
    return bool(standing) and not rejected and not _overtaken(exchange, standing[0])


def _overtaken(exchange: Exchange, proposal: Entry) -> bool:
    """Whether something else was agreed on the same matter, in knowledge of a proposal."""
    for other in exchange.standing(proposal.kind):
        confirm = confirmation(exchange, other)
        same = all(other.body.get(name) == proposal.body.get(name) for name in ("stage", "out", "lists"))
        if confirm is not None and same and exchange.state.knows(confirm, proposal.feed, proposal.n):
            return True
    return False


def _answers(exchange: Exchange) -> Iterator[Owed]:
    for listing, commit in opened_lists(exchange).items():
        rows = unanswered(exchange, listing, commit)
        opening = next(iter(exchange.ledger.about(Of(commit.id), None, "list.reveal", "list.chunk")), commit)
        for party in exchange.state.genesis.parties if rows else ():
            if party != listing.owner:
                found = owes(exchange, party, "answer", opening, rows)
                yield Owed(
                    party, "answer", found.about, found.since, found.rows, commit.body.get("answer_by")
                )
    for asked, rows in open_questions(exchange):
        for owner in sorted({row.owner for row in rows}):
            yield owes(exchange, owner, "reply", asked, (row for row in rows if row.owner == owner))


def _persons(exchange: Exchange, at: str) -> Iterator[Owed]:
    """Clearances and wishes of those who are to go, in order of who owes them."""
    plan = agreed_plan(exchange)
    confirm = confirmation(exchange, plan) if plan is not None else None
    if confirm is None:
        return
    owing: dict[tuple[str, str], list[Row]] = {}
    for stage in planned_stages(exchange):
        for row in sorted(stage_rows(exchange, stage)) if not signed(exchange, stage) else ():
            if status(exchange, row) in ON_THE_WAY:
                for who, act in _lacks(exchange, row, at):
                    owing.setdefault((who, act), []).append(row)
    for (who, act), rows in sorted(owing.items()):
        yield owes(exchange, who, act, confirm, rows)


def _lacks(exchange: Exchange, row: Row, at: str) -> Iterator[tuple[str, str]]:
    party = holder(exchange, row)
    if party is None:
        return
    offices = lacking(exchange, row, at)
    overseer = configuration(exchange).of(party).overseer
    for office in offices:
        if office != overseer or offices == [overseer]:
            yield party, f"clear ({office})"
    wanted = wish(exchange, row)
    if wanted in ("unasked", "undecided"):
        yield party, "ask the wish"
    if wanted == "unattested":
        yield configuration(exchange).neutral or party, "attest the wish"
