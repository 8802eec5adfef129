"""What is still open between the sides: rows without an answer, questions without a reply, proposals."""

from __future__ import annotations

from collections.abc import Hashable

from allforall.exchange.agreements import confirmation
from allforall.exchange.fold import Exchange
from allforall.exchange.lists import Listing, last_opened
from allforall.exchange.persons import status
from allforall.exchange.things import Of, Row, rows_of
from allforall.record.entry import Entry


def opened_lists(exchange: Exchange, knowing: Entry | None = None) -> dict[Listing, Entry]:
    """The lists that have been opened, each with its last opened version."""
    found = {}
    for thing in exchange.ledger.things(Listing):
        if isinstance(thing, Listing):
            commit = last_opened(exchange, thing, knowing)
            if commit is not None:
                found[thing] = commit
    return dict(sorted(found.items(), key=lambda each: each[0].name))


def unanswered(
    exchange: Exchange, listing: Listing, commit: Entry, knowing: Entry | None = None
) -> list[Row]:
    """The rows of an opened list on which nobody has answered; rows that only fill it up count as well."""
    rows = (Row(listing.name, n) for n in range(commit.body["rows"]))
    return [
        row
        for row in rows
        if not exchange.ledger.about(row, knowing, "list.answer")
        and status(exchange, row, knowing) != "withdrawn"
    ]


def open_questions(exchange: Exchange, knowing: Entry | None = None) -> list[tuple[Entry, list[Row]]]:
    """The questions about rows that have not been replied to, with those rows."""
    found = []
    for asked in exchange.by_kind.get("list.ask", ()):
        if exchange.ledger.knows(knowing, asked):
            replies = exchange.ledger.about(Of(asked.id), knowing, "list.reply")
            known = {row for each in replies for row in rows_of(each.body["rows"])}
            rows = [row for row in rows_of(asked.body["rows"]) if row not in known]
            if rows:
                found.append((asked, rows))
    return sorted(found, key=lambda each: exchange.ledger.age(each[0]))


def open_proposals(
    exchange: Exchange, thing: Hashable, name: str, knowing: Entry | None = None
) -> list[Entry]:
    """The proposals about a thing that are not agreed, rejected, replaced, or overtaken by an agreement."""
    proposals = exchange.ledger.about(thing, knowing, f"{name}.propose")
    replaced = {each.body.get("replaces") for each in proposals}
    confirms = [
        confirm for each in proposals if (confirm := confirmation(exchange, each, knowing)) is not None
    ]
    return [
        each
        for each in proposals
        if each.id not in replaced
        and not exchange.ledger.about(Of(each.id), knowing, f"{name}.reject")
        and confirmation(exchange, each, knowing) is None
        and not any(exchange.state.knows(confirm, each.feed, each.n) for confirm in confirms)
    ]
