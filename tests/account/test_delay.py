"""Delay statements: from receipt to act, clipped to the period, nothing counted twice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from allforall.account.delay import delay, hours, in_words
from allforall.record.waits import Wait

BEGIN, END = "2026-05-01T00:00:00Z", "2026-05-03T00:00:00Z"


def hour(n: int) -> str:
    return f"2026-05-{1 + n // 24:02d}T{n % 24:02d}:00:00Z"


def wait(begin: int | None, end: int | None, member: str = "A", n: int = 1) -> Wait:
    about = f"B:{n}:" + "0" * 64
    by = None if end is None else f"A:{n}:" + "1" * 64
    return Wait(
        member, "accept or counter", about, None if begin is None else hour(begin),
        None if end is None else hour(end), by,
    )  # fmt: skip


def test_a_wait_counts_from_receipt_to_act() -> None:
    assert delay([wait(1, 4)], "A", BEGIN, END).minutes == 180


def test_only_what_falls_into_the_period_counts() -> None:
    found = delay([wait(20, 60)], "A", hour(24), hour(48))
    assert (found.minutes, found.held[0].open) == (24 * 60, True)
    assert delay([wait(1, 4), wait(50, 60)], "A", hour(24), hour(48)).held == ()


def test_what_the_other_side_owes_is_not_this_sides_delay() -> None:
    assert delay([wait(1, 4, "B")], "A", BEGIN, END).held == ()


def test_what_is_not_known_to_have_been_received_shows_no_delay() -> None:
    found = delay([wait(None, None)], "A", BEGIN, END)
    assert (found.minutes, found.held, len(found.unreceived)) == (0, (), 1)
    assert in_words(found)[-1].endswith("A gave no receipt; no delay can be shown.")


def test_the_statement_says_who_what_since_when_and_how_long() -> None:
    found = delay([wait(1, 4), wait(2, None, n=2)], "A", BEGIN, hour(10))
    assert in_words(found) == [
        "Between 2026-05-01T00:00:00Z and 2026-05-01T10:00:00Z A was waited for in 2 things for 9 h 00 min "
        "in all, time in which several things waited counted once.",
        "accept or counter (B:1): received 2026-05-01T01:00:00Z, "
        "done 2026-05-01T04:00:00Z (A:1); 3 h 00 min.",
        "accept or counter (B:2): received 2026-05-01T02:00:00Z, still owed; 8 h 00 min.",
    ]


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20)), max_size=8))
def test_the_sum_is_the_hours_in_which_anything_waited(spans: list[tuple[int, int]]) -> None:
    waiting = {at for begin, length in spans for at in range(begin, min(begin + length, 48))}
    waits = [wait(begin, begin + length, n=n) for n, (begin, length) in enumerate(spans)]
    assert delay(waits, "A", BEGIN, END).minutes == 60 * len(waiting)


def test_hours_and_minutes_are_told_as_such() -> None:
    assert hours(61) == "1 h 01 min"
