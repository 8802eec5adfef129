"""The date of a stage is agreed by both, and what breaks the stage off voids it: `both-words`."""

from __future__ import annotations

import pytest

from allforall.exchange.stages import date, dates
from tests.exchange.telling import check_vector
from tests.exchange.walking import DATE, ONE, Walk

BODY = {"stage": 1, "date": DATE, "place": "the crossing"}


@pytest.mark.parametrize("name", ["stage.date.propose", "stage.divert"])
def test_vector(name: str) -> None:
    check_vector(name)


def test_a_date_that_one_side_names_is_no_date() -> None:
    """June 2025: one side had 1,212 bodies stand at the point; for the other no date had been agreed."""
    walk = Walk()
    proposal = walk.say("A", "stage.date.propose", BODY)
    assert date(walk.exchange, ONE) is None
    walk.confirm(proposal)
    assert date(walk.exchange, ONE) == proposal


def test_the_other_side_rejects_not_the_proposer() -> None:
    walk = Walk()
    proposal = walk.say("A", "stage.date.propose", BODY)
    walk.hear()
    walk.say("B", "stage.date.reject", {"of": proposal.id})
    assert walk.refused("A", "stage.date.reject", {"of": proposal.id}).rule == "two-persons"


def test_a_later_date_takes_the_place_of_an_earlier_one() -> None:
    walk = Walk()
    walk.agree("A", "stage.date", BODY)
    later = walk.agree("B", "stage.date", {**BODY, "date": "2026-05-24"})
    assert date(walk.exchange, ONE) == later


def test_two_dates_agreed_apart_are_no_date() -> None:
    walk = Walk()
    one = walk.say("A", "stage.date.propose", BODY)
    other = walk.say("B", "stage.date.propose", {**BODY, "date": "2026-05-24"})
    walk.hear()
    walk.say("A", "stage.date.accept", {"of": other.id})
    walk.say("B", "stage.date.accept", {"of": one.id})
    walk.hear()
    walk.say("A", "stage.date.confirm", {"of": one.id})
    walk.say("B", "stage.date.confirm", {"of": other.id})
    assert date(walk.exchange, ONE) is None
    assert len(dates(walk.exchange, ONE)) == 2


def test_a_postponed_stage_needs_a_new_date_not_before_the_day_it_was_put_off_to() -> None:
    walk = Walk()
    walk.agree("A", "stage.date", BODY)
    walk.say("B", "stage.postpone", {"stage": 1, "until": "2026-05-25", "why": "names are missing"})
    walk.hear()
    assert date(walk.exchange, ONE) is None
    assert walk.refused("A", "stage.date.propose", BODY).rule == "window"
    again = walk.agree("A", "stage.date", {**BODY, "date": "2026-05-25"})
    assert date(walk.exchange, ONE) == again


def test_a_stage_without_a_date_cannot_be_diverted() -> None:
    body = {"stage": 1, "place": "north", "why": "road closed"}
    walk = Walk()
    assert walk.refused("A", "stage.divert", body).rule == "unknown-stage"
    walk.agree("A", "stage.date", BODY)
    walk.say("A", "stage.divert", body)
