"""The tree of RFC 6962, against its definition written out recursively (`tests/contrib/writer.py`)."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allforall.record.merkle import (
    EMPTY,
    Tree,
    fold,
    leaf_hash,
    node_hash,
    root_of_inclusion,
    roots_of_consistency,
)
from tests.contrib import writer as plain

LEAVES = [leaf_hash(str(number).encode()) for number in range(70)]
SIZES = st.integers(1, 70)
TREE = Tree.of(LEAVES)


def test_leaves_and_nodes_are_hashed_apart() -> None:
    assert leaf_hash(b"line") == sha256(b"\x00line").digest()
    assert node_hash(b"a", b"b") == sha256(b"\x01ab").digest()


def test_the_empty_tree_has_the_hash_of_nothing() -> None:
    assert Tree().root() == EMPTY == sha256().digest() == fold([])


@pytest.mark.parametrize("size", [*range(71)])
def test_every_root_is_that_of_the_definition(size: int) -> None:
    assert TREE.root(size) == plain.root(LEAVES[:size])
    assert fold(TREE.frontier(size)) == TREE.root(size)
    assert len(TREE.frontier(size)) == size.bit_count()


@given(st.lists(st.integers(0, 20), max_size=8))
def test_it_does_not_matter_in_what_pieces_it_grew(pieces: list[int]) -> None:
    tree, at = Tree(), 0
    for count in pieces:
        tree.extend(b"".join(LEAVES[at : at + count]))
        at = min(at + count, len(LEAVES))
    assert (tree.size, tree.root()) == (at, plain.root(LEAVES[:at]))


@given(SIZES, st.data())
def test_a_leaf_is_proven_and_no_other_is(size: int, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, size - 1))
    path = TREE.inclusion(at, size)
    assert path == plain.path(at, LEAVES[:size])
    assert root_of_inclusion(LEAVES[at], at, size, path) == TREE.root(size)
    assert root_of_inclusion(leaf_hash(b"another"), at, size, path) != TREE.root(size)
    assert root_of_inclusion(LEAVES[at], at, size, [*path, EMPTY]) is None
    if path:
        assert root_of_inclusion(LEAVES[at], at, size, path[:-1]) != TREE.root(size)
        assert root_of_inclusion(LEAVES[at], at ^ 1, size, path) != TREE.root(size)


@pytest.mark.parametrize(("at", "size"), [(1, 1), (-1, 4), (0, 0), (5, 4)])
def test_no_path_leads_to_a_leaf_that_is_not_in_the_tree(at: int, size: int) -> None:
    assert root_of_inclusion(EMPTY, at, size, []) is None


@given(SIZES, SIZES)
def test_two_sizes_of_one_tree_are_proven_to_agree(one: int, other: int) -> None:
    old, new = sorted((one, other))
    if old == new:
        return
    path = TREE.consistency(old, new)
    assert path == plain.consistency(old, LEAVES[:new])
    assert roots_of_consistency(old, new, path) == (TREE.root(old), TREE.root(new))
    assert roots_of_consistency(old, new, [*path, EMPTY]) is None
    assert roots_of_consistency(old, new, path[:-1]) != (TREE.root(old), TREE.root(new))


@pytest.mark.parametrize(("old", "new"), [(0, 3), (3, 3), (4, 3)])
def test_no_proof_fits_sizes_that_do_not_grow(old: int, new: int) -> None:
    assert roots_of_consistency(old, new, [EMPTY]) is None


@given(st.integers(0, 70), st.integers(0, 70))
def test_what_is_forgotten_can_be_appended_again(size: int, other: int) -> None:
    tree = Tree.of(LEAVES)
    tree.truncate(size)
    assert tree.root() == plain.root(LEAVES[:size])
    tree.extend(b"".join(LEAVES[size:other]))
    assert tree.root() == plain.root(LEAVES[: max(size, other)])


@given(st.integers(0, 70), st.integers(0, 70))
def test_a_tree_grows_from_its_frontier_alone(size: int, more: int) -> None:
    end = min(70, size + more)
    tree = Tree.from_frontier(size, TREE.frontier(size))
    tree.extend(b"".join(LEAVES[size:end]))
    assert (tree.size, tree.root()) == (end, TREE.root(end))
    if 0 < size < end:
        assert tree.consistency(size, end) == TREE.consistency(size, end)


def test_a_leaf_can_be_asked_for() -> None:
    assert TREE.leaf(7) == LEAVES[7]
