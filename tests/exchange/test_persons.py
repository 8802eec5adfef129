"""Where one person stands: which state counts, and which invariant bars the way."""

from __future__ import annotations

import pytest

from allforall.exchange.persons import ANEW, APART, CAME_HOME, HOME, ON_THE_WAY, STATES, bar, status
from allforall.exchange.things import Row
from tests.exchange.telling import Telling, answered, planned, row


def test_a_row_of_which_nothing_was_said_is_requested() -> None:
    told = Telling()
    told.lists = told.exchange_lists({"A": 4, "B": 4})
    assert status(told.exchange, row(told, "A", 0)) == "requested"


def test_what_keeps_somebody_back_counts_before_how_far_he_has_come() -> None:
    told = planned()
    told.say(
        "B", "list.answer", {"rows": {told.lists["A"]: [0]}, "answer": "held_back", "ground": "III GC 115"}
    )
    assert status(told.exchange, row(told, "A", 0)) == "held_back"
    told.say("B", "list.answer", {"rows": {told.lists["A"]: [0]}, "answer": "held"})
    assert status(told.exchange, row(told, "A", 0)) == "agreed"


def test_who_is_home_counts_as_home_whatever_else_is_said() -> None:
    told = answered()
    for state in ("escaped", "returned", "deceased"):
        rows = {told.lists["A"]: [0]}
        told.say("A", "person.state", {"rows": rows, "state": state, "source": "register"})
    assert status(told.exchange, row(told, "A", 0)) == "returned"


def test_status_is_what_an_entry_s_author_knew() -> None:
    told = answered()
    report = {"rows": {told.lists["A"]: [0]}, "state": "deceased", "source": "notice"}
    told.say("B", "person.state", report)
    unaware = told.say("A", "ack")
    told.hear()
    aware = told.say("A", "ack")
    assert status(told.exchange, row(told, "A", 0), unaware) == "held"
    assert status(told.exchange, row(told, "A", 0), aware) == "deceased"


@pytest.mark.parametrize(
    ("answer", "barred"),
    [
        ("held", None),
        ("returned", "not-again"),
        ("deceased", "fit-for-manifest"),
        ("needs_data", "both-words"),
        ("not_held", "both-words"),
    ],
)
def test_each_bar_is_named_by_its_invariant(answer: str, barred: str | None) -> None:
    told = answered()
    told.answer_all({"A": told.lists["A"]}, {"A": 1})
    rows = {told.lists["A"]: [0]}
    told.say("B", "list.answer", {"rows": rows, "answer": answer, "reason": "register"})
    assert bar(told.exchange, row(told, "A", 0)) == barred


def test_nobody_goes_of_whom_the_other_side_has_said_nothing() -> None:
    assert bar(Telling().exchange, Row("A:1", 0)) == "both-words"


def test_the_groups_of_states_are_those_of_the_states() -> None:
    assert set(STATES) > HOME.keys() | APART.keys() | ON_THE_WAY.keys()
    assert HOME.keys() > CAME_HOME
    assert APART.keys() > ANEW
