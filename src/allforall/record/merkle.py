"""The Merkle tree of RFC 6962 (section 6): append, roots of every size, inclusion and consistency proofs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from struct import iter_unpack

EMPTY = sha256().digest()
HASH = 32


def leaf_hash(data: bytes) -> bytes:
    """The hash of one leaf: SHA-256(0x00 || data)."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node: SHA-256(0x01 || left || right)."""
    return sha256(b"\x01" + left + right).digest()


class Tree:
    """A tree that only grows; it keeps every complete subtree's hash, 64 bytes a leaf in all."""

    def __init__(self) -> None:
        self.size = 0
        self._levels: list[bytearray] = [bytearray()]

    @classmethod
    def of(cls, leaves: Iterable[bytes]) -> Tree:
        """The tree over some leaf hashes."""
        tree = cls()
        tree.extend(b"".join(leaves))
        return tree

    @classmethod
    def from_frontier(cls, size: int, frontier: Sequence[bytes]) -> Tree:
        """A tree of which only the complete subtrees of its first `size` leaves are known (largest first).

        It can grow and prove consistency from `size` on; what lies inside the known subtrees reads as zeros.
        """
        tree = cls()
        tree.size = size
        peaks = _peaks(size)
        tree._levels = [bytearray((size >> level) * HASH) for level in range(max(size.bit_length(), 1))]
        for (level, at), known in zip(peaks, frontier, strict=True):
            tree._levels[level][at * HASH : (at + 1) * HASH] = known
        return tree

    def extend(self, leaves: bytes | bytearray) -> None:
        """Append leaf hashes, 32 bytes each, joined."""
        self.size += len(leaves) // HASH
        self._levels[0] += leaves
        below = self._levels[0]
        level = 1
        while len(below) >= 2 * HASH:
            if level == len(self._levels):
                self._levels.append(bytearray())
            here = self._levels[level]
            start, stop = len(here) * 2, len(below) // (2 * HASH) * (2 * HASH)
            if start == stop:
                return
            pairs = iter_unpack("64s", below[start:stop])
            here += b"".join([sha256(b"\x01" + pair).digest() for (pair,) in pairs])
            below = here
            level += 1

    def truncate(self, size: int) -> None:
        """Forget all leaves from `size` on."""
        self.size = size
        for level, hashes in enumerate(self._levels):
            del hashes[(size >> level) * HASH :]

    def leaf(self, at: int) -> bytes:
        """One leaf hash."""
        return self._node(0, at)

    def frontier(self, size: int) -> list[bytes]:
        """The roots of the complete subtrees that make up the first `size` leaves, largest first."""
        return [self._node(level, at) for level, at in _peaks(size)]

    def root(self, size: int | None = None) -> bytes:
        """The root of the first `size` leaves (of all, when left out)."""
        left = self.size if size is None else size
        root = b""
        for level in self._levels:  # a complete subtree for each binary one, the smallest first
            if left & 1:
                node = level[left * HASH - HASH : left * HASH]
                root = sha256(b"\x01" + node + root).digest() if root else bytes(node)
            left >>= 1
        return root or EMPTY

    def inclusion(self, at: int, size: int) -> list[bytes]:
        """The audit path of leaf `at` in the tree of the first `size` leaves, lowest first."""
        path = []
        low, high = 0, size
        while high - low > 1:
            middle = low + _split(high - low)
            if at < middle:
                path.append(self._subtree(middle, high))
                high = middle
            else:
                path.append(self._subtree(low, middle))
                low = middle
        return path[::-1]

    def consistency(self, old: int, new: int) -> list[bytes]:
        """The proof that `old` leaves begin the first `new`; the old tree's last part stands first."""
        path: list[bytes] = []
        low, high, whole = 0, new, old
        while low + whole != high:
            middle = low + _split(high - low)
            if low + whole <= middle:
                path.append(self._subtree(middle, high))
                high = middle
            else:
                path.append(self._subtree(low, middle))
                whole -= middle - low
                low = middle
        return [self._subtree(low, high), *reversed(path)]

    def _node(self, level: int, at: int) -> bytes:
        return bytes(self._levels[level][at * HASH : (at + 1) * HASH])

    def _subtree(self, low: int, high: int) -> bytes:
        """The root of the leaves from `low` to `high`; `low` is where a subtree of that size may begin."""
        hashes = []
        while low < high:
            level = (high - low).bit_length() - 1
            hashes.append(self._node(level, low >> level))
            low += 1 << level
        return fold(hashes)


def fold(frontier: Sequence[bytes]) -> bytes:
    """The root over complete subtrees, largest first."""
    if not frontier:
        return EMPTY
    root = frontier[-1]
    for left in reversed(frontier[:-1]):
        root = node_hash(left, root)
    return root


def root_of_inclusion(leaf: bytes, at: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """The root that an audit path leads to; None when its length is wrong (RFC 9162, 2.1.3.2)."""
    if not 0 <= at < size:
        return None
    root, last = leaf, size - 1
    for sibling in path:
        if last == 0:
            return None
        if at & 1 or at == last:
            root = node_hash(sibling, root)
            while not at & 1 and at:
                at >>= 1
                last >>= 1
        else:
            root = node_hash(root, sibling)
        at >>= 1
        last >>= 1
    return root if last == 0 else None


def roots_of_consistency(old: int, new: int, path: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """The roots of sizes old < new that a proof leads to; None when its length is wrong (RFC 9162, 2.1.4.2).

    Unlike there, the path always begins with the root of the last complete subtree, also for powers of two.
    """
    if not 0 < old < new or not path:
        return None
    at, last = old - 1, new - 1
    while at & 1:
        at >>= 1
        last >>= 1
    first = second = path[0]
    for sibling in path[1:]:
        if last == 0:
            return None
        if at & 1 or at == last:
            first = node_hash(sibling, first)
            second = node_hash(sibling, second)
            while not at & 1 and at:
                at >>= 1
                last >>= 1
        else:
            second = node_hash(second, sibling)
        at >>= 1
        last >>= 1
    return (first, second) if last == 0 else None


def _split(size: int) -> int:
    """The largest power of two below a size of at least 2."""
    return 1 << ((size - 1).bit_length() - 1)


def _peaks(size: int) -> list[tuple[int, int]]:
    """The complete subtrees of the first `size` leaves, largest first: (level, place in the level)."""
    peaks = []
    done = 0
    for level in reversed(range(size.bit_length())):
        if size >> level & 1:
            peaks.append((level, done >> level))
            done += 1 << level
    return peaks
