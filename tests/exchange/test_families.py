"""Every kind is complete: words, a vector that is right, personal fields decided, an agreement's answers."""

from __future__ import annotations

import string

import pytest

from allforall.exchange import families
from allforall.exchange.fold import KINDS, RULES
from allforall.exchange.persons import _SIGNS, STATES
from allforall.record.kinds import ROLES
from tests.exchange.telling import check_vector

assert families.__all__
NAMES = sorted(KINDS.by_name)
# Persons are row ids, what is personal lies in sealed files; but for a wish, and free words about persons.
PERSONAL = {
    ("list.answer", "ground"),
    ("list.answer", "reason"),
    ("list.withdraw", "why"),
    ("person.same", "reason"),
    ("person.state", "source"),
    ("plan.swap.propose", "why"),
    ("wish.state", "wish"),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_kind_has_words_for_its_reader(name: str) -> None:
    kind = KINDS.by_name[name]
    assert len(kind.about) > 10
    assert "{who}" in kind.says
    named = {field for _, field, _, _ in string.Formatter().parse(kind.says) if field}
    assert named <= {"who", *kind.fields}
    assert not any(kind.fields[field].optional or kind.fields[field].personal for field in named - {"who"})
    assert all(each.about for each in kind.fields.values())


@pytest.mark.parametrize("name", NAMES)
def test_a_kind_s_vector_passes_its_own_check(name: str) -> None:
    check_vector(name)


@pytest.mark.parametrize("name", NAMES)
def test_a_kind_is_for_members_of_a_case_to_say(name: str) -> None:
    assert KINDS.by_name[name].by
    assert KINDS.by_name[name].by <= ROLES


def test_each_kind_has_its_rule_and_each_rule_its_kind() -> None:
    assert set(RULES) == set(NAMES)


def test_it_is_decided_of_each_field_whether_it_is_personal() -> None:
    marked = {
        (name, field)
        for name, kind in KINDS.by_name.items()
        for field, each in kind.fields.items()
        if each.personal
    }
    assert marked == PERSONAL


@pytest.mark.parametrize("name", NAMES)
def test_no_field_is_named_for_what_belongs_in_a_sealed_file(name: str) -> None:
    private = {"name", "surname", "patronymic", "born", "birth", "rank", "health", "diagnosis", "address"}
    assert not private & KINDS.by_name[name].fields.keys()


def test_every_state_of_a_person_can_be_reached() -> None:
    assert set(_SIGNS) == set(STATES) - {"requested"}
