"""Remains: many bags to many persons, and never a living slot."""

from __future__ import annotations

import pytest

from allforall.exchange.persons import status
from allforall.exchange.remains import Bag, shares_of, unidentified
from tests.exchange.telling import check_vector
from tests.exchange.walking import Walk

BAGS = {"bags": ["K-1", "K-2"]}


@pytest.fixture
def walk() -> Walk:
    walk = Walk().upto("lists")
    walk.say("B", "remains.handed", BAGS)
    walk.hear()
    walk.say("A", "remains.received", BAGS)
    walk.hear()
    return walk


def found(bag: str, row: str, share: str = "part") -> dict[str, str]:
    return {"bag": bag, "row": row, "share": share, "laboratory": "institute"}


@pytest.mark.parametrize("name", ["remains.handed", "remains.received", "remains.identified"])
def test_vector(name: str) -> None:
    check_vector(name)


def test_one_bag_holds_several_persons_and_one_person_is_in_several_bags(walk: Walk) -> None:
    assert unidentified(walk.exchange) == ["K-1", "K-2"]
    for bag, n in (("K-1", 0), ("K-1", 1), ("K-2", 0)):
        walk.say("A", "remains.identified", found(bag, str(walk.row("A", n))))
    assert [each.row for each in shares_of(walk.exchange, Bag("K-1"))] == [walk.row("A", 0), walk.row("A", 1)]
    assert [each.bag for each in shares_of(walk.exchange, walk.row("A", 0))] == ["K-1", "K-2"]
    assert unidentified(walk.exchange) == []
    assert status(walk.exchange, walk.row("A", 0)) == "remains_identified"


def test_somebody_who_is_on_no_list(walk: Walk) -> None:
    walk.say("A", "remains.identified", found("K-1", "unknown"))
    assert unidentified(walk.exchange) == ["K-1", "K-2"]


def test_a_bag_that_holds_ones_enemy_is_given_back(walk: Walk) -> None:
    """At least twenty of 6,057 in 2025 were the other side's own dead; three were given back."""
    walk.say("A", "remains.handed", {"bags": ["K-1"]})
    assert walk.refused("A", "remains.handed", {"bags": ["K-1"]}).rule == "handed-twice"


def test_nobody_hands_over_what_is_not_with_him(walk: Walk) -> None:
    assert walk.refused("B", "remains.handed", BAGS).rule == "handed-twice"
    assert walk.refused("B", "remains.handed", {"bags": ["K-9", "K-9"]}).rule == "handed-twice"


def test_nobody_receives_or_identifies_what_was_not_handed_over(walk: Walk) -> None:
    assert walk.refused("A", "remains.received", {"bags": ["K-9"]}).rule == "unknown-bag"
    assert walk.refused("A", "remains.received", BAGS).rule == "unknown-bag"
    assert walk.refused("A", "remains.identified", found("K-9", "unknown")).rule == "unknown-bag"


def test_who_came_home_alive_is_not_found_in_a_bag() -> None:
    walk = Walk().upto("received")
    walk.say("B", "remains.handed", BAGS)
    walk.hear()
    refused = walk.refused("A", "remains.identified", found("K-1", str(walk.row("A", 0))))
    assert refused.rule == "fit-for-manifest"


def test_the_dead_are_in_no_manifest(walk: Walk) -> None:
    walk.say("A", "remains.identified", found("K-1", str(walk.row("A", 0))))
    walk.hear()
    walk.step("terms")
    body = {
        "terms": walk.terms.id, "stages": [{"A": walk.of("A", 0, 1), "B": walk.of("B", 0, 1)}],
        "objective": [4], "certificate": "ab" * 32,
    }  # fmt: skip
    assert walk.refused("A", "plan.propose", body).rule == "fit-for-manifest"
