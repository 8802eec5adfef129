"""Waits of both rooms in one list: rows, questions, windows, proposals."""

from __future__ import annotations

from allforall.account.waiting import all_waits
from allforall.record.entry import Entry
from allforall.record.waits import still_owed
from tests.talks.telling import Table

DUE, LATER, LAST = "2026-05-17T00:00:00Z", "2026-05-18T00:00:00Z", "2026-05-19T00:00:00Z"


def listed(table: Table) -> str:
    """Two lists of three rows, opened and known to both; the name of A's."""
    return table.exchange_lists({"A": 3, "B": 3}, answer_by=DUE)["A"]


def act(table: Table, party: str, word: str) -> list[tuple[str | None, str | None, str | None]]:
    waits = all_waits(table.exchange, table.talks)
    return [(each.begin, each.end, each.due) for each in waits if (each.member, each.act) == (party, word)]


def test_a_list_waits_until_its_last_row_is_answered() -> None:
    table = Table()
    name = listed(table)
    table.at(LATER).say("B", "list.answer", {"rows": {name: [0, 1]}, "answer": "held"})
    assert act(table, "B", "answer") == [(LATER, None, DUE)]
    table.at(LAST).say("B", "list.answer", {"rows": {name: [2]}, "answer": "not_held"})
    assert act(table, "B", "answer") == [(LATER, LAST, DUE)]


def test_a_question_waits_for_its_reply() -> None:
    table = Table()
    name = listed(table)
    asked = table.say("B", "list.ask", {"rows": {name: [1]}, "needs": ["birth year"]})
    table.hear()
    assert act(table, "A", "reply") == [(None, None, None)]
    table.at(LATER).say("A", "list.reply", {"of": asked.id, "rows": {name: [1]}})
    assert act(table, "A", "reply") == [(LATER, LATER, None)]


def test_a_window_waits_to_be_acknowledged() -> None:
    table = Table()
    window = requested(table)
    table.at("2026-05-21T00:00:00Z").say(
        "B", "stage.window.acknowledge", {"of": window.id, "forces": "air defence"}
    )
    assert act(table, "B", "acknowledge the window") == [("2026-05-21T00:00:00Z",) * 2 + (None,)]


def requested(table: Table) -> Entry:
    """A window for a stage on 23 May."""
    table.agree("A", "stage.date", {"stage": 1, "date": "2026-05-23", "place": "the border crossing"})
    window = table.say(
        "A",
        "stage.window.request",
        {
            "stage": 1,
            "route": "depot to crossing",
            "means": "six white buses",
            "from": "2026-05-23T06:00:00Z",
            "until": "2026-05-23T14:00:00Z",
            "forces": "brigade on the river",
        },
    )
    table.hear()
    return window


def test_what_is_still_owed_depends_on_the_moment() -> None:
    table = Table()
    proposal = table.propose("A")
    table.at(LATER).say("B", "note", {"text": "received"})
    table.at(LAST).answer("B", "reject", proposal)
    waits = all_waits(table.exchange, table.talks)
    owed = [len(still_owed(waits, at)) for at in (DUE, LATER, LAST)]
    assert owed == [0, 1, 0]
