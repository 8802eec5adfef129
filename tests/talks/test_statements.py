"""What was said, by whom, and what it claims: reports, never facts."""

from __future__ import annotations

import pytest

from allforall.talks.statements import answers_to, authorised, claims_of, statements
from tests.talks.telling import Body, Table

CLAIM = {"that": "list-received", "party": "B"}


def test_statements_stand_in_the_order_in_which_they_were_made() -> None:
    table = Table()
    late = table.report("A", "A", [CLAIM])
    early = table.report("A", "B", [CLAIM], said_at="2026-05-15T00:00:00Z")
    assert statements(table.talks) == [early, late]
    assert statements(table.talks, "B") == [early]


def test_a_denial_denies_the_claims_of_the_statement_it_names() -> None:
    table = Table()
    said = table.report("M", "B", [CLAIM])
    table.hear()
    denial = table.report("A", "A", [], act="denies", of=said.id)
    assert claims_of(table.talks, denial) == [CLAIM]
    assert answers_to(table.talks, said) == [denial]


def test_a_denial_denies_something() -> None:
    table = Table()
    body = table.report("A", "B", [CLAIM]).body
    nothing = {name: value for name, value in body.items() if name != "claims"} | {"act": "denies"}
    assert table.refused("A", "statement.report", nothing).rule == "denies-nothing"


@pytest.mark.parametrize(
    "wrong",
    [
        {"that": "list-received"},
        {"that": "peace"},
        {"party": "B"},
        {"that": "date-agreed", "day": "tomorrow"},
        {"that": "other", "name": "somebody"},
    ],
)
def test_a_claim_has_its_form(wrong: Body) -> None:
    table = Table()
    body = table.report("A", "B", [CLAIM]).body | {"claims": [wrong]}
    assert table.refused("A", "statement.report", body).rule == "bad-fields"


def test_nothing_is_reported_before_it_is_said() -> None:
    table = Table()
    body = table.report("A", "B", [CLAIM]).body
    to_come = body | {"said_at": "2026-05-17T00:00:00Z"}
    assert table.refused("A", "statement.report", to_come).rule == "not-yet"
    before = body | {"reported_at": "2026-05-16T11:00:00Z", "reported_precision": "minute"}
    assert table.refused("A", "statement.report", before).rule == "not-yet"


def test_a_statement_about_a_proposal_names_one_that_stands() -> None:
    table = Table()
    proposal = table.propose("A")
    named = table.report("A", "B", [], proposal=proposal.id)
    assert named.body["proposal"] == proposal.id
    unknown = named.body | {"proposal": named.id}
    assert table.refused("A", "statement.report", unknown).rule == "unknown-entry"


def test_whether_a_speaker_could_speak_is_told_not_judged() -> None:
    """A statement by somebody without authority is still a statement."""
    table = Table()
    said = table.report("A", "B", [CLAIM])
    assert authorised(table.talks, said) is None
    table.say("B", "speaker.may", {"role": "Head of the delegation", "from": "2026-05-01T00:00:00Z"})
    assert authorised(table.talks, said) is False
