"""Which rows of a register become candidates, and how rare what they share is."""

import numpy as np
import pytest

from allforall.matching import gathering
from allforall.matching.gathering import KEPT, Pairs, gather, questions_of
from allforall.matching.levels import CODE, FIELDS, LEVELS, codes_of
from allforall.matching.model import Model


def gathered(lists, wanted, register):
    """The candidate pairs of some cards by their likeliest readings, and the shares of strangers."""
    requests = lists.requests(wanted)
    questions = questions_of(requests, slice(0, 1), iter(range(len(requests))))
    model = Model.first(len(register), register.dependence)
    return gather(questions, 0, register, model.log_m, lambda _: None)


def rows(pairs: Pairs) -> set[int]:
    return set(pairs.row.tolist())


@pytest.fixture
def large(monkeypatch):
    """A register for which not every row is looked at."""
    monkeypatch.setattr(gathering, "SMALL", 0)


ASKED = {
    "id": "w",
    "surname": "Гуменюк",
    "given_name": "Іван",
    "patronymic": "Петрович",
    "birth_date": "1990-05-17",
}


@pytest.mark.parametrize(
    "held",
    [
        {"surname": "Humeniuk", "given_name": "Ivan"},
        {"surname": "Гуменюк"},
        {"surname": "Гуминюк", "given_name": "Іван"},
        {"surname": "Сорока", "given_name": "Іван", "birth_date": "1990-05-17"},
        {"surname": "Сорока", "given_name": "Иван", "birth_date": "1990-05-18"},
        {"surname": "Сорока", "birth_date": "1990-05-17"},
        {"surname": "Сорока", "given_name": "Олег", "service_number": "А-123456"},
    ],
)
def test_each_way_alone_leads_to_the_row(lists, crowd, large, held):
    """By surname, by date of birth, or by number: one error never hides a person."""
    register = lists.register_of([*crowd, {"id": "r", **held}])
    pairs, _ = gathered(lists, [{**ASKED, "service_number": "А 123456"}], register)
    assert len(register) - 1 in rows(pairs)


def test_a_stranger_who_shares_nothing_is_not_met_in_a_large_register(lists, crowd, large):
    register = lists.register_of(
        [*crowd, {"id": "r", "surname": "Щур", "given_name": "Олег", "birth_date": "1961-02-03"}]
    )
    pairs, _ = gathered(lists, [ASKED], register)
    assert len(register) - 1 not in rows(pairs)


def test_in_a_small_register_every_row_is_weighed(lists, crowd):
    pairs, _ = gathered(lists, [ASKED], lists.register_of(crowd[:30]))
    assert rows(pairs) == set(range(30))


def test_at_most_the_best_go_on_to_be_compared_in_full(lists, crowd):
    held = {**ASKED, "id": "r"}
    register = lists.register_of([*crowd, held])
    pairs, _ = gathered(lists, [ASKED], register)
    assert len(pairs) == KEPT
    assert len(crowd) in rows(pairs)


def test_comrades_of_the_same_unit_are_kept_among_many_namesakes(lists):
    """A hundred men of one name: the one of the right unit and place must be among the best."""
    same = {"surname": "Мельник", "given_name": "Іван"}
    many = [{"id": f"n{at}", **same, "unit": f"{at + 200} омбр", "captured_at": "Суджа"} for at in range(100)]
    register = lists.register_of([*many, {"id": "r", **same, "unit": "36 обрмп", "captured_at": "Маріуполь"}])
    pairs, _ = gathered(
        lists,
        [{"id": "w", **same, "unit": "36-та бригада морської піхоти", "captured_at": "Мариуполь"}],
        register,
    )
    assert 100 in rows(pairs)


def test_a_common_surname_is_shared_by_more_strangers_than_a_rare_one(lists, crowd):
    common = {"id": "c", "surname": "Мельник"}
    register = lists.register_of(
        [*crowd, *({**common, "id": f"c{at}"} for at in range(100)), {"id": "r", "surname": "Щиглик"}]
    )
    _, shares = gathered(lists, [common, {"id": "r", "surname": "Щиглик"}], register)
    often, seldom = shares[:, CODE["same_surname"]]
    assert often == pytest.approx(100 / 701, rel=0.2)
    assert seldom < 0.005


def test_half_of_the_row_itself_is_taken_off_the_count(lists, crowd):
    """The only bearer of a name is no evidence that strangers bear it: his own row is what was counted."""
    register = lists.register_of([*crowd, {"id": "r", "surname": "Щиглик"}])
    _, shares = gathered(
        lists, [{"id": "w", "surname": "Щиглик"}, {"id": "x", "surname": "Ятвягов"}], register
    )
    found, not_found = shares[:, CODE["same_surname"]]
    assert found - not_found == pytest.approx(0.5 / (len(register) + 100), rel=0.01)


def test_shares_of_the_tabled_fields_are_shares(lists, crowd):
    _, shares = gathered(lists, crowd[:10], lists.register_of(crowd))
    for scale in ("surname", "given_name", "father", "birth_day"):
        codes = [code for code, level in enumerate(LEVELS) if level.scale == scale]
        assert shares[:, codes].sum(axis=1) == pytest.approx(1, abs=0.05)
    assert (shares > 0).all()


def test_lots_of_pairs_are_joined_in_order():
    assert len(Pairs.joined([])) == 0
    none = np.zeros(2, np.int32)
    lot = Pairs(
        none, np.array([4, 5], np.int32), none.astype(np.int8), none, np.zeros((2, len(FIELDS)), np.uint8)
    )
    assert Pairs.joined([lot, lot]).row.tolist() == [4, 5, 4, 5]
    assert Pairs.joined([lot]).taken(np.array([1])).row.tolist() == [5]


def test_every_request_is_asked_in_its_place(lists):
    requests = lists.requests(
        [{"id": "1", "surname": "Гук", "given_name": "Іван"}, {"id": "2", "surname": "Кіт"}]
    )
    first = questions_of(requests, slice(0, 1), iter([0, 1]))
    assert [(question.place, question.reading) for question in first] == [(0, 0), (1, 0)]
    others = questions_of(requests, slice(1, None), iter([0]))
    assert {question.place for question in others} == {0}
    assert all(question.reading >= 1 for question in others)


def test_codes_of_fields_do_not_meet():
    assert not set(codes_of("unit")) & set(codes_of("rank"))
