"""A case told in memory, entry by entry, by all its members; each entry is judged as it is said.

Keys are drawn from the seed, so that the same seed gives the same bytes: they keep no secret.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from allforall.exchange import families  # noqa: F401  # every kind and rule
from allforall.exchange.fold import KINDS, Exchange
from allforall.exchange.things import Row
from allforall.record import genesis, note
from allforall.record.case import Case
from allforall.record.entry import Entry, compose
from allforall.record.files import FileStore
from allforall.record.genesis import member_of
from allforall.record.rules import check_order
from allforall.record.state import State
from allforall.record.store import Addition, Change
from allforall.rehearsal.errors import RehearsalError
from allforall.talks.fold import Talks

Body = dict[str, Any]
Rows = dict[str, list[int]]
PARTIES = ("A", "B")
NEUTRAL = "M"
RULES: Body = {
    "clearing": {
        "A": {"overseer": "Minister", "bodies": ["MOD", "SBU"]},
        "B": {"overseer": "Council", "bodies": ["MOD"]},
    },
    "neutral": NEUTRAL,
}
OVERSEER = {"A": "Minister", "B": "Council"}


def key(seed: int, word: str) -> Ed25519PrivateKey:
    """The key that a seed gives to a word."""
    return Ed25519PrivateKey.from_private_bytes(
        sha256(f"allforall rehearsal {seed} {word}".encode()).digest()
    )


def other(party: str) -> str:
    """The other party."""
    return "B" if party == "A" else "A"


@dataclass
class Desk:
    """A case of two parties and a neutral, who hear of each other at once unless they speak together.

    `tick` seconds pass between two entries. What is said must stand: a refusal is a fault of the script.
    """

    seed: int
    title: str
    clock: str
    tick: int = 60
    entries: list[Entry] = field(default_factory=list)
    lines: dict[str, list[bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        nonce = sha256(f"allforall rehearsal {self.seed}".encode()).hexdigest()
        members = [self._member(name, "party") for name in PARTIES]
        members.append(self._member(NEUTRAL, "mediator"))
        self.state = State(genesis.write(self.title, nonce, members, RULES))
        self.exchange = Exchange(self.state)
        self.talks = Talks(self.state)
        self._together(*((name, "open", {}) for name in (*PARTIES, NEUTRAL)))

    # --- saying ---

    def say(self, feed: str, kind: str, body: Body | None = None) -> Entry:
        """Append an entry whose author has heard everything."""
        return self._append(feed, kind, body or {}, self.state.sizes())

    def both(self, kind: str, body: Body | None = None) -> None:
        """Both parties say the same, neither having heard the other say it."""
        self.each(kind, dict.fromkeys(PARTIES, body or {}))

    def each(self, kind: str, bodies: dict[str, Body]) -> dict[str, Entry]:
        """Each party says its own, neither having heard the other say it."""
        said = self._together(*((party, kind, body) for party, body in bodies.items()))
        return dict(zip(bodies, said, strict=True))

    def agree(self, who: str, name: str, body: Body) -> Entry:
        """A proposal that the other party accepts and its proposer confirms."""
        proposal = self.say(who, f"{name}.propose", body)
        self.confirm(proposal)
        return proposal

    def confirm(self, proposal: Entry) -> Entry:
        """Whoever has not spoken accepts a proposal; who made it confirms."""
        name, who = proposal.kind.rpartition(".")[0], member_of(proposal.feed)
        for party in PARTIES:
            if party != who:
                self.say(party, f"{name}.accept", {"of": proposal.id})
        return self.say(proposal.feed, f"{name}.confirm", {"of": proposal.id})

    def wait(self, until: str) -> None:
        """Let time pass until a moment, if it has not come yet."""
        self.clock = max(self.clock, until)

    def pass_days(self, days: int, time: str = "08:00:00") -> str:
        """Let some days pass; gives the day."""
        day = (datetime.fromisoformat(self.clock) + timedelta(days=days)).date().isoformat()
        self.wait(f"{day}T{time}Z")
        return day

    # --- writing ---

    def write(self, folder: Path) -> list[str]:
        """Write a record for each member and `case.bundle`; gives their names.

        Raises RecordError when something stands there already.
        """
        for name in (*PARTIES, NEUTRAL):
            self._keep(FileStore.create(folder / name, self.state.genesis.bytes))
        with (folder / "case.bundle").open("wb") as out:
            Case(FileStore(folder / PARTIES[0])).write_bundle(out)
        return [*(f"{name}/" for name in (*PARTIES, NEUTRAL)), "case.bundle"]

    def _keep(self, store: FileStore) -> None:
        case = self.state.genesis
        heads = {
            name: note.sign(case.origin(name), feed.size, feed.tree.root(), [key(self.seed, name)])
            for name, feed in self.state.feeds.items()
        }
        store.commit(Change([Addition(name, 0, lines, [heads[name]]) for name, lines in self.lines.items()]))
        store.close()

    def _member(self, name: str, role: str) -> Body:
        signing, root = key(self.seed, name), key(self.seed, f"{name} root")
        return {
            "id": name,
            "role": role,
            "sign": [signing.public_key().public_bytes_raw().hex()],
            "threshold": 1,
            "root": [root.public_key().public_bytes_raw().hex()],
            "root_threshold": 1,
        }

    def _together(self, *said: tuple[str, str, Body]) -> list[Entry]:
        known = self.state.sizes()
        return [self._append(feed, kind, body, known) for feed, kind, body in said]

    def _append(self, feed: str, kind: str, body: Body, known: dict[str, int]) -> Entry:
        mine, sizes = self.state.feed(feed), self.state.sizes()
        seen = {
            name: [size, self.state.feeds[name].tree.root(size).hex()]
            for name, size in known.items()
            if name != feed and size > mine.others.get(name, 0)
        }
        line, scan, entry = compose(
            self.state.genesis.case, feed, mine.size, self.clock, kind, body, seen, []
        )
        mine.add(scan)
        check_order(self.state, sizes)
        self.lines.setdefault(feed, []).append(line)
        self.entries.append(entry)
        self._judge(entry)
        moment = datetime.fromisoformat(self.clock) + timedelta(seconds=self.tick)
        self.clock = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
        return entry

    def _judge(self, entry: Entry) -> None:
        for fold in (self.exchange, self.talks):
            refusal = fold.apply(entry)
            if refusal is not None and (fold is self.exchange or entry.kind not in KINDS.by_name):
                raise RehearsalError(
                    f"the script says what may not be said: {entry.id[:12]} {entry.kind}: {refusal.rule}: "
                    f"{refusal.about} {', '.join(refusal.rows[:5])}"
                )


def number(row: Row) -> Rows:
    """One row as a body names rows."""
    return {row.list: [row.n]}
