"""What is handed to the parsers: bytes by chance, right input with bytes bent, right values with parts bent.

Values that are bent are signed anew, so that they come as far as the rules. Only Refused may be raised.
"""

from __future__ import annotations

import copy
import json
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from allforall.record import genesis as genesis_room
from allforall.record import note
from allforall.record.bundle import read
from allforall.record.entry import entry_of, scan
from allforall.record.errors import Refused
from allforall.record.evidence import read_evidence
from allforall.record.verify import verify
from tests.contrib import writer
from tests.record.nodes import GENESIS, HONEST, Evil, Honest, sections

WORDS = (
    "open", "ack", "commit", "propose", "accept", "confirm", "reveal", "chunk", "release", "erase",
    "plan.propose", "plan.accept", "plan.confirm", "terms.commit", "terms.reveal", "terms.chunk",
    "terms.release", "list.commit", "key.rotate", "key.revoke", "key.seal", "of", "round", "replaces", "seen",
    "blobs", "A", "B", "E", "A/2", "Z", "0" * 64, "f" * 64, "E:0:" + "0" * 64, "",
    "2026-02-30T00:00:00Z", "0000-01-01T00:00:00Z", "\u2028", "é",
)  # fmt: skip
NUMBERS = (-1, 0, 1, 2, 15, 2**31, 2**53 - 1, 2**53, -(2**53), 10**30, 1.5, True, None)

scalars = st.sampled_from(WORDS) | st.sampled_from(NUMBERS) | st.text(max_size=5) | st.integers()
values: st.SearchStrategy[Any] = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(WORDS) | st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)
edits = st.lists(
    st.tuples(
        st.integers(0, 10**6),
        st.integers(0, 8),
        st.binary(max_size=6) | st.sampled_from(WORDS).map(str.encode),
    ),
    min_size=1,
    max_size=4,
)


def bent_bytes(data: bytes, changes: list[tuple[int, int, bytes]]) -> bytes:
    """Some stretches of the bytes replaced."""
    for place, length, new in changes:
        at = place % (len(data) + 1)
        data = data[:at] + new + data[at + length :]
    return data


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where the parts of a value are."""
    found = [path]
    if isinstance(value, dict):
        for key, inner in value.items():
            found += places(inner, (*path, key))
    if isinstance(value, list):
        for at, inner in enumerate(value):
            found += places(inner, (*path, at))
    return found


def bent_value(value: Any, place: int, new: Any, how: int) -> Any:
    """The value with one part replaced, left out or added."""
    value = copy.deepcopy(value)
    inside = places(value)[1:]
    *path, last = inside[place % len(inside)]
    holder = value
    for step in path:
        holder = holder[step]
    if how == 0:
        del holder[last]
    elif how == 1 and isinstance(holder, dict):
        holder[str(new)[:20]] = new
    else:
        holder[last] = new
    return value


def record() -> tuple[Honest, Evil]:
    """A record with something of everything, and the history of E, written by hand, which goes on."""
    with tempfile.TemporaryDirectory() as folder:
        nodes = {name: Honest(name, Path(folder)) for name in HONEST}
        a, b = nodes["A"], nodes["B"]
        offer = a.say("plan.propose", {"text": "one for one"})
        a.say("terms.commit", {"round": 0})
        a.rotate()
        b.take(a.bundle())
        b.say("plan.accept", {"of": offer.id})
        commit = b.say("terms.commit", {"round": 0})
        b.attach(b"a letter", "B")
        a.take(b.bundle())
        history = Evil()
        history.say("plan.accept", {"of": offer.id}, history.news(a))
        history.say("terms.commit", {"round": 0}, {})
        own = f"E:2:{writer.leaf(history.feed.lines[2]).hex()}"
        history.say("terms.reveal", {"of": own}, {})
        history.say("terms.chunk", {"of": own, "i": 0, "k": 2}, {})
        history.say("plan.propose", {"text": "and back", "about": commit.id}, {})
        history.feed.rotate("E 2")
        return a, history


NODE, HISTORY = record()
LINES = [*(line for feed in HONEST for line in NODE.lines(feed)), *HISTORY.feed.lines]
FORK = writer.evidence(HISTORY.prefix(2), HISTORY.prefix(4)) | {"proof": ["0" * 64]}
BUNDLE = HISTORY.bundle(len(HISTORY.feed.lines), NODE.bundle())


def take_entry(line: bytes) -> None:
    entry_of(line, "fuzz")
    for n in range(3):
        scan(GENESIS.case, "A", n, [line])


def take_checkpoint(text: str) -> None:
    head = note.read(text, "fuzz")
    note.check(head, head.origin, GENESIS.members["A"].keys, "fuzz")


def take_bundle(data: bytes) -> None:
    """Read, verify and import; an import that is refused leaves all as it was."""
    before = NODE.everything()
    twin = NODE.twin()
    try:
        twin.take(data)
    except Refused:
        assert twin.everything() == before
    verify(read(data))


def take_line(line: bytes) -> None:
    """An entry in the place of E's last, in a feed and a bundle that are otherwise right."""
    history = HISTORY.fork(6)
    history.feed.add_line(line)
    take_bundle(history.bundle(7, NODE.bundle()))


def bent_section(at: int, changes: list[tuple[int, int, bytes]]) -> bytes:
    parts = sections(BUNDLE)
    kind, content = parts[at % len(parts)]
    parts[at % len(parts)] = (kind, bent_bytes(content, changes))
    return writer.container(parts)


def bent_entry(at: int, kind: str | None, sees: bool, place: int, new: Any, how: int) -> bytes:
    """An entry with a part bent, as the next of E; of another kind, perhaps, and one that has seen B."""
    value = {**json.loads(LINES[at % len(LINES)]), "feed": "E", "n": 6, "t": writer.MORNING}
    if kind is not None:
        value["kind"] = kind
    if sees:
        value["seen"] = {"B": [len(NODE.lines("B")), NODE.heads()["B"][1].hex()]}
    return dumps(bent_value(value, place, new, how))


def dumps(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode(
        errors="replace"
    )


number, how = st.integers(0, 10**6), st.integers(0, 3)
line = st.sampled_from(LINES)
kinds = st.none() | st.sampled_from(WORDS[:21])
entries = st.builds(bent_entry, number, kinds, st.booleans(), number, values, how)
heads = st.sampled_from([HISTORY.feed.head(), NODE.case.state.feeds["A"].heads[0]])
Target = tuple[Callable[[Any], None], st.SearchStrategy[Any]]
TARGETS: dict[str, Target] = {
    "entry": (take_entry, st.binary(max_size=300) | st.builds(bent_bytes, line, edits)),
    "entry, a value bent": (take_entry, entries),
    "entry in a feed": (take_line, entries),
    "checkpoint": (
        take_checkpoint,
        st.text(max_size=200)
        | st.builds(lambda text, e: bent_bytes(text.encode(), e).decode(errors="replace"), heads, edits),
    ),
    "bundle": (
        take_bundle,
        st.binary(max_size=300).map(lambda data: writer.MAGIC + data)
        | st.builds(bent_bytes, st.just(BUNDLE), edits)
        | st.builds(lambda e: writer.finished(bent_bytes(BUNDLE[:-57], e)), edits),
    ),
    "bundle, a section bent": (take_bundle, st.builds(bent_section, number, edits)),
    "evidence": (
        lambda data: read_evidence(GENESIS, data),
        st.builds(bent_bytes, st.just(dumps(FORK)), edits)
        | st.builds(lambda *change: dumps(bent_value(FORK, *change)), number, values, how),
    ),
    "genesis": (
        genesis_room.read,
        st.builds(bent_bytes, st.just(GENESIS.bytes), edits)
        | st.builds(
            lambda *change: dumps(bent_value(json.loads(GENESIS.bytes), *change)), number, values, how
        ),
    ),
}


def check(target: str, data: Any) -> None:
    """Hand some input to a target."""
    with suppress(Refused):
        TARGETS[target][0](data)
