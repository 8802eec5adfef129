"""Rows that are one person: on two lists, or twice on one under two spellings."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from allforall.exchange.errors import RuleBroken
from allforall.exchange.fold import KINDS, Exchange, rule
from allforall.exchange.lists import check_rows
from allforall.exchange.things import ROW, row_of, written
from allforall.record.entry import Entry
from allforall.record.kinds import HASH, TEXT, Field, Kind, list_of, text

KINDS.add(
    Kind(
        "person.same",
        "Say that several rows are one person; as long as it stands, only one of them can have a place.",
        "{who} states that {rows} are one person.",
        {
            "rows": Field(list_of(ROW, 20), "the rows, at least two"),
            "reason": Field(TEXT, "how this is known, in words without a name", optional=True, personal=True),
            "evidence": Field(HASH, "a document that bears it out, by SHA-256", optional=True),
            "office": Field(text(80), "the office that says so", optional=True),
        },
        {"rows": ["A:2/17", "A:5/3"], "reason": "one service number", "office": "reconciler 1"},
        frozenset({"party", "mediator"}),
    )
)


@rule("person.same")
def _same(exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
    rows = [row_of(name) for name in entry.body["rows"]]
    if len(set(rows)) < 2 or len({row.owner for row in rows}) > 1:
        raise RuleBroken("unknown-row", entry.id, "one person is two rows at least, of lists of one party")
    check_rows(exchange, entry, written(rows))
    if "reason" not in entry.body and "evidence" not in entry.body:
        raise RuleBroken("sourced", entry.id, "nobody is one with another without a reason or evidence")
    return rows
