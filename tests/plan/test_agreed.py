"""Formula and stages as people write them."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allforall.plan.agreed import lay_out_stages, read_formula, read_parts, read_stages
from allforall.plan.errors import TermsError
from allforall.plan.terms import Stage


def places(formula: str, stages: str, categories: str = "") -> list[dict[str, tuple[int, int]]]:
    laid_out = lay_out_stages(
        read_formula(formula), read_stages(stages), dict(read_parts(categories)) if categories else {}
    )
    return [{each.group: (each.to["A"], each.to["B"]) for each in stage.places} for stage in laid_out]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1000:1000", (1000, 1000)), ("215:56", (215, 56)), ("1,200:1,000", (1200, 1000)), ("50", (50, 50)),
        (" 3 : 2 ", (3, 2)), ("10:0", (10, 0)), ("1000 for 1000", (1000, 1000)), ("84 на 84", (84, 84)),
    ],
)  # fmt: skip
def test_a_formula_is_people_to_a_and_people_to_b(text: str, expected: tuple[int, int]) -> None:
    assert read_formula(text) == expected


@pytest.mark.parametrize("text", ["", "x:1", "1:2:3", "-1:1", "1.5:2", "0:0", "99999999:1", "all"])
def test_a_formula_of_another_kind_is_refused(text: str) -> None:
    with pytest.raises(TermsError, match="formula"):
        read_formula(text)


def test_plain_stages_take_anyone() -> None:
    assert places("1000:1000", "390,307,303") == [{"any": (n, n)} for n in (390, 307, 303)]


def test_once_a_category_is_named_plain_stages_take_soldiers_only() -> None:
    """A civilian fills a soldier's place only where the formula says so."""
    expected = [
        {"military": (270, 270), "civilian": (120, 120)},
        {"military": (307, 307)},
        {"any": (303, 303)},
    ]
    assert places("1000:1000", "390=270m+120c,307,303=303any") == expected


@pytest.mark.parametrize(
    "text",
    [
        "390(270 military + 120 civilians),307,303", "390 = 270 m + 120 c, 307, 303",
        "390=270 військових+120 цивільних;307;303", "390(270 military, 120 civilian),307,303",
    ],
)  # fmt: skip
def test_categories_are_read_in_words(text: str) -> None:
    assert places("1000:1000", text)[0] == {"military": (270, 270), "civilian": (120, 120)}


def test_a_number_of_like_stages() -> None:
    assert places("1000:1000", "3x300,100") == [{"any": (n, n)} for n in (300, 300, 300, 100)]


def test_an_unequal_formula_splits_the_other_side_in_proportion() -> None:
    assert places("215:56", "100,115") == [{"any": (100, 26)}, {"any": (115, 30)}]
    assert places("215:56", "26,30") == [{"any": (100, 26)}, {"any": (115, 30)}]
    assert places("215:56", "100:20,115:36") == [{"any": (100, 20)}, {"any": (115, 36)}]


def test_category_totals_are_spread_over_the_stages() -> None:
    found = places("1000:1000", "390,307,303", "880m+120c")
    assert [sum(a for a, _ in stage.values()) for stage in found] == [390, 307, 303]
    assert sum(stage["civilian"][0] for stage in found) == 120


def test_groups_may_join_categories() -> None:
    assert places("10:10", "10=6military/medical+4c")[0] == {"medical/military": (6, 6), "civilian": (4, 4)}


@pytest.mark.parametrize(
    ("stages", "reason"),
    [
        ("390,307", "the stages add up to 697"), ("390=270m+100c,307,303", "the groups add up to 370"),
        ("390,x,303", "stage 'x'"), ("0,1000", "nobody would go"), ("1000=500m+500m", "the groups overlap"),
        ("1000=500m+500any", "the groups overlap"), ("500:500,500", "some are written for both ways"),
        ("500:500,500:400", "add up to 1000:900"), ("1000=1000 !", "is not a category"), ("", "stage ''"),
        ("99999x1", "1000 stages in all"),
    ],
)  # fmt: skip
def test_stages_that_contradict_themselves_are_refused(stages: str, reason: str) -> None:
    with pytest.raises(TermsError, match=reason):
        places("1000:1000", stages)


def test_categories_stand_in_the_stages_or_as_totals_not_both() -> None:
    with pytest.raises(TermsError, match="both in the stages and as totals"):
        places("10:10", "10=5m+5c", "5m+5c")


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (read_formula, read_stages):
        with contextlib.suppress(TermsError):
            read(text)


@given(sizes=st.lists(st.integers(1, 400), min_size=1, max_size=8), other=st.integers(0, 2000))
def test_every_stage_is_within_one_person_of_the_formula(sizes: list[int], other: int) -> None:
    formula = (sum(sizes), other)
    stages: tuple[Stage, ...] = lay_out_stages(formula, read_stages(",".join(map(str, sizes))), {})
    assert sum(stage.total("B") for stage in stages) == other
    for stage in stages:
        assert abs(stage.total("B") * formula[0] - stage.total("A") * other) < formula[0]
