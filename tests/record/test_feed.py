"""One feed: entries, keys in force, heads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from allforall.record.errors import Refused
from allforall.record.feed import Feed
from tests.contrib import writer
from tests.record.building import GENESIS, hand_written, verdicts

Bend = Callable[[Any], object]


def fed(written: writer.Feed) -> Feed:
    """A feed of the program with the lines of one written by hand."""
    feed = Feed(written.name, GENESIS)
    feed.take(written.lines)
    return feed


def rotated() -> Any:
    """A record in which A has rotated its keys at entry 1 and gone on."""
    record = hand_written()
    record["A"].rotate("A new", "A newer")
    record["A"].add("note")
    return record


def test_the_keys_in_force_change_after_the_entry_that_rotates_them() -> None:
    feed = fed(rotated()["A"])
    old, new = (writer.Key("A").hex,), (writer.Key("A new").hex, writer.Key("A newer").hex)
    assert [feed.keys(size).sign for size in (1, 2, 3)] == [old, new, new]
    assert [feed.keys(size).threshold for size in (1, 2, 3)] == [1, 2, 2]


def test_a_further_device_has_the_keys_it_was_enrolled_with() -> None:
    record = hand_written()
    feed = fed(record.enrol("A/2"))
    assert feed.first_keys().sign == (writer.Key("A/2").hex,)
    feed.check_keys(0)


def test_a_rotated_feed_with_its_checkpoint_is_valid() -> None:
    assert verdicts(rotated().bundle()) == {"valid"}


def test_a_rotation_may_be_the_last_entry() -> None:
    record = hand_written()
    record["A"].rotate("A new")
    assert verdicts(record.bundle()) == {"valid"}


def heads(change: Callable[[list[str]], list[str]]) -> Bend:
    def bend(record: Any) -> None:
        record["A"].bend_header = lambda header: header.update(heads=change(header["heads"]))

    return bend


def signed_by(*words: str, size: int | None = None) -> Bend:
    keys = [writer.Key(word) for word in words]
    return lambda record: record["A"].rotations.update({2: keys}) if size else _last(record, keys)


def _last(record: Any, keys: list[writer.Key]) -> None:
    record["A"].bend_header = lambda header: header["heads"].__setitem__(-1, record["A"].head(signers=keys))


BROKEN: dict[str, tuple[str, Bend]] = {
    "no heads": ("bad-rotation", heads(lambda given: [])),
    "no rotation checkpoint": ("bad-rotation", heads(lambda given: given[1:])),
    "no last head": ("bad-section", heads(lambda given: given[:1])),
    "heads out of order": ("bad-section", heads(lambda given: given[::-1])),
    "a head twice": ("bad-section", heads(lambda given: [*given, given[-1]])),
    "a head that is none": ("bad-checkpoint", heads(lambda given: [*given, "x"])),
    "a broken head behind a wrong one": ("bad-checkpoint", heads(lambda given: ["x", given[1]])),
    "rotation without the old keys": ("bad-signature", signed_by("A new", "A newer", size=2)),
    "rotation without the new keys": ("bad-signature", signed_by("A", size=2)),
    "rotation with too few of the new": ("bad-signature", signed_by("A", "A new", size=2)),
    "last head by the old keys": ("bad-signature", signed_by("A")),
    "last head by too few": ("bad-signature", signed_by("A new")),
    "a head beyond the entries": ("wrong-root", lambda record: record["A"].lines.pop()),
}


@pytest.mark.parametrize(("kind", "bend"), BROKEN.values(), ids=BROKEN.keys())
def test_heads_that_do_not_hold(kind: str, bend: Bend) -> None:
    record = rotated()
    if "beyond" in next(name for name, each in BROKEN.items() if each == (kind, bend)):
        header = record["A"].header()
        record["A"].bend_header = lambda bent: bent.update(heads=header["heads"])
    bend(record)
    assert verdicts(record.bundle()) == {kind}


def test_at_most_256_rotations_stand_in_a_feed() -> None:
    record = hand_written()
    feed = record["A"]
    for number in range(256):
        feed.rotate(f"A {number}")
    assert verdicts(record.bundle()) == {"valid"}
    feed.rotate("one more")
    assert verdicts(record.bundle()) == {"bad-rotation"}


ENROLMENTS: dict[str, tuple[str, Callable[[Any], object]]] = {
    "right": ("valid", lambda record: record.enrol("A/2")),
    "for another feed": ("bad-enrolment", lambda record: record.enrol("A/2", feed="A/3")),
    "in another case": ("bad-enrolment", lambda record: record.enrol("A/2", case="00" * 32)),
    "by B": ("bad-enrolment", lambda record: record.enrol("A/2", [writer.Key("B root")])),
    "by the signing key": ("bad-enrolment", lambda record: record.enrol("A/2", [writer.Key("A")])),
    "by A and a stranger": (
        "bad-enrolment",
        lambda record: record.enrol("A/2", [writer.Key("A root"), writer.Key("stranger")]),
    ),
    "with a weak key": ("weak-key", lambda record: record.enrol("A/2", sign=["00" * 32])),
    "with a weak key, wrongly signed": (
        "weak-key",
        lambda record: record.enrol("A/2", [writer.Key("B root")], sign=["00" * 32]),
    ),
    "with a weak key, for another feed": (
        "bad-enrolment",
        lambda record: record.enrol("A/2", sign=["00" * 32], feed="A/3"),
    ),
}


@pytest.mark.parametrize(("kind", "enrol"), ENROLMENTS.values(), ids=ENROLMENTS.keys())
def test_a_further_device_is_enrolled_by_the_root_keys(kind: str, enrol: Callable[[Any], object]) -> None:
    record = hand_written()
    enrol(record)
    assert verdicts(record.bundle()) == {kind}


def test_two_of_three_root_keys_have_to_sign() -> None:
    world = writer.genesis()
    roots = [writer.Key(f"root {number}") for number in range(3)]
    world["members"][0].update(root=[key.hex for key in roots], root_threshold=2)
    for signers, kind in (
        (roots[:2], "valid"),
        (roots, "valid"),
        (roots[:1], "bad-enrolment"),
        ([roots[0], roots[0]], "bad-enrolment"),
    ):
        record = writer.Record(world)
        record.enrol("A/2", signers)
        assert verdicts(record.bundle()) == {kind}


def test_what_is_refused_changes_nothing() -> None:
    written = hand_written()["A"]
    written.add("note", t="2026-05-01T00:00:00Z")
    feed = fed(written)
    early = writer.dumps({**written.entry("note"), "t": "2026-04-01T00:00:00Z"})
    with pytest.raises(Refused, match="time-backwards"):
        feed.take([early])
    assert (feed.size, feed.last, feed.tree.root()) == (
        2,
        "2026-05-01T00:00:00Z",
        writer.root(written.leaves()),
    )


def test_a_feed_goes_back_to_what_it_was() -> None:
    written = hand_written()["A"]
    before = fed(written)
    written.add("plan.propose", seen={"B": [1, "00" * 32]})
    feed = fed(written)
    feed.sees("B", 1, 1)
    feed.truncate(1, [], written.entry("note")["t"])
    assert (feed.size, feed.tree.root(), feed.notable, feed.others) == (
        1,
        before.tree.root(),
        before.notable,
        {},
    )
    feed.sees("B", 1, 1)


def test_cumulative_seen_is_the_last_value_stated_up_to_an_entry() -> None:
    feed = fed(hand_written()["A"])
    feed.sees("B", 3, 2)
    feed.sees("B", 7, 5)
    assert [feed.saw("B", n) for n in (0, 2, 3, 6, 7, 99)] == [0, 0, 2, 2, 5, 5]
    assert feed.saw("M", 99) == 0
    with pytest.raises(Refused, match="seen-backwards"):
        feed.sees("B", 8, 5)


def test_a_notable_entry_is_found_at_its_place() -> None:
    written = hand_written()["A"]
    for kind in ("note", "plan.propose", "note"):
        written.add(kind)
    feed = fed(written)
    assert [entry.kind if (entry := feed.entry(n)) else None for n in range(5)] == [
        "open",
        None,
        "plan.propose",
        None,
        None,
    ]
