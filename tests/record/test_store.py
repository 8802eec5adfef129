"""What every store has to do; a new one is added to `STORES` and has to pass all of it.

A store is made anew by `create`, and `reopened` gives what somebody who comes later finds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from allforall.record.bundle import Blob
from allforall.record.files import FileStore
from allforall.record.store import Addition, Change, Store
from allforall.record.verify import verify
from tests.record.building import GENESIS, Node, met, opened, sync
from tests.record.memory import MemoryStore

LINES = [b'{"n":0}', b'{"n":1}', b'{"n":2}', b'{"n":3}']


@dataclass(frozen=True)
class Kind:
    """One kind of store."""

    create: Callable[[Path], Any]
    reopened: Callable[[Any], Any]


def _files_again(store: FileStore) -> FileStore:
    store.close()
    return FileStore(store.folder)


STORES = {
    "memory": Kind(lambda folder: MemoryStore(GENESIS.bytes), lambda store: store),
    "files": Kind(lambda folder: FileStore.create(folder / "case", GENESIS.bytes), _files_again),
    "files, not closed": Kind(
        lambda folder: FileStore.create(folder / "case", GENESIS.bytes), lambda store: FileStore(store.folder)
    ),
}


@pytest.fixture(params=STORES.values(), ids=STORES.keys())
def kind(request: pytest.FixtureRequest) -> Kind:
    found: Kind = request.param
    return found


@pytest.fixture
def store(kind: Kind, tmp_path: Path) -> Store:
    made: Store = kind.create(tmp_path)
    return made


def added(feed: str, start: int, *lines: bytes, heads: tuple[str, ...] = ("head — 1",)) -> Change:
    return Change([Addition(feed, start, list(lines), list(heads))])


def test_a_new_store_holds_the_genesis_and_nothing_else(store: Store) -> None:
    assert store.genesis() == GENESIS.bytes
    assert [*store.parts(), *store.evidence(), *store.blobs()] == []
    assert (store.waiting(), store.blob("00" * 32)) == ({}, None)


def test_entries_are_appended_and_heads_replaced(store: Store, kind: Kind) -> None:
    store.commit(added("A", 0, *LINES[:2]))
    store.commit(added("A", 2, LINES[2], heads=("rotation\n", "head — 2\n")))
    store = kind.reopened(store)
    (part,) = store.parts()
    assert (part.feed, part.start, part.stop, part.heads) == ("A", 0, 3, ["rotation\n", "head — 2\n"])
    assert list(part.lines()) == LINES[:3]


def test_feeds_come_in_ascending_order(store: Store) -> None:
    for feed in ("B", "A/2", "A", "A/10", "AB"):
        store.commit(added(feed, 0, LINES[0]))
    names = [part.feed for part in store.parts()]
    assert names == sorted(names) == ["A", "A/10", "A/2", "AB", "B"]


@pytest.mark.parametrize("start", range(5))
def test_a_part_may_begin_later(store: Store, start: int) -> None:
    store.commit(added("A", 0, *LINES))
    (part,) = store.parts({"A": start, "B": 7})
    assert (part.start, part.stop) == (start, 4)
    assert list(part.lines()) == LINES[start:]


@pytest.mark.parametrize(("start", "stop"), [(0, None), (1, 3), (3, 4), (4, None), (2, 2), (0, 99)])
def test_some_lines_of_a_feed(store: Store, start: int, stop: int | None) -> None:
    store.commit(added("A", 0, *LINES))
    assert list(store.lines("A", start, stop)) == LINES[start:stop]


def test_evidence_is_kept_by_feed(store: Store, kind: Kind) -> None:
    store.commit(Change(evidence={"B": b"b", "A/2": b"a2"}))
    store.commit(Change(evidence={"A": b"a"}))
    assert list(kind.reopened(store).evidence()) == [b"a", b"a2", b"b"]


def test_blobs_are_kept_by_name(store: Store, kind: Kind) -> None:
    blobs = [Blob("00" * 32, False, b"sealed"), Blob("ff" * 32, True, b"rows")]
    store.commit(Change(blobs=blobs[::-1]))
    store = kind.reopened(store)
    assert list(store.blobs()) == blobs
    assert [store.blob(blob.name) for blob in blobs] == blobs


def test_a_blob_is_replaced_when_rows_of_it_are_erased(store: Store, kind: Kind) -> None:
    store.commit(Change(blobs=[Blob("00" * 32, True, b"all rows")]))
    store.replace_blob(Blob("00" * 32, True, b"fewer"))
    assert list(kind.reopened(store).blobs()) == [Blob("00" * 32, True, b"fewer")]


def test_bundles_wait_until_they_are_dropped(store: Store, kind: Kind) -> None:
    names = {sha256(data).hexdigest(): data for data in (b"one", b"two")}
    store.commit(Change(waiting=dict(names)))
    store = kind.reopened(store)
    assert store.waiting() == dict(sorted(names.items()))
    first, second = names
    store.commit(Change(waiting={first: None}))
    assert kind.reopened(store).waiting() == {second: names[second]}


def test_one_change_may_do_everything(store: Store, kind: Kind) -> None:
    change = added("A", 0, *LINES)
    change.evidence["B"] = b"b"
    change.blobs.append(Blob("00" * 32, False, b"x"))
    change.waiting["11" * 32] = b"waits"
    store.commit(change, durable=False)
    store = kind.reopened(store)
    assert list(store.lines("A")) == LINES
    assert (list(store.evidence()), len(list(store.blobs())), len(store.waiting())) == ([b"b"], 1, 1)


def test_many_changes_one_after_the_other(store: Store, kind: Kind) -> None:
    for at in range(30):
        store.commit(added("A", at, LINES[at % 4], heads=(str(at),)), durable=False)
    (part,) = kind.reopened(store).parts()
    assert (part.stop, part.heads) == (30, ["29"])


def test_a_case_lives_on_it(store: Store, kind: Kind) -> None:
    others = opened("B", "M")
    a = Node("A", store)
    a.open()
    sync(a, *others)
    a.say("plan.propose", {"text": "all for all"})
    sync(a, *others)
    again = Node("A", kind.reopened(store))
    assert again.sizes() == {"A": 2, "B": 1, "M": 1}
    again.say("note")
    assert verify(again.case.store).sizes() == {"A": 3, "B": 1, "M": 1}


def test_two_kinds_of_store_give_the_same_bundle(store: Store) -> None:
    other = met()[0]
    node = Node("M", store)
    node.take(other.bundle())
    assert node.bundle() == other.bundle()
