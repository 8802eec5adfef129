"""The record as held: who knew what, what is void, and what is forgotten when something is undone."""

from __future__ import annotations

import pytest

from allforall.record.errors import Refused
from allforall.record.state import State
from tests.record.building import GENESIS, met, sync


def test_one_entry_is_known_to_another_through_what_was_seen() -> None:
    a, b, _ = met()
    first = a.say("note")
    unaware = b.say("note")
    sync(a, b)
    aware = b.say("note")
    state = b.case.state
    assert not state.knows(unaware, "A", first.n)
    assert state.knows(aware, "A", first.n)
    assert not state.knows(aware, "A", first.n + 1)
    assert state.knows(aware, "B", unaware.n)
    assert not state.knows(unaware, "B", unaware.n)


def test_a_feed_of_a_stranger_has_no_place() -> None:
    with pytest.raises(Refused, match="wrong-feed"):
        State(GENESIS).feed("X")


def test_feeds_of_a_member_are_its_devices() -> None:
    state = State(GENESIS)
    for name in ("A/2", "B", "A"):
        state.feed(name)
    assert [feed.name for feed in state.feeds_of("A")] == ["A", "A/2"]
    assert state.sizes() == {"A/2": 0, "B": 0, "A": 0}


def test_what_is_forgotten_is_in_no_index() -> None:
    a, *_ = met()
    state = a.case.state
    before = dict(state.rounds), dict(state.related), dict(state.replaced)
    of = a.say("plan.propose").id
    a.say("plan.propose", {"replaces": of})
    a.say("psi.commit", {"round": 0})
    assert state.rounds
    assert state.replaced
    state.forget({"A": 2, "B": 1, "M": 1})
    assert not any(
        entry for table in (state.rounds, state.related, state.replaced) for entry in table.values()
    )
    assert before == ({}, {}, {})
