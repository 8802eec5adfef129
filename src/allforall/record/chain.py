"""Which keys were in force, shown without the feed: the roster chain (section 10)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from allforall.record import note
from allforall.record.bodies import check_body
from allforall.record.canonical import Value
from allforall.record.entry import Entry, entry_of
from allforall.record.errors import Refused
from allforall.record.feed import Feed, check_enrolment
from allforall.record.genesis import KEY, Genesis, member_of
from allforall.record.merkle import root_of_inclusion
from allforall.record.note import Keys
from allforall.record.points import check_key

_LINK = {"entry", "head", "path"}


@dataclass(frozen=True)
class Chain:
    """The keys of a feed over time: each from one size on, in order. `value` is how it is written."""

    steps: tuple[tuple[int, Keys], ...]
    value: list[Value]

    def keys(self, size: int) -> Keys:
        """The keys in force for a checkpoint of some size."""
        return next(keys for since, keys in reversed(self.steps) if since <= size)


def write_chain(feed: Feed, lines: dict[int, bytes]) -> Chain:
    """The chain of a feed that is held; `lines` has the entries at 0 and at the rotations that matter."""
    heads = {note.read(text, feed.name).size: text for text in feed.heads}
    due = [] if feed.name == member_of(feed.name) else [(0, min(heads))]
    due += [(entry.n, entry.n + 1) for entry in feed.rotations() if entry.n in lines]
    value: list[Value] = [
        {
            "entry": lines[n].decode(),
            "head": heads[size],
            "path": [each.hex() for each in feed.tree.inclusion(n, size)],
        }
        for n, size in due
    ]
    return read_chain(feed.genesis, feed.name, value, "bad-evidence")


def read_chain(genesis: Genesis, feed: str, value: Any, verdict: str) -> Chain:
    """A chain as written, verified link by link; raises Refused with the given verdict."""
    try:
        return _read_chain(genesis, feed, value)
    except Refused as refused:
        raise Refused(verdict, refused.about) from None


def _read_chain(genesis: Genesis, feed: str, value: Any) -> Chain:
    if type(value) is not list or not all(_is_link(link) for link in value):
        raise _broken(f"feed {feed}: a chain of entries with head and path expected")
    steps: list[tuple[int, Keys]] = []
    if feed == member_of(feed):
        steps.append((0, genesis.members[feed].keys))
    last = -1
    for link in value:
        entry = _entry(genesis, feed, link)
        kind = "key.rotate" if steps else "open"
        if entry.kind != kind or entry.n <= last:
            raise _broken(f"feed {feed}: the chain has {entry.kind} where {kind} was expected")
        _check_link(genesis, feed, link, entry, steps)
        last = entry.n
    if not steps:
        raise _broken(f"feed {feed}: the chain lacks the entry that enrols it")
    return Chain(tuple(steps), value)


def _check_link(
    genesis: Genesis, feed: str, link: Value, entry: Entry, steps: list[tuple[int, Keys]]
) -> None:
    where = f"feed {feed}, chain, entry {entry.n}"
    head = note.read(link["head"], where)
    if entry.kind == "open":
        check_enrolment(genesis, feed, entry)
        enrol = entry.body["enrol"]
        steps.append((0, Keys(tuple(enrol["sign"]), enrol["threshold"])))
    else:
        for key in entry.body["sign"]:
            check_key(key, where)
        if head.size != entry.n + 1:
            raise _broken(f"{where}: its head is of size {head.size}")
        note.check(head, genesis.origin(feed), steps[-1][1], where)
        steps.append((entry.n + 1, Keys(tuple(entry.body["sign"]), entry.body["threshold"])))
    note.check(head, genesis.origin(feed), steps[-1][1], where)
    path = [bytes.fromhex(each) for each in link["path"]]
    if root_of_inclusion(entry.leaf, entry.n, head.size, path) != head.root:
        raise _broken(f"{where}: it is not under its head")


def _entry(genesis: Genesis, feed: str, link: Value) -> Entry:
    entry = entry_of(link["entry"].encode(), f"feed {feed}, chain")
    if (
        entry.feed != feed
        or entry.kind not in ("open", "key.rotate")
        or (entry.kind == "open") != (entry.n == 0)
    ):
        raise _broken(f"feed {feed}: the chain holds entry {entry.feed}:{entry.n} ({entry.kind})")
    if entry.case != genesis.case:
        raise _broken(f"feed {feed}, chain: an entry of another case")
    check_body(entry.kind, entry.body, feed, f"{feed}:{entry.n}")
    return entry


def _is_link(link: Any) -> bool:
    return (
        type(link) is dict
        and set(link) == _LINK
        and type(link["entry"]) is str
        and type(link["head"]) is str
        and type(link["path"]) is list
        and len(link["path"]) <= 64
        and all(type(each) is str and KEY.match(each) for each in link["path"])
    )


def _broken(about: str) -> Refused:
    return Refused("bad-chain", about)  # the caller gives it his own class
