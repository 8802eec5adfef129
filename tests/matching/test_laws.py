"""Laws that hold for any list and any register."""

from __future__ import annotations

import math
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allforall.matching.answer import Answer
from allforall.matching.cards import compare_cards
from allforall.matching.gathering import gather, questions_of
from allforall.matching.model import Model
from allforall.people.fields import ALL_FIELDS

few = settings(max_examples=8, deadline=None)
seeds = st.integers(0, 10_000)
LEARNED = 0.25  # bits: one more row moves a little what a short list teaches about namesakes


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
    """The same decisions, and the same weight and probability for every candidate worth naming.

    Not to the last digit: which of equally far rows are the last to be kept depends on their order, and EM
    moves by the little that they weigh.
    """
    left, right = said(one), said(other)
    assert left.keys() == right.keys()
    for request, (decision, nobody, candidates) in left.items():
        assert right[request][0] == decision
        assert right[request][1] == pytest.approx(nobody, abs=1e-3)
        for key, candidate in candidates.items():
            if candidate.probability > 1e-3:
                twin = right[request][2][key]
                assert twin.probability == pytest.approx(candidate.probability, abs=1e-3)
                assert twin.match_weight == pytest.approx(candidate.match_weight, abs=0.01)


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


def levels_found(
    lists, wanted: list[dict[str, str]], register: list[dict[str, str]]
) -> dict[tuple, list[int]]:
    """The levels of all pairs as first read: (id on the list, id on the register) -> level of each field."""
    people, asked = lists.register_of(register), lists.requests(wanted)
    questions = questions_of(asked, slice(0, 1), iter(range(len(asked))))
    model = Model.first(len(people), people.dependence)
    pairs, _ = gather(questions, 0, people, model.log_m, lambda _: None)
    compare_cards(pairs, asked, people)
    keys = zip(pairs.request.tolist(), pairs.row.tolist(), strict=True)
    return {
        (wanted[request]["id"], register[row]["id"]): levels
        for (request, row), levels in zip(keys, pairs.levels.tolist(), strict=True)
    }


@few
@given(seeds)
def test_a_list_and_a_register_that_change_places_find_the_same_facts(lists, seed):
    """What two cards have in common does not depend on who asks."""
    cards = lists.strangers(40, seed)
    chance = Random(seed)
    left, right = cards[:20], [slipped(card, chance) for card in cards]
    there, back = levels_found(lists, left, right), levels_found(lists, right, left)
    assert len(there) == len(back) == 800
    assert all(back[other, one] == levels for (one, other), levels in there.items())


@few
@given(seeds)
def test_probabilities_of_a_request_and_of_nobody_add_up_to_one(lists, seed):
    register = lists.strangers(120, seed)
    for answer in lists.answers_of(wanted_from(register, Random(seed)), register):
        total = answer.nobody + sum(each.probability for each in answer.candidates)
        assert math.isclose(total, 1, abs_tol=1e-9)
        assert 0 <= answer.nobody <= 1
        assert all(0 <= each.probability <= 1 for each in answer.candidates)


def bare(register: list[dict[str, str]], chance: Random, count: int) -> list[dict[str, str]]:
    """Cards that tell little: the name, sometimes a year, a father, a place. Here every bit counts."""
    cards = []
    for card in chance.sample(register, count):
        kept = {key: card[key] for key in ("surname", "given_name")} | {"id": "w" + card["id"]}
        kept |= {key: card[key] for key in ("patronymic", "birth_place", "rank") if chance.random() < 0.4}
        cards.append(kept | ({"birth_date": card["birth_date"][:4]} if chance.random() < 0.7 else {}))
    return cards


def odds(answer: Answer, key: str) -> float:
    """log2 of the odds of one candidate."""
    probability = next((each.probability for each in answer.candidates if each.register_id == key), 0.0)
    return math.log2(max(probability, 1e-9) / max(1 - probability, 1e-9))


@few
@given(seeds)
def test_strangers_raise_nobody_above_what_their_rarity_tells(lists, seed):
    """Strangers share nothing with any request: no sound of a surname, no date, no number, no place.

    They change counts alone: what agrees is known to be rarer, for each field compared by no more than the
    register has grown (with the hundred rows that the first guesses are worth). The share of namesakes is
    learned from the same counts, so it may move by as much once more.
    """
    register = lists.strangers(200, seed)
    wanted = bare(register, Random(seed), 8)
    foreign = [
        {
            "id": f"f{at}",
            "surname": f"Qxyzw{at}",
            "given_name": "Zyx",
            "birth_date": f"19{20 + at % 20}-12-31",
        }
        for at in range(100)
    ]
    rarer = math.log2((len(register) + 100 + 100) / (len(register) + 100))
    before, after = (lists.answers_of(wanted, rows) for rows in (register, [*register, *foreign]))
    for one, other in zip(before, after, strict=True):
        best = one.candidates[0]
        allowed = rarer * (len(best.comparisons) + 1)
        assert odds(other, best.register_id) <= odds(one, best.register_id) + allowed + 0.1


@few
@given(seeds)
def test_a_true_namesake_never_raises_the_best_candidate(lists, seed):
    """One more man of the very name competes, and his coming makes the name itself less rare."""
    register = lists.strangers(150, seed)
    wanted = bare(register, Random(seed), 6)
    before = lists.answers_of(wanted, register)[0]
    best = before.candidates[0]
    name = {key: register[best.row].get(key, "") for key in ("surname", "given_name", "patronymic")}
    namesake = {**name, "id": "n", "birth_date": "1969-12-30"}
    after = lists.answers_of(wanted, [*register, namesake])[0]
    assert odds(after, best.register_id) <= odds(before, best.register_id) + LEARNED


ANY = st.text(max_size=14) | st.sampled_from(
    ["1990", "31.02.1990", "0000", "\u202eabc", "a\ud800", "А123456", "🙂", "N/A"]
)
CARDS = st.lists(
    st.dictionaries(st.sampled_from(ALL_FIELDS[1:]), ANY, max_size=8), min_size=1, max_size=4
).map(lambda cards: [{**card, "id": str(at)} for at, card in enumerate(cards)])


@settings(max_examples=40, deadline=None)
@given(CARDS, CARDS)
def test_no_card_whatever_stands_on_it_stops_the_matching(lists, wanted, register):
    answers = lists.answers_of(wanted, register)
    assert [answer.request_id for answer in answers] == [card["id"] for card in wanted]
    for answer in answers:
        assert "\n" not in answer.why
        assert answer.nobody + sum(each.probability for each in answer.candidates) == pytest.approx(1)
        for each in answer.candidates:
            assert math.isfinite(each.match_weight)
            assert each.reasons is not None
