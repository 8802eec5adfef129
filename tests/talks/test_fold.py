"""The fold of the talks: the same on every machine, and nonsense is kept as refused."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allforall.record.canonical import canon
from allforall.record.entry import Entry
from allforall.talks.figures import figures
from allforall.talks.fold import KINDS, Talks, fold
from allforall.talks.incidents import incidents
from allforall.talks.positions import agreements, positions
from allforall.talks.proposals import proposals
from allforall.talks.statements import statements
from tests.exchange.telling import orders
from tests.talks.telling import TEXT, Table, incident

LATER = "2026-05-20T12:00:00Z"


def told() -> Table:
    """A case with clashes: acts that did not know of each other, an undo, refused entries."""
    table = Table()
    first = table.propose("A", days=30)
    table.say("B", "talk.accept", {"of": first.id})
    table.say("A", "talk.withdraw", {"of": first.id})
    table.hear()
    second = table.propose("M", "venue", place="Istanbul")
    table.say("A", "talk.accept", {"of": second.id})
    table.say("B", "talk.reject", {"of": second.id})
    table.say("B", "talk.accept", {"of": second.id})
    said = table.report("A", "B", [{"that": "list-received", "party": "B"}])
    table.tell("B", "talk.reject", {"of": said.id})
    report = table.incident(105, "2026-05-15T17:00:00Z", "2026-05-16T05:00:00Z")
    table.say("B", "incident.report", incident(80, "2026-05-15T17:00:00Z", "2026-05-16T05:00:00Z"))
    table.hear()
    table.say("A", "undo", {"of": report.id, "why": "entered twice"})
    table.tell("O", "talk.withdraw", {"of": second.id})
    return table


def picture(talks: Talks) -> Any:
    """Everything the talks come to, as values."""
    return (
        [positions(talks, each, LATER) for each in proposals(talks)],
        agreements(talks),
        statements(talks),
        figures(incidents(talks)),
        sorted((each.entry.id, each.rule, each.about) for each in talks.refused),
    )


@given(st.data())
def test_any_order_that_respects_what_was_seen_gives_the_same_talks(data: st.DataObject) -> None:
    table = told()
    order = list(orders(table, lambda ready: data.draw(st.sampled_from(ready))))
    assert picture(fold(table.state, order)) == picture(table.talks)


@pytest.mark.parametrize("name", sorted(KINDS.by_name))
def test_the_vector_of_a_kind_is_right_and_its_sentence_names_its_fields(name: str) -> None:
    kind = KINDS.by_name[name]
    canon(kind.vector)
    kind.check(Entry("0" * 64, "A", 1, LATER, name, kind.vector, {}, [], b""))
    kind.says.format_map({"who": "A", **dict.fromkeys(kind.fields, "…")})


@pytest.mark.parametrize("name", sorted(KINDS.by_name))
def test_no_field_is_personal_since_bodies_are_public(name: str) -> None:
    assert KINDS.by_name[name].withheld(KINDS.by_name[name].vector) == KINDS.by_name[name].vector


def test_an_entry_of_the_exchange_is_left_to_the_exchange() -> None:
    table = Table()
    entry = table.say("A", "list.commit", {"round": 1, "rows": 2, "root": "ab" * 32})
    assert entry in table.talks.unknown
    assert entry not in table.exchange.unknown


def test_an_undo_of_an_entry_of_the_exchange_is_for_the_exchange_to_judge() -> None:
    table = Table()
    entry = table.say("A", "list.commit", {"round": 1, "rows": 2, "root": "ab" * 32})
    table.tell("A", "undo", {"of": entry.id, "why": "a mistake"})
    assert [each.rule for each in table.exchange.refused] == ["firm"]
    assert table.talks.refused == []


def test_an_answer_is_not_taken_back_it_is_given_anew() -> None:
    table = Table()
    proposal = table.propose("A")
    rejected = table.answer("B", "reject", proposal)
    assert table.refused("B", "undo", {"of": rejected.id, "why": "a mistake"}).rule == "firm"


def test_what_is_refused_changes_nothing() -> None:
    table = Table()
    before = picture(table.talks)[:-1]
    table.refused("O", "talk.withdraw", {"of": "A:1:" + "0" * 64})
    table.refused("A", "talk.reject", {"of": "A:1:" + "0" * 64})
    body = {"topic": "ceasefire", "title": "x", "text": TEXT, "counters": "A:1:" + "0" * 64}
    table.refused("A", "talk.propose", body)
    assert picture(table.talks)[:-1] == before
