"""Whole people in proportion: every part rounded, no sum lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from allforall.plan.share import share, share_table

WEIGHTS = st.lists(st.integers(0, 500), min_size=1, max_size=12)


@given(total=st.integers(0, 5000), weights=WEIGHTS)
def test_parts_add_up_and_are_within_one_of_the_exact_share(total: int, weights: list[int]) -> None:
    parts = share(total, weights)
    assert sum(parts) == total
    if sum(weights):
        exact = [total * weight / sum(weights) for weight in weights]
        assert all(abs(part - each) < 1 for part, each in zip(parts, exact, strict=True))


def test_the_largest_remainders_get_the_rest_and_the_earlier_of_equals() -> None:
    assert share(56, [100, 115]) == [26, 30]
    assert share(9, [10, 6, 4]) == [4, 3, 2]
    assert share(1, [1, 1, 1]) == [1, 0, 0]


@given(rows=WEIGHTS, data=st.data())
def test_a_table_has_the_sums_of_its_rows_and_columns(rows: list[int], data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, sum(rows)), max_size=3)))
    columns = [end - start for start, end in zip([0, *cuts], [*cuts, sum(rows)], strict=True)]
    table = share_table(rows, columns)
    assert [sum(row) for row in table] == rows
    assert [sum(column) for column in zip(*table, strict=True)] == columns
    assert all(part >= 0 for row in table for part in row)
