"""Laws that hold for any list and any register."""

from __future__ import annotations

import math
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allforall.matching.answer import Answer

few = settings(max_examples=12, deadline=None)
seeds = st.integers(0, 10_000)


def slipped(card: dict[str, str], chance: Random) -> dict[str, str]:
    """The card as another list may have it: fields missing, a year off, initials."""
    card = {key: value for key, value in card.items() if key in ("id", "surname") or chance.random() > 0.25}
    if "birth_date" in card and chance.random() < 0.3:
        card["birth_date"] = card["birth_date"][:4]
    if "given_name" in card and chance.random() < 0.2:
        card["given_name"] = card["given_name"][0] + "."
    return {**card, "id": "w" + card["id"]}


def wanted_from(register: list[dict[str, str]], chance: Random, count: int = 15) -> list[dict[str, str]]:
    """Some of the people of the register, with slips."""
    return [slipped(card, chance) for card in chance.sample(register, count)]


def said(answers: list[Answer]) -> dict[str, tuple]:
    """What was answered, without what exact ties may exchange: id -> decision, nobody, candidates."""
    return {
        each.request_id: (each.decision, each.nobody, {c.register_id: c for c in each.candidates})
        for each in answers
    }


def assert_same(one: list[Answer], other: list[Answer]) -> None:
    """The same decisions, and the same weight and probability for every candidate worth naming."""
    left, right = said(one), said(other)
    assert left.keys() == right.keys()
    for request, (decision, nobody, candidates) in left.items():
        assert right[request][0] == decision
        assert right[request][1] == pytest.approx(nobody, abs=1e-6)
        for key, candidate in candidates.items():
            if candidate.probability > 1e-4:
                twin = right[request][2][key]
                assert twin.probability == pytest.approx(candidate.probability, abs=1e-6)
                assert twin.match_weight == pytest.approx(candidate.match_weight, abs=1e-4)


@few
@given(seeds)
def test_answers_do_not_depend_on_the_order_of_the_register(lists, seed):
    chance = Random(seed)
    register = lists.strangers(150, seed)
    wanted = wanted_from(register, chance)
    shuffled = chance.sample(register, len(register))
    assert_same(lists.answers_of(wanted, register), lists.answers_of(wanted, shuffled))


@few
@given(seeds)
def test_answers_do_not_depend_on_the_order_of_the_list(lists, seed):
    chance = Random(seed)
    register = lists.strangers(150, seed)
    wanted = wanted_from(register, chance)
    shuffled = chance.sample(wanted, len(wanted))
    assert_same(lists.answers_of(wanted, register), lists.answers_of(shuffled, register))


@few
@given(seeds)
def test_probabilities_of_a_request_and_of_nobody_add_up_to_one(lists, seed):
    register = lists.strangers(120, seed)
    for answer in lists.answers_of(wanted_from(register, Random(seed)), register):
        total = answer.nobody + sum(each.probability for each in answer.candidates)
        assert math.isclose(total, 1, abs_tol=1e-9)
        assert 0 <= answer.nobody <= 1
        assert all(0 <= each.probability <= 1 for each in answer.candidates)
