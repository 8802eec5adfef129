"""A record told in one order: each entry after everything its author had seen (section 8)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from allforall.record.entry import Entry
from allforall.record.state import State

_TOLERANCE = 300  # seconds by which clocks may honestly differ


@dataclass(frozen=True, slots=True)
class Told:
    """One entry in its place in the story: how deep it lies in what was known, and whether it stands.

    `dated_before` is the largest time among what it had seen, when its own is clearly earlier than that.
    """

    entry: Entry
    depth: int
    void: bool
    dated_before: str | None


def tell(state: State, entries: Iterable[Entry]) -> Iterator[Told]:
    """All entries, each after what it had seen; those that nothing orders stand by depth, then by feed."""
    feeds: dict[str, list[Entry]] = {}
    for entry in entries:
        feeds.setdefault(entry.feed, []).append(entry)
    depths: dict[str, list[int]] = {feed: [] for feed in feeds}
    times: dict[str, list[str]] = {feed: [] for feed in feeds}
    ready = [(0, feed) for feed in feeds]
    heapify(ready)
    blocked: dict[tuple[str, int], list[str]] = {}
    while ready:
        _, feed = heappop(ready)
        entry = feeds[feed][len(depths[feed])]
        seen = _seen(state, entry)
        lacking = _lacking(seen, depths)
        if lacking is not None:
            blocked.setdefault(lacking, []).append(feed)
            continue
        here = [(other, n) for other, n in seen if other in feeds]
        before = [depths[other][n] for other, n in here] + depths[feed][-1:]
        depth = max(before, default=-1) + 1
        latest = max((times[other][n] for other, n in here), default="")
        depths[feed].append(depth)
        times[feed].append(max(entry.t, latest, *times[feed][-1:]))
        yield Told(entry, depth, state.void(entry), latest if _earlier(entry.t, latest) else None)
        if entry.n + 1 < len(feeds[feed]):
            heappush(ready, (depth + 1, feed))
        for waiting in blocked.pop((feed, entry.n), ()):
            heappush(ready, (depth + 1, waiting))


def _seen(state: State, entry: Entry) -> list[tuple[str, int]]:
    """The last entry of each feed that an entry states to have seen, but those of another history."""
    return [(feed, size - 1) for feed, (size, root) in entry.seen.items() if state.backs(feed, size, root)]


def _lacking(seen: list[tuple[str, int]], depths: dict[str, list[int]]) -> tuple[str, int] | None:
    """Something that was seen and has not been told yet; what is not held at all is passed over."""
    for other, n in seen:
        if other in depths and len(depths[other]) <= n:
            return other, n
    return None


def _earlier(t: str, latest: str) -> bool:
    from datetime import datetime, timedelta

    if t >= latest:
        return False
    gap = datetime.fromisoformat(latest) - datetime.fromisoformat(t)
    return gap > timedelta(seconds=_TOLERANCE)
