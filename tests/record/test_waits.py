"""Who waits for whom: from the receipt to the act, by what the record shows."""

from __future__ import annotations

from allforall.record.entry import Entry
from allforall.record.waits import Wait, waits
from tests.talks.telling import Table

RECEIVED, DONE = "2026-05-17T08:00:00Z", "2026-05-18T09:00:00Z"


def of(table: Table, proposal: Entry) -> list[Wait]:
    return [each for each in waits(table.talks) if each.about == proposal.id]


def received(table: Table) -> None:
    """B shows that it has everything, by a note."""
    table.at(RECEIVED).say("B", "note", {"text": "received"})
    table.at(DONE)


def test_a_wait_begins_with_a_receipt_and_ends_with_an_answer() -> None:
    table = Table()
    proposal = table.propose("A")
    received(table)
    rejected = table.answer("B", "reject", proposal)
    assert of(table, proposal) == [Wait("B", "accept or counter", proposal.id, RECEIVED, DONE, rejected.id)]


def test_without_a_receipt_it_has_not_begun() -> None:
    table = Table()
    proposal = table.propose("A")
    assert [(each.begin, each.end) for each in of(table, proposal)] == [(None, None)]


def test_a_counter_proposal_ends_it() -> None:
    table = Table()
    proposal = table.propose("A")
    received(table)
    counter = table.propose("B", counters=proposal.id)
    assert [each.by for each in of(table, proposal)] == [counter.id]


def test_the_proposer_ends_it_by_withdrawing_or_replacing() -> None:
    for last in ("withdraw", "replace"):
        table = Table()
        proposal = table.propose("A")
        received(table)
        if last == "withdraw":
            table.answer("A", "withdraw", proposal)
        else:
            table.propose("A", replaces=proposal.id)
        assert [each.end for each in of(table, proposal)] == [DONE]


def test_lapse_ends_it_without_an_act() -> None:
    table = Table()
    proposal = table.propose("A", lapses="2026-05-19T00:00:00Z")
    received(table)
    assert [(each.end, each.by) for each in of(table, proposal)] == [("2026-05-19T00:00:00Z", None)]


def test_a_mediators_proposal_waits_for_every_party() -> None:
    table = Table()
    proposal = table.propose("M")
    assert [each.member for each in of(table, proposal)] == ["A", "B"]


def test_one_list_waits_for_the_other() -> None:
    table = Table()
    first = table.say("A", "list.commit", {"round": 1, "rows": 2, "root": "ab" * 32})
    table.hear()
    received(table)
    second = table.say("B", "list.commit", {"round": 1, "rows": 2, "root": "ab" * 32})
    lists = [each for each in waits(table.exchange) if each.act == "commit"]
    assert lists == [Wait("B", "commit", first.id, RECEIVED, DONE, second.id)]


def test_when_all_are_bound_each_owes_to_open_its_list() -> None:
    table = Table()
    commits = {who: table.say(who, "list.commit", {"round": 1, "rows": 2, "root": "ab" * 32}) for who in "AB"}
    table.hear()
    received(table)
    opened = table.say("B", "list.reveal", {"of": commits["B"].id})
    owed = {each.member: (each.begin, each.by) for each in waits(table.exchange) if each.act == "reveal"}
    assert owed == {"A": (None, None), "B": (RECEIVED, opened.id)}


def test_entries_of_another_room_are_not_counted_in_both() -> None:
    table = Table()
    table.say("A", "list.commit", {"round": 1, "rows": 2, "root": "ab" * 32})
    assert list(waits(table.talks)) == []
