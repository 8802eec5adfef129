"""A manifest is the plan's stage, all fit, cleared and willing: `fit-for-manifest`, `delivered-as-agreed`."""

from __future__ import annotations

from typing import Any

import pytest

from allforall.exchange.manifests import manifest, manifest_rows
from allforall.exchange.persons import status
from tests.exchange.telling import check_vector
from tests.exchange.walking import ONE, Walk


@pytest.fixture
def walk() -> Walk:
    return Walk().upto("window")


def proposed(walk: Walk, rows: Any = None) -> dict[str, Any]:
    return {"stage": 1, "rows": walk.going if rows is None else rows}


def test_vector() -> None:
    check_vector("stage.manifest.propose")


def test_a_manifest_is_frozen_by_both(walk: Walk) -> None:
    proposal = walk.say("A", "stage.manifest.propose", proposed(walk))
    assert manifest(walk.exchange, ONE) is None
    walk.confirm(proposal)
    assert manifest(walk.exchange, ONE) == proposal
    assert len(manifest_rows(walk.exchange, ONE)) == 4
    assert status(walk.exchange, walk.row("A", 0)) == "allocated"


def test_nobody_beside_the_plan_is_in_it(walk: Walk) -> None:
    """Other people brought than agreed: a known failure of 2025."""
    others = {**walk.of("A", 0, 2), **walk.of("B", 0, 1)}
    refused = walk.refused("A", "stage.manifest.propose", proposed(walk, others))
    assert (refused.rule, refused.rows) == ("delivered-as-agreed", (str(walk.row("A", 2)),))


def test_nobody_who_may_go_is_left_out(walk: Walk) -> None:
    fewer = {**walk.of("A", 0), **walk.of("B", 0, 1)}
    assert walk.refused("A", "stage.manifest.propose", proposed(walk, fewer)).rule == "delivered-as-agreed"


@pytest.mark.parametrize(
    ("answer", "more"),
    [("deceased", {"reason": "in hospital"}), ("held_back", {"ground": "III GC 115, sentenced"})],
)
def test_nobody_dead_or_held_back_is_in_it(walk: Walk, answer: str, more: dict[str, str]) -> None:
    walk.say("B", "list.answer", {"rows": walk.of("A", 0), "answer": answer, **more})
    walk.hear()
    refused = walk.refused("A", "stage.manifest.propose", proposed(walk))
    assert (refused.rule, refused.rows) == ("fit-for-manifest", (str(walk.row("A", 0)),))
    fewer = {**walk.of("A", 1), **walk.of("B", 0, 1)}
    walk.say("A", "stage.manifest.propose", proposed(walk, fewer))


def test_whoever_becomes_unfit_before_it_is_confirmed_stops_it(walk: Walk) -> None:
    proposal = walk.say("A", "stage.manifest.propose", proposed(walk))
    walk.hear()
    walk.say("B", "list.answer", {"rows": walk.of("A", 0), "answer": "deceased", "reason": "in hospital"})
    assert walk.refused("B", "stage.manifest.accept", {"of": proposal.id}).rule == "fit-for-manifest"


def test_nobody_uncleared_is_in_it(walk: Walk) -> None:
    body = {"rows": walk.held_by("B", 1), "body": "MOD", "verdict": "hold", "office": "MOD 1"}
    walk.say("B", "clearance.give", body)
    walk.hear()
    refused = walk.refused("A", "stage.manifest.propose", proposed(walk))
    assert (refused.rule, refused.rows) == ("cleared", (str(walk.row("A", 1)),))


def test_a_row_is_named_once(walk: Walk) -> None:
    twice = {**walk.of("A", 0, 0, 1), **walk.of("B", 0, 1)}
    assert walk.refused("A", "stage.manifest.propose", proposed(walk, twice)).rule == "one-live-slot"


def test_no_new_manifest_once_the_batches_have_begun(walk: Walk) -> None:
    walk.upto("batch")
    assert walk.refused("A", "stage.manifest.propose", proposed(walk)).rule == "count-adds-up"


def test_nobody_is_in_the_manifests_of_two_stages() -> None:
    """A new plan may move people; the manifest they were in has to be made anew first."""
    walk = Walk().upto("terms")
    plan = {"terms": walk.terms.id, "objective": [4], "certificate": "ab" * 32}
    one, two = ({"A": walk.of("A", n), "B": walk.of("B", n)} for n in (0, 1))
    walk.agree("A", "plan", {**plan, "stages": [one, two]})
    for step in ("clear", "oversee", "wishes"):
        walk.step(step)
    second = {**walk.of("A", 1), **walk.of("B", 1)}
    walk.agree("A", "stage.manifest", {"stage": 2, "rows": second})
    walk.agree("A", "plan", {**plan, "stages": [two, one]})
    assert walk.refused("A", "stage.manifest.propose", {"stage": 1, "rows": second}).rule == "one-live-slot"
    first = {**walk.of("A", 0), **walk.of("B", 0)}
    walk.agree("A", "stage.manifest", {"stage": 2, "rows": first})
    walk.agree("A", "stage.manifest", {"stage": 1, "rows": second})
    assert status(walk.exchange, walk.row("A", 1)) == "allocated"
