"""Every byte of a small record changed, dropped or doubled: refused, or provably harmless.

THOROUGH=1 flips each of the eight bits instead of one.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from allforall.record.bundle import read
from allforall.record.errors import Refused
from allforall.record.verify import verify
from tests.contrib import writer
from tests.record.nodes import Honest, sections

BITS = range(8) if os.environ.get("THOROUGH") else (0,)


@pytest.fixture(scope="module")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Honest]:
    """A has offered something, rotated its keys and sealed a file; B has accepted; M has nothing yet."""
    folder = tmp_path_factory.mktemp("keys")
    nodes = {name: Honest(name, folder) for name in ("A", "B", "M")}
    a, b = nodes["A"], nodes["B"]
    offer = a.say("plan.propose", {"text": "one for one"})
    a.rotate()
    b.take(a.bundle())
    b.say("plan.accept", {"of": offer.id})
    b.attach(b"a letter", "A")
    a.take(b.bundle("A"))
    a.say("ack")
    return nodes


@pytest.fixture(scope="module")
def bundle(nodes: dict[str, Honest]) -> bytes:
    return nodes["A"].bundle()


def bent(data: bytes) -> Iterator[bytes]:
    """The data with one byte changed, one dropped, one doubled, at each place."""
    for at in range(len(data)):
        for bit in BITS:
            yield data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :]
        yield data[:at] + data[at + 1 :]
        yield data[: at + 1] + data[at:]


class Receiver:
    """A device that is handed bent bundles; it is made anew whenever one of them was taken in."""

    def __init__(self, node: Honest, right: bytes) -> None:
        self.node, self.twin, self.whole = node, node.twin(), node.twin()
        self.before = node.everything()
        self.whole.take(right)

    def refuses(self, bundle: bytes) -> bool:
        """Whether it refuses; if not, it must have gained nothing, or what the right bundle brings."""
        try:
            done = self.twin.take(bundle)
        except Refused:
            assert self.twin.everything() == self.before
            return True
        expected = self.whole.everything() if done.entries and not done.waits else self.before
        assert self.twin.everything()[:2] == expected[:2]
        self.twin = self.node.twin()
        return False


def test_no_byte_of_a_file_can_change(nodes: dict[str, Honest], bundle: bytes) -> None:
    """The digest at the end sees to that, before anything is looked at."""
    for other in bent(bundle):
        with pytest.raises(Refused):
            verify(read(other))
        with pytest.raises(Refused):
            nodes["M"].take(other)


def test_no_stored_byte_can_change_under_a_digest_made_anew(nodes: dict[str, Honest], bundle: bytes) -> None:
    end = len(writer.section(writer.END, bytes(32)))
    receiver = Receiver(nodes["M"], bundle)
    for other in bent(bundle[:-end]):
        again = writer.finished(other)
        assert receiver.refuses(again)
        with pytest.raises(Refused):
            verify(read(again))


def test_no_byte_of_a_content_can_change(nodes: dict[str, Honest], bundle: bytes) -> None:
    """Sections packed anew with a right digest: the way of somebody who knows the format."""
    parts = sections(bundle)
    receiver = Receiver(nodes["M"], bundle)
    for at, (kind, content) in enumerate(parts):
        for other in bent(content):
            again = writer.container([*parts[:at], (kind, other), *parts[at + 1 :]])
            assert receiver.refuses(again)
            with pytest.raises(Refused):
                verify(read(again))


def test_no_byte_of_a_content_can_change_what_a_peer_already_has(
    nodes: dict[str, Honest], bundle: bytes
) -> None:
    """Somebody who holds half the record takes in the rest, or nothing."""
    parts = sections(nodes["A"].bundle("B"))
    receiver = Receiver(nodes["B"], bundle)
    harmless = 0
    for at, (kind, content) in enumerate(parts):
        for other in bent(content):
            again = writer.container([*parts[:at], (kind, other), *parts[at + 1 :]])
            harmless += not receiver.refuses(again)
    assert harmless < sum(len(content) for _, content in parts)


def test_sections_cannot_be_left_out_doubled_or_exchanged(nodes: dict[str, Honest], bundle: bytes) -> None:
    parts = sections(bundle)
    receiver = Receiver(nodes["M"], bundle)
    for at in range(len(parts)):
        orders = [parts[:at] + parts[at + 1 :], parts[: at + 1] + parts[at:]]
        orders += [
            [*parts[:at], parts[other], *parts[at:other], *parts[other + 1 :]]
            for other in range(at + 1, len(parts))
        ]
        for order in orders:
            receiver.refuses(writer.container(order))
