"""Forks come to light, wherever in the two histories one looks."""

from __future__ import annotations

from pathlib import Path

import pytest

from allforall.record.evidence import read_evidence
from tests.contrib import writer
from tests.record.nodes import EVIL, GENESIS, Evil, Honest

SIZE = 9


def stories() -> tuple[Evil, Evil]:
    """Two histories that part after their first entry."""
    pair = (Evil(), Evil())
    for at, history in enumerate(pair):
        for _ in range(SIZE - 1):
            history.say("note", {"story": at}, {})
    return pair


def later_part(feed: writer.Feed, start: int) -> bytes:
    """A bundle with the entries of a feed from a place on."""
    size, leaves, at, frontier = len(feed.lines), feed.leaves(), 0, []
    for level in reversed(range(size.bit_length())):
        if start >> level & 1:
            frontier.append(writer.root(leaves[at : at + (1 << level)]))
            at += 1 << level
    header = {
        "feed": EVIL,
        "from": start,
        "to": size,
        "frontier": writer.hexes(frontier),
        "heads": [feed.head()],
    }
    parts = [(writer.GENESIS, GENESIS.bytes), (writer.HEADER, writer.dumps(header))]
    if start < size:
        lines = b"".join(line + b"\n" for line in feed.lines[start:])
        parts.append((writer.ENTRIES, start.to_bytes(8, "big") + lines))
    return writer.container(parts)


@pytest.mark.parametrize("held", range(2, SIZE + 1))
@pytest.mark.parametrize("start", range(2, SIZE + 1))
def test_a_fork_shows_in_a_part_that_begins_after_it(tmp_path: Path, held: int, start: int) -> None:
    """What is common is not sent again, only its frontier; that alone gives the fork away."""
    node = Honest("A", tmp_path)
    one, other = stories()
    node.take(one.bundle(held, node.bundle()))
    done = node.take(later_part(other.feed, start))
    if start > held:
        assert done.waits
    else:
        assert done.forks == [EVIL]
        assert read_evidence(GENESIS, node.case.state.evidence[EVIL]) == EVIL
