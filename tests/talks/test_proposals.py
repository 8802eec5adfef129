"""What may be said to a proposal, and by whom."""

from __future__ import annotations

import pytest

from allforall.record.errors import Refused
from allforall.talks.proposals import proposals
from tests.talks.telling import TEXT, Table


def test_nobody_answers_his_own_proposal() -> None:
    table = Table()
    proposal = table.propose("A")
    assert table.refused("A", "talk.reject", {"of": proposal.id}).rule == "two-persons"
    own = {"topic": "ceasefire", "title": "shorter", "text": TEXT, "counters": proposal.id}
    assert table.refused("A", "talk.propose", own).rule == "two-persons"


def test_agreed_cannot_be_typed() -> None:
    """There is no field and no kind for it, and a confirm before the other's acceptance is refused."""
    table = Table()
    proposal = table.propose("A")
    with pytest.raises(Refused, match="confirm-too-early"):
        table.tell("A", "talk.confirm", {"of": proposal.id})
    said = {"topic": "ceasefire", "title": "agreed", "text": TEXT, "agreed": True}
    assert table.refused("A", "talk.propose", said).rule == "bad-fields"


def test_what_all_accepted_is_not_rejected_or_withdrawn_on_one_sides_word() -> None:
    table = Table()
    proposal = table.propose("A")
    table.answer("B", "accept", proposal)
    assert table.refused("B", "talk.reject", {"of": proposal.id}).rule == "agreed"
    assert table.refused("A", "talk.withdraw", {"of": proposal.id}).rule == "agreed"
    counter = {"topic": "ceasefire", "title": "shorter", "text": TEXT, "counters": proposal.id}
    assert table.refused("B", "talk.propose", counter).rule == "agreed"


def test_a_withdrawn_proposal_is_not_accepted_by_who_knows_it() -> None:
    table = Table()
    proposal = table.propose("A")
    table.answer("A", "withdraw", proposal)
    assert table.refused("B", "talk.accept", {"of": proposal.id}).rule == "withdrawn"


def test_a_replaced_proposal_is_not_accepted_by_who_knows_it() -> None:
    table = Table()
    proposal = table.propose("A")
    table.propose("A", replaces=proposal.id)
    assert table.refused("B", "talk.accept", {"of": proposal.id}).rule == "withdrawn"


def test_a_withdrawn_proposal_is_not_confirmed() -> None:
    table = Table()
    proposal = table.propose("A")
    table.say("B", "talk.accept", {"of": proposal.id})
    table.say("A", "talk.withdraw", {"of": proposal.id})
    table.hear()
    assert table.refused("A", "talk.confirm", {"of": proposal.id}).rule == "both-words"


def test_only_its_proposer_withdraws_a_proposal() -> None:
    table = Table()
    proposal = table.propose("A")
    assert table.refused("B", "talk.withdraw", {"of": proposal.id}).rule == "not-his-to-say"


def test_a_proposal_is_not_accepted_after_it_lapsed() -> None:
    table = Table()
    proposal = table.propose("A", lapses="2026-05-17T00:00:00Z")
    table.at("2026-05-18T00:00:00Z")
    assert table.refused("B", "talk.accept", {"of": proposal.id}).rule == "lapsed"


def test_a_proposal_that_has_lapsed_when_it_is_made_is_refused() -> None:
    table = Table()
    body = {"topic": "meeting", "title": "yesterday", "text": TEXT, "lapses": "2026-05-15T00:00:00Z"}
    assert table.refused("A", "talk.propose", body).rule == "bad-period"


def test_an_answer_to_nothing_is_refused() -> None:
    table = Table()
    assert table.refused("B", "talk.reject", {"of": "A:9:" + "0" * 64}).rule == "unknown-entry"


def test_a_proposal_one_has_not_heard_of_cannot_be_rejected() -> None:
    """Rules judge by what the author knew, not by what we hold."""
    table = Table()
    proposal = table.say("A", "talk.propose", {"topic": "ceasefire", "title": "30 days", "text": TEXT})
    assert table.refused("B", "talk.reject", {"of": proposal.id}).rule == "unknown-entry"


def test_proposals_are_found_by_topic() -> None:
    table = Table()
    ceasefire, venue = table.propose("A"), table.propose("B", "venue", place="Istanbul")
    assert proposals(table.talks, "venue") == [venue]
    assert {each.id for each in proposals(table.talks)} == {ceasefire.id, venue.id}
