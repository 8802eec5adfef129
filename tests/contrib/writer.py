"""A small writer of records, format 1, by hand from docs/reference/record.md; it checks nothing.

Everything it makes can be bent on the way: entries are plain dictionaries until they are lines, heads are
made by hand if a test wants another one, and sections are written as they are given.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

MAGIC = b"allforall bundle 1\n"
END, GENESIS, HEADER, ENTRIES, EVIDENCE, BLOB = range(6)
MORNING = "2026-03-01T08:00:00Z"
Json = dict[str, Any]


def dumps(value: Any) -> bytes:
    """Canonical JSON (§2)."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sha(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


class Key:
    """A signing key drawn from a word, so that every run signs with the same one."""

    def __init__(self, word: str) -> None:
        self.private = Ed25519PrivateKey.from_private_bytes(sha(word.encode()))
        self.public = self.private.public_key().public_bytes_raw()
        self.hex = self.public.hex()

    def sign(self, message: bytes) -> bytes:
        return self.private.sign(message)


# --- trees, written from the recursive definitions of RFC 6962 ---


def leaf(line: bytes) -> bytes:
    return sha(b"\0" + line)


def node(left: bytes, right: bytes) -> bytes:
    return sha(b"\1" + left + right)


def half(size: int) -> int:
    power = 1
    while power * 2 < size:
        power *= 2
    return power


def root(leaves: Sequence[bytes]) -> bytes:
    if not leaves:
        return sha(b"")
    if len(leaves) == 1:
        return leaves[0]
    k = half(len(leaves))
    return node(root(leaves[:k]), root(leaves[k:]))


def path(n: int, leaves: Sequence[bytes]) -> list[bytes]:
    if len(leaves) == 1:
        return []
    k = half(len(leaves))
    if n < k:
        return [*path(n, leaves[:k]), root(leaves[k:])]
    return [*path(n - k, leaves[k:]), root(leaves[:k])]


def consistency(a: int, leaves: Sequence[bytes]) -> list[bytes]:
    """RFC 6962 section 2.1.2, with the root at size a in front where the RFC leaves it out (§10)."""
    proof = _subproof(a, leaves, whole=True)
    return [root(leaves[:a]), *proof] if a & (a - 1) == 0 else proof


def _subproof(m: int, leaves: Sequence[bytes], *, whole: bool) -> list[bytes]:
    if m == len(leaves):
        return [] if whole else [root(leaves)]
    k = half(len(leaves))
    if m <= k:
        return [*_subproof(m, leaves[:k], whole=whole), root(leaves[k:])]
    return [*_subproof(m - k, leaves[k:], whole=False), root(leaves[:k])]


# --- checkpoints and statements ---


def note(origin: str, size: int, tree_root: bytes, keys: Iterable[Key]) -> str:
    """A checkpoint (§6)."""
    text = f"{origin}\n{size}\n{base64.b64encode(tree_root).decode()}\n"
    return text + "\n" + "".join(signature_line(origin, key, text) for key in keys)


def signature_line(name: str, key: Key, text: str) -> str:
    key_id = sha(name.encode() + b"\n\x01" + key.public)[:4]
    return f"— {name} {base64.b64encode(key_id + key.sign(text.encode())).decode()}\n"


def root_signatures(kind: str, statement: Json, keys: Iterable[Key]) -> list[Json]:
    """Root signatures on a statement (§3)."""
    message = f"allforall/{kind}/v1\n".encode() + dumps(statement)
    return [{"key": key.hex, "sig": key.sign(message).hex()} for key in keys]


def member(name: str, role: str = "party") -> Json:
    return {
        "id": name,
        "role": role,
        "root": [Key(f"{name} root").hex],
        "root_threshold": 1,
        "sign": [Key(name).hex],
        "threshold": 1,
    }


def genesis() -> Json:
    """Two parties and a mediator (§4)."""
    return {
        "members": [member("A"), member("B"), member("M", "mediator")],
        "nonce": "5a" * 32,
        "rules": {},
        "title": "Six prisoners of two sides",
        "v": 1,
    }


@dataclass
class Feed:
    """A feed in the making: its lines, and the keys that sign its heads."""

    name: str
    case: str
    signers: list[Key]
    lines: list[bytes] = field(default_factory=list)
    rotations: dict[int, list[Key]] = field(default_factory=dict)  # size -> who signs its head
    before: list[tuple[int, list[Key]]] = field(default_factory=list)  # last size -> keys up to it
    bend_header: Callable[[Json], None] | None = None

    @property
    def origin(self) -> str:
        return f"allforall/{self.case}/{self.name}"

    def leaves(self) -> list[bytes]:
        return [leaf(line) for line in self.lines]

    def entry(self, kind: str, body: Json | None = None, **other: Any) -> Json:
        """The next entry as a dictionary, with any field replaced."""
        value = {
            "v": 1,
            "case": self.case,
            "feed": self.name,
            "n": len(self.lines),
            "t": MORNING,
            "kind": kind,
            "body": body or {},
        }
        return {**value, **other}

    def add(self, kind: str, body: Json | None = None, **other: Any) -> str:
        """Write the next entry; gives its id."""
        return self.add_line(dumps(self.entry(kind, body, **other)))

    def add_line(self, line: bytes) -> str:
        self.lines.append(line)
        return f"{self.name}:{len(self.lines) - 1}:{leaf(line).hex()}"

    def seen(self, size: int | None = None) -> Json:
        """What another feed states when it has seen this one."""
        size = len(self.lines) if size is None else size
        return {self.name: [size, root(self.leaves()[:size]).hex()]}

    def rotate(self, *words: str) -> None:
        """Rotate to the keys of these words, with the rotation checkpoint due."""
        keys = [Key(word) for word in words]
        self.add("key.rotate", {"sign": [key.hex for key in keys], "threshold": len(keys)})
        self.rotations[len(self.lines)] = [*self.signers, *keys]
        self.before.append((len(self.lines) - 1, self.signers))
        self.signers = keys

    def signers_at(self, size: int) -> list[Key]:
        """Who signs the head of a size: those in force, and at a rotation those before as well."""
        in_force = next((keys for last, keys in self.before if size <= last), self.signers)
        return self.rotations.get(size, in_force)

    def head(self, size: int | None = None, signers: Iterable[Key] | None = None) -> str:
        size = len(self.lines) if size is None else size
        who = self.signers_at(size) if signers is None else signers
        return note(self.origin, size, root(self.leaves()[:size]), who)

    def header(self) -> Json:
        size = len(self.lines)
        sizes = sorted({*self.rotations, size})
        value = {
            "feed": self.name,
            "from": 0,
            "frontier": [],
            "heads": [self.head(each) for each in sizes],
            "to": size,
        }
        if self.bend_header is not None:
            self.bend_header(value)
        return value

    def sections(self) -> list[tuple[int, bytes]]:
        return [(HEADER, dumps(self.header())), (ENTRIES, entries(self.lines))]


class Record:
    """A record in the making: feeds of A, B and M, each opened."""

    def __init__(self, world: Json | None = None, feeds: Iterable[str] = ("A", "B", "M")) -> None:
        self.genesis = dumps(world or genesis())
        self.case = sha(self.genesis).hex()
        self.feeds: dict[str, Feed] = {}
        self.evidence: list[bytes] = []
        self.blobs: list[bytes] = []
        for name in feeds:
            self.open(name)

    def __getitem__(self, name: str) -> Feed:
        return self.feeds[name]

    def feed(self, name: str) -> Feed:
        """A feed without any entry yet."""
        self.feeds[name] = Feed(name, self.case, [Key(name)])
        return self.feeds[name]

    def open(self, name: str) -> Feed:
        feed = self.feed(name)
        feed.add("open")
        return feed

    def enrolment(self, name: str, **other: Any) -> Json:
        return {"case": self.case, "feed": name, "sign": [Key(name).hex], "threshold": 1, **other}

    def enrol(self, name: str, signers: Iterable[Key] | None = None, **other: Any) -> Feed:
        """A further device, enrolled by its member's root key."""
        statement = self.enrolment(name, **other)
        keys = [Key(f"{name.partition('/')[0]} root")] if signers is None else signers
        feed = self.feed(name)
        feed.add("open", {"enrol": statement, "roots": root_signatures("enrol", statement, keys)})
        return feed

    def revoke(
        self, by: str, feed: str, size: int, signers: Iterable[Key] | None = None, **other: Any
    ) -> None:
        """An entry of `by` that revokes a feed from a size on."""
        statement = {"case": self.case, "feed": feed, "size": size, **other}
        keys = [Key(f"{by.partition('/')[0]} root")] if signers is None else signers
        body = {"revoke": statement, "roots": root_signatures("revoke", statement, keys)}
        self[by].add("key.revoke", body)

    def see(self, who: str, *others: str) -> None:
        """An `ack` of one feed that has seen others as they are now."""
        self[who].add("ack", seen={k: v for other in others for k, v in self[other].seen().items()})

    def blob(self, kind: str, content: bytes, name: bytes | None = None) -> Json:
        """Put a blob beside the record; gives what an entry says of it (§9)."""
        if name is None:
            name = sha(content) if kind == "sealed" else root([leaf(row) for row in rows_of(content)])
        self.blobs.append((b"\0" if kind == "sealed" else b"\1") + name + content)
        value: Json = {"h": name.hex(), "size": len(content), "kind": kind}
        return {**value, "to": ["B"]} if kind == "sealed" else {**value, "rows": len(rows_of(content))}

    def sections(self) -> list[tuple[int, bytes]]:
        """All sections but the end."""
        feeds = [section for _, feed in sorted(self.feeds.items()) for section in feed.sections()]
        evidence = [(EVIDENCE, each) for each in self.evidence]
        blobs = [(BLOB, each) for each in sorted(self.blobs, key=lambda each: each[1:33])]
        return [(GENESIS, self.genesis), *feeds, *evidence, *blobs]

    def bundle(self) -> bytes:
        return container(self.sections())


# --- bundles ---


def section(kind: int, content: bytes, length: int | None = None, stored: bytes | None = None) -> bytes:
    """One section (§11)."""
    stored = zlib.compress(content) if stored is None else stored
    length = len(content) if length is None else length
    return bytes([kind]) + length.to_bytes(8, "big") + len(stored).to_bytes(8, "big") + stored


def entries(lines: Iterable[bytes], first: int = 0) -> bytes:
    """The content of a section of entries: the place of the first, then the lines."""
    return first.to_bytes(8, "big") + b"".join(line + b"\n" for line in lines)


def container(sections: Iterable[tuple[int, bytes]]) -> bytes:
    return finished(MAGIC + b"".join(section(kind, content) for kind, content in sections))


def finished(data: bytes) -> bytes:
    """The same bytes with their end."""
    return data + section(END, sha(data))


# --- blobs and lists (§9) ---


def rows(*contents: bytes) -> bytes:
    return b"".join(len(row).to_bytes(4, "big") + row for row in contents)


def rows_of(content: bytes) -> list[bytes]:
    """The rows of a rows blob without erased ones."""
    found = []
    while content:
        size = int.from_bytes(content[:4], "big")
        found.append(content[4 : 4 + size])
        content = content[4 + size :]
    return found


def commitment(secret: bytes, case: str, feed: str, record: bytes) -> bytes:
    salt = hmac.digest(secret, b"allforall/list/salt", "sha256")
    return hmac.digest(salt, f"allforall/list/commit\n{case}\n{feed}\n".encode() + record, "sha256")


# --- proofs and evidence (§10) ---


def hexes(hashes: Iterable[bytes]) -> list[str]:
    return [each.hex() for each in hashes]


def link(feed: Feed, n: int, size: int, signers: Iterable[Key] | None = None) -> Json:
    """One link of a roster chain: entry n under the head of a size."""
    leaves = feed.leaves()[:size]
    return {"entry": feed.lines[n].decode(), "head": feed.head(size, signers), "path": hexes(path(n, leaves))}


def tlog_proof(feed: Feed, n: int, size: int | None = None) -> str:
    leaves = feed.leaves()[:size]
    coded = "".join(base64.b64encode(each).decode() + "\n" for each in path(n, leaves))
    return f"c2sp.org/tlog-proof@v1\nindex {n}\n{coded}\n{feed.head(size)}"


def proof(record: Record, feed: Feed, n: int, **other: Any) -> Json:
    """An entry proof under the last head, without chain."""
    value = {
        "chain": [],
        "entry": feed.lines[n].decode(),
        "genesis": record.genesis.decode(),
        "proof": tlog_proof(feed, n),
        "v": 1,
    }
    return {**value, **other}


def evidence(first: Feed, second: Feed, **other: Any) -> Json:
    """Fork evidence from two copies of a feed, the shorter first."""
    a, b = len(first.lines), len(second.lines)
    value = {
        "case": first.case,
        "chain": [],
        "feed": first.name,
        "first": first.head(),
        "proof": hexes(consistency(a, second.leaves())) if a < b else [],
        "second": second.head(),
        "v": 1,
    }
    return {**value, **other}
