"""The laws of the record (section 8 of its page) checked anew on the bytes a device holds.

Written from the page with lists and loops; nothing of the room's own rules is used.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.contrib import writer
from tests.record.nodes import EVIL, Honest, parsed

PARTIES = ("A", "B", EVIL)
Json = dict[str, Any]


class Held:
    """What one device holds: the entries of each feed, with what each had seen, all told."""

    def __init__(self, node: Honest) -> None:
        self.frozen = set(node.case.state.evidence)
        self.lines = {name: node.lines(name) for name in node.heads()}
        self.entries = {name: [parsed(line) for line in lines] for name, lines in self.lines.items()}

    def trusted(self) -> Iterator[tuple[str, Json, dict[str, int]]]:
        """Each entry of a feed without evidence against it, and the sizes it has seen."""
        for name, entries in self.entries.items():
            seen: dict[str, int] = {}
            for entry in entries:
                seen = seen | {other: head[0] for other, head in entry.get("seen", {}).items()}
                if name not in self.frozen:
                    yield name, entry, {**seen, name: entry["n"]}

    def root(self, feed: str, size: int) -> str:
        return writer.root([writer.leaf(line) for line in self.lines[feed][:size]]).hex()

    def known(self, seen: dict[str, int], member: str, kind: str, **body: Any) -> bool:
        """Whether such an entry of a member stands in what was seen."""
        return any(
            entry["kind"] == kind and body.items() <= entry["body"].items()
            for entry in self.entries.get(member, [])[: seen.get(member, 0)]
        )


def check_seen(held: Held) -> None:
    """Nobody goes back in what he has seen, and all of it is here."""
    for name, entries in held.entries.items():
        last: dict[str, int] = {}
        for entry in entries:
            for other, (size, root) in entry.get("seen", {}).items():
                assert size > last.get(other, 0), f"{name}:{entry['n']} goes back"
                last[other] = size
                if other not in held.frozen and name not in held.frozen:
                    assert len(held.lines.get(other, [])) >= size
                    assert held.root(other, size) == root


def check_order(held: Held) -> None:
    """A reveal knows the commit of each other party, a confirm every accept."""
    for name, entry, seen in held.trusted():
        others = [party for party in PARTIES if party != name and party not in held.frozen]
        if entry["kind"] == "terms.reveal":
            assert all(
                held.known(seen, party, "terms.commit", round=entry["body"]["round"]) for party in others
            )
        if entry["kind"] == "plan.confirm":
            assert all(held.known(seen, party, "plan.accept", of=entry["body"]["of"]) for party in others)
