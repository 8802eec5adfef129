"""Checking a complete record with public keys alone (section 11)."""

from __future__ import annotations

import gc
import os
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Protocol

from allforall.record import genesis as genesis_room
from allforall.record.blobs import check_blob
from allforall.record.bundle import Blob, Part, Run
from allforall.record.canonical import Value
from allforall.record.entry import Scan, scan
from allforall.record.errors import Refused
from allforall.record.evidence import read_evidence
from allforall.record.feed import Feed
from allforall.record.rules import check_order
from allforall.record.state import State

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

_WORTH_A_PROCESS = 24 << 20  # bytes of entries; starting other processes costs more than fewer take
_AHEAD = 2  # runs that each other process has before it
_Scanned = tuple[int, Scan | Refused]  # the place a run states, and what it comes to


class Source(Protocol):
    """Whatever a record can be read from: a bundle, or a store."""

    def genesis(self) -> bytes:
        """The bytes of the genesis."""
        ...

    def parts(self) -> Iterator[Part]:
        """The feeds, ascending."""
        ...

    def evidence(self) -> Iterator[bytes]:
        """The pieces of fork evidence, ascending by feed."""
        ...

    def blobs(self) -> Iterator[Blob]:
        """The blobs that are there, ascending by name."""
        ...


def verify(source: Source, processes: int = 0) -> State:
    """The state of a record that is valid and complete; raises Refused with the first fault found.

    With `processes` 0, every processor is used when the record is large enough.
    """
    state = load(source, processes)
    for feed in sorted(state.evidence):
        raise Refused("fork", f"{feed} has signed two histories; the evidence is here")
    if not state.feeds:
        raise Refused("incomplete", "no feed is here")
    return state


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the garbage collector from walking through entries again and again; a scan leaves no cycles."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@_uncollected()
def load(source: Source, processes: int = 0) -> State:
    """As `verify`, but a record that holds fork evidence is loaded with it."""
    state = State(genesis_room.read(source.genesis()))
    with ExitStack() as stack:
        scans = _Scans(processes, stack)
        for part in source.parts():
            feed = state.feed(part.feed)
            part.check_size()
            if part.start:
                raise Refused("incomplete", f"the first {part.start} entries of {part.feed} are not here")
            take_part(feed, part, scans)
    take_evidence(state, source.evidence())
    check_order(state, {})
    named = named_blobs(state)
    for blob in source.blobs():
        check_blob(blob, named)
    return state


def take_part(feed: Feed, part: Part, scans: _Scans | None = None) -> None:
    """Append a part that begins where the feed ends, and check its heads; raises Refused."""
    start = feed.size
    for first, found in (scans or _Scans(1)).of(feed, part.runs):
        if first != feed.size:
            raise Refused("bad-section", f"feed {feed.name}: entries from {first} where {feed.size} was due")
        if isinstance(found, Refused):
            raise found
        feed.add(found)
    if feed.size != part.stop:
        raise Refused(
            "bad-section", f"feed {feed.name}: the header states {part.stop} entries, here are {feed.size}"
        )
    feed.check_keys(start)
    feed.check_heads(part.heads, start)
    feed.replace_head(start, part.heads)


def take_evidence(state: State, pieces: Iterator[bytes]) -> None:
    """Check pieces of evidence and add them to the state; raises Refused."""
    last = ""
    for data in pieces:
        feed = read_evidence(state.genesis, data)
        if feed <= last:
            raise Refused("bad-section", f"the evidence against {feed} is out of order")
        last = feed
        state.evidence.setdefault(feed, data)


def named_blobs(state: State) -> dict[str, list[Value]]:
    """What the entries say of blobs, by the blobs' names."""
    named: dict[str, list[Value]] = {}
    for entry in state.notable({}):
        for blob in entry.blobs:
            named.setdefault(blob["h"], []).append(blob)
    return named


class _Scans:
    """Scans runs of entries, in other processes when there is enough to do."""

    def __init__(self, processes: int, stack: ExitStack | None = None) -> None:
        self.processes = processes or (os.cpu_count() or 1 if sys.platform == "linux" else 1)
        self.stack = stack
        self.pool: ProcessPoolExecutor | None = None

    def of(self, feed: Feed, runs: list[Run]) -> Iterator[_Scanned]:
        """What the runs come to, in order."""
        case = feed.genesis.case
        if self.processes < 2 or sum(run.section.length for run in runs) < _WORTH_A_PROCESS:
            yield from (_scanned(case, feed.name, run) for run in runs)
            return
        from concurrent.futures import Future

        pool = self._started()
        due: deque[Future[_Scanned]] = deque()
        for run in runs:
            if sum(not each.done() for each in due) < _AHEAD * (self.processes - 1):
                due.append(pool.submit(_scanned, case, feed.name, run))
            else:  # the others have enough to do: this process scans as well
                due.append(Future())
                due[-1].set_result(_scanned(case, feed.name, run))
            while due and due[0].done():
                yield due.popleft().result()
        while due:
            yield due.popleft().result()

    def _started(self) -> ProcessPoolExecutor:
        if self.pool is None:
            from concurrent.futures import ProcessPoolExecutor
            from multiprocessing import get_context

            self.pool = ProcessPoolExecutor(self.processes - 1, mp_context=get_context("fork"))
            if self.stack is not None:
                self.stack.enter_context(self.pool)
        return self.pool


def _scanned(case: str, feed: str, run: Run) -> _Scanned:
    first, lines = run.lines()
    try:
        return first, scan(case, feed, first, lines)
    except Refused as refused:
        return first, refused
