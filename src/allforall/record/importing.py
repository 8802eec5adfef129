"""Taking in what a peer sent: all or nothing, in any order, any number of times (section 11)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from allforall.record import genesis as genesis_room
from allforall.record import note
from allforall.record.blobs import check_blob
from allforall.record.bundle import Blob, Bundle, Part, read
from allforall.record.case import Case
from allforall.record.entry import scan
from allforall.record.errors import RecordError, Refused
from allforall.record.evidence import read_evidence, write_evidence
from allforall.record.feed import Feed
from allforall.record.merkle import Tree, fold, leaf_hash
from allforall.record.note import Checkpoint
from allforall.record.rules import check_order
from allforall.record.store import Addition, Change
from allforall.record.verify import named_blobs

_WAITING = 64  # bundles that may wait at one time


@dataclass
class Imported:
    """What an import brought: entries by feed, feeds found forked, why it waits, how many came after."""

    entries: dict[str, int] = field(default_factory=dict)
    forks: list[str] = field(default_factory=list)
    waits: str | None = None
    after: int = 0
    dropped: list[str] = field(default_factory=list)


class _WaitsError(Exception):
    """The bundle builds on what is not held."""


def import_bundle(case: Case, source: Path | bytes) -> Imported:
    """Take in a bundle; raises Refused (and nothing has changed) or RecordError when it cannot be kept."""
    try:
        done = _take(case, read(source), {})
    except _WaitsError as lacking:
        data = source if isinstance(source, bytes) else source.read_bytes()
        if len(case.store.waiting()) >= _WAITING:
            raise RecordError(f"{_WAITING} bundles wait already; import what they build on first") from None
        case.store.commit(Change(waiting={sha256(data).hexdigest(): data}))
        return Imported(waits=str(lacking))
    if done.entries or done.forks:
        _try_waiting(case, done)
    return done


def _try_waiting(case: Case, done: Imported) -> None:
    """Take in the bundles that waited, as long as one of them can be."""
    moved = True
    while moved:
        moved = False
        for digest, data in case.store.waiting().items():
            try:
                _take(case, read(data), {digest: None})
            except _WaitsError:
                continue
            except Refused as refused:
                case.store.commit(Change(waiting={digest: None}))
                done.dropped.append(str(refused))
            else:
                done.after += 1
            moved = True


def _take(case: Case, bundle: Bundle, waiting: dict[str, bytes | None]) -> Imported:
    theirs = bundle.genesis()
    if theirs != case.genesis.bytes:
        genesis_room.read(theirs)
        raise Refused("wrong-case", "a bundle of another case")
    with case.undone_on_failure():
        change = Change(waiting=waiting)
        before = case.state.sizes()
        for data in bundle.evidence():
            feed = read_evidence(case.genesis, data)
            if feed not in case.state.evidence:
                case.state.evidence[feed] = change.evidence[feed] = data
        for part in bundle.parts():
            _take_part(case, part, change)
        try:
            check_order(case.state, before)
        except Refused as refused:
            if refused.verdict != "stale":
                raise
            raise _WaitsError(refused.about) from None
        change.blobs.extend(_new_blobs(case, bundle))
        if change.additions or change.evidence or change.blobs or waiting:
            case.store.commit(change)
    return Imported({each.feed: len(each.lines) for each in change.additions}, sorted(change.evidence))


def _take_part(case: Case, part: Part, change: Change) -> None:
    if part.feed in case.state.evidence:
        return
    feed = case.state.feed(part.feed)
    part.check_size()
    if part.start > feed.size:
        raise _WaitsError(f"entries {feed.size} to {part.start - 1} of {part.feed} are not held")
    held = feed.size
    lines = list(part.lines())
    shared = _shared(feed, part, lines)
    if shared is not None:
        data = _evidence(case, feed, part, lines, shared)
        case.state.evidence[feed.name] = change.evidence[feed.name] = data
        return
    new = lines[held - part.start :]
    if not new:
        return
    feed.add(scan(case.genesis.case, feed.name, held, new))
    feed.check_keys(held)
    feed.check_heads(part.heads, part.start)
    feed.replace_head(held, [head for head in part.heads if note.read(head, feed.name).size > held])
    change.additions.append(Addition(feed.name, held, new, feed.heads))


def _shared(feed: Feed, part: Part, lines: list[bytes]) -> int | None:
    """How many entries the part has in common with what is held; None when it agrees as far as both reach.

    What lies before the part is taken as common but for its last entry, when it leads to another root.
    """
    if fold(part.frontier) != feed.tree.root(part.start):
        return part.start - 1
    for at in range(min(feed.size - part.start, len(lines))):
        if leaf_hash(lines[at]) != feed.tree.leaf(part.start + at):
            return part.start + at
    return None


def _evidence(case: Case, feed: Feed, part: Part, lines: list[bytes], shared: int) -> bytes:
    """The evidence in a part that contradicts what is held; raises Refused when its head is not signed.

    It is made of the first head that each history has after what they share: both are signed with the keys
    they share, even when new ones follow.
    """
    where = f"feed {feed.name}, the head of the other history"
    theirs = Tree.from_frontier(part.start, part.frontier)
    theirs.extend(b"".join(map(leaf_hash, lines)))
    head = _first_head(part.heads, shared, where)
    if head.size > theirs.size or head.root != theirs.root(head.size):
        raise Refused("wrong-root", f"{where}: the entries give another root")
    chain = case.chain(feed, shared)
    note.check(head, case.genesis.origin(feed.name), chain.keys(head.size), where)
    own = _first_head(feed.heads, shared, f"feed {feed.name}")
    if head.size <= own.size:
        return write_evidence(case.genesis, feed.name, chain, head.text, own.text, feed.tree)
    return write_evidence(case.genesis, feed.name, chain, own.text, head.text, theirs)


def _first_head(heads: list[str], size: int, where: str) -> Checkpoint:
    """The first checkpoint beyond a size; raises Refused (`bad-section`) when there is none."""
    for text in heads:
        head = note.read(text, where)
        if head.size > size:
            return head
    raise Refused("bad-section", f"{where}: no checkpoint beyond {size} entries")


def _new_blobs(case: Case, bundle: Bundle) -> Iterator[Blob]:
    """The blobs that are not held; what was erased here does not come back.

    The entries that name a blob may be left out with a forked feed; then it is left out as well.
    """
    named = named_blobs(case.state)
    for blob in bundle.blobs():
        if blob.name not in named and case.state.evidence:
            continue
        check_blob(blob, named)
        if case.store.blob(blob.name) is None:
            yield blob
