"""Write the attacks: one directory each, with the broken bytes and `expected.json`.

    python -m tests.attacks.make

Everything but the sealed blobs is the same in every run; those are kept once they are there.
"""

from __future__ import annotations

import base64
import json
import re
import shutil
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from allforall.record import lists
from allforall.record.seal import purpose_of, seal
from tests.contrib import writer as w
from tests.record.building import Node, met, seal_key

HERE = Path(__file__).parent
ORDER = 2**252 + 27742317777372353535851937790883648493
IDENTITY = (1).to_bytes(32, "little")  # a point of small order; R = it and S = 0 verify for every message
Made = dict[str, bytes] | bytes


@dataclass(frozen=True)
class Attack:
    """What the attacker tried, what is expected, and what makes the files."""

    about: str
    expected: dict[str, Any]
    make: Callable[[], Made]

    @property
    def name(self) -> str:
        return self.make.__name__.replace("_", "-")


ATTACKS: list[Attack] = []


def attack(
    about: str, verdict: str = "", **expected: Any
) -> Callable[[Callable[[], Made]], Callable[[], Made]]:
    """Note a function that makes an attack's files; one file alone is `record.bundle`."""

    def note(make: Callable[[], Made]) -> Callable[[], Made]:
        ATTACKS.append(Attack(about, {"verdict": verdict, **expected} if verdict else expected, make))
        return make

    return note


def agreed() -> Any:
    """A proposes, B accepts, A confirms; M has seen it."""
    record = w.Record()
    of = record["A"].add("plan.propose", {"text": "all for all"})
    record["B"].add("plan.accept", {"of": of}, seen=record["A"].seen())
    record["A"].add("plan.confirm", {"of": of}, seen=record["B"].seen())
    record.see("M", "A", "B")
    return record


def committed() -> tuple[Any, str, str]:
    """A and B have committed in round 0 and seen it of each other; gives their commits."""
    record = w.Record()
    ours, theirs = (
        record[name].add("list.commit", {"round": 0, "rows": 4, "root": f"{name.lower()}0" * 32})
        for name in "AB"
    )
    seen = record["A"].seen()
    record["A"].add("ack", seen=record["B"].seen())
    record["B"].add("ack", seen=seen)
    return record, ours, theirs


def with_head(record: Any, feed: str, change: Callable[[str], str]) -> Any:
    """The record with the last head of a feed changed."""
    text = change(record[feed].head())
    record[feed].bend_header = lambda header: header.update(heads=[*header["heads"][:-1], text])
    return record


def keeping_heads(record: Any, feed: str) -> None:
    """What is changed in the feed from here on is not signed."""
    signed = record[feed].header()["heads"]
    record[feed].bend_header = lambda header: header.update(heads=signed)


# --- bytes changed, moved, left out ---


@attack("One bit of an entry is changed on the way, and the bundle's digest is not.", "damaged")
def tamper() -> bytes:
    data = bytearray(agreed().bundle())
    data[len(data) // 2] ^= 1
    return bytes(data)


@attack("A word of an entry is changed and the digest of the bundle is made anew.", "wrong-root")
def tamper_and_repack() -> bytes:
    record = agreed()
    keeping_heads(record, "A")
    record["A"].lines[1] = record["A"].lines[1].replace(b"all for all", b"all for two")
    return bytes(record.bundle())


@attack("Two entries change places.", "wrong-index")
def reorder() -> bytes:
    record = w.Record()
    record["A"].add("note", {"text": "first"})
    record["A"].add("note", {"text": "second"})
    keeping_heads(record, "A")
    lines = record["A"].lines
    lines[1], lines[2] = lines[2], lines[1]
    return bytes(record.bundle())


@attack("Two entries change places and are numbered anew.", "wrong-root")
def reorder_and_renumber() -> bytes:
    record = w.Record()
    record["A"].add("note", {"text": "first"})
    record["A"].add("note", {"text": "second"})
    keeping_heads(record, "A")
    lines = record["A"].lines
    first, second = lines[1], lines[2]
    lines[1], lines[2] = second.replace(b'"n":2', b'"n":1'), first.replace(b'"n":1', b'"n":2')
    return bytes(record.bundle())


@attack("An entry in the middle of a feed is left out.", "wrong-index")
def delete_inside() -> bytes:
    record = w.Record()
    for text in ("first", "second", "third"):
        record["A"].add("note", {"text": text})
    keeping_heads(record, "A")
    del record["A"].lines[2]
    return bytes(record.bundle())


@attack("A feed is cut in two sections, and one of them is left out.", "bad-section")
def gap() -> bytes:
    record = w.Record()
    for text in ("first", "second", "third"):
        record["A"].add("note", {"text": text})
    feed = record["A"]
    parts = [w.entries(feed.lines[:1]), w.entries(feed.lines[2:], 2)]
    header = (w.HEADER, w.dumps(feed.header()))
    return bytes(w.container([(w.GENESIS, record.genesis), header, *((w.ENTRIES, each) for each in parts)]))


@attack("The newest entries of A are left out and an old head is shown; B has seen the newer one.", "stale")
def truncation() -> bytes:
    record = agreed()
    del record["A"].lines[2:]
    return bytes(record.bundle())


@attack("The beginning of a feed is held back.", "incomplete")
def beginning_held_back() -> bytes:
    record = w.Record()
    record["A"].add("note", {"text": "what is shown"})
    feed = record["A"]
    header = {**feed.header(), "from": 1, "frontier": [w.root(feed.leaves()[:1]).hex()]}
    return bytes(
        w.container(
            [
                (w.GENESIS, record.genesis),
                (w.HEADER, w.dumps(header)),
                (w.ENTRIES, w.entries(feed.lines[1:], 1)),
            ]
        )
    )


@attack("The file is cut short.", "truncated")
def cut_short() -> bytes:
    return bytes(agreed().bundle()[:-20])


@attack("Something is written behind the end.", "bad-section")
def appended() -> bytes:
    return bytes(agreed().bundle() + b"more")


@attack(
    "The same bundle is handed over a second time.",
    **{"import": ["first.bundle", "first.bundle"], "result": "unchanged"},
)
def replay() -> Made:
    return {"first.bundle": agreed().bundle()}


@attack(
    "An old bundle is handed over after a newer one.",
    **{"import": ["new.bundle", "old.bundle"], "result": "unchanged"},
)
def replay_of_an_old_bundle() -> Made:
    record = agreed()
    new = record.bundle()
    del record["A"].lines[2:]
    del record["M"].lines[1:]
    return {"new.bundle": new, "old.bundle": record.bundle()}


@attack("A feed signed for one case is shown in another.", "wrong-case")
def other_case() -> bytes:
    other = w.Record({**w.genesis(), "title": "Another exchange"})
    record = w.Record()
    record["A"].lines = other["A"].lines
    return bytes(record.bundle())


@attack("The entries are written anew for another case, but the head is that of the first.", "wrong-origin")
def head_of_another_case() -> bytes:
    other = w.Record({**w.genesis(), "title": "Another exchange"})
    return bytes(with_head(w.Record(), "A", lambda _: other["A"].head()).bundle())


@attack("What A wrote is shown as B's.", "wrong-feed")
def other_feed() -> bytes:
    record = w.Record()
    record["B"].lines = record["A"].lines
    return bytes(record.bundle())


@attack("A head of A is shown over B's entries.", "wrong-origin")
def head_of_another_feed() -> bytes:
    record = w.Record()
    return bytes(with_head(record, "B", lambda _: record["A"].head()).bundle())


@attack("A feed of somebody who is no member is slipped in.", "wrong-feed")
def stranger() -> bytes:
    record = w.Record()
    record.open("X")
    return bytes(record.bundle())


# --- time ---


@attack("An entry is dated before the one it follows.", "time-backwards")
def back_dating() -> bytes:
    record = w.Record()
    record["A"].add("note", {"text": "we said so long ago"}, t="2025-01-01T00:00:00Z")
    return bytes(record.bundle())


@attack(
    "The date of an entry that others have seen is changed by its own author, who signs again.",
    "seen-unbacked",
)
def back_dating_of_what_was_seen() -> bytes:
    record = agreed()
    of = record["A"].lines
    of[1] = of[1].replace(w.MORNING.encode(), b"2026-03-01T09:00:00Z")
    of[2] = of[2].replace(w.MORNING.encode(), b"2026-03-01T09:00:00Z")
    return bytes(record.bundle())


# --- forks ---


def _two_faces() -> tuple[bytes, bytes]:
    """Two bundles of one device of B that tells A one thing and M another."""
    _, b, _ = met()
    other = b.twin()
    b.say("note", {"text": "we release six"})
    other.say("note", {"text": "we release four"})
    return b.bundle(), other.bundle()


@attack(
    "B tells A one thing and M another under the same head number.",
    **{"import": ["to-a.bundle", "to-m.bundle"], "result": "fork"},
)
def equivocation() -> Made:
    one, two = _two_faces()
    return {"to-a.bundle": one, "to-m.bundle": two}


@attack(
    "B tells two stories and takes new keys in one of them, so that no two heads are of the same key.",
    **{"import": ["one.bundle", "other.bundle"], "result": "fork"},
)
def equivocation_behind_new_keys() -> Made:
    one, other = w.Record(), w.Record()
    one["B"].add("note", {"text": "we release six"})
    other["B"].rotate("B new")
    other["B"].add("note", {"text": "we release four"})
    return {"one.bundle": one.bundle(), "other.bundle": other.bundle()}


@attack(
    "B goes on rotating its keys, so that evidence against it would grow too large to carry.", "bad-rotation"
)
def endless_rotation() -> bytes:
    record = w.Record()
    for number in range(257):
        record["B"].add("key.rotate", {"sign": [w.Key(f"B {number}").hex], "threshold": 1})
    return bytes(record.bundle())


@attack("A record that shows B with two faces is passed on as if nothing were wrong.", "fork")
def equivocation_shown() -> bytes:
    one, two = _two_faces()
    holder = Node("A")
    holder.take(one)
    holder.take(two)
    return holder.bundle()


def _framed(change: Callable[[dict[str, Any]], Any], short: int = 2, long: int = 3) -> bytes:
    record = w.Record()
    for text in ("one", "two"):
        record["B"].add("note", {"text": text})
    whole, part = record["B"], w.Feed("B", record.case, [w.Key("B")])
    part.lines = whole.lines[:short]
    value = w.evidence(part, whole)
    change(value)
    record.evidence = [w.dumps(value)]
    return bytes(record.bundle())


@attack("Two heads of B that agree are shown as a fork.", "bad-evidence")
def framing() -> bytes:
    return _framed(lambda value: None)


@attack("A proof of another tree is shown, so that two heads of B that agree seem to differ.", "bad-evidence")
def framing_with_a_false_proof() -> bytes:
    return _framed(lambda value: value.update(proof=["00" * 32, *value["proof"][1:]]))


@attack("The same head is shown twice.", "bad-evidence")
def framing_with_one_head() -> bytes:
    return _framed(lambda value: value.update(second=value["first"], proof=[]))


@attack("A head that B never signed is shown against B.", "bad-evidence")
def framing_with_a_foreign_signature() -> bytes:
    def change(value: dict[str, Any]) -> None:
        feed = w.Feed("B", value["case"], [w.Key("the attacker")])
        feed.add("open")
        feed.add("note", {"text": "never said"})
        value.update(first=feed.head())

    return _framed(change)


# --- keys ---


@attack("A member is enrolled under a key for which anybody can sign.", "weak-key")
def weak_key() -> bytes:
    world = w.genesis()
    world["members"][1]["sign"] = [IDENTITY.hex()]
    return bytes(w.Record(world, feeds=()).bundle())


@attack("A root key is one for which anybody can sign.", "weak-key")
def weak_root_key() -> bytes:
    world = w.genesis()
    world["members"][0]["root"] = ["c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"]
    return bytes(w.Record(world, feeds=()).bundle())


@attack("A rotates to a key for which anybody can sign, so as to deny what follows.", "weak-key")
def weak_key_by_rotation() -> bytes:
    record = w.Record()
    record["A"].add("key.rotate", {"sign": [IDENTITY.hex()], "threshold": 1})
    return bytes(record.bundle())


@attack("A further device is enrolled under a key for which anybody can sign.", "weak-key")
def weak_key_by_enrolment() -> bytes:
    record = w.Record()
    record.enrol("A/2", sign=["00" * 32])
    return bytes(record.bundle())


def _signature_changed(text: str, change: Callable[[bytes], bytes]) -> str:
    coded = re.findall(r" (\S+)\n\Z", text)[0]
    data = base64.b64decode(coded)
    return text.replace(coded, base64.b64encode(data[:4] + change(data[4:])).decode())


@attack("The group order is added to S, so that there is a second signature for one head.", "bad-signature")
def malleability() -> bytes:
    def second(signature: bytes) -> bytes:
        s = int.from_bytes(signature[32:], "little") + ORDER
        return signature[:32] + s.to_bytes(32, "little")

    return bytes(with_head(agreed(), "A", lambda text: _signature_changed(text, second)).bundle())


@attack(
    "A head carries the signature that holds for every message under a key of small order.", "bad-signature"
)
def signature_for_everything() -> bytes:
    return bytes(
        with_head(
            agreed(), "A", lambda text: _signature_changed(text, lambda _: IDENTITY + bytes(32))
        ).bundle()
    )


@attack("The attacker signs A's head with his own key under A's name.", "bad-signature")
def foreign_signature() -> bytes:
    record = agreed()
    return bytes(with_head(record, "A", lambda _: record["A"].head(signers=[w.Key("the attacker")])).bundle())


@attack(
    "A thief of A's second device proposes after A has revoked it; B accepts though he knows.",
    "bad-reference",
)
def stolen_key() -> bytes:
    record = w.Record()
    record.enrol("A/2")
    record.revoke("A", "A/2", 1)
    of = record["A/2"].add("plan.propose", {"text": "the thief's terms"})
    record["B"].add("plan.accept", {"of": of}, seen={**record["A"].seen(), **record["A/2"].seen()})
    return bytes(record.bundle())


@attack("A revoked device goes on writing; its entries are carried, and are void.", "valid")
def stolen_key_alone() -> bytes:
    record = w.Record()
    record.enrol("A/2")
    record.revoke("A", "A/2", 1)
    record["A/2"].add("note", {"text": "the thief's words"})
    return bytes(record.bundle())


@attack("B revokes a device of A.", "bad-revocation")
def revocation_by_another() -> bytes:
    record = w.Record()
    record.enrol("A/2")
    record.revoke("B", "A/2", 0)
    return bytes(record.bundle())


@attack("A thief of A's signing key revokes A's other device without the root key.", "bad-revocation")
def forged_revocation() -> bytes:
    record = w.Record()
    record.enrol("A/2")
    record.revoke("A", "A/2", 0, [w.Key("A")])
    return bytes(record.bundle())


@attack("A device of A is enrolled with the attacker's root key.", "bad-enrolment")
def forged_enrolment() -> bytes:
    record = w.Record()
    record.enrol("A/2", [w.Key("the attacker")])
    return bytes(record.bundle())


@attack("The enrolment of A's second device is used for a third.", "bad-enrolment")
def enrolment_used_again() -> bytes:
    record = w.Record()
    record.enrol("A/3", feed="A/2")
    return bytes(record.bundle())


@attack("The attacker rotates A's keys to his own without A's signature.", "bad-signature")
def forged_rotation() -> bytes:
    record = w.Record()
    record["A"].rotate("the attacker")
    record["A"].rotations = {2: [w.Key("the attacker")]}
    return bytes(record.bundle())


@attack("The checkpoint in which the old keys signed the rotation is left out.", "bad-rotation")
def missing_rotation_checkpoint() -> bytes:
    record = w.Record()
    record["A"].rotate("A new")
    record["A"].add("note", {"text": "under the new key"})
    record["A"].bend_header = lambda header: header.update(heads=header["heads"][1:])
    return bytes(record.bundle())


@attack("The old key signs on after the rotation.", "bad-signature")
def rotated_key_used_again() -> bytes:
    record = w.Record()
    record["A"].rotate("A new")
    record["A"].add("note", {"text": "under the old key"})
    return bytes(with_head(record, "A", lambda _: record["A"].head(signers=[w.Key("A")])).bundle())


# --- what was seen ---


@attack("B says to have seen another history of A than there is.", "seen-unbacked")
def seen_not_backed() -> bytes:
    record = w.Record()
    record["B"].add("ack", seen={"A": [1, "00" * 32]})
    return bytes(record.bundle())


@attack("B says to have seen less than he said before.", "seen-backwards")
def seen_going_back() -> bytes:
    record = w.Record()
    record["A"].add("note", {"text": "more"})
    record["B"].add("ack", seen=record["A"].seen())
    record["B"].add("ack", seen=record["A"].seen(1))
    return bytes(record.bundle())


@attack(
    "A accepts a proposal before it has seen it, so that a later one could be put in its place.",
    "bad-reference",
)
def accept_of_something_unseen() -> bytes:
    record = w.Record()
    of = record["A"].add("plan.propose", {"text": "all for all"})
    record["B"].add("plan.accept", {"of": of})
    return bytes(record.bundle())


@attack("A confirms before B's acceptance has reached it.", "confirm-too-early")
def confirm_too_early() -> bytes:
    record = w.Record()
    of = record["A"].add("plan.propose", {"text": "all for all"})
    record["B"].add("plan.accept", {"of": of}, seen=record["A"].seen())
    record["A"].add("plan.confirm", {"of": of})
    return bytes(record.bundle())


@attack("A confirms a proposal that it has replaced since.", "confirm-too-early")
def confirm_of_what_was_replaced() -> bytes:
    record = w.Record()
    of = record["A"].add("plan.propose", {"text": "all for all"})
    record["B"].add("plan.accept", {"of": of}, seen=record["A"].seen())
    record["A"].add("plan.propose", {"text": "six for four", "replaces": of})
    record["A"].add("plan.confirm", {"of": of}, seen=record["B"].seen())
    return bytes(record.bundle())


@attack("A accepts its own proposal in the name of the other side.", "not-allowed")
def accept_of_its_own() -> bytes:
    record = w.Record()
    of = record["A"].add("plan.propose", {"text": "all for all"})
    record["A"].add("plan.accept", {"of": of})
    return bytes(record.bundle())


@attack("The mediator accepts in the place of a party.", "not-allowed")
def mediator_accepts() -> bytes:
    record = w.Record()
    of = record["A"].add("plan.propose", {"text": "all for all"})
    record["M"].add("plan.accept", {"of": of}, seen=record["A"].seen())
    return bytes(record.bundle())


@attack("B reveals, and so reads A's list, before it is bound to its own.", "reveal-too-early")
def reveal_too_early() -> bytes:
    record = w.Record()
    of = record["A"].add("list.commit", {"round": 0, "rows": 4, "root": "a0" * 32})
    record["A"].add("list.reveal", {"of": of})
    return bytes(record.bundle())


@attack("A reveals for a round in which B committed only in the one before.", "reveal-too-early")
def reveal_in_another_round() -> bytes:
    record = w.Record()
    record["B"].add("list.commit", {"round": 0, "rows": 4, "root": "b0" * 32})
    of = record["A"].add("list.commit", {"round": 1, "rows": 4, "root": "a0" * 32})
    record["A"].add("list.reveal", {"of": of}, seen=record["B"].seen())
    return bytes(record.bundle())


@attack("A commits to a second list in a round, to choose later which one it reveals.", "not-allowed")
def second_commit() -> bytes:
    record = w.Record()
    for name in ("a0", "a1"):
        record["A"].add("list.commit", {"round": 0, "rows": 4, "root": name * 32})
    return bytes(record.bundle())


@attack(
    "A reads B's list, and then commits and reveals another of its own on a second device.",
    "reveal-too-early",
)
def commit_after_reading() -> bytes:
    record, ours, theirs = committed()
    record["A"].add("list.reveal", {"of": ours})
    record["B"].add("list.reveal", {"of": theirs})
    record.enrol("A/2")
    late = record["A/2"].add("list.commit", {"round": 0, "rows": 4, "root": "a1" * 32})
    record["A/2"].add("list.reveal", {"of": late}, seen=record["B"].seen())
    return bytes(record.bundle())


@attack(
    "B sends its chunks for another number of parts than A, to end with fewer of its own shown.",
    "chunk-too-early",
)
def chunks_of_another_size() -> bytes:
    record, ours, theirs = committed()
    record["A"].add("list.chunk", {"of": ours, "i": 0, "k": 2})
    record["B"].add("list.chunk", {"of": theirs, "i": 0, "k": 256}, seen=record["A"].seen())
    record["B"].add("list.chunk", {"of": theirs, "i": 1, "k": 256})
    return bytes(record.bundle())


@attack("A reveals the commit of B as its own.", "not-allowed")
def reveal_of_another() -> bytes:
    record, _, theirs = committed()
    record["A"].add("list.reveal", {"of": theirs})
    return bytes(record.bundle())


@attack("A sends its second chunk before B has sent its first.", "chunk-too-early")
def chunk_too_early() -> bytes:
    record, ours, _ = committed()
    record["A"].add("list.chunk", {"of": ours, "i": 0, "k": 2})
    record["A"].add("list.chunk", {"of": ours, "i": 1, "k": 2})
    return bytes(record.bundle())


@attack("The mediator releases A's list to B before B has committed to its own.", "release-too-early")
def release_too_early() -> bytes:
    record = w.Record()
    of = record["A"].add("list.commit", {"round": 0, "rows": 4, "root": "a0" * 32})
    record["M"].add("list.release", {"of": [of]}, seen=record["A"].seen())
    return bytes(record.bundle())


# --- containers and JSON ---


@attack("A section inflates to a thousand times what it says.", "bad-section")
def bomb() -> bytes:
    record = w.Record()
    stored = zlib.compress(bytes(32 << 20), 9)
    body = w.section(w.GENESIS, record.genesis)
    return bytes(w.finished(w.MAGIC + body + w.section(w.HEADER, b"", length=1000, stored=stored)))


@attack("A section says that it holds more than any may.", "too-large")
def bomb_that_says_so() -> bytes:
    record = w.Record()
    body = w.section(w.GENESIS, record.genesis)
    return bytes(w.finished(w.MAGIC + body + w.section(w.HEADER, b"", length=1 << 30)))


@attack("An entry is longer than any may be.", "too-large")
def endless_entry() -> bytes:
    record = w.Record()
    record["A"].add("note", {"text": "x" * 70_000})
    return bytes(record.bundle())


@attack("The name of a feed leads out of the directory.", "bad-section")
def path_traversal() -> Made:
    made = {}
    for number, name in enumerate(("../../etc/passwd", "A/../B", "A\u0000", "A.2", "/A", "A/2/../../x")):
        record = w.Record()
        record["A"].bend_header = lambda header, name=name: header.update(feed=name)
        made[f"{number}.bundle"] = record.bundle()
    return made


def _bent_json() -> Iterator[tuple[str, Callable[[bytes], bytes]]]:
    def put(text: str) -> Callable[[bytes], bytes]:
        return lambda line: line.replace(b'"body":{}', b'"body":{"x":' + text.encode() + b"}")

    yield "deep", put("[" * 30_000 + "]" * 30_000)
    yield "deeper-than-sixteen", put("[" * 15 + "]" * 15)
    yield "twice-the-same-key", lambda line: line.replace(b'"body":{}', b'"body":{"x":1,"x":1}')
    yield "minus-nought", put("-0")
    yield "fraction", put("1.0")
    yield "exponent", put("1e5")
    yield "long-number", put("9" * 5000)
    yield "beyond-2-53", put(str(2**53))
    yield "not-a-number", put("NaN")
    yield "lone-surrogate", put('"\\ud800"')
    yield "escape-without-need", put('"\\u0041"')
    yield "solidus", put('"\\/"')
    yield "upper-case-escape", put('"\\u001F"')
    yield "space", lambda line: line.replace(b'"body":{}', b'"body": {}')
    yield "order-of-keys", lambda line: line.replace(b'"v":1}', b'"a":1}').replace(b"{", b'{"v":1,', 1)
    yield "byte-order-mark", lambda line: b"\xef\xbb\xbf" + line
    yield "not-utf-8", lambda line: line.replace(b'"body":{}', b'"body":{"x":"\xff"}')
    yield "leading-nought", put("01")
    yield "nothing", lambda line: b""
    yield "an-array", lambda line: b"[" + line + b"]"


@attack("An entry is JSON that two readers may read in two ways.", "not-canonical")
def malformed_json() -> Made:
    made = {}
    for name, bend in _bent_json():
        record = w.Record()
        line = w.dumps(record["A"].entry("ack"))
        record["A"].add_line(bend(line))
        made[f"{name}.bundle"] = record.bundle()
    return made


@attack("Keys beyond ASCII, which two programs may sort in two ways.", "not-canonical")
def keys_beyond_ascii() -> Made:
    made = {}
    for name, key in (("latin", "é"), ("astral", "\U0001f54a"), ("private", "\ue000"), ("delete", "\x7f")):
        record = w.Record()
        record["A"].add("note", {key: 1})
        made[f"{name}.bundle"] = record.bundle()
    return made


# --- lists ---

PEOPLE = [{"name": f"Person {number}"} for number in range(4)]


def _secret(number: int) -> bytes:
    return sha256(f"secret {number}".encode()).digest()


def listed() -> tuple[Any, list[bytes], str]:
    """A record in which A has committed to four people; the commitments, and the id of the commit."""
    record = w.Record()
    commitments = [
        w.commitment(_secret(number), record.case, "A", w.dumps(person))
        for number, person in enumerate(PEOPLE)
    ]
    root = w.root([w.leaf(each) for each in commitments])
    return record, commitments, record["A"].add("list.commit", {"round": 0, "rows": 4, "root": root.hex()})


def _person(commitments: list[bytes], number: int, record: bytes, secret: bytes) -> dict[str, Any]:
    path = w.hexes(w.path(number, [w.leaf(each) for each in commitments]))
    return {"index": number, "path": path, "record": record.decode(), "secret": secret.hex()}


@attack(
    "A name from a dictionary is tried against a list, with the secrets one could guess.", "bad-disclosure"
)
def dictionary() -> Made:
    record, commitments, _ = listed()
    made = {}
    for name, secret in (("zeros", bytes(32)), ("digest-of-the-name", sha256(w.dumps(PEOPLE[1])).digest())):
        person = _person(commitments, 1, w.dumps(PEOPLE[1]), secret)
        made[f"{name}.proof"] = w.dumps(w.proof(record, record["A"], 1, person=person))
    return made


@attack(
    "B copies A's commitments as its own, and after A's reveal shows a person of them as its own.",
    "bad-disclosure",
)
def copied_commit() -> Made:
    record, commitments, _ = listed()
    root = w.root([w.leaf(each) for each in commitments])
    record["B"].add("list.commit", {"round": 0, "rows": 4, "root": root.hex()})
    person = _person(commitments, 1, w.dumps(PEOPLE[1]), _secret(1))
    return {"copied.proof": w.dumps(w.proof(record, record["B"], 1, person=person))}


@attack("A shows a court another person than it committed to.", "bad-disclosure")
def another_person() -> Made:
    record, commitments, _ = listed()
    person = _person(commitments, 1, w.dumps({"name": "Person 7"}), _secret(1))
    return {"another.proof": w.dumps(w.proof(record, record["A"], 1, person=person))}


@attack("A blob is slipped in that no entry names.", "unknown-blob")
def blob_unnamed() -> bytes:
    record = w.Record()
    record.blob("sealed", b"nobody named this")
    return bytes(record.bundle())


@attack("The content of a blob is exchanged for another of the same length.", "wrong-blob")
def blob_exchanged() -> bytes:
    record = w.Record()
    words = record.blob("sealed", b"what was sealed")
    record["A"].add("list.reveal.note", {}, blobs=[words])
    record.blobs = [record.blobs[0].replace(b"what was sealed", b"what was forged")]
    return bytes(record.bundle())


# --- seals: the record is right, the recipient finds the fraud ---


def _revealed(sealed: Callable[[Any, str, str], bytes]) -> bytes:
    """A record in which A has revealed a list; what is sealed is the attacker's choice."""
    record, ours, _ = committed()
    words = record.blob("sealed", sealed(record, ours, purpose_of("list.reveal", {"of": ours})))
    record["A"].add("list.reveal", {"of": ours}, blobs=[words])
    return bytes(record.bundle())


@attack(
    "A keybox sealed to M is handed to B as if it were sealed to him.",
    "valid",
    opens={"recipient": "B", "refusal": "wrong-seal"},
)
def wrong_recipient() -> bytes:
    to_m = {"M": seal_key("M", hybrid=False).public}
    return _revealed(lambda record, _, purpose: seal(b"the keybox", to_m, record.case, "A", purpose))


@attack(
    "A keybox of another reveal is shown again in this one.",
    "valid",
    opens={"recipient": "B", "refusal": "wrong-seal"},
)
def keybox_of_another_place() -> bytes:
    to_b = {"B": seal_key("B", hybrid=False).public}
    return _revealed(
        lambda record, _, purpose: seal(b"the keybox", to_b, record.case, "A", "list.reveal A:9")
    )


@attack(
    "The row of a person opens with the secret that was sent, but to another person than was committed to.",
    row={"refusal": "wrong-row"},
)
def two_plaintexts() -> Made:
    record, commitments, _ = listed()
    rows = [lists.sealed_row(_secret(number), w.dumps(person)) for number, person in enumerate(PEOPLE)]
    rows[1] = lists.sealed_row(_secret(1), w.dumps({"name": "Somebody else"}))
    value = {
        "case": record.case,
        "commitments": w.hexes(commitments),
        "feed": "A",
        "root": w.root([w.leaf(each) for each in commitments]).hex(),
        "rows": w.hexes(row.content for row in rows),
        "secrets": w.hexes(_secret(number) for number in range(4)),
    }
    return {"list.json": json.dumps(value, indent=1).encode() + b"\n"}


SEALED = {"wrong-recipient", "keybox-of-another-place"}


def write(folder: Path) -> None:
    """Write every attack; what is sealed by chance is kept when it is there."""
    for each in ATTACKS:
        target = folder / each.name
        if each.name in SEALED and target.exists():
            continue
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        made = each.make()
        for name, data in ({"record.bundle": made} if isinstance(made, bytes) else made).items():
            (target / name).write_bytes(data)
        text = json.dumps({"about": each.about, **each.expected}, indent=1, ensure_ascii=False)
        (target / "expected.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    write(HERE)
