"""Checking a complete record: from a bundle or a store, in one process or two, beside the second verifier."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from allforall.record import verify as room
from allforall.record.bundle import read
from allforall.record.files import FileStore
from allforall.record.proof import read_proof
from allforall.record.verify import verify
from tests.contrib import test_verify as by_hand
from tests.contrib import writer
from tests.record.building import GENESIS, Node, class_of, hand_written, met, sync, verdict, verdicts

BUNDLES = [
    pytest.param(kind, make, id=name)
    for kind, name, make in by_hand.CASES
    if not isinstance(make(), dict)  # an entry proof
]


@pytest.mark.parametrize(("kind", "make"), BUNDLES)
def test_every_rule_broken_for_the_second_verifier_is_broken_for_the_first(kind: str, make: Any) -> None:
    made = make()
    assert verdict(made if isinstance(made, bytes) else made.bundle()) == kind


PROOFS = [pytest.param(kind, make, id=name) for kind, name, make in by_hand.CASES if isinstance(make(), dict)]


@pytest.mark.parametrize(("kind", "make"), PROOFS)
def test_so_is_every_broken_proof(kind: str, make: Any) -> None:
    assert class_of(read_proof, writer.dumps(make())) == kind


def story() -> list[Node]:
    """A, B and M agree on a plan."""
    a, b, m = met()
    of = a.say("plan.propose", {"text": "all for all"}).id
    sync(a, b)
    b.say("plan.accept", {"of": of})
    sync(a, b)
    a.say("plan.confirm", {"of": of})
    sync(a, b, m)
    return [a, b, m]


def test_an_honest_record_is_valid_to_both_and_the_same_for_all() -> None:
    nodes = story()
    assert {node.bundle() for node in nodes} == {nodes[0].bundle()}
    assert verdicts(nodes[0].bundle()) == {"valid"}
    assert verify(read(nodes[0].bundle())).sizes() == {"A": 3, "B": 2, "M": 1}


def test_a_file_a_bundle_and_a_store_come_to_the_same(tmp_path: Path) -> None:
    data = story()[0].bundle()
    (tmp_path / "x.bundle").write_bytes(data)
    node = Node("M", FileStore.create(tmp_path / "m", GENESIS.bytes))
    node.take(data)
    states = [verify(source) for source in (read(data), read(tmp_path / "x.bundle"), node.case.store)]
    roots = [{name: feed.tree.root() for name, feed in state.feeds.items()} for state in states]
    assert roots[0] == roots[1] == roots[2]


def long(count: int = 60) -> Any:
    """A record whose feed of A comes in many sections."""
    record = hand_written()
    for at in range(count):
        record["A"].add("note", {"at": at})
    return record


def in_runs(record: Any, length: int = 5) -> bytes:
    genesis, header, _, *others = record.sections()
    lines = record["A"].lines
    runs = [
        (writer.ENTRIES, writer.entries(lines[at : at + length], at)) for at in range(0, len(lines), length)
    ]
    return bytes(writer.container([genesis, header, *runs, *others]))


def bent(place: int, kind: str) -> Any:
    record = long()
    value = record["A"].entry(kind)
    record["A"].lines[place] = writer.dumps({**value, "n": place, "t": "2026-01-01T00:00:00Z"})
    return record


RECORDS = {
    "valid": long(),
    "time-backwards": bent(31, "note"),
    "bad-body": bent(40, "open"),
    "wrong-root": long(59),
}
RECORDS["wrong-root"]["A"].bend_header = lambda header: header.update(heads=[long()["A"].head()], to=60)


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize("kind", RECORDS)
def test_one_process_and_two_give_the_same(
    kind: str, processes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "_WORTH_A_PROCESS", 0)
    data = in_runs(RECORDS[kind])
    assert class_of(lambda: verify(read(data), processes=processes)) == kind


def test_evidence_is_ascending_each_once() -> None:
    record = hand_written()
    pieces = []
    for name in "AB":
        one, other = (writer.Feed(name, record.case, [writer.Key(name)]) for _ in range(2))
        for feed, text in ((one, "x"), (other, "y")):
            feed.add("open")
            feed.add("note", {"text": text})
        pieces.append(writer.dumps(writer.evidence(one, other)))
    for evidence, kind in ((pieces, "fork"), (pieces[::-1], "bad-section"), (pieces[:1] * 2, "bad-section")):
        record.evidence = evidence
        assert verdicts(record.bundle()) == {kind}


def test_a_record_with_nothing_but_its_genesis_is_incomplete() -> None:
    assert verdicts(writer.Record(feeds=()).bundle()) == {"incomplete"}
