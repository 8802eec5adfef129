"""Versions of lists, their opening, receipt and withdrawal: what stands and what is refused."""

from __future__ import annotations

import pytest

from allforall.exchange.lists import Listing, last_opened, version_of
from allforall.exchange.persons import status
from allforall.exchange.things import Row
from tests.exchange.telling import HASH, Telling

SIZES = {"A": 4, "B": 4}


@pytest.fixture
def told() -> Telling:
    """A and B have opened a list of four rows each."""
    told = Telling()
    told.lists = told.exchange_lists(SIZES)
    return told


def next_version(told: Telling, who: str = "A", **more: object) -> dict[str, object]:
    return {"round": 2, "rows": 5, "root": HASH, "list": told.lists[who], "version": 2, **more}


def test_a_row_is_named_by_the_first_version_of_its_list(told: Telling) -> None:
    told.say("A", "list.commit", next_version(told, withdrawn=[3], changed=[2]))
    assert status(told.exchange, Row(told.lists["A"], 3)) == "withdrawn"
    assert status(told.exchange, Row(told.lists["A"], 2)) == "requested"


def test_the_last_version_counts_from_its_opening_on(told: Telling) -> None:
    ours = told.say("A", "list.commit", next_version(told))
    told.say("B", "list.commit", next_version(told, "B"))
    told.hear()
    listing = Listing(told.lists["A"])
    before = last_opened(told.exchange, listing)
    told.say("A", "list.reveal", {"of": ours.id})
    after = last_opened(told.exchange, listing)
    assert before is not None
    assert after is not None
    assert (version_of(before), version_of(after)) == (1, 2)


def test_a_list_opened_by_turns_is_open_with_the_last_part() -> None:
    told = Telling()
    commits = {who: told.say(who, "list.commit", {"round": 1, "rows": 4, "root": HASH}) for who in ("A", "B")}
    listing = Listing(f"A:{commits['A'].n}")
    for part in (0, 1):
        told.hear()
        assert last_opened(told.exchange, listing) is None
        for who, commit in commits.items():
            told.say(who, "list.chunk", {"of": commit.id, "i": part, "k": 2})
    assert last_opened(told.exchange, listing) is not None


def test_a_mediator_s_release_opens_both_lists() -> None:
    told = Telling()
    commits = [told.say(who, "list.commit", {"round": 1, "rows": 4, "root": HASH}) for who in ("A", "B")]
    told.hear("M")
    told.say("M", "list.release", {"of": [each.id for each in commits]})
    assert all(last_opened(told.exchange, Listing(f"{each.feed}:{each.n}")) for each in commits)


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ({"version": 3}, "unknown-list"),
        ({"list": "A:9"}, "unknown-list"),
        ({"list": "B:1"}, "not-his-to-say"),
        ({"rows": 3}, "unknown-row"),
        ({"withdrawn": [5]}, "unknown-row"),
    ],
)
def test_a_version_that_does_not_follow_is_refused(told: Telling, more: dict[str, object], rule: str) -> None:
    assert told.refused("A", "list.commit", next_version(told, **more)).rule == rule


def test_a_first_version_withdraws_nothing() -> None:
    body = {"round": 1, "rows": 4, "root": HASH, "withdrawn": [1]}
    assert Telling().refused("A", "list.commit", body).rule == "unknown-list"


def test_a_receipt_stands_for_a_version_that_was_opened(told: Telling) -> None:
    told.say("B", "list.receipt", {"list": told.lists["A"], "version": 1})
    assert told.refused("B", "list.receipt", {"list": told.lists["A"], "version": 2}).rule == "unknown-list"
    assert told.refused("A", "list.receipt", {"list": told.lists["A"], "version": 1}).rule == "not-his-to-say"


def test_a_list_is_not_received_by_who_has_not_heard_of_its_opening() -> None:
    told = Telling()
    commits = [told.say(who, "list.commit", {"round": 1, "rows": 4, "root": HASH}) for who in ("A", "B")]
    told.hear()
    told.say("A", "list.reveal", {"of": commits[0].id})
    receipt = {"list": f"A:{commits[0].n}", "version": 1}
    assert told.refused("B", "list.receipt", receipt).rule == "unknown-list"
    told.hear("B")
    told.say("B", "list.receipt", receipt)


def test_the_owner_withdraws_rows_that_exist(told: Telling) -> None:
    told.say("A", "list.withdraw", {"rows": {told.lists["A"]: [0]}, "why": "home already"})
    assert status(told.exchange, Row(told.lists["A"], 0)) == "withdrawn"
    theirs = {"rows": {told.lists["B"]: [0]}, "why": "no"}
    assert told.refused("A", "list.withdraw", theirs).rule == "not-his-to-say"
    beyond = {"rows": {told.lists["A"]: [4]}, "why": "no"}
    assert told.refused("A", "list.withdraw", beyond).rows == (f"{told.lists['A']}/4",)
