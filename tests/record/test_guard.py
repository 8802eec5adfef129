"""The signing guard: a restored backup, or a cloned laptop, does not fork its owner by accident."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from allforall.record.case import Signer
from allforall.record.errors import GuardError, RecordError
from allforall.record.guard import Guard
from allforall.record.merkle import Tree, leaf_hash
from tests.record.building import GENESIS, Node


def tree(size: int, word: str = "x") -> Tree:
    return Tree.of(leaf_hash(f"{word}{at}".encode()) for at in range(size))


@pytest.fixture
def guard(tmp_path: Path) -> Guard:
    return Guard(tmp_path / "a.key", GENESIS.case, "A/2")


def given(guard: Guard, *sizes: int) -> None:
    for size in sizes:
        guard.note(size, tree(size).root())


def test_a_new_key_has_given_nothing_away(guard: Guard) -> None:
    guard.check(tree(0), "here")
    guard.check(tree(5), "here")


def test_it_lies_beside_the_key_by_case_and_feed(guard: Guard, tmp_path: Path) -> None:
    given(guard, 1)
    assert guard.path == tmp_path / "a.key.guard" / f"{GENESIS.case[:16]}-A.2"
    assert guard.path.is_file()


def test_a_record_that_holds_all_that_was_given_away_may_sign(guard: Guard) -> None:
    given(guard, 3)
    guard.check(tree(3), "here")
    guard.check(tree(9), "here")


def test_a_restored_record_may_not(guard: Guard) -> None:
    given(guard, 3)
    with pytest.raises(GuardError, match="holds 2 of your entries, but 3 were given away"):
        guard.check(tree(2), "here")


def test_a_record_with_another_history_may_not(guard: Guard) -> None:
    given(guard, 3)
    with pytest.raises(GuardError):
        guard.check(tree(5, "y"), "here")


def test_the_largest_size_counts_in_whatever_order(guard: Guard) -> None:
    given(guard, 1, 2, 7, 3, 7, 4)
    guard.check(tree(7), "here")
    with pytest.raises(GuardError, match="7 were given away"):
        guard.check(tree(6), "here")


def test_it_knows_when_it_was_copied(guard: Guard, tmp_path: Path) -> None:
    given(guard, 3)
    shutil.copy(guard.path, tmp_path / "copy")
    (tmp_path / "copy").replace(guard.path)
    with pytest.raises(GuardError, match="copied or restored"):
        guard.check(tree(3), "here")
    with pytest.raises(GuardError):
        guard.settle(tree(2), "here")
    guard.settle(tree(4), "here")
    guard.check(tree(4), "here")


@pytest.mark.parametrize("torn", [0, 512])
def test_a_torn_write_leaves_the_slot_before(guard: Guard, torn: int) -> None:
    given(guard, 3, 4)
    with guard.path.open("r+b") as file:
        file.seek(torn)
        file.write(b"\x00" * 100)
    held = 4 if torn == 0 else 3
    with pytest.raises(GuardError, match=f"{held} were given away"):
        guard.check(tree(2), "here")


def test_a_damaged_guard_stops_all_signing(guard: Guard) -> None:
    given(guard, 3, 4)
    with guard.path.open("r+b") as file:
        file.write(b"\x00" * 1024)
    with pytest.raises(RecordError, match="damaged"):
        guard.check(tree(9), "here")


def test_a_restored_node_signs_again_when_it_has_its_own_entries_back(guard: Guard) -> None:
    a = Node("A")
    a.open()
    backup = a.twin()
    a_guard = Guard(guard.path.with_name("b.key"), GENESIS.case, "A")
    for node in (a, backup):
        node.signer = Signer("A", node.signer.keys, a_guard)
    a.say("note", {"text": "after the backup"})
    a_guard.note(2, a.case.state.feeds["A"].tree.root())
    with pytest.raises(GuardError):
        backup.say("note", {"text": "another history"})
    assert backup.sizes() == {"A": 1}
    backup.take(a.bundle())
    backup.say("note", {"text": "the same history"})
    assert backup.sizes() == {"A": 3}


def test_a_bundle_leaves_only_after_the_guard_knows(guard: Guard, tmp_path: Path) -> None:
    a = Node("A")
    a.open()
    with (tmp_path / "x.bundle").open("wb") as out:
        a.case.write_bundle(out, None, [Guard(guard.path, GENESIS.case, "A")])
    with pytest.raises(GuardError, match="1 were given away"):
        Guard(guard.path, GENESIS.case, "A").check(tree(0), "here")
