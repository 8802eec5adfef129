"""Taking in what a peer sent: any number of times, in any order, all or nothing; forks become evidence."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allforall.record import importing
from allforall.record.errors import RecordError, Refused
from allforall.record.evidence import read_evidence
from tests.contrib import writer
from tests.record.building import GENESIS, Node, hand_written, met, reworked, sync, verdicts


def contents(node: Node) -> Any:
    """Everything in the node's store."""
    return node.case.store.contents()  # type: ignore[attr-defined]


def history() -> list[bytes]:
    """What A, B and M sent one after the other, each bundle with what is new."""
    a, b, _ = met()
    sent = [a.bundle()]
    of = a.say("plan.propose", {"text": "all for all"}).id
    sent.append(a.bundle("M"))
    sync(a, b)
    b.say("plan.accept", {"of": of})
    sent.append(b.bundle("M"))
    sync(a, b)
    a.say("plan.confirm", {"of": of})
    sent.append(a.bundle("M"))
    return sent


SENT = history()


def taken(*bundles: bytes) -> Node:
    node = Node("M")
    for bundle in bundles:
        node.take(bundle)
    return node


def test_twice_is_once() -> None:
    node = taken(*SENT)
    before = contents(node)
    for bundle in SENT:
        assert node.take(bundle).entries == {}
    assert contents(node) == before


@pytest.mark.parametrize("order", list(itertools.permutations(range(len(SENT)))))
def test_the_order_does_not_matter(order: tuple[int, ...]) -> None:
    assert contents(taken(*(SENT[at] for at in order))) == contents(taken(*SENT))


def test_what_builds_on_what_is_not_held_waits() -> None:
    node = Node("M")
    found = node.take(SENT[3])
    assert found.waits
    assert (found.entries, node.sizes(), len(node.case.store.waiting())) == ({}, {}, 1)
    assert not node.take(SENT[0]).waits
    node.take(SENT[1])
    node.take(SENT[2])
    assert node.sizes() == {"A": 3, "B": 2, "M": 1}
    assert node.case.store.waiting() == {}


def test_what_waited_and_turns_out_broken_is_dropped_with_a_word() -> None:
    record = hand_written()
    record["A"].add("note")
    record["B"].add("plan.accept", {"of": "A:1:" + "00" * 32}, seen=record["A"].seen())
    late = reworked(bytes(record.bundle()), lambda sections: [sections[0], *sections[3:5]])
    node = Node("M")
    assert node.take(late).waits
    del record.feeds["B"], record.feeds["M"]
    found = node.take(record.bundle())
    assert (found.entries, node.case.store.waiting()) == ({"A": 2}, {})
    assert [each.partition(":")[0] for each in found.dropped] == ["bad-reference"]


def test_only_so_many_bundles_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "_WAITING", 1)
    node = Node("M")
    node.take(SENT[3])
    before = contents(node)
    with pytest.raises(RecordError, match="wait already"):
        node.take(SENT[2])
    assert contents(node) == before


def test_a_bundle_of_another_case_is_refused() -> None:
    other = writer.Record({**writer.genesis(), "title": "Another exchange"})
    with pytest.raises(Refused, match="wrong-case"):
        taken(other.bundle())
    weak = {**writer.genesis(), "title": ""}
    with pytest.raises(Refused, match="bad-genesis"):
        taken(writer.Record(weak).bundle())


def broken_second_feed() -> bytes:
    record = hand_written()
    record["B"].add("plan.confirm", {"of": "B:0:" + "00" * 32})
    return bytes(record.bundle())


def broken_blob() -> bytes:
    record = hand_written()
    record["A"].add("note", blobs=[record.blob("sealed", b"x")])
    record.blobs = [record.blobs[0][:-1] + b"y"]
    return bytes(record.bundle())


def broken_head() -> bytes:
    record = hand_written()
    record["M"].bend_header = lambda header: header.update(
        heads=[record["M"].head(signers=[writer.Key("x")])]
    )
    return bytes(record.bundle())


@pytest.mark.parametrize("make", [broken_second_feed, broken_blob, broken_head])
@pytest.mark.parametrize("held", [0, 1])
def test_all_or_nothing(make: Any, held: int) -> None:
    node = Node("M")
    if held:
        node.take(hand_written(["A"]).bundle())
    before, sizes = contents(node), node.sizes()
    with pytest.raises(Refused):
        node.take(make())
    assert (contents(node), node.sizes()) == (before, sizes)
    node.take(hand_written().bundle())
    assert verdicts(node.bundle()) == {"valid"}


# --- forks ---


def two_faced() -> tuple[Node, Node, Node, Node]:
    """A, M, and B in two histories."""
    a, b, m = met()
    twin = b.twin()
    b.say("note", {"text": "six"})
    twin.say("note", {"text": "four"})
    twin.say("note", {"text": "more"})
    return a, m, b, twin


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_histories_give_evidence_whichever_comes_first(order: tuple[int, int]) -> None:
    a, _, *faces = two_faced()
    a.take(faces[order[0]].bundle())
    held = a.sizes()
    assert a.take(faces[order[1]].bundle()).forks == ["B"]
    assert a.sizes() == held
    (evidence,) = a.case.store.evidence()
    assert read_evidence(GENESIS, evidence) == "B"
    assert verdicts(a.bundle()) == {"fork"}


def test_evidence_is_passed_on_and_convinces_a_third() -> None:
    a, m, b, twin = two_faced()
    a.take(b.bundle())
    a.take(twin.bundle())
    assert m.take(a.bundle()).forks == ["B"]
    assert list(m.case.state.evidence) == ["B"]
    fresh = Node("M")
    fresh.take(a.bundle())
    assert list(fresh.case.state.evidence) == ["B"]


def test_a_frozen_feed_takes_no_more() -> None:
    a, _, b, twin = two_faced()
    a.take(b.bundle())
    a.take(twin.bundle())
    b.say("note", {"text": "later"})
    assert a.take(b.bundle()).entries == {}
    assert a.sizes()["B"] == 2


def test_the_others_go_on_after_a_fork() -> None:
    a, m, b, twin = two_faced()
    a.take(b.bundle())
    m.take(twin.bundle())
    sync(a, m)
    a.say("note")
    m.say("note")
    sync(a, m)
    assert a.sizes()["M"] == m.sizes()["M"] == 2
    assert verdicts(a.bundle()) == verdicts(m.bundle()) == {"fork"}


def test_a_blob_of_the_history_that_is_left_out_is_left_out_as_well() -> None:
    """The entries that name it are not taken; the rest of the bundle must not be refused for it."""
    record = hand_written()
    record["B"].add("note", blobs=[record.blob("sealed", b"x")])
    other = writer.Feed("B", record.case, [writer.Key("B")])
    other.add("open")
    other.add("note", {"text": "otherwise"})
    record.evidence = [writer.dumps(writer.evidence(record["B"], other))]
    record["A"].add("note")
    node = taken(record.bundle())
    assert (node.sizes()["A"], list(node.case.store.blobs())) == (2, [])


def test_a_forged_other_history_is_refused_and_convicts_nobody() -> None:
    a, _, b, _ = two_faced()
    a.take(b.bundle())
    record = hand_written(["B"])
    record["B"].signers = [writer.Key("the attacker")]
    record["B"].add("note", {"text": "never said"})
    before = contents(a)
    with pytest.raises(Refused, match="bad-signature"):
        a.take(record.bundle())
    assert contents(a) == before


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), max_size=12))
def test_honest_nodes_converge_and_nobody_is_convicted(steps: list[tuple[int, int]]) -> None:
    nodes = met()
    for giver, taker in steps:
        nodes[giver].say("note", {"from": giver})
        nodes[taker].take(nodes[giver].bundle("ABM"[taker]))
    sync(*nodes)
    sync(*nodes)
    assert len({node.bundle() for node in nodes}) == 1
    assert not any(node.case.state.evidence for node in nodes)
    assert verdicts(nodes[0].bundle()) == {"valid"}
