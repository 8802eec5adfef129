"""Families before the public, a death by a person, nothing before its time: `family-first`."""

from __future__ import annotations

from typing import Any

import pytest

from allforall.exchange.persons import status
from allforall.exchange.telling import silence, totals, untold
from tests.exchange.telling import check_vector
from tests.exchange.walking import DATE, ONE, Walk

NUMBERS: dict[str, Any] = {"stage": 1, "numbers": {"A": 2, "B": 2}, "office": "press"}


@pytest.mark.parametrize("name", ["telling.family", "telling.bureau", "telling.embargo", "bulletin.publish"])
def test_vector(name: str) -> None:
    check_vector(name)


def told(walk: Walk, *numbers: int, how: str = "call") -> dict[str, Any]:
    return {"rows": walk.of("A", *numbers), "how": how, "office": "liaison"}


def test_numbers_are_published_once_all_families_know() -> None:
    walk = Walk().upto("sign")
    assert len(untold(walk.exchange, [ONE])) == 4
    assert walk.refused("A", "bulletin.publish", NUMBERS).rule == "family-first"
    walk.step("families")
    assert totals(walk.exchange, [ONE]) == {"A": 2, "B": 2}
    walk.say("A", "bulletin.publish", NUMBERS)


def test_other_numbers_than_those_signed_for_are_refused() -> None:
    walk = Walk().upto("families")
    body = {**NUMBERS, "numbers": {"A": 3, "B": 2}}
    assert walk.refused("A", "bulletin.publish", body).rule == "delivered-as-agreed"


def test_nothing_is_published_that_is_not_signed_for() -> None:
    walk = Walk().upto("count")
    assert walk.refused("A", "bulletin.publish", NUMBERS).rule == "family-first"


def test_the_series_is_published_when_its_last_stage_is_signed_for() -> None:
    walk = Walk().upto("families")
    whole = {"numbers": {"A": 2, "B": 2}, "office": "press"}
    walk.say("M", "bulletin.publish", whole)


def test_an_embargo_of_either_side_holds() -> None:
    walk = Walk().upto("families")
    walk.say("B", "telling.embargo", {"until": f"{DATE}T20:00:00Z"})
    walk.hear()
    assert walk.refused("A", "bulletin.publish", NUMBERS).rule == "family-first"
    walk.clock = f"{DATE}T20:00:00Z"
    walk.say("A", "bulletin.publish", NUMBERS)


def test_an_embargo_has_one_end() -> None:
    walk = Walk()
    assert walk.refused("A", "telling.embargo", {}).rule == "bad-fields"
    walk.say("A", "telling.embargo", {"series_end": True})


def test_the_terms_name_the_day_of_release() -> None:
    walk = Walk().upto("lists")
    terms = {"formula": {"A": 2, "B": 2}, "release": "date", "release_on": "2026-05-25"}
    walk.terms = walk.agree("A", "terms", terms)
    walk.done += 1
    walk.upto("families")
    assert silence(walk.exchange, [ONE], f"{DATE}T12:00:00Z") is not None
    assert silence(walk.exchange, [ONE], "2026-05-25T00:00:00Z") is None


@pytest.mark.parametrize("how", ["letter", "message"])
def test_a_death_is_told_by_a_person(how: str) -> None:
    walk = Walk().upto("lists")
    walk.say("B", "list.answer", {"rows": walk.of("A", 0), "answer": "deceased", "reason": "in hospital"})
    walk.hear()
    assert walk.refused("A", "telling.family", told(walk, 0, how=how)).rule == "family-first"
    walk.say("A", "telling.family", told(walk, 0, how="in_person"))


def test_hopes_are_not_told() -> None:
    walk = Walk().upto("manifest")
    assert walk.refused("A", "telling.family", told(walk, 0)).rule == "family-first"


def test_each_side_tells_its_own_families() -> None:
    walk = Walk().upto("crossed")
    assert walk.refused("B", "telling.family", told(walk, 0)).rule == "not-his-to-say"
    walk.say("A", "telling.family", told(walk, 0))


def test_a_case_is_closed_after_the_family_knows() -> None:
    walk = Walk().upto("received")
    body = {"rows": walk.of("A", 0), "office": "Bureau"}
    assert walk.refused("A", "telling.bureau", body).rule == "family-first"
    walk.say("A", "telling.family", told(walk, 0))
    assert status(walk.exchange, walk.row("A", 0)) == "reunited"
    walk.say("A", "telling.bureau", body)
    assert status(walk.exchange, walk.row("A", 0)) == "closed"
