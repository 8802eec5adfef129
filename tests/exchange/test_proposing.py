"""Plans proposed, countered, verified: what stands, what is refused, which is better."""

from __future__ import annotations

import pytest

from allforall.exchange.persons import status
from allforall.exchange.proposing import better, verified
from tests.exchange.telling import Telling, answered, plan, row

FINDING = {"valid": True, "objective": [8, 20]}


@pytest.fixture
def told() -> Telling:
    return answered()


def test_both_words_a_plan_counts_once_all_have_said_so(told: Telling) -> None:
    proposal = told.say("A", "plan.propose", plan(told))
    assert status(told.exchange, row(told, "A", 0)) == "held"
    told.confirm(proposal)
    assert status(told.exchange, row(told, "A", 0)) == "agreed"
    assert status(told.exchange, row(told, "A", 4)) == "held"


def test_a_plan_is_accepted_only_if_it_is_still_right(told: Telling) -> None:
    proposal = told.say("A", "plan.propose", plan(told))
    told.hear()
    told.say("B", "list.answer", {"rows": {told.lists["A"]: [0]}, "answer": "deceased", "reason": "notice"})
    assert told.refused("B", "plan.accept", {"of": proposal.id}).rule == "fit-for-manifest"


def test_a_plan_is_confirmed_only_if_it_is_still_right(told: Telling) -> None:
    proposal = told.say("A", "plan.propose", plan(told))
    told.hear()
    told.say("B", "plan.accept", {"of": proposal.id})
    told.say("B", "list.answer", {"rows": {told.lists["A"]: [0]}, "answer": "deceased", "reason": "notice"})
    told.hear()
    assert told.refused("A", "plan.confirm", {"of": proposal.id}).rule == "fit-for-manifest"


def test_a_counter_proposal_names_what_it_answers(told: Telling) -> None:
    proposal = told.say("A", "plan.propose", plan(told))
    counter = plan(told, counters=proposal.id, objective=[8, 21])
    assert told.refused("B", "plan.propose", counter).rule == "unknown-proposal"
    told.hear()
    told.say("B", "plan.propose", counter)


def test_two_persons_nobody_verifies_his_own_plan(told: Telling) -> None:
    proposal = told.say("A", "plan.propose", plan(told))
    assert told.refused("A", "plan.verify", {"of": proposal.id, **FINDING}).rule == "two-persons"
    told.hear()
    told.say("O", "plan.verify", {"of": proposal.id, **FINDING})
    assert verified(told.exchange, proposal)


def test_a_plan_is_verified_only_after_it_was_heard_of(told: Telling) -> None:
    proposal = told.say("A", "plan.propose", plan(told))
    assert told.refused("B", "plan.verify", {"of": proposal.id, **FINDING}).rule == "unknown-proposal"


def test_a_plan_that_reaches_something_else_is_not_valid(told: Telling) -> None:
    proposal = told.say("A", "plan.propose", plan(told))
    told.hear()
    finding = {"of": proposal.id, "valid": True, "objective": [8, 19]}
    assert told.refused("B", "plan.verify", finding).rule == "bad-verify"
    told.say("B", "plan.verify", {**finding, "valid": False})
    assert not verified(told.exchange, proposal)


def test_the_better_of_two_plans_is_the_verified_one_that_reaches_more(told: Telling) -> None:
    ours = told.say("A", "plan.propose", plan(told))
    told.hear()
    theirs = told.say("B", "plan.propose", plan(told, counters=ours.id, objective=[8, 21]))
    told.hear()
    assert better(told.exchange, ours, theirs) is None
    told.say("B", "plan.verify", {"of": ours.id, **FINDING})
    assert better(told.exchange, ours, theirs) == ours
    told.say("A", "plan.verify", {"of": theirs.id, "valid": True, "objective": [8, 21]})
    assert better(told.exchange, ours, theirs) == theirs


def test_of_equals_the_older_plan_is_better(told: Telling) -> None:
    ours = told.say("A", "plan.propose", plan(told))
    told.hear()
    theirs = told.say("B", "plan.propose", plan(told))
    told.hear()
    for each in (theirs, ours):
        told.say("O", "plan.verify", {"of": each.id, **FINDING})
    assert better(told.exchange, theirs, ours) == ours
