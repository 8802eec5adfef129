"""Weights and probabilities of candidate pairs, straight from their levels."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allforall.matching.gathering import PLACE, Pairs
from allforall.matching.levels import CODE, FIELDS, FIRST_M, FIRST_U, HELD, LEVELS, SCALE_OF, SCALES, codes_of
from allforall.matching.model import Model, fitted

PEOPLE = 10_000
SHARES = FIRST_U[None].astype(np.float32)
ALONE = dict.fromkeys(
    (
        *("surname+given", "surname+father", "given+father"),
        *("unit+captured_on", "unit+captured_at", "captured_on+captured_at"),
    ),
    1.0,
)
NAME = ("same_surname", "same_given_name", "same_father")


def pairs_of(*rows: tuple[str, ...], request: int = 0) -> Pairs:
    """Candidates of one request, each told by the facts found."""
    levels = np.zeros((len(rows), len(FIELDS)), np.uint8)
    for at, facts in enumerate(rows):
        for fact in facts:
            levels[at, PLACE[LEVELS[CODE[fact]].field]] = CODE[fact]
    none = np.zeros(len(rows), np.int32)
    return Pairs(none + request, np.arange(len(rows), dtype=np.int32), none.astype(np.int8), none, levels)


def probable(*rows: tuple[str, ...], model: Model | None = None) -> list[float]:
    """The probability of each candidate, and of nobody, of one request."""
    found, nobody, _ = (model or Model.first(PEOPLE, ALONE)).probabilities(pairs_of(*rows), SHARES, 1)
    return [*found.tolist(), float(nobody[0])]


def test_a_weight_is_the_binary_logarithm_of_m_over_u():
    model = Model.first(PEOPLE, ALONE)
    weights = model.field_weights(pairs_of(NAME), SHARES)[0]
    code = CODE["same_surname"]
    assert weights[PLACE["surname"]] == pytest.approx(np.log2(FIRST_M[code] / FIRST_U[code]), abs=1e-4)
    assert weights[PLACE["birth_date"]] == 0


def test_the_match_weight_is_the_sum_of_the_fields_weights():
    model = Model.first(PEOPLE, ALONE)
    pairs = pairs_of((*NAME, "same_birth_date", "rank_differs"))
    assert model.total(pairs, SHARES)[0] == pytest.approx(model.field_weights(pairs, SHARES)[0].sum())


def test_probabilities_and_nobody_add_up_to_one():
    assert sum(probable(NAME, (*NAME, "same_birth_date"), ("surname_differs",))) == pytest.approx(1)


def test_a_request_without_candidates_is_nobody():
    model = Model.first(PEOPLE, ALONE)
    none = pairs_of(NAME).taken(np.zeros(0, np.intp))
    assert model.probabilities(none, SHARES, 2)[1].tolist() == [1.0, 1.0]


def test_two_equally_good_rows_share_what_one_would_have():
    rows = probable((*NAME, "same_birth_date"), (*NAME, "same_birth_date"))
    assert rows[0] == pytest.approx(rows[1])
    assert rows[0] < 0.5


def test_names_that_go_together_are_counted_once():
    together = Model.first(PEOPLE, {**ALONE, "surname+father": 8.0})
    apart = Model.first(PEOPLE, ALONE)
    pairs = pairs_of(NAME)
    assert apart.total(pairs, SHARES)[0] - together.total(pairs, SHARES)[0] == pytest.approx(3.0)


def test_what_two_fields_share_is_never_more_than_the_lesser_of_them():
    together = Model.first(PEOPLE, {**ALONE, "unit+captured_on": 1e9})
    pairs = pairs_of(("same_unit", "same_capture_day"))
    lesser = min(weight for weight in together.field_weights(pairs, SHARES)[0] if weight)
    assert together.total(pairs, SHARES)[0] >= lesser


def test_another_reading_of_the_name_costs_something():
    model = Model.first(PEOPLE, ALONE)
    first, second = pairs_of(NAME), pairs_of(NAME)
    second.reading[:] = 1
    assert model.total(second, SHARES)[0] < model.total(first, SHARES)[0]


def test_a_name_alone_never_proves_as_much_as_its_rarity():
    """Kin and chance put namesakes on registers: a name that nobody else bears still leaves a doubt."""
    with_namesakes, without = Model.first(PEOPLE, ALONE), Model(FIRST_M, 0.7, 1e-12, PEOPLE, ALONE)
    assert probable(NAME, model=with_namesakes)[0] < probable(NAME, model=without)[0]


def test_a_place_or_a_year_alone_proves_less_of_a_namesake():
    """Cousins and fellow villagers share home, company and age: each tells less where the name agrees too."""
    model = Model.first(PEOPLE, ALONE)
    for facts in (("same_birth_place",), ("same_unit",), ("same_birth_year",)):
        bits = model.total(pairs_of((*NAME, *facts)), SHARES) - model.total(pairs_of(NAME), SHARES)
        nobody = [probable(rows)[1] / probable(rows)[0] for rows in (NAME, (*NAME, *facts))]
        assert nobody[0] > nobody[1] > nobody[0] / np.exp2(bits[0])


def test_what_speaks_against_never_speaks_for_however_rare_the_age():
    """Few on the register are as old: another birthday within two years still says no."""
    rare = SHARES.copy()
    rare[:, CODE["birth_years_close"]] = 1e-6
    pairs = pairs_of(("birth_years_close",))
    assert Model.first(PEOPLE, ALONE).field_weights(pairs, rare)[0, PLACE["birth_date"]] < 0


FACTS = st.lists(st.sampled_from(FIELDS), unique=True, min_size=1, max_size=7).flatmap(
    lambda fields: st.tuples(
        *(st.sampled_from([LEVELS[code].fact for code in codes_of(field)]) for field in fields)
    )
)


@settings(max_examples=80, deadline=None)
@given(st.lists(FACTS, min_size=1, max_size=4), st.lists(FACTS, min_size=1, max_size=4))
def test_another_row_never_makes_a_row_likelier(rows, more):
    """With weights held still, every further candidate can only take from the others and from nobody."""
    before, after = probable(*rows), probable(*rows, *more)
    for at in range(len(rows)):
        assert after[at] <= before[at] + 1e-9
    assert after[-1] <= before[-1] + 1e-9


@pytest.mark.parametrize("date", ["birth_date_differs", "same_birth_year_other_day", "same_birth_date"])
def test_a_namesake_competitor_never_raises_the_best(date):
    best = (*NAME, "same_birth_year_other_day")
    assert probable(best, (*NAME, date))[0] <= probable(best)[0]


def many(rows: int, facts: tuple[str, ...]) -> Pairs:
    return Pairs.joined([pairs_of(facts, request=request) for request in range(rows)])


def test_em_learns_how_often_a_field_agrees_from_the_list_itself():
    """Two hundred people whose units never agree: the list was made before they were transferred."""
    pairs = many(200, (*NAME, "same_birth_date", "unit_differs"))
    model = fitted(Model.first(PEOPLE, ALONE), pairs, SHARES, 200)
    assert model.m[CODE["unit_differs"]] > 0.6
    assert model.present > 0.9


def test_em_does_not_learn_that_one_person_has_two_dates_of_birth():
    pairs = many(200, (*NAME, "same_number", "birth_date_differs"))
    model = fitted(Model.first(PEOPLE, ALONE), pairs, SHARES, 200)
    assert model.m[CODE["birth_date_differs"]] <= FIRST_M[CODE["birth_date_differs"]] + 1e-12


def test_em_learns_that_a_list_asks_for_people_who_are_not_there():
    pairs = many(200, ("surname_differs", "birth_date_differs"))
    assert fitted(Model.first(PEOPLE, ALONE), pairs, SHARES, 200).present < 0.1


def test_em_learns_how_often_those_who_are_not_there_have_a_namesake_who_is():
    """All of fifty absent people have one on the register, or none has; those present teach nothing of it."""
    there = many(100, (*NAME, "same_birth_date", "same_unit"))
    others = {True: (*NAME, "birth_date_differs"), False: ("surname_differs", "birth_date_differs")}
    learned = {}
    for namesakes, facts in others.items():
        absent = many(50, facts)
        absent.request[:] += 100
        model = fitted(Model.first(PEOPLE, ALONE), Pairs.joined([there, absent]), SHARES, 150)
        learned[namesakes] = model.namesakes
    assert learned[True] > 0.5
    assert learned[False] < 0.15


def test_after_em_the_levels_of_a_scale_are_still_shares():
    pairs = many(100, (*NAME, "birth_date_differs", "same_rank"))
    model = fitted(Model.first(PEOPLE, ALONE), pairs, SHARES, 100)
    sums = np.bincount(SCALE_OF, weights=model.m, minlength=len(SCALES))
    assert sums == pytest.approx(1, abs=1e-9)
    assert (model.m[HELD] <= FIRST_M[HELD] + 1e-12).all()


def test_a_list_without_requests_teaches_nothing():
    none = pairs_of(NAME).taken(np.zeros(0, np.intp))
    model = fitted(Model.first(PEOPLE, ALONE), none, SHARES[:0], 0)
    assert np.isfinite(model.m).all()
    assert 0 < model.present < 1


def test_a_twin_of_another_given_name_leaves_a_doubt():
    """Family name, father, home and birthday of a twin agree: only the given name tells who is meant."""
    twin = ("same_surname", "given_name_differs", "same_father", "same_birth_date", "same_birth_place")
    assert probable(twin)[0] < 0.95


def test_the_person_stands_before_a_twin():
    family = ("same_surname", "same_father", "same_birth_date", "same_birth_place")
    person, twin, _ = probable((*family, "same_given_name"), (*family, "given_name_differs"))
    assert person > 0.98 > twin
