"""Where each party stands: said by its own signature, or computed; never typed."""

from __future__ import annotations

from allforall.talks.fold import fold
from allforall.talks.positions import agreement, agreements, position, positions
from tests.talks.telling import Table

LATER = "2026-05-20T12:00:00Z"


def words(table: Table, proposal: object, at: str = LATER) -> dict[str, str]:
    return {each.party: each.word for each in positions(table.talks, proposal, at)}  # type: ignore[arg-type]


def test_who_has_not_answered_is_silent_since_his_own_receipt() -> None:
    """The receipt is an entry of his that has seen the proposal; without one nothing is known of him."""
    table = Table()
    proposal = table.propose("A")
    assert words(table, proposal) == {"A": "proposed", "B": "silent"}
    assert position(table.talks, proposal, "B", LATER).since is None
    table.at("2026-05-17T08:00:00Z").say("B", "list.commit", {"round": 1, "rows": 2, "root": "ab" * 32})
    assert position(table.talks, proposal, "B", LATER).since == "2026-05-17T08:00:00Z"


def test_silence_becomes_lapse_when_the_time_is_over() -> None:
    table = Table()
    proposal = table.propose("A", lapses="2026-05-18T00:00:00Z")
    assert words(table, proposal, "2026-05-17T23:59:59Z")["B"] == "silent"
    assert words(table, proposal, "2026-05-18T00:00:01Z")["B"] == "lapsed"


def test_agreed_is_computed_from_both_signatures() -> None:
    table = Table()
    proposal = table.propose("A")
    assert agreement(table.talks, proposal) is None
    accept = table.answer("B", "accept", proposal)
    found = agreement(table.talks, proposal)
    assert found is not None
    assert (found.accepts, found.confirm) == ((accept,), None)
    assert words(table, proposal) == {"A": "proposed", "B": "accepted"}


def test_a_mediators_proposal_needs_every_party() -> None:
    table = Table()
    proposal = table.propose("M")
    table.answer("A", "accept", proposal)
    assert agreement(table.talks, proposal) is None
    table.answer("B", "accept", proposal)
    assert agreement(table.talks, proposal) is not None


def test_a_counter_proposal_is_a_position() -> None:
    table = Table()
    proposal = table.propose("A", days=30)
    table.propose("B", days=3, counters=proposal.id)
    assert words(table, proposal) == {"A": "proposed", "B": "countered"}


def test_the_last_word_of_a_party_is_its_position() -> None:
    table = Table()
    proposal = table.propose("A")
    table.answer("B", "reject", proposal)
    assert words(table, proposal)["B"] == "rejected"
    table.answer("B", "accept", proposal)
    assert words(table, proposal)["B"] == "accepted"


def test_a_withdrawal_that_did_not_know_of_the_acceptance_leaves_nothing_agreed() -> None:
    """Neither order of arrival may decide; only the proposer's confirm would have settled it."""
    table = Table()
    proposal = table.propose("A")
    table.say("B", "talk.accept", {"of": proposal.id})
    table.say("A", "talk.withdraw", {"of": proposal.id})
    table.hear()
    assert agreement(table.talks, proposal) is None
    assert words(table, proposal)["A"] == "withdrawn"


def test_a_later_agreement_takes_the_place_of_an_earlier_one() -> None:
    table = Table()
    first = table.propose("A", days=3)
    table.answer("B", "accept", first)
    second = table.propose("A", days=30, replaces=first.id)
    assert [each.proposal.id for each in agreements(table.talks, "ceasefire")] == [first.id]
    table.answer("B", "accept", second)
    assert [each.proposal.id for each in agreements(table.talks, "ceasefire")] == [second.id]


def test_an_agreement_stays_when_a_replacement_is_only_proposed() -> None:
    """Otherwise one side could undo what was agreed by proposing something else."""
    table = Table()
    first = table.propose("A", days=3)
    table.answer("B", "accept", first)
    table.propose("A", days=30, replaces=first.id)
    assert agreement(table.talks, first) is not None


def test_a_fold_of_the_same_entries_gives_the_same_positions() -> None:
    table = Table()
    proposal = table.propose("A")
    table.answer("B", "reject", proposal)
    again = fold(table.state, table.entries)
    assert positions(again, proposal, LATER) == positions(table.talks, proposal, LATER)
