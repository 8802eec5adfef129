"""Dates as lists write them."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allforall.people import DateError, PartialDate
from allforall.people.dates import check_birth

TODAY = datetime.date(2025, 6, 2)


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("1990", "1990"),
        ("1990-05", "1990-05"),
        ("1990-05-17", "1990-05-17"),
        ("1990~", "1990~"),
        ("1990?", "1990?"),
        ("1990%", "1990%"),
        ("1990-05~", "1990-05~"),
        ("199X", "199X"),
        ("19XX", "19XX"),
        ("1990-XX-17", "1990-XX-17"),
        ("1990-XX-XX", "1990"),
        ("XXXX-05-17", "XXXX-05-17"),
        ("17.05.1990", "1990-05-17"),
        ("17/05/1990", "1990-05-17"),
        ("17-05-1990", "1990-05-17"),
        ("17,05,1990", "1990-05-17"),
        ("17. 05. 1990", "1990-05-17"),
        ("17.5.90", "1990-05-17"),
        ("17.05.05", "2005-05-17"),
        ("1990/05/17", "1990-05-17"),
        ("1990.05.17", "1990-05-17"),
        ("1990-5-7", "1990-05-07"),
        ("05.1990", "1990-05"),
        ("5/1990", "1990-05"),
        ("21 квiтня 1995", "1995-04-21"),
        ("20 рокiв", "2005~"),
        ("17..05.1990", "1990-05-17"),
        ("хх.05.1990", "1990-05"),
        ("??.??.1990", "1990"),
        ("__.__.1985", "1985"),
        ("17.05.1990 (35 років)", "1990-05-17"),
        ("1990 (35)", "1990"),
        ("17.05.1990*", "1990-05-17"),
        ("19900517", "1990-05-17"),
        ("17051990", "1990-05-17"),
        ("170590", "1990-05-17"),
        ("17 травня 1990 р.н.", "1990-05-17"),
        ("17 травня 1990 року народження", "1990-05-17"),
        ("травень 1990", "1990-05"),
        ("1990 р.н.", "1990"),
        ("1990р.н.", "1990"),
        ("90 р.н.", "1990"),
        ("17 мая 1990 г.", "1990-05-17"),
        ("17-го мая 1990 года", "1990-05-17"),
        ("17 МАЯ 1990", "1990-05-17"),
        ("1990 г.р.", "1990"),
        ("17.05.1990 г.р.", "1990-05-17"),
        ("д.р. 17.05.1990", "1990-05-17"),
        ("17 Mayıs 1990", "1990-05-17"),
        ("17 MAYIS 1990", "1990-05-17"),
        ("Ağustos 1990", "1990-08"),
        ("1990 doğumlu", "1990"),
        ("17 May 1990", "1990-05-17"),
        ("May 17, 1990", "1990-05-17"),
        ("17-May-90", "1990-05-17"),
        ("17.V.1990", "1990-05-17"),
        ("9 травня", "XXXX-05-09"),
        ("близько 1985", "1985~"),
        ("бл. 1985", "1985~"),
        ("прибл. 1985 р.н.", "1985~"),
        ("около 1985", "1985~"),
        ("около 1985 г.р.", "1985~"),
        ("about 1985", "1985~"),
        ("c. 1985", "1985~"),
        ("ca 1985", "1985~"),
        ("~1985", "1985~"),
        ("yaklaşık 1985", "1985~"),
        ("1985 civarında", "1985~"),
        ("можливо 1985", "1985?"),
        ("1985 (?)", "1985?"),
        ("1985-1987", "1986~"),
        ("39 років", "1986~"),
        ("39 лет", "1986~"),
        ("age 39", "1986~"),
        ("39 years old", "1986~"),
        ("39 yaşında", "1986~"),
        ("32905", "1990-02-01"),
        ("32905.0", "1990-02-01"),
        ("1990-05-17 00:00:00", "1990-05-17"),
        ("1990-05-17T00:00:00Z", "1990-05-17"),
        ("17.05.1990 0:00", "1990-05-17"),
        ("5/17/1990 12:00:00 AM", None),
        ("١٧.٠٥.١٩٩٠", "1990-05-17"),
        ("1О.05.1990", "1990-05-10"),
    ],
)
def test_a_date_is_read_in_every_way_lists_write_it(written: str, edtf: str | None) -> None:
    """None marks what must be refused rather than guessed."""
    if edtf is None:
        with pytest.raises(DateError):
            PartialDate.parse(written, today=TODAY)
    else:
        assert PartialDate.parse(written, today=TODAY).edtf == edtf


@pytest.mark.parametrize(
    ("written", "readable"),
    [
        ("31.02.1990", "1990"),
        ("00.00.1985", "1985"),
        ("00.05.1985", "1985-05"),
        ("32.05.1985", "1985-05"),
        ("29.02.1991", "1991"),
        ("05.17.1990", "1990-05-17?"),
        ("18.13.1990", "1990"),
        ("1990-02-31", "1990"),
        ("1990-13-01", "1990-01-13?"),
        ("abc", None),
        ("", None),
        ("39", None),
        ("17.05.1990 / 18.06.1991", None),
        ("99999999999", None),
        ("17.05.1990 уточнюється", "1990-05-17"),
        ("весна 2022", "2022"),
        ("17 тварня 1990", "1990"),
        ("між 1990 та 1991", None),
    ],
)
def test_what_is_no_date_is_refused_and_what_is_readable_of_it_kept(
    written: str, readable: str | None
) -> None:
    with pytest.raises(DateError) as refused:
        PartialDate.parse(written, today=TODAY)
    kept = refused.value.readable
    assert (kept.edtf if kept is not None else None) == readable


def test_month_first_is_read_where_the_column_says_so() -> None:
    assert PartialDate.parse("5/6/1990", today=TODAY, month_first=True).edtf == "1990-05-06"
    assert PartialDate.parse("5/6/1990", today=TODAY).edtf == "1990-06-05"


@pytest.mark.parametrize(
    ("written", "rest"), [("2090", None), ("17.05.2090", "XXXX-05-17"), ("1890-05-17", "XXXX-05-17")]
)
def test_nobody_is_born_in_the_future_or_before_1900(written: str, rest: str | None) -> None:
    with pytest.raises(DateError) as refused:
        check_birth(PartialDate.parse(written, today=TODAY), TODAY, written)
    assert (refused.value.readable.edtf if refused.value.readable else None) == rest


def test_a_decade_is_its_middle_year_and_written_as_a_decade() -> None:
    date = PartialDate.parse("199X")
    assert (date.year, date.span, date.approximate, date.edtf) == (1995, 10, True, "199X")


years = st.integers(1900, 2025)
dates = st.one_of(
    st.builds(PartialDate, years, approximate=st.booleans(), uncertain=st.booleans()),
    st.builds(PartialDate, years, st.integers(1, 12), approximate=st.booleans(), uncertain=st.booleans()),
    st.builds(PartialDate, years, st.integers(1, 12), st.integers(1, 28), st.booleans(), st.booleans()),
    st.builds(PartialDate, st.none(), st.integers(1, 12), st.integers(1, 28)),
)


@given(dates)
def test_what_is_written_is_read_again(date: PartialDate) -> None:
    assert PartialDate.parse(date.edtf) == date


@given(st.text(max_size=30))
def test_no_text_does_more_than_be_refused(text: str) -> None:
    try:
        date = PartialDate.parse(text, today=TODAY)
    except DateError:
        return
    assert PartialDate.parse(date.edtf) == date


@given(st.from_regex(r"[0-9XxТ.,/~? -]{1,14}", fullmatch=True))
def test_no_row_of_digits_does_more_than_be_refused(text: str) -> None:
    try:
        date = PartialDate.parse(text, today=TODAY)
    except DateError as refused:
        assert refused.readable is None or refused.readable.edtf  # noqa: PT017  # a property of the error
        return
    assert date.edtf
