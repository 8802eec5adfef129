"""Evidence that looks like some and is none: what one would frame an honest device with."""

from __future__ import annotations

from allforall.record import note
from tests.contrib import writer
from tests.record.nodes import EVIL, GENESIS, Evil, Honest

FRAMES = ("same head twice", "it grew", "it grew, wrong proof", "signed by another", "heads of another feed")


def framed(how: str, victim: Honest, histories: list[Evil], at: int) -> bytes:
    """One piece of it."""
    feed = victim.case.state.feed(victim.feed)
    origin = GENESIS.origin(victim.feed)
    heads = [victim.given[size] for size in sorted(victim.given) if size <= feed.size]
    first, second = heads[at % len(heads)], heads[-1]
    chain = victim.case.chain(feed).value if feed.size else []
    if how == "same head twice":
        return evidence(victim.feed, chain, first, first, [])
    if how == "signed by another":
        other = writer.note(origin, note.read(first, "").size, b"\1" * 32, [writer.Key(EVIL)])
        return evidence(victim.feed, chain, first, other, [])
    if how == "heads of another feed":
        one, other = histories[0].feed, histories[-1].feed
        return evidence(victim.feed, chain, one.head(1), other.head(1), [])
    low, high = (note.read(each, "").size for each in (first, second))
    proof = [each.hex() for each in feed.tree.consistency(low, high)] if low < high else []
    if how == "it grew, wrong proof":
        proof = ["00" * 32, *proof[1:]]
    return evidence(victim.feed, chain, first, second, proof)


def evidence(feed: str, chain: list[object], first: str, second: str, proof: list[str]) -> bytes:
    value = {"case": GENESIS.case, "chain": chain, "feed": feed, "first": first, "second": second}
    return writer.dumps(value | {"proof": proof, "v": 1})
