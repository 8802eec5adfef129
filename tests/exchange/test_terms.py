"""Terms: what stands, what is refused, what is in step; and who is owed release."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allforall.exchange.terms import agreed_terms, in_step, owed
from allforall.record.errors import Refused
from tests.exchange.telling import HASH, Telling, answered, row

NUMBERS = {"A": 1000, "B": 1000}
COUNT = st.integers(0, 40)


def terms(**more: Any) -> dict[str, Any]:
    return {"formula": NUMBERS, "release": "series", **more}


def test_both_words_terms_are_in_force_once_all_have_said_so() -> None:
    told = Telling()
    proposal = told.say("A", "terms.propose", terms())
    told.hear()
    told.say("B", "terms.accept", {"of": proposal.id})
    assert agreed_terms(told.exchange) is None
    told.hear()
    told.say("A", "terms.confirm", {"of": proposal.id})
    assert agreed_terms(told.exchange) == proposal


def test_later_terms_take_the_place_of_earlier_ones_whoever_proposed_them() -> None:
    told = Telling()
    told.agree("A", "terms", terms())
    later = told.agree("B", "terms", terms(until="2026-06-30"))
    assert agreed_terms(told.exchange) == later


def test_terms_agreed_without_knowledge_of_each_other_clash() -> None:
    told = Telling()
    offers = {who: told.say(who, "terms.propose", terms()) for who in ("A", "B")}
    told.hear()
    told.say("A", "terms.accept", {"of": offers["B"].id})
    told.say("B", "terms.accept", {"of": offers["A"].id})
    told.hear()
    for who, offer in offers.items():
        told.say(who, "terms.confirm", {"of": offer.id})
    assert agreed_terms(told.exchange) is None


def test_both_words_who_accepted_before_other_terms_came_into_force_accepts_anew() -> None:
    told = Telling()
    offers = {who: told.say(who, "terms.propose", terms()) for who in ("A", "B")}
    told.hear()
    told.say("A", "terms.accept", {"of": offers["B"].id})
    told.say("B", "terms.accept", {"of": offers["A"].id})
    told.hear()
    told.say("A", "terms.confirm", {"of": offers["A"].id})
    told.hear()
    assert told.refused("B", "terms.confirm", {"of": offers["B"].id}).rule == "both-words"
    assert agreed_terms(told.exchange) == offers["A"]
    told.confirm(offers["B"])
    assert agreed_terms(told.exchange) == offers["B"]


@pytest.mark.parametrize(
    "more",
    [
        {"bodies": {"A": 1212}},
        {"categories": {"civilians": {"A": 120, "B": 120}}, "first": ["civilians"]},
        {"stages": [{"A": 390, "B": 390}, {"A": 610, "B": 610}]},
        {"formula": {"A": 215, "B": 56}},
        {"release": "date", "release_on": "2026-06-01"},
        {"from": "2026-05-23", "until": "2026-05-25", "text": {"uk": HASH, "ru": HASH}},
    ],
)
def test_terms_may_say(more: dict[str, Any]) -> None:
    Telling().say("A", "terms.propose", terms(**more))


def test_all_for_all_takes_the_place_of_a_formula() -> None:
    told = Telling()
    told.say("A", "terms.propose", {"all_for_all": True, "release": "series"})
    assert told.refused("A", "terms.propose", terms(all_for_all=True)).rule == "bad-terms"
    assert told.refused("A", "terms.propose", {"release": "series"}).rule == "bad-terms"


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ({"formula": {"A": 5}}, "both-words"),
        ({"categories": {"women": {"A": 1001}}}, "bad-terms"),
        ({"stages": [{"A": 390, "B": 390}]}, "bad-terms"),
        ({"bodies": {"M": 3}}, "bad-terms"),
        ({"from": "2026-05-25", "until": "2026-05-23"}, "bad-terms"),
        ({"release": "date"}, "bad-terms"),
        ({"release_on": "2026-06-01"}, "bad-terms"),
        ({"release": "soon"}, "bad-fields"),
    ],
)
def test_terms_may_not_say(more: dict[str, Any], rule: str) -> None:
    assert Telling().refused("A", "terms.propose", terms(**more)).rule == rule


def test_a_mediator_proposes_terms_and_an_observer_does_not() -> None:
    told = Telling()
    told.say("M", "terms.propose", terms())
    with pytest.raises(Refused):
        told.say("O", "terms.propose", terms())


def test_only_a_proposal_that_stands_is_answered() -> None:
    told = Telling()
    wrong = told.append("A", "terms.propose", terms(release="date"))
    told.exchange.apply(wrong)
    told.hear()
    assert told.refused("B", "terms.accept", {"of": wrong.id}).rule == "unknown-proposal"


def test_two_persons_nobody_rejects_his_own_terms() -> None:
    told = Telling()
    proposal = told.say("A", "terms.propose", terms())
    assert told.refused("A", "terms.reject", {"of": proposal.id}).rule == "two-persons"
    told.hear()
    told.say("B", "terms.reject", {"of": proposal.id, "why": "wounded first"})


@given(COUNT, COUNT)
def test_with_equal_numbers_only_equal_stages_are_in_step(ours: int, theirs: int) -> None:
    agreed = answered().terms
    assert in_step(agreed, {"A": ours, "B": theirs}, 0) is (ours == theirs)


def test_unequal_numbers_are_in_step_to_within_one_person() -> None:
    agreed = answered(formula={"A": 215, "B": 56}).terms
    assert in_step(agreed, {"A": 108, "B": 28}, 0)
    assert not in_step(agreed, {"A": 108, "B": 30}, 0)
    assert in_step(agreed, {"A": 215, "B": 56}, 0)


def test_who_is_owed_release_is_said_by_anybody_who_knows_and_can_be_taken_back() -> None:
    told = answered()
    entry = told.say("M", "owed.state", {"rows": {told.lists["A"]: [3]}, "ground": "III GC 110"})
    assert owed(told.exchange, row(told, "A", 3))
    told.say("M", "undo", {"of": entry.id, "why": "examined again"})
    assert not owed(told.exchange, row(told, "A", 3))


def test_who_is_owed_release_is_on_an_opened_list() -> None:
    told = answered()
    body = {"rows": {told.lists["A"]: [9]}, "ground": "III GC 110"}
    assert told.refused("M", "owed.state", body).rule == "unknown-row"
