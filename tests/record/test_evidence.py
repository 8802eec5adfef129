"""Fork evidence: it convicts whoever signed two histories, and nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allforall.record.canonical import canon, parse
from allforall.record.errors import Refused
from allforall.record.evidence import read_evidence
from tests.contrib import writer
from tests.record.building import GENESIS, agreed_class, hand_written, second


def judged(data: bytes) -> str:
    theirs = second.read_genesis(GENESIS.bytes)
    return agreed_class(
        lambda: read_evidence(GENESIS, data), lambda: second.check_evidence(second.canonical(data), theirs)
    )


def parted(shared: int, one: int, other: int) -> tuple[Any, Any]:
    """Two histories of B that part after some entries, with so many more each."""
    feeds = []
    for count, word in ((one, "x"), (other, "y")):
        feed = hand_written()["B"]
        for text in [f"shared {at}" for at in range(shared)] + [word] * count:
            feed.add("note", {"text": text})
        feeds.append(feed)
    return feeds[0], feeds[1]


def evidence(**other: Any) -> bytes:
    return canon({**writer.evidence(*parted(1, 1, 3)), **other})


@given(st.integers(0, 9), st.integers(1, 9), st.integers(0, 9))
def test_two_histories_convict_at_any_sizes(shared: int, one: int, more: int) -> None:
    data = canon(writer.evidence(*parted(shared, one, one + more)))
    assert judged(data) == "valid"
    assert read_evidence(GENESIS, data) == "B"
    assert len(data) < 2500


@given(st.integers(0, 12), st.integers(0, 12))
def test_one_history_convicts_nobody(size: int, more: int) -> None:
    """However honest heads are paired, and whatever proof is put beside them."""
    _, whole = parted(0, 1, size + more + 1)
    part = writer.Feed("B", whole.case, whole.signers, whole.lines[: size + 1])
    assert judged(canon(writer.evidence(part, whole))) == "bad-evidence"


def test_a_further_device_is_convicted_with_its_chain() -> None:
    record = hand_written()
    feed = record.enrol("B/2")
    other = writer.Feed("B/2", record.case, feed.signers, list(feed.lines))
    feed.add("note", {"text": "x"})
    other.add("note", {"text": "y"})
    assert judged(canon(writer.evidence(feed, other, chain=[writer.link(feed, 0, 1)]))) == "valid"
    assert judged(canon(writer.evidence(feed, other))) == "bad-evidence"


def test_a_rotated_key_is_convicted_with_its_chain() -> None:
    feed = hand_written()["B"]
    feed.rotate("B new")
    other = writer.Feed("B", feed.case, feed.signers, list(feed.lines))
    feed.add("note", {"text": "x"})
    other.add("note", {"text": "y"})
    chain = [writer.link(feed, 1, 2)]
    assert judged(canon(writer.evidence(feed, other, chain=chain))) == "valid"
    assert judged(canon(writer.evidence(feed, other))) == "bad-evidence"


GIVEN = parse(evidence(), "evidence")
BROKEN: dict[str, tuple[str, dict[str, Any]]] = {
    "of another case": ("wrong-case", {"case": "00" * 32}),
    "against a stranger": ("wrong-feed", {"feed": "X"}),
    "against no feed": ("wrong-feed", {"feed": "b"}),
    "another version": ("bad-evidence", {"v": 2}),
    "a field more": ("bad-evidence", {"more": 1}),
    "a case that is a number": ("bad-evidence", {"case": 7}),
    "a chain that is none": ("bad-evidence", {"chain": {}}),
    "a proof that is none": ("bad-evidence", {"proof": ["x"]}),
    "a feed whose head it is not": ("bad-evidence", {"feed": "A"}),
    "no proof": ("bad-evidence", {"proof": []}),
    "a proof too long": ("bad-evidence", {"proof": [*GIVEN["proof"], "00" * 32]}),
    "a proof too short": ("bad-evidence", {"proof": GIVEN["proof"][:-1]}),
    "another proof": ("bad-evidence", {"proof": ["00" * 32] * len(GIVEN["proof"])}),
    "larger before smaller": ("bad-evidence", {"first": GIVEN["second"], "second": GIVEN["first"]}),
    "one head twice": ("bad-evidence", {"second": GIVEN["first"], "proof": []}),
    "a head that is none": ("bad-evidence", {"first": "x"}),
    "a head that nobody signed": (
        "bad-evidence",
        {"first": writer.note(f"allforall/{GENESIS.case}/B", 3, bytes(32), [writer.Key("A")])},
    ),
    "a chain with a link too many": (
        "bad-evidence",
        {"chain": [writer.link(hand_written()["B"], 0, 1)]},
    ),
}


@pytest.mark.parametrize(("kind", "other"), BROKEN.values(), ids=BROKEN.keys())
def test_what_convicts_nobody(kind: str, other: dict[str, Any]) -> None:
    assert judged(evidence(**other)) == kind


@given(st.data())
def test_no_changed_letter_convicts_somebody_else(data: st.DataObject) -> None:
    text = evidence()
    at = data.draw(st.integers(0, len(text) - 1))
    changed = text[:at] + bytes([data.draw(st.integers(0, 255))]) + text[at + 1 :]
    kind = judged(changed)
    assert (kind == "valid") is (changed == text)


def test_it_has_to_be_canonical() -> None:
    with pytest.raises(Refused, match="not-canonical"):
        read_evidence(GENESIS, evidence() + b" ")
