"""What differs between two versions of a list."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from allforall.exchange.diff import Changed, Diff, diff
from allforall.record.canonical import canon

KOVAL = canon({"surname": "Коваль", "born": "1990"})
KOVAL_1991 = canon({"surname": "Коваль", "born": "1991", "unit": "A1234"})
ORLOV = canon({"surname": "Орлов"})
people = st.lists(st.sampled_from([None, KOVAL, KOVAL_1991, ORLOV]), max_size=6)


def test_a_row_that_filled_up_becomes_a_person() -> None:
    assert diff([KOVAL, None], [KOVAL, ORLOV, KOVAL]) == Diff((1, 2), (), ())


def test_a_person_who_is_nobody_now_is_withdrawn() -> None:
    assert diff([KOVAL, ORLOV], [None, ORLOV]) == Diff((), (0,), ())


def test_a_change_is_told_field_by_field() -> None:
    changes = (Changed(0, "born", "1990", "1991"), Changed(0, "unit", None, "A1234"))
    assert diff([KOVAL], [KOVAL_1991]) == Diff((), (), changes)


@given(people)
def test_a_list_does_not_differ_from_itself(some: list[bytes | None]) -> None:
    assert diff(some, some) == Diff((), (), ())


@given(people, people)
def test_what_is_added_one_way_is_withdrawn_the_other(
    one: list[bytes | None], other: list[bytes | None]
) -> None:
    there, back = diff(one, other), diff(other, one)
    assert (there.added, there.withdrawn) == (back.withdrawn, back.added)
    assert {(each.row, each.field) for each in there.changed} == {
        (each.row, each.field) for each in back.changed
    }
