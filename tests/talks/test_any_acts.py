"""Whatever members do, in whatever order they hear of it: what is agreed was signed by all."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from allforall.record.entry import Entry
from allforall.record.errors import Refused
from allforall.record.genesis import member_of
from allforall.record.waits import waits
from allforall.talks.fold import fold
from allforall.talks.positions import agreement, agreements, positions
from allforall.talks.proposals import proposals
from tests.exchange.telling import orders
from tests.talks.telling import TEXT, Table

LATER = "2026-05-20T12:00:00Z"
ACTS = ("propose", "counter", "replace", "accept", "reject", "withdraw", "confirm", "hear")
ACT = st.tuples(st.sampled_from("ABM"), st.sampled_from(ACTS), st.integers(0, 3))


def act(table: Table, who: str, what: str, which: int) -> None:
    """Try an act on one of the proposals there are; the record or the talks may refuse it."""
    known = [each for each in table.entries if each.kind == "talk.propose"]
    if what == "hear":
        table.hear(who)
        return
    body = {"topic": "ceasefire", "title": "a ceasefire", "text": TEXT}
    of = known[which % len(known)].id if known else "A:1:" + "0" * 64
    if what in ("counter", "replace"):
        body |= {"counters" if what == "counter" else "replaces": of}
    try:
        if what in ("propose", "counter", "replace"):
            table.tell(who, "talk.propose", body)
        else:
            table.tell(who, f"talk.{what}", {"of": of})
    except Refused:
        return


def signers(table: Table, proposal: Entry) -> set[str]:
    """Who has signed a proposal, read from the entries themselves."""
    accepts = [each for each in table.entries if each.kind == "talk.accept"]
    return {member_of(each.feed) for each in accepts if each.body["of"] == proposal.id} | {proposal.feed}


@settings(max_examples=150)
@given(st.lists(ACT, max_size=25), st.data())
def test_what_is_agreed_was_signed_by_all_and_all_machines_say_so(
    acts: list[tuple[str, str, int]], data: st.DataObject
) -> None:
    table = Table()
    for who, what, which in acts:
        act(table, who, what, which)
    for proposal in proposals(table.talks):
        if agreement(table.talks, proposal) is not None:
            assert signers(table, proposal) >= {"A", "B"}
    again = fold(table.state, list(orders(table, lambda ready: data.draw(st.sampled_from(ready)))))
    assert agreements(again) == agreements(table.talks)
    assert [positions(again, each, LATER) for each in proposals(again)] == [
        positions(table.talks, each, LATER) for each in proposals(table.talks)
    ]
    assert {each.entry.id: each.rule for each in again.refused} == {
        each.entry.id: each.rule for each in table.talks.refused
    }
    assert list(waits(again)) == list(waits(table.talks))


@settings(max_examples=100)
@given(st.lists(ACT, max_size=25))
def test_what_was_agreed_in_everybodys_knowledge_stays_so(acts: list[tuple[str, str, int]]) -> None:
    """No later act of one side takes it back; only another agreement takes its place."""
    table = Table()
    proposal = table.propose("A")
    table.answer("B", "accept", proposal)
    for who, what, which in acts:
        act(table, who, what, which)
    assert agreement(table.talks, proposal) is not None
