"""One's own case: appending, undoing, what a peer lacks, finding an entry."""

from __future__ import annotations

from hashlib import sha256

import pytest

from allforall.record import note
from allforall.record.bundle import Blob, read
from allforall.record.case import Draft, Signer
from allforall.record.errors import RecordError, Refused
from tests.contrib import writer
from tests.record.building import NOON, Node, met, opened, seal_key, sync, verdicts


def test_an_entry_states_what_is_newly_seen_and_nothing_twice() -> None:
    a, b, _ = met()
    assert set(a.say("note").seen) == {"B", "M"}
    assert a.say("note").seen == {}
    b.say("note")
    sync(a, b)
    entry = a.say("note")
    assert entry.seen == {"B": [2, b.case.state.feeds["B"].tree.root().hex()]}


def test_the_clock_never_goes_back() -> None:
    a, *_ = met()
    a.clock = "2020-01-01T00:00:00Z"
    assert a.say("note").t == NOON


def test_several_drafts_are_signed_by_one_head() -> None:
    a, *_ = met()
    made = a.case.append(a.signer, [Draft("note", {"at": at}) for at in range(3)], lambda: NOON)
    assert [entry.n for entry in made] == [1, 2, 3]
    assert [note.read(head, "A").size for head in a.case.state.feeds["A"].heads] == [4]
    assert verdicts(a.bundle()) == {"valid"}


def contents(node: Node) -> tuple[object, ...]:
    state = node.case.state
    roots = {
        name: (feed.size, feed.tree.root(), feed.heads, feed.others) for name, feed in state.feeds.items()
    }
    return node.case.store.contents(), repr(roots), [entry.id for entry in state.notable({})]  # type: ignore[attr-defined]


REFUSED: dict[str, tuple[str, list[Draft]]] = {
    "a body of another form": ("bad-body", [Draft("plan.accept", {})]),
    "a reference to nothing": ("bad-reference", [Draft("plan.accept", {"of": "B:7:" + "00" * 32})]),
    "a second opening": ("bad-body", [Draft("open", {})]),
    "the last of three": ("bad-entry", [Draft("note", {}), Draft("note", {}), Draft("NOTE", {})]),
    "a weak key": ("weak-key", [Draft("key.rotate", {"sign": ["00" * 32], "threshold": 1})]),
    "what cannot be written": ("not-canonical", [Draft("note", {"x": 1.5})]),
    "a rotation without the new keys": (
        "bad-signature",
        [Draft("key.rotate", {"sign": [writer.Key("A new").hex], "threshold": 1})],
    ),
}


@pytest.mark.parametrize(("kind", "drafts"), REFUSED.values(), ids=REFUSED.keys())
def test_what_breaks_a_rule_is_not_appended(kind: str, drafts: list[Draft]) -> None:
    a, b, _ = met()
    a.say("note")
    b.say("note")
    sync(a, b)
    before = contents(a)
    with pytest.raises(Refused, match=kind):
        a.case.append(a.signer, drafts, lambda: NOON)
    assert contents(a) == before
    a.say("note")
    assert verdicts(a.bundle()) == {"valid"}


def test_keys_are_rotated_by_the_old_and_the_new_together() -> None:
    a, *_ = met()
    old, new = (writer.Key(word) for word in ("A", "A new"))
    a.signer = Signer("A", (old.private, new.private))
    a.say("key.rotate", {"sign": [new.hex], "threshold": 1})
    a.signer = Signer("A", (new.private,))
    a.say("note")
    a.say("note")
    assert [note.read(head, "A").size for head in a.case.state.feeds["A"].heads] == [2, 4]
    assert verdicts(a.bundle()) == {"valid"}
    a.signer = Signer("A", (old.private,))
    with pytest.raises(Refused, match="bad-signature"):
        a.say("note")


def test_a_rotation_stands_alone() -> None:
    a, *_ = met()
    draft = Draft("key.rotate", {"sign": [writer.Key("A new").hex], "threshold": 1})
    with pytest.raises(RecordError, match="alone"):
        a.case.append(a.signer, [Draft("note", {}), draft], lambda: NOON)


def test_a_frozen_feed_says_no_more() -> None:
    a, b, _ = met()
    twin = b.twin()
    b.say("note", {"text": "x"})
    twin.say("note", {"text": "y"})
    a.take(b.bundle())
    a.take(twin.bundle())
    b.take(a.bundle())
    with pytest.raises(RecordError, match="frozen"):
        b.say("note")


def test_a_peer_is_sent_what_it_is_not_known_to_have() -> None:
    a, b, m = met()
    a.say("note")
    sync(a, b, m)
    for node in (b, m):
        node.say("ack")
    sync(a, b, m)
    a.say("note")
    spans = {part.feed: (part.start, part.stop) for part in read(a.bundle("B")).parts()}
    assert spans == {"A": (2, 3), "B": (2, 2), "M": (1, 2)}
    b.take(a.bundle("B"))
    assert b.sizes() == a.sizes()


def test_a_stranger_to_the_record_is_sent_everything() -> None:
    a, b, _ = opened()
    a.take(b.bundle())
    assert [(part.feed, part.start) for part in read(a.bundle("M")).parts()] == [("A", 0), ("B", 0)]


def test_blobs_travel_with_the_entries_that_name_them() -> None:
    a, b, _ = met()
    content = b"what is sealed"
    name = sha256(content).hexdigest()
    words = {"h": name, "size": len(content), "kind": "sealed", "to": ["B"]}
    a.say("note", {}, (Blob(name, False, content), words))
    b.take(a.bundle("B"))
    assert b.case.store.blob(name) == Blob(name, False, content)
    assert verdicts(a.bundle()) == {"valid"}


def test_an_entry_is_found_by_its_id_or_the_beginning_of_it() -> None:
    a, *_ = met()
    entry = a.say("note", {"text": "x"})
    for reference in (entry.id, "A:1", entry.id[:10]):
        assert a.case.entry(reference) == entry


@pytest.mark.parametrize("reference", ["A:9", "X:0", "A", "A:x", "", "A:0:ffff", "A:٣", "A:0:" + "0" * 64])
def test_an_entry_that_is_not_there_is_named(reference: str) -> None:
    a, *_ = met()
    with pytest.raises(RecordError):
        a.case.entry(reference)


def test_all_entries_feed_by_feed() -> None:
    a, *_ = met()
    a.say("note")
    assert [(entry.feed, entry.n) for entry in a.case.entries()] == [("A", 0), ("A", 1), ("B", 0), ("M", 0)]


def test_the_seal_key_is_the_one_stated_last() -> None:
    a, *_ = met()
    assert a.case.seal_key("B") == seal_key("B", hybrid=False).public
    a.say("key.seal", {"seal": seal_key("newer").public})
    assert a.case.seal_key("A") == seal_key("newer").public
    with pytest.raises(RecordError, match="no key to seal to"):
        a.case.seal_key("X")
