"""What an officer meets: small made-up lists, read from files, answered against a crowd."""

from __future__ import annotations

import datetime as dt

import pytest

from allforall.matching import halves, matcher
from allforall.matching.answer import Answer, Decision

WEIGHTS = (-1, 5, 7, 9, 4, 6, 10, 5, 7)
HE = {"surname": "Гуменюк", "given_name": "Олексій", "patronymic": "Петрович", "birth_date": "17.05.1990"}


def tax_number(born: dt.date, serial: str = "1231") -> str:
    nine = f"{(born - dt.date(1899, 12, 31)).days:05}{serial}"
    return nine + str(sum(w * int(d) for w, d in zip(WEIGHTS, nine, strict=True)) % 11 % 10)


@pytest.fixture
def ask(answered, crowd):
    """Ask for one person among a crowd and some rows more; ten other requests make it a list."""

    def answer(wanted: dict[str, str], *held: dict[str, str]) -> Answer:
        rows = [{"id": f"r{at}", **card} for at, card in enumerate(held, 1)]
        others = [{**card, "id": f"o{at}"} for at, card in enumerate(crowd[:30:3])]
        return answered([{"id": "w", **wanted}, *others], [*crowd, *rows])[0]

    return answer


def best(answer: Answer) -> tuple[str, Decision]:
    """The id of the best candidate, and the decision."""
    return answer.candidates[0].register_id, answer.decision


# ---- the same person, written another way


@pytest.mark.parametrize(
    "held",
    [
        HE,
        {"full_name": "ГУМЕНЮК Олексій Петрович", "birth_date": "1990-05-17"},
        {"full_name": "Олексій Петрович Гуменюк", "birth_date": "1990-05-17"},
        {"full_name": "Гуменюка Олексія Петровича", "birth_date": "1990-05-17"},
        {"surname": "Гуменюк", "given_name": "Алексей", "patronymic": "Петрович", "birth_date": "1990-05-17"},
        {"surname": "HUMENIUK", "given_name": "OLEKSII", "birth_date": "1990-05-17"},
        {
            "surname": "Gumenyuk",
            "given_name": "Aleksey",
            "patronymic": "Petrovich",
            "birth_date": "17/05/1990",
        },
        {"surname": "Олексій", "given_name": "Гуменюк", "patronymic": "Петрович", "birth_date": "1990-05-17"},
        {"full_name": "Гуменюк О.П.", "birth_date": "1990-05-17"},
        {"surname": "Гуминюк", "given_name": "Олексій", "patronymic": "Петрович", "birth_date": "1990-05-17"},
        {"surname": "Гуменюк", "given_name": "Олексій", "birth_date": "1990-05-17"},
    ],
    ids=[
        "the same",
        "one cell",
        "surname last",
        "genitive",
        "Russian",
        "Latin",
        "Latin of Russian",
        "exchanged",
        "initials",
        "a letter off",
        "no patronymic",
    ],
)
def test_one_person_however_written_is_sure(ask, held):
    assert best(ask(HE, held)) == ("r1", Decision.SURE)
    assert best(ask({**held, "id": "w"}, HE)) == ("r1", Decision.SURE)


def test_a_latin_list_meets_a_cyrillic_register_and_the_converse(answered, crowd):
    latin = [
        {"id": "1", "full_name": "Vyshnevskyi Serhii Mykolaiovych", "birth_date": "1984-09-12"},
        {"id": "2", "full_name": "Chorna Olena", "birth_date": "1991-12-03"},
        {"id": "3", "full_name": "Dzhemilev Cemil", "birth_date": "1979-02-14"},
    ]
    cyrillic = [
        {
            "id": "a",
            "surname": "Вишневский",
            "given_name": "Сергей",
            "patronymic": "Николаевич",
            "birth_date": "12.09.1984",
        },
        {
            "id": "b",
            "surname": "Чорна",
            "given_name": "Олена",
            "patronymic": "Іванівна",
            "birth_date": "03.12.1991",
        },
        {"id": "c", "surname": "Джемілєв", "given_name": "Джеміль", "birth_date": "14.02.1979"},
    ]
    for wanted, held in ((latin, cyrillic), (cyrillic, latin)):
        found = answered(wanted, [*crowd, *held])
        assert [each.candidates[0].register_id for each in found] == [card["id"] for card in held]


def test_a_maiden_name_leads_to_the_woman(ask):
    held = {"surname": "Сорока", "given_name": "Ірина", "patronymic": "Іванівна", "birth_date": "1988-07-21"}
    wanted = {**held, "surname": "Гаврилюк", "former_surname": "Сорока"}
    assert ask(wanted, held).candidates[0].register_id == "r1"


def test_two_fields_wrong_and_the_person_is_still_first(ask):
    held = {**HE, "unit": "36 обрмп", "captured_at": "Маріуполь"}
    wanted = {
        **held,
        "surname": "Гуминюк",
        "birth_date": "17.05.1991",
        "unit": "36-та бригада морської піхоти",
    }
    assert ask(wanted, held).candidates[0].register_id == "r1"


# ---- other people of the same name


def test_twins_are_not_joined_by_birth_date(ask):
    """Same surname, father, day of birth and unit: only the given name tells Олексій from Олександр."""
    twin = {**HE, "given_name": "Олександр", "unit": "36 обрмп"}
    answer = ask({**HE, "unit": "36 обрмп"}, twin)
    assert answer.decision is not Decision.SURE
    both = ask({**HE, "unit": "36 обрмп"}, twin, {**HE, "unit": "36 обрмп"})
    assert best(both) == ("r2", Decision.SURE)
    assert both.candidates[0].same_as == ()


def test_father_and_son_with_one_name_are_told_apart_by_the_year(ask):
    son = {"surname": "Гуменюк", "given_name": "Петро", "patronymic": "Петрович", "birth_date": "1990-05-17"}
    father = {**son, "birth_date": "1962-03-08"}
    assert best(ask(son, father, son)) == ("r2", Decision.SURE)
    assert best(ask(father, father, son)) == ("r1", Decision.SURE)
    assert ask(son, father).decision is not Decision.SURE


def test_brothers_are_two_people(ask):
    brother = {**HE, "given_name": "Іван", "birth_date": "1993-01-25", "unit": "24 омбр"}
    asked = {**HE, "unit": "24 омбр"}
    assert ask(asked, brother).decision is not Decision.SURE
    assert best(ask(asked, brother, asked)) == ("r2", Decision.SURE)


@pytest.mark.parametrize("date", ["26.11.1963", "17.05.1963", "26.11.1990", "03.04.1991", "1963", "1970~"])
def test_a_namesake_with_another_birth_date_is_never_sure(ask, date):
    assert ask(HE, {**HE, "birth_date": date}).decision is not Decision.SURE


def test_a_name_alone_is_never_sure(ask):
    name = {key: value for key, value in HE.items() if key != "birth_date"}
    answer = ask(name, name)
    assert best(answer) == ("r1", Decision.ASK)
    assert "birth" in answer.why
    assert ask(name, HE).decision is Decision.ASK
    assert ask(HE, name).decision is Decision.ASK


def test_two_namesakes_whom_nothing_tells_apart_share_the_probability(ask):
    name = {key: value for key, value in HE.items() if key != "birth_date"}
    answer = ask(name, HE, {**HE, "birth_date": "1971-02-03"})
    first, second = answer.candidates[:2]
    assert {first.register_id, second.register_id} == {"r1", "r2"}
    assert first.probability == pytest.approx(second.probability, rel=0.05)
    assert first.probability < 0.55
    assert answer.decision is Decision.ASK


# ---- numbers


def test_an_equal_service_number_makes_a_name_sure(ask):
    name = {"surname": "Гуменюк", "given_name": "Олексій"}
    found = ask({**name, "service_number": "А-123456"}, {**name, "service_number": "A 123456"})
    assert best(found) == ("r1", Decision.SURE)


def test_a_service_number_finds_a_person_whose_name_is_lost(ask):
    found = ask({"surname": "Х", "service_number": "А-777123"}, {**HE, "service_number": "А777123"})
    assert found.candidates[0].register_id == "r1"
    assert found.decision is not Decision.NONE


def test_a_tax_number_counts_and_one_with_a_wrong_check_digit_does_not(ask):
    name = {"surname": "Гуменюк", "given_name": "Олексій"}
    good = tax_number(dt.date(1990, 5, 17))
    wrong = good[:9] + str((int(good[9]) + 1) % 10)
    assert best(ask({**name, "tax_number": good}, {**name, "tax_number": good})) == ("r1", Decision.SURE)
    assert ask({**name, "tax_number": wrong}, {**name, "tax_number": wrong}).decision is not Decision.SURE


def test_a_tax_number_tells_the_date_of_birth_of_a_card_without_one(ask):
    name = {"surname": "Гуменюк", "given_name": "Олексій"}
    asked = {**name, "tax_number": tax_number(dt.date(1990, 5, 17))}
    answer = ask(asked, {**name, "birth_date": "1990-05-17"})
    assert best(answer) == ("r1", Decision.SURE)
    assert ask(asked, {**name, "birth_date": "1963-11-26"}).decision is not Decision.SURE


# ---- one person twice on the register


def test_a_person_twice_on_the_register_is_shown_as_such(ask):
    """Both rows together, first and second, and the reason names the other row."""
    latin = {
        "surname": "Humeniuk",
        "given_name": "Aleksei",
        "patronymic": "Petrovich",
        "birth_date": "1990-05-17",
    }
    answer = ask(HE, HE, latin)
    assert answer.decision is Decision.SURE
    assert [each.register_id for each in answer.candidates[:2]] in (["r1", "r2"], ["r2", "r1"])
    first, second = answer.candidates[:2]
    assert first.same_as == (second.register_id,)
    assert f"more than once: also {second.register_id}" in answer.why


# ---- odd lists


def test_rows_without_anything_to_go_by_are_answered_none(answered, crowd):
    answers = answered([{"id": "1", "full_name": "", "notes": "?"}, {"id": "2", "surname": "Гуменюк"}], crowd)
    assert all(answer.decision is not Decision.SURE for answer in answers)


def test_a_register_of_one_row_answers_too(answered):
    """So few rows tell nothing of how rare a name is; what agrees is still told."""
    answer = answered([{"id": "w", **HE}], [{"id": "r", **HE}])[0]
    assert answer.candidates[0].register_id == "r"
    assert answer.decision is not Decision.NONE
    stranger = answered(
        [{"id": "w", "surname": "Сорока", "given_name": "Ілля", "birth_date": "1960"}], [{"id": "r", **HE}]
    )
    assert stranger[0].decision is Decision.NONE


def test_all_three_decisions_on_one_list(answered, crowd):
    held = {**crowd[5], "id": "r"}
    name = {key: held[key] for key in ("surname", "given_name")}
    nobody = {"surname": "Ятвягов", "given_name": "Еней", "birth_date": "1958-01-09"}
    sure, ask, none = answered([{**crowd[7], "id": "1"}, {"id": "2", **name}, {"id": "3", **nobody}], crowd)
    assert [sure.decision, none.decision] == [Decision.SURE, Decision.NONE]
    assert ask.decision is Decision.ASK


def test_a_list_asked_twice_is_answered_the_same(answered, crowd):
    wanted = [{**card, "id": f"w{at}"} for at, card in enumerate(crowd[:8])]
    assert answered(wanted, crowd) == answered(wanted, crowd)


def test_two_processes_give_the_answers_of_one(answered, crowd, monkeypatch):
    wanted = [{**card, "id": f"w{at}"} for at, card in enumerate(crowd[:9])]
    alone = answered(wanted, crowd)
    monkeypatch.setattr(matcher, "_WORTH_A_PROCESS", 0)
    monkeypatch.setattr(halves.os, "cpu_count", lambda: 2)
    assert answered(wanted, crowd) == alone


def test_at_least_the_ten_best_are_shown_where_there_are_ten(answered, crowd):
    for answer in answered([{"id": "w", **HE}], crowd):
        assert len(answer.candidates) >= 10
        assert [each.rank for each in answer.candidates] == list(range(1, len(answer.candidates) + 1))
        probabilities = [each.probability for each in answer.candidates]
        assert probabilities == sorted(probabilities, reverse=True)


def test_an_empty_list_has_no_answers(lists, crowd):
    assert lists.answers_of([], crowd) == []
