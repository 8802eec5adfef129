"""Proof that a feed was forked: two heads under one key that cannot belong to one history (section 10)."""

from __future__ import annotations

from typing import Any

from allforall.record import note
from allforall.record.canonical import Value, canon, parse
from allforall.record.chain import Chain, read_chain
from allforall.record.errors import Refused
from allforall.record.genesis import KEY, Genesis, is_feed, member_of
from allforall.record.merkle import Tree, roots_of_consistency
from allforall.record.note import Checkpoint

_FIELDS = {"v", "case", "feed", "first", "second", "proof", "chain"}
HASHES = 64  # longest path that can be meant


def write_evidence(genesis: Genesis, feed: str, chain: Chain, smaller: str, larger: str, tree: Tree) -> bytes:
    """The evidence in two checkpoints; `tree` is the one that the larger checkpoint is the head of.

    Raises Refused (`bad-evidence`) when they show no fork.
    """
    old, new = (note.read(text, "evidence").size for text in (smaller, larger))
    proof = [each.hex() for each in tree.consistency(old, new)] if old < new else []
    value = {
        "v": 1, "case": genesis.case, "feed": feed, "chain": chain.value,
        "first": smaller, "second": larger, "proof": proof,
    }  # fmt: skip
    data = canon(value)
    read_evidence(genesis, data)
    return data


def read_evidence(genesis: Genesis, data: bytes) -> str:
    """The feed that some evidence shows to be forked; raises Refused."""
    value = parse(data, "evidence")
    right = set(value) == _FIELDS and type(value["v"]) is int and value["v"] == 1
    right = right and all(type(value[name]) is str for name in ("case", "feed", "first", "second"))
    _expect(right and type(value["chain"]) is list, "the fields of section 10")
    proof = hashes_of(value["proof"], "bad-evidence")
    if value["case"] != genesis.case:
        raise Refused("wrong-case", "evidence of another case")
    feed: str = value["feed"]
    if not is_feed(feed) or member_of(feed) not in genesis.members:
        raise Refused("wrong-feed", "evidence against a feed that belongs to no member of this case")
    chain = read_chain(genesis, feed, value["chain"], "bad-evidence")
    first, second = (_checkpoint(genesis, feed, chain, value, name) for name in ("first", "second"))
    _check_conflict(first, second, proof, feed)
    return feed


def hashes_of(value: Any, verdict: str) -> list[bytes]:
    """A path of hashes from its hex digits; raises Refused with the given verdict."""
    if (
        type(value) is not list
        or len(value) > HASHES
        or not all(type(h) is str and KEY.match(h) for h in value)
    ):
        raise Refused(verdict, f"a path of at most {HASHES} hashes expected")
    return [bytes.fromhex(each) for each in value]


def _checkpoint(genesis: Genesis, feed: str, chain: Chain, value: Value, name: str) -> Checkpoint:
    where = f"evidence against {feed}, {name} checkpoint"
    try:
        checkpoint = note.read(value[name], where)
        note.check(checkpoint, genesis.origin(feed), chain.keys(checkpoint.size), where)
    except Refused as refused:
        raise Refused("bad-evidence", refused.about) from None
    return checkpoint


def _check_conflict(first: Checkpoint, second: Checkpoint, proof: list[bytes], feed: str) -> None:
    if first.size == second.size:
        _expect(not proof and first.root != second.root, f"two roots for one size of {feed}")
        return
    roots = roots_of_consistency(first.size, second.size, proof)
    _expect(roots is not None, f"a proof that fits the sizes of {feed}")
    _expect(roots is not None and roots[1] == second.root, f"a proof that leads to the larger head of {feed}")
    _expect(roots is not None and roots[0] != first.root, f"a conflict; these heads of {feed} agree")


def _expect(holds: object, what: str) -> None:
    if not holds:
        raise Refused("bad-evidence", f"evidence: expected {what}")
