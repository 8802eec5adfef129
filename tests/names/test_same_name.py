"""The pairs of the field: what is one name in every script meets, what is not stays apart."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from allforall.names.compare import compare

HERE = Path(__file__).parent
MEETS, PROBABLY, STAYS_APART = 0.8, 0.7, 0.5


def lines(name: str) -> list[list[str]]:
    text = (HERE / name).read_text(encoding="utf-8")
    return [
        [form.strip() for form in line.split("|")] for line in text.splitlines() if line[:1] not in ("", "#")
    ]


@pytest.mark.parametrize("forms", lines("same_name.txt"), ids=lambda forms: forms[0])
def test_every_form_of_a_name_meets_every_other(forms: list[str]) -> None:
    missed = [(left, right) for left, right in combinations(forms, 2) if compare(left, right).score < MEETS]
    assert missed == []


@pytest.mark.parametrize("forms", lines("same_name.txt"), ids=lambda forms: forms[0])
def test_every_form_meets_beside_another_word(forms: list[str]) -> None:
    """A word alone and a word in a whole name take different ways through the comparison."""
    whole = [(f"Ткач {left}", f"{right} Tkach") for left, right in combinations(forms, 2)]
    assert [pair for pair in whole if compare(*pair).score < MEETS] == []


@pytest.mark.parametrize(("left", "right"), lines("as_lists_write.txt"))
def test_names_as_lists_write_them_meet(left: str, right: str) -> None:
    assert compare(left, right).score >= PROBABLY


@pytest.mark.parametrize(("left", "right"), lines("must_not_meet.txt"))
def test_names_that_must_not_be_taken_for_one(left: str, right: str) -> None:
    assert compare(left, right).score < STAYS_APART
    assert compare(right, left).score < STAYS_APART
