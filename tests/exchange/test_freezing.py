"""Frozen lists: by all parties' word, at a version everybody can read, and from then on unchanged."""

from __future__ import annotations

from typing import Any

import pytest

from allforall.exchange.lists import Listing, frozen_at, version_of, versions
from tests.exchange.telling import HASH, Telling


@pytest.fixture
def told() -> Telling:
    told = Telling()
    told.lists = told.exchange_lists({"A": 4, "B": 4})
    return told


def frozen(told: Telling, **more: int) -> dict[str, Any]:
    return {"lists": {name: more.get(party, 1) for party, name in told.lists.items()}}


def version_2(told: Telling) -> dict[str, Any]:
    return {"round": 2, "rows": 4, "root": HASH, "list": told.lists["A"], "version": 2}


def test_lists_are_frozen_by_both_words_and_not_before(told: Telling) -> None:
    listing = Listing(told.lists["A"])
    proposal = told.say("A", "list.freeze.propose", frozen(told))
    told.hear()
    told.say("B", "list.freeze.accept", {"of": proposal.id})
    assert frozen_at(told.exchange, listing) is None
    told.hear()
    told.say("A", "list.freeze.confirm", {"of": proposal.id})
    assert frozen_at(told.exchange, listing) == 1


def test_frozen_list_a_frozen_list_has_no_further_version(told: Telling) -> None:
    told.agree("A", "list.freeze", frozen(told))
    assert told.refused("A", "list.commit", version_2(told)).rule == "frozen-list"


def test_frozen_list_nobody_is_withdrawn_from_a_frozen_list(told: Telling) -> None:
    told.agree("A", "list.freeze", frozen(told))
    withdrawal = {"rows": {told.lists["A"]: [0]}, "why": "home already"}
    assert told.refused("A", "list.withdraw", withdrawal).rule == "frozen-list"


def test_a_version_made_without_knowledge_of_the_freezing_does_not_count(told: Telling) -> None:
    proposal = told.say("B", "list.freeze.propose", frozen(told))
    told.hear("A")
    told.say("A", "list.freeze.accept", {"of": proposal.id})
    told.hear("B")
    told.say("B", "list.freeze.confirm", {"of": proposal.id})
    told.say("A", "list.commit", version_2(told))
    listing = Listing(told.lists["A"])
    assert [version_of(each) for each in versions(told.exchange, listing)] == [1]


@pytest.mark.parametrize("version", [0, 2])
def test_frozen_list_only_the_last_version_is_frozen(told: Telling, version: int) -> None:
    refusal = told.refused("A", "list.freeze.propose", frozen(told, A=version))
    assert refusal.rule == ("frozen-list" if version else "bad-fields")


def test_frozen_list_a_version_nobody_can_read_is_not_frozen(told: Telling) -> None:
    told.say("A", "list.commit", version_2(told))
    assert told.refused("A", "list.freeze.propose", frozen(told, A=2)).rule == "frozen-list"


def test_frozen_list_who_has_a_newer_version_in_hand_does_not_accept_the_old(told: Telling) -> None:
    proposal = told.say("B", "list.freeze.propose", frozen(told))
    told.say("A", "list.commit", version_2(told))
    told.hear("A")
    assert told.refused("A", "list.freeze.accept", {"of": proposal.id}).rule == "frozen-list"


def test_frozen_list_a_list_is_frozen_once(told: Telling) -> None:
    told.agree("A", "list.freeze", frozen(told))
    assert told.refused("B", "list.freeze.propose", frozen(told)).rule == "frozen-list"
