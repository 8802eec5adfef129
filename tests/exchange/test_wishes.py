"""Nobody crosses against his or her will, and the will is asked in private: `own-will`."""

from __future__ import annotations

from typing import Any

import pytest

from allforall.exchange.fold import KINDS
from allforall.exchange.persons import status
from allforall.exchange.wishes import wish
from tests.exchange.telling import check_vector
from tests.exchange.walking import Walk


@pytest.fixture
def walk() -> Walk:
    return Walk().upto("oversee")


def asked(walk: Walk, **more: Any) -> dict[str, Any]:
    body = {"row": str(walk.row("A", 0)), "wish": "return", "witness": "M", "in_private": True}
    return {**body, "office": "camp", **more}


@pytest.mark.parametrize("name", ["wish.state", "wish.attest"])
def test_vector(name: str) -> None:
    check_vector(name)


def test_a_wish_counts_once_the_neutral_has_attested_it(walk: Walk) -> None:
    row = walk.row("A", 0)
    assert wish(walk.exchange, row) == "unasked"
    said = walk.say("B", "wish.state", asked(walk))
    assert wish(walk.exchange, row) == "unattested"
    walk.hear("M")
    walk.say("M", "wish.attest", {"of": said.id})
    assert wish(walk.exchange, row) == "return"


def test_a_wish_to_stay_counts_at_once(walk: Walk) -> None:
    walk.say("B", "wish.state", asked(walk, wish="stay"))
    assert wish(walk.exchange, walk.row("A", 0)) == "stay"
    assert status(walk.exchange, walk.row("A", 0)) == "declined"


def test_a_wish_is_reversible(walk: Walk) -> None:
    for said in ("return", "stay", "return"):
        walk.wish("A", 0, said)
        assert wish(walk.exchange, walk.row("A", 0)) == said


def test_until_the_crossing(walk: Walk) -> None:
    walk.upto("crossed")
    assert walk.refused("B", "wish.state", asked(walk, wish="stay")).rule == "own-will"


def test_the_person_is_asked_in_private(walk: Walk) -> None:
    assert walk.refused("B", "wish.state", asked(walk, in_private=False)).rule == "own-will"


@pytest.mark.parametrize("witness", ["A", "B", "O", "X"])
def test_the_witness_is_the_neutral_of_the_case(walk: Walk, witness: str) -> None:
    assert walk.refused("B", "wish.state", asked(walk, witness=witness)).rule == "own-will"


def test_only_the_witness_attests(walk: Walk) -> None:
    said = walk.say("B", "wish.state", asked(walk))
    walk.hear()
    assert walk.refused("O", "wish.attest", {"of": said.id}).rule == "own-will"
    assert walk.refused("M", "wish.attest", {"of": walk.plan.id}).rule == "unknown-entry"


def test_only_who_holds_the_person_asks(walk: Walk) -> None:
    assert walk.refused("A", "wish.state", asked(walk)).rule == "not-his-to-say"
    assert walk.refused("B", "wish.state", asked(walk, row="A:99/1")).rule == "unknown-row"


def test_the_wish_itself_is_withheld_from_who_may_not_see_the_person() -> None:
    kind = KINDS.by_name["wish.state"]
    assert "wish" not in kind.withheld(kind.vector)


def test_no_manifest_with_somebody_who_wants_to_stay(walk: Walk) -> None:
    walk.upto("window")
    walk.wish("A", 0, "undecided")
    refused = walk.refused("A", "stage.manifest.propose", {"stage": 1, "rows": walk.going})
    assert (refused.rule, refused.rows) == ("own-will", (str(walk.row("A", 0)),))


def test_who_changes_his_mind_at_the_point_does_not_cross(walk: Walk) -> None:
    walk.upto("batch")
    walk.wish("A", 0, "undecided")
    body = {"stage": 1, "batch": 1, "rows": walk.of("A", 0)}
    assert walk.refused("A", "crossing.crossed", body).rule == "own-will"
