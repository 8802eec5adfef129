"""Well signed nonsense is refused in one line and changes nothing; no entry stops the fold."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allforall.exchange.clocks import lapsed
from allforall.exchange.fold import KINDS
from allforall.exchange.persons import status
from allforall.exchange.plans import conflicts
from allforall.record.errors import Refused
from tests.exchange.telling import HASH, PEOPLE, Body, Telling, answered, plan, planned, row

TIMES = ("2026-02-31T00:00:00Z", "2026-13-01T00:00:00Z", "2026-05-16T25:00:00Z", "0000-01-01T00:00:00Z")
LEAVES = st.none() | st.booleans() | st.integers(-3, 10**7) | st.text(max_size=5) | st.sampled_from(TIMES)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


def look(told: Telling) -> list[Any]:
    """Ask everything of an exchange."""
    persons = [row(told, party, n) for party in told.parties for n in range(PEOPLE)]
    states: list[Any] = [status(told.exchange, each) for each in persons]
    return [*states, conflicts(told.exchange), list(lapsed(told.exchange, "2026-06-01T00:00:00Z"))]


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_field_of_any_other_value_never_stops_the_fold(data: st.DataObject) -> None:
    told = planned()
    kind = KINDS.by_name[data.draw(st.sampled_from(sorted(KINDS.by_name)))]
    rows = {name: [0] for name in told.lists.values()}
    body = {name: rows if name == "rows" else each for name, each in kind.vector.items()}
    body[data.draw(st.sampled_from(sorted({*kind.fields, "more"})))] = data.draw(VALUES)
    try:
        _, refusal = told.tell(data.draw(st.sampled_from(("A", "B", "M"))), kind.name, body)
    except Refused:
        return
    assert refusal is None or "\n" not in refusal.about
    look(told)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("list.answer", {"rows": {"A:99": [0]}, "answer": "held"}),
        ("list.answer", {"rows": {"M:0": [0]}, "answer": "held"}),
        ("list.answer", {"rows": {"Z:1": [0]}, "answer": "held"}),
        ("list.answer", {"rows": {"A:1": [0]}}),
        ("list.answer", {"rows": {"A:1": [0]}, "answer": "held", "surname": "Koval"}),
        ("plan.verify", {"of": "Z:1:" + HASH, "valid": True, "objective": [1]}),
        ("person.state", {"rows": {"A:1": [True]}, "state": "deceased", "source": "x"}),
        ("clock.report", {"what": "health", "until": "2026-02-31T00:00:00Z"}),
    ],
)
def test_nonsense_is_refused_and_changes_nothing(kind: str, body: Body) -> None:
    told = answered()
    before = look(told)
    refusal = told.refused("B", kind, body)
    assert refusal.about
    assert look(told) == before
    assert refusal in told.exchange.refused


def test_a_kind_that_nobody_knows_is_kept_as_unknown() -> None:
    told = answered()
    entry = told.say("B", "future.thing", {"version": 9})
    assert entry in told.exchange.unknown


def test_no_refusal_names_what_a_field_holds() -> None:
    told = answered()
    refusal = told.refused("B", "list.answer", {"rows": {"A:1": [0]}, "answer": "Koval"})
    assert "Koval" not in refusal.about


def test_a_plan_on_rows_of_another_case_is_refused() -> None:
    told = answered()
    stages = [{"A": {"A:77": [0, 1, 2, 3]}, "B": {"B:77": [0, 1, 2, 3]}}]
    refusal = told.refused("A", "plan.propose", plan(told, stages=stages, reserves={"A": {"A:77": [5]}}))
    assert refusal.rule == "unknown-row"
