"""Records for the tests: A and B, parties, and M, a mediator, with keys from fixed seeds.

The same case is written in two ways: by `Node`, which is the program, and by `writer.Record`, which writes by
hand what it is told and checks nothing. Keys, genesis and so the case id are the same.
"""

from __future__ import annotations

import copy
import importlib.util
import io
import sys
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from allforall.record import genesis as genesis_room
from allforall.record.bundle import Blob, read
from allforall.record.case import Case, Draft, Signer
from allforall.record.entry import Entry
from allforall.record.errors import Refused
from allforall.record.importing import Imported, import_bundle
from allforall.record.seal import SealKey
from allforall.record.store import Store
from allforall.record.verify import verify
from tests.contrib import writer
from tests.record.memory import MemoryStore

ROOT = Path(__file__).parents[2]
MEMBERS = ("A", "B", "M")
GENESIS = genesis_room.read(writer.dumps(writer.genesis()))
NOON = "2026-05-16T12:00:00Z"


def _load_second_verifier() -> Any:
    spec = importlib.util.spec_from_file_location("second_verifier", ROOT / "contrib" / "verify.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


second: Any = _load_second_verifier()


def seal_key(word: str, *, hybrid: bool = True) -> SealKey:
    """A seal key drawn from a word."""
    seeds = {"x25519": sha256(f"{word} x25519".encode()).hexdigest()}
    if hybrid:
        seeds["mlkem768"] = "".join(sha256(f"{word} mlkem {half}".encode()).hexdigest() for half in "12")
    return SealKey.of(seeds)


class Node:
    """One member's device: a case on a store, and the key of one feed."""

    def __init__(self, feed: str, store: Store | None = None, clock: str = NOON) -> None:
        self.feed, self.clock = feed, clock
        self.case = Case(store or MemoryStore(GENESIS.bytes))
        self.signer = Signer(feed, (writer.Key(feed).private,))

    def say(self, kind: str, body: dict[str, Any] | None = None, *blobs: tuple[Blob, Any]) -> Entry:
        """Append one entry and sign the head."""
        draft = Draft(kind, body or {}, tuple(blob for blob, _ in blobs), tuple(words for _, words in blobs))
        return self.case.append(self.signer, [draft], lambda: self.clock, durable=False)[0]

    def open(self) -> Entry:
        """The first entry, with a seal key."""
        return self.say("open", {"seal": seal_key(self.feed, hybrid=False).public})

    def bundle(self, member: str | None = None) -> bytes:
        """What a member lacks, or everything."""
        out = io.BytesIO()
        self.case.write_bundle(out, member)
        return out.getvalue()

    def take(self, bundle: bytes) -> Imported:
        """Import a bundle."""
        return import_bundle(self.case, bundle)

    def twin(self) -> Node:
        """The same device, cloned: from here on it writes another history under the same key."""
        store = copy.deepcopy(self.case.store)
        return Node(self.feed, store, self.clock)

    def sizes(self) -> dict[str, int]:
        return self.case.state.sizes()


def opened(*feeds: str) -> list[Node]:
    """Nodes that have opened their feeds and know nothing of one another."""
    nodes = [Node(feed) for feed in feeds or MEMBERS]
    for node in nodes:
        node.open()
    return nodes


def sync(*nodes: Node) -> None:
    """Everybody hands everybody what he lacks."""
    for giver in nodes:
        for taker in nodes:
            if giver is not taker:
                taker.take(giver.bundle())


def met() -> list[Node]:
    """A, B and M, opened, and each has all entries of the others."""
    nodes = opened()
    sync(*nodes)
    return nodes


def class_of(call: Callable[..., object], *given: object) -> str:
    """The class of refusal of a call, `valid` when it is not refused."""
    try:
        call(*given)
    except Refused as refused:
        return refused.verdict
    return "valid"


def second_class_of(call: Callable[..., object], *given: object) -> str:
    """The same for a call of the second verifier."""
    try:
        call(*given)
    except second.Fault as fault:
        return str(fault.kind)
    return "valid"


def agreed_class(mine: Callable[..., object], theirs: Callable[..., object], *given: object) -> str:
    """The class that both verifiers give; they have to agree."""
    found = class_of(mine, *given)
    assert second_class_of(theirs, *given) == found
    return found


def verdict(bundle: bytes) -> str:
    """The verdict of the program on a complete record."""
    return class_of(lambda: verify(read(bundle), processes=1))


def second_verdict(bundle: bytes) -> str:
    """The verdict of the second verifier."""
    found: str = second.verify_bundle(bundle).verdict
    return found


def verdicts(bundle: bytes) -> set[str]:
    """The verdicts of both; one when they agree."""
    return {verdict(bundle), second_verdict(bundle)}


def reworked(bundle: bytes, change: Any) -> bytes:
    """The bundle with its sections, as (type, content), changed by a function, and a right end."""
    sections = [(each.kind, each.content()) for each in read(bundle).sections]
    return bytes(writer.container(change(sections) or sections))


def hand_written(feeds: Iterable[str] = MEMBERS) -> Any:
    """A record written by hand, each feed opened."""
    return writer.Record(feeds=feeds)
