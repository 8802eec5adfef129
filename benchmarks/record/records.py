"""Made-up records for the measurements: three feeds, the same bytes each time."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from allforall.record import genesis, note
from allforall.record.canonical import canon
from allforall.record.case import Case
from allforall.record.files import FileStore
from allforall.record.merkle import Tree, leaf_hash
from allforall.record.store import Addition, Change

WORK = Path(__file__).parent / "work"
MEMBERS = {"A": "party", "B": "party", "M": "mediator"}
BATCH = 10  # entries between two statements of what was seen
_START = datetime(2026, 5, 16, 6, tzinfo=UTC)
_PLACES = ("Nadvirna", "Karapınar", "Al-Muhayr", "Lower Bridge")


def key(name: str) -> Ed25519PrivateKey:
    """The key that a name stands for."""
    return Ed25519PrivateKey.from_private_bytes(sha256(name.encode()).digest())


def _public(name: str) -> str:
    return key(name).public_key().public_bytes_raw().hex()


def case() -> genesis.Genesis:
    """Two parties and a mediator."""
    members = [
        {
            "id": name, "role": role, "sign": [_public(name)], "threshold": 1,
            "root": [_public(f"{name} root")], "root_threshold": 1,
        }
        for name, role in MEMBERS.items()
    ]  # fmt: skip
    return genesis.write("Exchange of May", sha256(b"nonce").hexdigest(), members, {})


@dataclass
class Feed:
    """One feed as it grows."""

    name: str
    case: str
    tree: Tree = field(default_factory=Tree)
    lines: list[bytes] = field(default_factory=list)
    stated: dict[str, int] = field(default_factory=dict)

    def say(self, kind: str, body: dict[str, Any], seen: Any = None, blobs: Any = None) -> str:
        """Append an entry; its id."""
        n = self.tree.size
        t = (_START + timedelta(seconds=n // 4)).strftime("%Y-%m-%dT%H:%M:%SZ")
        value = {"v": 1, "case": self.case, "feed": self.name, "n": n, "t": t, "kind": kind, "body": body}
        line = canon(value | ({"seen": seen} if seen else {}) | ({"blobs": blobs} if blobs else {}))
        leaf = leaf_hash(line)
        self.lines.append(line)
        self.tree.extend(leaf)
        return f"{self.name}:{n}:{leaf.hex()}"

    def news(self, feeds: list[Feed]) -> dict[str, Any]:
        """What has grown elsewhere since it was last stated."""
        grown = [
            each for each in feeds if each is not self and each.tree.size > self.stated.get(each.name, 0)
        ]
        self.stated |= {each.name: each.tree.size for each in grown}
        return {each.name: [each.tree.size, each.tree.root().hex()] for each in grown}


def feeds(size: int) -> list[Feed]:
    """Three feeds of `size` entries in all; in each run of ten the first states what its author has seen.

    Of thirty runs, four bear an agreement and two a list, each side's.
    """
    case_id = case().case
    made = [Feed(name, case_id) for name in MEMBERS]
    left = size
    proposal = ""
    for turn in range(size):
        feed = made[turn % 3]
        kind, body, blobs = _spoken(turn, proposal)
        opened = feed.tree.size == 0
        for at in range(min(BATCH, left)):
            if at == 0:
                said = feed.say("open", {}) if opened else feed.say(kind, body, feed.news(made), blobs)
                proposal = said if kind == "plan.propose" else proposal
            else:
                feed.say(*_handover(feed, turn, at))
            left -= 1
    return made


def _spoken(turn: int, proposal: str) -> tuple[str, dict[str, Any], list[dict[str, Any]]]:
    """What the first entry of a run says."""
    stage, step = divmod(turn, 30)
    if step == 3:
        return "plan.propose", {"stage": stage, "text": "25 for 25"}, []
    if step in (4, 6):
        return ("plan.accept" if step == 4 else "plan.confirm"), {"of": proposal}, []
    if step in (7, 9):
        names = [sha256(f"{part} {turn}".encode()).hexdigest() for part in ("commitments", "rows")]
        blobs = [{"h": name, "size": 64_000, "kind": "rows", "rows": 250} for name in names]
        return "list.commit", {"round": stage, "rows": 250, "root": names[0]}, blobs
    return "ack", {}, []


def _handover(feed: Feed, turn: int, at: int) -> tuple[str, dict[str, Any]]:
    code = sha256(f"{feed.name} {turn} {at}".encode()).hexdigest()[:40]
    kind = ("handover.out", "handover.in")[at % 2]
    place = _PLACES[turn % len(_PLACES)]
    body = {"person": code, "place": place, "stage": turn // 30, "vehicle": turn % 40, "walks": at % 3 > 0}
    return kind, body


def directory(size: int) -> Path:
    """A record of some size as a directory, made when it is not there yet."""
    folder = WORK / f"{size}.record"
    if not (folder / "feeds").is_dir():
        shutil.rmtree(folder, ignore_errors=True)
        store = FileStore.create(folder, case().bytes)
        for feed in feeds(size):
            head = note.sign(case().origin(feed.name), feed.tree.size, feed.tree.root(), [key(feed.name)])
            store.commit(Change([Addition(feed.name, 0, feed.lines, [head])]))
        store.close()
    return folder


def bundle(size: int) -> Path:
    """The same record as a bundle."""
    path = WORK / f"{size}.bundle"
    if not path.exists():
        new = path.with_suffix(".new")
        with new.open("wb") as out:
            Case(FileStore(directory(size))).write_bundle(out)
        new.rename(path)
    return path


if __name__ == "__main__":  # in a process of its own: the peak memory of a parent passes to its children
    WORK.mkdir(exist_ok=True)
    for each in map(int, sys.argv[1:]):
        bundle(each)
