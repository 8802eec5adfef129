"""What once went wrong in the record, each with the smallest story that shows it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from allforall.record.guard import Guard
from tests.contrib import writer
from tests.record.nodes import EVIL, GENESIS, Evil, Honest, evidence_bundle


def test_a_kind_that_only_ends_like_one_with_a_rule_has_none(tmp_path: Path) -> None:
    """`commit` without a prefix has no round, but was put into the index of rounds."""
    node, history = Honest("A", tmp_path), Evil()
    for kind in ("propose", "accept", "confirm", "commit", "reveal", "chunk", "release"):
        history.say(kind, {}, history.news(node))
        history.seen = {}
        node.say("ack")
    node.take(history.bundle(8, node.bundle()))
    assert node.heads()[EVIL][0] == 8


def test_a_feed_known_only_as_forked_is_no_hindrance(tmp_path: Path) -> None:
    """Of a frozen feed nothing may be held; reading all entries then looked for a file that is not there."""
    node, history = Honest("A", tmp_path), Evil()
    other = history.fork(1)
    history.say("note", {"story": 1}, {})
    other.say("note", {"story": 2}, {})
    evidence = writer.dumps(writer.evidence(history.feed, other.feed))
    node.take(evidence_bundle([evidence]))
    node.take(history.bundle(2, node.bundle()))
    assert [entry.feed for entry in node.case.entries()] == ["A"]


def test_a_bundle_can_be_written_before_ones_own_feed_is_there(tmp_path: Path) -> None:
    """After a restore to nothing the guard names a feed of which nothing is held."""
    node = Honest("A", tmp_path)
    out = io.BytesIO()
    node.restore()
    node.case.write_bundle(out, None, [Guard(tmp_path / "A.key", GENESIS.case, "A")])
    assert out.getvalue()


def rotated(histories: tuple[int, int]) -> tuple[Evil, Evil]:
    """Two histories of one feed that part at once; each rotates its keys at some entry, 0 for never."""
    stories = (Evil(), Evil())
    for each, (history, place) in enumerate(zip(stories, histories, strict=True)):
        for at in range(1, 6):
            if at == place:
                history.feed.rotate(f"E {each}")
            else:
                history.say("note", {"story": each}, {})
    return stories


@pytest.mark.parametrize("histories", [(0, 0), (0, 1), (1, 0), (1, 1), (2, 1), (1, 2), (3, 5), (5, 3)])
def test_a_fork_does_not_escape_through_new_keys(tmp_path: Path, histories: tuple[int, int]) -> None:
    """Under keys that only one of the two histories knows, no head of the other is signed."""
    node = Honest("A", tmp_path)
    one, other = rotated(histories)
    node.take(one.bundle(6, node.bundle()))
    assert node.take(other.bundle(6, node.bundle())).forks == [EVIL]
    third = Honest("B", tmp_path)
    third.take(evidence_bundle(node.store.evidence()))
    assert set(third.case.state.evidence) == {EVIL}
