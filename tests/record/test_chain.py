"""The roster chain: which keys were in force, shown without the feed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from allforall.record.chain import read_chain, write_chain
from allforall.record.feed import Feed
from tests.contrib import writer
from tests.record.building import GENESIS, class_of, hand_written, second, second_class_of


def judged(feed: str, chain: Any) -> str:
    """Broken or valid, as both verifiers say; the caller gives a broken chain his own class."""
    theirs = second_class_of(second.check_chain, chain, second.read_genesis(GENESIS.bytes), feed)
    mine = class_of(read_chain, GENESIS, feed, chain, "bad-evidence")
    assert (theirs == "valid") is (mine == "valid")
    return mine


def device() -> Any:
    """A/2, enrolled, rotated twice."""
    feed = hand_written().enrol("A/2")
    feed.add("note")
    for word in ("new", "newer"):
        feed.rotate(word)
        feed.add("note")
    return feed


def links(feed: Any) -> list[Any]:
    return [writer.link(feed, 0, 3), writer.link(feed, 2, 3), writer.link(feed, 4, 5)]


def test_a_feed_that_never_rotated_needs_no_chain() -> None:
    assert judged("A", []) == "valid"


def test_a_chain_gives_the_keys_of_every_size() -> None:
    chain = read_chain(GENESIS, "A/2", links(device()), "bad-proof")
    assert [chain.keys(size).sign[0] for size in (1, 2, 3, 4, 5, 9)] == [
        writer.Key(word).hex for word in ("A/2", "A/2", "new", "new", "newer", "newer")
    ]


def test_it_is_written_from_the_feed() -> None:
    record = hand_written()
    feed = device()
    held = Feed("A/2", GENESIS)
    held.take(feed.lines)
    held.heads = feed.header()["heads"]
    chain = write_chain(held, dict(enumerate(feed.lines)))
    assert judged("A/2", chain.value) == "valid"
    assert [link["head"] for link in chain.value] == [feed.head(3), feed.head(3), feed.head(5)]
    first = Feed("A", GENESIS)
    first.take(record["A"].lines)
    assert write_chain(first, {}).value == []


Bend = Callable[[list[Any]], Any]
BROKEN: dict[str, Bend] = {
    "nothing": lambda chain: [],
    "no array": lambda chain: {},
    "without the enrolment": lambda chain: chain[1:],
    "without the rotation between": lambda chain: [chain[0], chain[2]],
    "out of order": lambda chain: [chain[0], chain[2], chain[1]],
    "a link twice": lambda chain: [chain[0], *chain],
    "a link with a field more": lambda chain: [{**chain[0], "more": 1}],
    "an entry that is none": lambda chain: [{**chain[0], "entry": "{}"}],
    "a head that is none": lambda chain: [{**chain[0], "head": "x"}],
    "a path that is none": lambda chain: [{**chain[0], "path": ["x"]}],
    "another path": lambda chain: [{**chain[0], "path": ["00" * 32] * len(chain[0]["path"])}],
    "a longer path": lambda chain: [{**chain[0], "path": [*chain[0]["path"], "00" * 32]}],
    "the head of another size": lambda chain: [chain[0], {**chain[1], "head": device().head(5)}],
    "the entry of another feed": lambda chain: [writer.link(hand_written()["A"], 0, 1)],
    "an entry that is no roster": lambda chain: [chain[0], writer.link(device(), 1, 3)],
    "a rotation signed by the new keys alone": lambda chain: [
        chain[0],
        writer.link(device(), 2, 3, [writer.Key("new")]),
    ],
    "a rotation signed by the old keys alone": lambda chain: [
        chain[0],
        writer.link(device(), 2, 3, [writer.Key("A/2")]),
    ],
    "an enrolment signed by nobody": lambda chain: [writer.link(device(), 0, 3, [writer.Key("stranger")])],
}


@pytest.mark.parametrize("bend", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_chain_has_the_class_of_its_caller(bend: Bend) -> None:
    assert judged("A/2", bend(links(device()))) == "bad-evidence"


def test_a_chain_of_another_case_is_broken() -> None:
    other = writer.Record({**writer.genesis(), "title": "Another"}).enrol("A/2")
    assert judged("A/2", [writer.link(other, 0, 1)]) == "bad-evidence"


def test_weak_keys_do_not_come_in_by_a_chain() -> None:
    feed = hand_written().enrol("A/2", sign=["00" * 32])
    assert judged("A/2", [writer.link(feed, 0, 1)]) == "bad-evidence"
