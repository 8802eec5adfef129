from collections import Counter

import pytest

from allforall.rehearsal.requests import ABSENT


def _kinds(rehearsed):
    return Counter(row.kind for row in rehearsed.truth)


def test_three_quarters_are_on_the_register(office):
    assert sum(bool(row.register_ids) for row in office.truth) / len(office.truth) == pytest.approx(
        0.75, abs=0.03
    )


def test_an_eighth_are_same_name_strangers(office):
    assert _kinds(office)["namesake_stranger"] / len(office.truth) == pytest.approx(0.12, abs=0.02)


@pytest.mark.parametrize(
    "kind",
    ["held", "brother", "father_son", "twin", "duplicate", "namesake", "absent", "dead", "returned",
     "similar_stranger", "absent_brother", "absent_father_son", "absent_twin"],
)  # fmt: skip
def test_every_kind_occurs(office, kind):
    assert _kinds(office)[kind] > 0


def test_absent_kinds_have_no_register_row_and_others_have(office):
    for row in office.truth:
        assert bool(row.register_ids) == (row.kind not in ABSENT)


def test_who_stands_there_twice_has_two_rows(office):
    for row in office.truth:
        assert len(row.register_ids) == (2 if row.kind == "duplicate" else 1 if row.register_ids else 0)


def test_a_same_name_stranger_has_a_namesake_on_the_register(clean):
    """The list is clean and so is the register: the full name must be there, with another birth date."""
    register, wanted = clean.register.columns, clean.wanted.columns
    people = {}
    for place in range(len(clean.register)):
        key = register["given_name"][place], register["patronymic"][place]
        people.setdefault(key, set()).add(register["birth_date"][place])
    from allforall.rehearsal.respelling import respelling

    to_russian = respelling("uk_to_ru")
    surnames = set(register["surname"])
    found = total = 0
    for place, row in enumerate(clean.truth):
        if row.kind == "namesake_stranger":
            total += 1
            found += to_russian([wanted["surname"][place]])[0] in surnames
    assert total > 30
    assert found > 0.7 * total


def test_a_namesake_on_the_register_is_somebody_else(office):
    """Each asked-for person with a namesake is a single row, and the namesake is never asked for."""
    ids = [register_id for row in office.truth if row.kind == "namesake" for register_id in row.register_ids]
    assert len(ids) == len(set(ids)) or len(ids) - len(set(ids)) <= 3  # a repeated row asks twice
