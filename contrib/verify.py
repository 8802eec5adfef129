"""A second verifier of the record, format 1, written from docs/reference/record.md alone.

    python contrib/verify.py [--json] FILE [FILE...]

It needs Python 3.11 or later and the package `cryptography`, and shares no code with the program whose
record it checks. It reads bundles and entry proofs (`.proof`), writes nothing and asks nobody.
One line for each file: `valid and complete: ...`, or the class of the first fault found and where it is.
Exit code: 0 when every file is valid, 1 when one is not, 2 for wrong usage.

The parts stand in the order of the specification; `§` names its sections. Read from the end backwards to
see what is checked (`check_record` is section 11), from the start to see how.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import hashlib
import hmac
import io
import json
import re
import sys
import zlib
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import chain as joined
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

MAX_INTEGER = 2**53 - 1
MAX_DEPTH = 16
MAX_GENESIS = 65_536
MAX_ENTRY = 65_536
MAX_NOTE = 16_384
MAX_BLOB = 67_108_864
MAX_CONTENT = 67_108_897
MAX_HEADER = 1 << 20
MAX_ALL_CONTENTS = 1 << 32
MAX_SECTIONS = 100_000
MAX_ROTATIONS = 256
MAX_ENTRIES = 4_000_000
MAX_ROWS = 1_000_000
MAX_PROOF = 1 << 22
PIECE = 1 << 16


class Fault(Exception):  # noqa: N818 - the word of the domain: a fault of the record, not of the program
    """The first fault found: its class as the specification writes it, where it is, and what."""

    def __init__(self, kind: str, what: str, where: str = "") -> None:
        super().__init__(kind, what, where)
        self.kind, self.what, self.where = kind, what, where

    def at(self, where: str) -> Fault:
        """The same fault with the place before what is known of the place already."""
        return Fault(self.kind, self.what, f"{where}, {self.where}" if self.where else where)

    def about(self) -> str:
        """Where and what, without personal data."""
        return f"{self.where}: {self.what}" if self.where else self.what


@contextmanager
def within(where: str) -> Iterator[None]:
    """Name the place of any fault found here."""
    try:
        yield
    except Fault as fault:
        raise fault.at(where) from None


@dataclass(frozen=True)
class Verdict:
    """What was found: `valid`, or a class; `feeds` gives size and root of each feed that was checked."""

    verdict: str
    about: str
    case: str | None = None
    feeds: dict[str, dict[str, int | str]] = field(default_factory=dict)


# --- §2 Canonical JSON -------------------------------------------------------------------------------


def _refuse(_: str) -> NoReturn:
    raise ValueError("only integers")


_DECODER = json.JSONDecoder(parse_float=_refuse, parse_constant=_refuse)
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_KEYS = re.compile(r"[ -~]*")


def canonical(data: bytes) -> dict[str, Any]:
    """The object that these bytes are the canonical form of, else `not-canonical` (§2)."""
    try:
        text = data.decode("utf-8")
        value = _DECODER.decode(text)
    except (ValueError, RecursionError):
        raise Fault("not-canonical", "no JSON of the restricted form") from None
    if not isinstance(value, dict) or not _restricted(value, MAX_DEPTH) or _ENCODER.encode(value) != text:
        raise Fault("not-canonical", "no object in canonical form")
    return value


def _restricted(value: Any, depth: int) -> bool:
    """Integers are in range, keys are printable ASCII, and nothing nests deeper than `depth` (§2.1, 2, 5)."""
    if isinstance(value, int):
        return -MAX_INTEGER <= value <= MAX_INTEGER
    if isinstance(value, dict):
        if depth == 0 or not _KEYS.fullmatch("".join(value)):
            return False
        return all(_restricted(item, depth - 1) for item in value.values())
    if isinstance(value, list):
        return depth > 0 and all(_restricted(item, depth - 1) for item in value)
    return True


def written(value: dict[str, Any]) -> bytes:
    """The canonical form of a value that was read by `canonical`."""
    return _ENCODER.encode(value).encode("utf-8")


# --- Forms: what a field may look like ---------------------------------------------------------------

_FEED = r"[A-Z][A-Z0-9]{0,15}(?:/(?:[2-9]|[1-9][0-9]))?"
MEMBER_ID = re.compile(r"[A-Z][A-Z0-9]{0,15}")
FEED_NAME = re.compile(_FEED)
ENTRY_ID = re.compile(rf"({_FEED}):(0|[1-9][0-9]{{0,15}}):([0-9a-f]{{64}})")
KIND = re.compile(r"[a-z]+(?:\.[a-z]+){0,3}")
TIME = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z")
HEX = re.compile(r"(?:[0-9a-f]{2})*")


def is_text(value: Any, form: re.Pattern[str]) -> bool:
    """A string that has the form from its first to its last character."""
    return isinstance(value, str) and form.fullmatch(value) is not None


def is_hex(value: Any, octets: int) -> bool:
    """Lower-case hexadecimal of so many bytes."""
    return isinstance(value, str) and len(value) == 2 * octets and HEX.fullmatch(value) is not None


def is_integer(value: Any, least: int = 0, most: int = MAX_INTEGER) -> bool:
    """An integer in the range, and not `true` or `false`."""
    return type(value) is int and least <= value <= most


def is_hashes(value: Any) -> bool:
    """An array of hashes in hexadecimal."""
    return isinstance(value, list) and all(is_hex(item, 32) for item in value)


def has_fields(value: Any, must: set[str], may: frozenset[str] = frozenset()) -> bool:
    """An object with all the fields it must have, and none but those it may have besides."""
    return isinstance(value, dict) and must <= value.keys() <= must | may


def is_time(value: Any) -> bool:
    """A real date and time of day, `YYYY-MM-DDTHH:MM:SSZ` (§5)."""
    match = TIME.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return False
    try:
        date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return False
    return True


def unbase64(text: str) -> bytes | None:
    """The bytes of base64 with padding and without a second way to write them, else None (§1)."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (ValueError, binascii.Error):
        return None
    return data if base64.b64encode(data).decode("ascii") == text else None


def member_of(feed: str) -> str:
    """The member whose feed it is: `A` for `A` and `A/2` (§5)."""
    return feed.partition("/")[0]


# --- §3 Keys -----------------------------------------------------------------------------------------

_P = 2**255 - 19
_D = -121665 * pow(121666, -1, _P) % _P
_ORDER = 2**252 + 27742317777372353535851937790883648493


@dataclass(frozen=True)
class Keys:
    """Keys and how many of them must sign."""

    keys: tuple[bytes, ...]
    threshold: int


@lru_cache(maxsize=4096)
def is_weak(key: bytes) -> bool:
    """A key that is no point, is written in a second way, or is a point of small order (§3.1 to 3)."""
    y = int.from_bytes(key, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= _P:
        return True
    xx = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    x = pow(xx, (_P + 3) // 8, _P)
    if x * x % _P != xx:
        x = x * pow(2, (_P - 1) // 4, _P) % _P
    if x * x % _P != xx or (x == 0 and sign == 1):
        return True
    for _ in range(3):  # the sign of x does not matter for the order of the point
        product = _D * x * x * y * y % _P
        x, y = (
            2 * x * y * pow(1 + product, -1, _P) % _P,
            (y * y + x * x) * pow(1 - product, -1, _P) % _P,
        )
    return (x, y) == (0, 1)


def refuse_weak(keys: Iterable[bytes]) -> None:
    """`weak-key` if one of them is weak (§3)."""
    if any(is_weak(key) for key in keys):
        raise Fault("weak-key", "a key is weak")


def is_signed(key: bytes, signature: bytes, message: bytes) -> bool:
    """The signature is right: without cofactor, S below the group order (§3)."""
    if len(signature) != 64 or int.from_bytes(signature[32:], "little") >= _ORDER:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def is_key_list(keys: Any, threshold: Any) -> bool:
    """1 to 16 different keys, and a threshold from 1 to their number (§4)."""
    if not is_hashes(keys) or not 1 <= len(keys) <= 16 or len(set(keys)) != len(keys):
        return False
    return is_integer(threshold, 1, len(keys))


def key_list(keys: list[str], threshold: int) -> Keys:
    """The keys of a list whose form is right."""
    return Keys(tuple(bytes.fromhex(key) for key in keys), threshold)


def is_root_signatures(value: Any) -> bool:
    """The form of a list of root signatures (§3)."""
    return (
        isinstance(value, list)
        and 1 <= len(value) <= 16
        and all(
            has_fields(item, {"key", "sig"}) and is_hex(item["key"], 32) and is_hex(item["sig"], 64)
            for item in value
        )
    )


def root_signatures_are_good(
    kind: str, statement: dict[str, Any], signatures: list[dict[str, str]], root: Keys
) -> bool:
    """Every listed signature is right and by a root key, and enough different keys have signed (§3)."""
    message = f"allforall/{kind}/v1\n".encode() + written(statement)
    signed = set()
    for each in signatures:
        key = bytes.fromhex(each["key"])
        if key not in root.keys or not is_signed(key, bytes.fromhex(each["sig"]), message):
            return False
        signed.add(key)
    return len(signed) >= root.threshold


# --- §4 Genesis --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Member:
    """A member as the genesis names it."""

    role: str
    root: Keys
    sign: Keys


@dataclass(frozen=True)
class Genesis:
    """The case and its members by id."""

    case: str
    members: dict[str, Member]

    def parties(self) -> list[str]:
        """The ids of the members with role `party`."""
        return [name for name, member in self.members.items() if member.role == "party"]


def read_genesis(data: bytes) -> Genesis:
    """The genesis, else `bad-genesis`, `not-canonical` or `weak-key` (§4)."""
    if len(data) > MAX_GENESIS:
        raise Fault("bad-genesis", "longer than 65,536 bytes", "genesis")
    with within("genesis"):
        value = canonical(data)
        if not _is_genesis(value):
            raise Fault("bad-genesis", "fields, types or forms are wrong")
        members = {
            each["id"]: Member(
                each["role"],
                key_list(each["root"], each["root_threshold"]),
                key_list(each["sign"], each["threshold"]),
            )
            for each in value["members"]
        }
        refuse_weak(key for each in members.values() for key in each.root.keys + each.sign.keys)
    return Genesis(hashlib.sha256(data).hexdigest(), members)


def _is_genesis(value: dict[str, Any]) -> bool:
    """Fields, types, forms and numbers of the genesis (§4)."""
    if not has_fields(value, {"members", "nonce", "rules", "title", "v"}) or not is_integer(value["v"], 1, 1):
        return False
    if not isinstance(value["title"], str) or not 1 <= len(value["title"]) <= 200:
        return False
    if not is_hex(value["nonce"], 32) or not isinstance(value["rules"], dict):
        return False
    members = value["members"]
    if not isinstance(members, list) or not 2 <= len(members) <= 16:
        return False
    if not all(_is_member(each) for each in members):
        return False
    ids = [each["id"] for each in members]
    keys = [key for each in members for key in each["root"] + each["sign"]]
    parties = sum(each["role"] == "party" for each in members)
    return ids == sorted(set(ids)) and len(keys) == len(set(keys)) and parties >= 2


def _is_member(value: Any) -> bool:
    return (
        has_fields(value, {"id", "role", "root", "root_threshold", "sign", "threshold"})
        and is_text(value["id"], MEMBER_ID)
        and value["role"] in ("party", "mediator", "observer")
        and is_key_list(value["root"], value["root_threshold"])
        and is_key_list(value["sign"], value["threshold"])
    )


# --- §5 Entries --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry; `seen` gives feed, size and root, `blobs` kind, name, size and number of rows."""

    feed: str
    n: int
    t: str
    kind: str
    body: dict[str, Any]
    seen: tuple[tuple[str, int, bytes], ...]
    blobs: tuple[tuple[str, bytes, int, int], ...]

    def act(self) -> tuple[str, str]:
        """Prefix X and last word of the kind (§8): `plan` and `propose` for `plan.propose`."""
        prefix, _, act = self.kind.rpartition(".")
        return prefix, act


def read_entry(line: bytes, case: str) -> Entry:
    """An entry by itself: length, canonical form, fields, and its case (§5, checks 1 to 4)."""
    if len(line) > MAX_ENTRY:
        raise Fault("too-large", "longer than 65,536 bytes")
    value = canonical(line)
    if not _is_entry(value):
        raise Fault("bad-entry", "fields, types or forms are wrong")
    if value["case"] != case:
        raise Fault("wrong-case", "written for another case")
    return Entry(
        value["feed"],
        value["n"],
        value["t"],
        value["kind"],
        value["body"],
        tuple((feed, size, bytes.fromhex(root)) for feed, (size, root) in value.get("seen", {}).items()),
        tuple(
            (each["kind"], bytes.fromhex(each["h"]), each["size"], each.get("rows", 0))
            for each in value.get("blobs", [])
        ),
    )


_ENTRY_MUST = {"v", "case", "feed", "n", "t", "kind", "body"}
_ENTRY_MAY = frozenset({"seen", "blobs"})


def _is_entry(value: dict[str, Any]) -> bool:
    """Fields present, none besides, types and forms (§5, check 3)."""
    return (
        has_fields(value, _ENTRY_MUST, _ENTRY_MAY)
        and is_integer(value["v"], 1, 1)
        and is_hex(value["case"], 32)
        and is_text(value["feed"], FEED_NAME)
        and is_integer(value["n"])
        and is_time(value["t"])
        and is_text(value["kind"], KIND)
        and len(value["kind"]) <= 40
        and isinstance(value["body"], dict)
        and ("seen" not in value or _is_seen(value["seen"], value["feed"]))
        and ("blobs" not in value or _is_blobs(value["blobs"]))
    )


def _is_seen(seen: Any, own: str) -> bool:
    """Other feeds by name, each with size and root; not empty (§5, §8)."""
    return (
        isinstance(seen, dict)
        and len(seen) > 0
        and all(
            is_text(feed, FEED_NAME)
            and feed != own
            and isinstance(head, list)
            and len(head) == 2
            and is_integer(head[0], 1)
            and is_hex(head[1], 32)
            for feed, head in seen.items()
        )
    )


def _is_blobs(blobs: Any) -> bool:
    """1 to 64 blobs, each sealed to somebody or of rows (§5, §9)."""
    return isinstance(blobs, list) and 1 <= len(blobs) <= 64 and all(_is_blob(each) for each in blobs)


def _is_blob(blob: Any) -> bool:
    if not has_fields(blob, {"h", "size", "kind"}, frozenset({"to", "rows"})):
        return False
    if not is_hex(blob["h"], 32) or not is_integer(blob["size"], 0, MAX_BLOB):
        return False
    if blob["kind"] == "rows":
        return "to" not in blob and is_integer(blob.get("rows"), 1, MAX_ROWS)
    to = blob.get("to")
    return (
        blob["kind"] == "sealed"
        and "rows" not in blob
        and isinstance(to, list)
        and 1 <= len(to) <= 16
        and all(is_text(each, MEMBER_ID) for each in to)
        and to == sorted(set(to))
    )


def check_place(entry: Entry, feed: str, n: int, before: str) -> None:
    """Feed and index are as expected, the clock does not go back, and the body fits (§5, checks 4 to 6)."""
    if entry.feed != feed:
        raise Fault("wrong-feed", "written for another feed")
    if entry.n != n:
        raise Fault("wrong-index", "its number is not its place")
    if entry.t < before:
        raise Fault("time-backwards", "earlier than the entry before it")
    if (entry.kind == "open") != (n == 0):
        raise Fault("bad-body", "`open` stands first and only there")
    if not _is_body(entry):
        raise Fault("bad-body", "the body is not that of its kind")


def _is_body(entry: Entry) -> bool:
    """The body is as sections 7 to 9 write it for this kind; other kinds are carried (§5, check 6)."""
    body = entry.body
    prefix, act = entry.act()
    if entry.kind == "open":
        return _is_open_body(body, further="/" in entry.feed)
    if entry.kind == "key.rotate":
        return has_fields(body, {"sign", "threshold"}) and is_key_list(body["sign"], body["threshold"])
    if entry.kind == "key.revoke":
        return _is_revoke_body(body)
    if entry.kind == "key.seal":
        return has_fields(body, {"seal"}) and _is_seal_key(body["seal"])
    if entry.kind == "erase":
        return _is_erase_body(body)
    if entry.kind == "list.commit":
        listed = is_integer(body.get("rows"), 1, MAX_ROWS) and is_hex(body.get("root"), 32)
        return listed and _is_act_body(act, body)
    return not prefix or _is_act_body(act, body)


def _is_act_body(act: str, body: dict[str, Any]) -> bool:
    """The fields of the rules of order, by the last word of the kind (§8)."""
    if act == "propose":
        return "replaces" not in body or is_text(body["replaces"], ENTRY_ID)
    if act == "commit":
        return is_integer(body.get("round"))
    if act == "release":
        of = body.get("of")
        return isinstance(of, list) and all(is_text(each, ENTRY_ID) for each in of)
    if act == "chunk" and not (
        is_integer(body.get("k"), 2, 256) and is_integer(body.get("i"), 0, body["k"] - 1)
    ):
        return False
    return act not in ("accept", "confirm", "reveal", "chunk") or is_text(body.get("of"), ENTRY_ID)


def _is_open_body(body: dict[str, Any], *, further: bool) -> bool:
    """`{}` for a first device, an enrolment for a further one; a seal key with either (§7)."""
    if not has_fields(body, {"enrol", "roots"} if further else set(), frozenset({"seal"})):
        return False
    if "seal" in body and not _is_seal_key(body["seal"]):
        return False
    if not further:
        return True
    enrol = body["enrol"]
    return (
        has_fields(enrol, {"case", "feed", "sign", "threshold"})
        and is_hex(enrol["case"], 32)
        and is_text(enrol["feed"], FEED_NAME)
        and is_key_list(enrol["sign"], enrol["threshold"])
        and is_root_signatures(body["roots"])
    )


def _is_revoke_body(body: dict[str, Any]) -> bool:
    return (
        has_fields(body, {"revoke", "roots"})
        and has_fields(body["revoke"], {"case", "feed", "size"})
        and is_hex(body["revoke"]["case"], 32)
        and is_text(body["revoke"]["feed"], FEED_NAME)
        and is_integer(body["revoke"]["size"])
        and is_root_signatures(body["roots"])
    )


def _is_erase_body(body: dict[str, Any]) -> bool:
    return (
        has_fields(body, {"of", "row", "ground"})
        and is_text(body["of"], ENTRY_ID)
        and is_integer(body["row"])
        and isinstance(body["ground"], str)
    )


def _is_seal_key(value: Any) -> bool:
    """An X25519 key of 32 bytes, and with it an ML-KEM-768 key of 1184 (§9)."""
    return (
        has_fields(value, {"x25519"}, frozenset({"mlkem768"}))
        and is_hex(value["x25519"], 32)
        and ("mlkem768" not in value or is_hex(value["mlkem768"], 1184))
    )


# --- §6 Feeds: Merkle trees (RFC 6962) ---------------------------------------------------------------


def leaf_hash(data: bytes) -> bytes:
    """The hash of a leaf."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """A tree that only grows and knows its root at every size it ever had.

    `levels[k]` holds the roots of the complete subtrees of 2^k leaves, one after the other.
    """

    def __init__(self) -> None:
        self.levels: list[bytearray] = [bytearray()]
        self.size = 0

    def append(self, leaf: bytes) -> None:
        """Add the hash of one leaf."""
        self.size += 1
        self.levels[0] += leaf
        level, count = 0, self.size
        while count % 2 == 0:
            pair = self.levels[level][-64:]
            level, count = level + 1, count // 2
            if level == len(self.levels):
                self.levels.append(bytearray())
            self.levels[level] += hashlib.sha256(b"\x01" + pair).digest()

    def leaf(self, n: int) -> bytes:
        """The hash of leaf n."""
        return bytes(self.levels[0][32 * n : 32 * n + 32])

    def root(self, size: int) -> bytes:
        """The root over the first `size` leaves, joined from the smallest complete subtree upwards."""
        root = b""
        for level, count in enumerate(size >> level for level in range(size.bit_length())):
            if count % 2:
                subtree = bytes(self.levels[level][32 * count - 32 : 32 * count])
                root = node_hash(subtree, root) if root else subtree
        return root or hashlib.sha256().digest()


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root over hashes of leaves, holding only the complete subtrees at the right edge."""
    edge: list[tuple[int, bytes]] = []
    for leaf in leaves:
        height, top = 0, leaf
        while edge and edge[-1][0] == height:
            height, top = height + 1, node_hash(edge.pop()[1], top)
        edge.append((height, top))
    if not edge:
        return hashlib.sha256().digest()
    root = edge.pop()[1]
    while edge:
        root = node_hash(edge.pop()[1], root)
    return root


def split(size: int) -> int:
    """The largest power of two below `size`, for sizes above 1."""
    return 1 << ((size - 1).bit_length() - 1)


def included_root(leaf: bytes, n: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """The root for which `path` proves leaf n of a tree of `size`; None if the path has another length.

    RFC 6962 section 2.1.1: the last hash of the path is the neighbour below the root.
    """
    if n >= size or (size == 1) != (not path):
        return None
    if size == 1:
        return leaf
    half = split(size)
    in_left = n < half
    below = included_root(leaf, n if in_left else n - half, half if in_left else size - half, path[:-1])
    if below is None:
        return None
    return node_hash(below, path[-1]) if in_left else node_hash(path[-1], below)


def consistent_roots(a: int, b: int, proof: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """The roots at sizes a ≤ b that a consistency proof gives; None if it has another length.

    RFC 6962 section 2.1.2, with the root of the common subtree always written first (§10).
    """
    if not proof or (a == b) != (len(proof) == 1):
        return None
    if a == b:
        return proof[0], proof[0]
    half, top = split(b), proof[-1]
    if a <= half:
        below = consistent_roots(a, half, proof[:-1])
        return below and (below[0], node_hash(below[1], top))
    below = consistent_roots(a - half, b - half, proof[:-1])
    return below and (node_hash(top, below[0]), node_hash(top, below[1]))


# --- §6 Checkpoints ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Checkpoint:
    """A signed note; `signatures` are name, key id and signature of each line."""

    origin: str
    size: int
    root: bytes
    signed: bytes
    signatures: tuple[tuple[str, bytes, bytes], ...]


_NOTE = re.compile(r"(([^\n]+)\n([1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43}=)\n)\n((?:[^\n]+\n){1,48})")


def read_checkpoint(note: str) -> Checkpoint:
    """The checkpoint, else `bad-checkpoint` (§6)."""
    fault = Fault("bad-checkpoint", "no checkpoint of this form")
    match = _NOTE.fullmatch(note)
    if match is None or len(note.encode("utf-8")) > MAX_NOTE:
        raise fault
    if any(letter < " " and letter != "\n" for letter in note):
        raise fault
    text, origin, size, root, lines = match.groups()
    root_bytes = unbase64(root)
    if root_bytes is None or int(size) > MAX_INTEGER:
        raise fault
    signatures = []
    for line in lines[:-1].split("\n"):
        signature = _signature_line(line)
        if signature is None:
            raise fault
        signatures.append(signature)
    return Checkpoint(origin, int(size), root_bytes, text.encode("utf-8"), tuple(signatures))


def _signature_line(line: str) -> tuple[str, bytes, bytes] | None:
    """Name, key id and signature of `— name base64`, else None (§6)."""
    dash, _, rest = line.partition(" ")
    name, _, coded = rest.rpartition(" ")
    data = unbase64(coded)
    if dash != "—" or not name or "+" in name or any(letter.isspace() for letter in name):
        return None
    return None if data is None or len(data) < 5 else (name, data[:4], data[4:])


def check_origin(checkpoint: Checkpoint, case: str, feed: str) -> None:
    """`wrong-origin` unless the checkpoint is of this feed of this case (§6)."""
    if checkpoint.origin != f"allforall/{case}/{feed}":
        raise Fault("wrong-origin", "a checkpoint of another feed or case")


def check_signatures(checkpoint: Checkpoint, keys: Keys) -> None:
    """`bad-signature` unless each line of these keys is right and enough of them have signed (§6)."""
    name = checkpoint.origin
    ids = {key: hashlib.sha256(name.encode() + b"\n\x01" + key).digest()[:4] for key in keys.keys}
    signed = set()
    for who, key_id, signature in checkpoint.signatures:
        candidates = [key for key in keys.keys if ids[key] == key_id and who == name]
        right = [key for key in candidates if is_signed(key, signature, checkpoint.signed)]
        if candidates and not right:
            raise Fault("bad-signature", "a signature is wrong")
        signed.update(right)
    if len(signed) < keys.threshold:
        raise Fault("bad-signature", f"{len(signed)} of {keys.threshold} signatures")


# --- §7 Keys in force --------------------------------------------------------------------------------


class Roster:
    """The keys of one feed in the order they come into force: each for sizes above its place."""

    def __init__(self, first: Keys) -> None:
        self.places = [0]
        self.keys = [first]

    def rotate(self, n: int, keys: Keys) -> None:
        """Put new keys in force for sizes above n."""
        self.places.append(n)
        self.keys.append(keys)

    def at(self, size: int) -> Keys:
        """The keys in force for a checkpoint of this size."""
        return self.keys[max(0, bisect_left(self.places, size) - 1)]

    def rotations(self) -> list[int]:
        """The sizes that need a rotation checkpoint, ascending."""
        return [n + 1 for n in self.places[1:]]

    def check_rotation(self, checkpoint: Checkpoint) -> None:
        """A rotation checkpoint is signed by the keys before, too (the new ones are those in force)."""
        check_signatures(checkpoint, self.at(checkpoint.size - 1))


def first_keys(genesis: Genesis, opening: Entry) -> Keys:
    """The first keys of a feed, by its `open` entry; else `bad-enrolment` or `weak-key` (§7)."""
    member = genesis.members[member_of(opening.feed)]
    if "/" not in opening.feed:
        return member.sign
    enrol = opening.body["enrol"]
    if enrol["case"] != genesis.case or enrol["feed"] != opening.feed:
        raise Fault("bad-enrolment", "the statement enrols another feed")
    keys = key_list(enrol["sign"], enrol["threshold"])
    refuse_weak(keys.keys)
    if not root_signatures_are_good("enrol", enrol, opening.body["roots"], member.root):
        raise Fault("bad-enrolment", "a root signature is wrong, or there are too few")
    return keys


def rotated_keys(rotation: Entry) -> Keys:
    """The keys a `key.rotate` puts in force, else `weak-key` (§7)."""
    keys = key_list(rotation.body["sign"], rotation.body["threshold"])
    refuse_weak(keys.keys)
    return keys


def check_revocation(genesis: Genesis, entry: Entry) -> None:
    """`bad-revocation` unless rightly signed and of another feed of the same member (§7)."""
    revoke, member = entry.body["revoke"], member_of(entry.feed)
    if revoke["case"] != genesis.case:
        raise Fault("bad-revocation", "the statement is of another case")
    if revoke["feed"] == entry.feed or member_of(revoke["feed"]) != member:
        raise Fault("bad-revocation", "it revokes no other feed of its member")
    root = genesis.members[member].root
    if not root_signatures_are_good("revoke", revoke, entry.body["roots"], root):
        raise Fault("bad-revocation", "a root signature is wrong, or there are too few")


# --- §8 Order ----------------------------------------------------------------------------------------


@dataclass
class Feed:
    """One feed as read: its tree, and of its entries those that order and keys depend on."""

    name: str
    tree: Tree = field(default_factory=Tree)
    kept: dict[int, Entry] = field(default_factory=dict)

    def keep(self, entry: Entry) -> None:
        """Hold what the later steps ask for, and no more of the body than they need."""
        prefix, act = entry.act()
        needed: tuple[str, ...] = ()
        if entry.kind in _OF_KEYS:
            needed = tuple(entry.body)
        elif (prefix and act in _ACTS) or entry.kind == "erase":
            needed = ("of", "replaces", "round", "i", "k")
        elif not entry.seen:
            return
        body = {name: entry.body[name] for name in needed if name in entry.body}
        self.kept[entry.n] = Entry(entry.feed, entry.n, "", entry.kind, body, entry.seen, ())

    def of_kind(self, kind: str) -> list[Entry]:
        """Its entries of a kind, in order."""
        return [entry for entry in self.kept.values() if entry.kind == kind]


_OF_KEYS = ("open", "key.rotate", "key.revoke")
_ACTS = {"propose", "accept", "confirm", "commit", "reveal", "chunk", "release"}
_ALLOWED = {
    "propose": ("party", "mediator"),
    "accept": ("party",),
    "commit": ("party",),
    "release": ("mediator",),
}


class ExcusedError(Exception):
    """The entry refers into a feed with evidence against it; it is carried and not judged."""


class Order:
    """The rules of order over all feeds (§8). `go_through` takes one feed from its start."""

    def __init__(self, genesis: Genesis, feeds: dict[str, Feed], frozen: set[str]) -> None:
        self.genesis, self.feeds, self.frozen = genesis, feeds, frozen
        self.parties = genesis.parties()
        # what was done, by whom -> the places in each feed where it was, ascending
        self.deeds: dict[tuple[Any, ...], dict[str, list[int]]] = defaultdict(dict)
        # feed, another feed -> the places where it states what it has seen of it, and the sizes
        self.sights: dict[tuple[str, str], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        # feed -> feed with revocations of it -> their places, and the smallest size up to each place
        self.revoked: dict[str, dict[str, tuple[list[int], list[int]]]] = defaultdict(dict)
        for feed in feeds.values():
            for entry in feed.kept.values():
                self._note(entry)
        self.here: Entry  # the entry that is judged
        self.held: dict[str, int] = {}  # its cumulative seen

    def _note(self, entry: Entry) -> None:
        """Remember who did what where, what was seen, and what was revoked."""
        prefix, act = entry.act()
        body, member = entry.body, member_of(entry.feed)
        if entry.kind == "key.revoke":
            feed, size = body["revoke"]["feed"], body["revoke"]["size"]
            places, sizes = self.revoked[feed].setdefault(entry.feed, ([], []))
            places.append(entry.n)
            sizes.append(min(size, sizes[-1]) if sizes else size)
        for other, size, _ in entry.seen:
            places, sizes = self.sights[entry.feed, other]
            places.append(entry.n)
            sizes.append(size)
        for deed in self._deeds(entry, prefix, act) if prefix else ():
            self.deeds[(member, prefix, *deed)].setdefault(entry.feed, []).append(entry.n)

    def _deeds(self, entry: Entry, prefix: str, act: str) -> Iterator[tuple[Any, ...]]:
        """What an entry does, as the rules of other entries ask for it."""
        body = entry.body
        if act == "accept":
            yield act, body["of"]
        elif act == "propose" and "replaces" in body:
            yield "replace", body["replaces"]
        elif act == "commit":
            yield act, body["round"]
        elif act in ("reveal", "chunk"):
            commit = self._entry(body["of"])
            if act == "chunk":
                yield "own chunk", body["of"], body["i"], body["k"]
            if (
                commit
                and commit.kind == f"{prefix}.commit"
                and member_of(commit.feed) == member_of(entry.feed)
            ):
                yield "opening", commit.body["round"]
                if act == "chunk":
                    yield act, commit.body["round"], body["i"], body["k"]

    def go_through(self, feed: Feed, check: Callable[[Entry], None]) -> None:
        """Check each entry of the feed, knowing what it and those before it have seen."""
        self.held = {}
        for entry in feed.kept.values():
            self.here = entry
            try:
                check(entry)
            except Fault as fault:
                raise fault.at(f"feed {feed.name}, entry {entry.n}") from None

    def check_seen(self, entry: Entry) -> None:
        """Feed by feed in the order written: grown, here, and with this root (§8, 1 and 2)."""
        for feed, size, root in entry.seen:
            if size <= self.held.get(feed, 0):
                raise Fault("seen-backwards", f"not more of feed {feed} than before")
            self.held[feed] = size
            if feed in self.frozen:
                continue
            if member_of(feed) not in self.genesis.members:
                raise Fault("wrong-feed", f"it has seen feed {feed}, which is no member's")
            if feed not in self.feeds or self.feeds[feed].tree.size < size:
                raise Fault("stale", f"it has seen {size} entries of feed {feed}, which are not here")
            if self.feeds[feed].tree.root(size) != root:
                raise Fault("seen-unbacked", f"it has seen another feed {feed}")

    def check_rule(self, entry: Entry) -> None:
        """Who may, then the references, then the order (§8, rules of order)."""
        self.held.update({feed: size for feed, size, _ in entry.seen})
        try:
            self._check_act(entry)
        except ExcusedError:
            return

    def _check_act(self, entry: Entry) -> None:
        prefix, act = entry.act()
        if entry.kind == "erase":
            self._reference(entry.body["of"], "", "commit", own=True)
        if not prefix or act not in _ACTS:
            return
        if self.genesis.members[member_of(entry.feed)].role not in _ALLOWED.get(
            act, ("party", "mediator", "observer")
        ):
            raise Fault("not-allowed", f"this member makes no {act}")
        if act == "propose" and "replaces" in entry.body:
            self._check_replaces(entry, prefix)
        elif act == "commit":
            self._check_commit(entry, prefix)
        elif act == "accept":
            self._reference(entry.body["of"], prefix, "propose", own=False)
        elif act == "confirm":
            self._check_confirm(entry, prefix)
        elif act == "reveal":
            self._check_reveal(entry, prefix)
        elif act == "chunk":
            self._check_chunk(entry, prefix)
        elif act == "release":
            self._check_release(entry, prefix)

    def _check_confirm(self, entry: Entry, prefix: str) -> None:
        of = entry.body["of"]
        self._reference(of, prefix, "propose", own=True)
        proposer = member_of(entry.feed)
        if not all(self._done(party, prefix, "accept", of) for party in self._others(proposer)):
            raise Fault("confirm-too-early", "not every other party has accepted")
        if self._done(proposer, prefix, "replace", of):
            raise Fault("confirm-too-early", "the proposal is replaced")

    def _check_replaces(self, entry: Entry, prefix: str) -> None:
        replaced = entry.body["replaces"]
        self._reference(replaced, prefix, "propose", own=True)
        if self._done(member_of(entry.feed), prefix, "replace", replaced):
            raise Fault("bad-reference", "it replaces what is replaced already")

    def _check_commit(self, entry: Entry, prefix: str) -> None:
        if self._done(member_of(entry.feed), prefix, "commit", entry.body["round"]):
            raise Fault("not-allowed", "its member has committed in this round already")

    def _check_reveal(self, entry: Entry, prefix: str) -> None:
        """Every other party is bound, and was open to nobody before this commit bound its member."""
        commit = self._reference(entry.body["of"], prefix, "commit", own=True)
        number, too_early = commit.body["round"], f"{entry.act()[1]}-too-early"
        for party in self._others(member_of(entry.feed)):
            if self._done(party, prefix, "commit", number) != 1:
                raise Fault(too_early, "not exactly one commit of every other party is known")
            for feed, places in self.deeds.get((party, prefix, "opening", number), {}).items():
                # the first opening of a feed knows the least of all in it
                if places[0] < self._good(feed) and not self._knew(feed, places[0], commit):
                    raise Fault(too_early, "another party has opened its list before this commit")

    def _check_chunk(self, entry: Entry, prefix: str) -> None:
        self._check_reveal(entry, prefix)
        of, i, k, member = entry.body["of"], entry.body["i"], entry.body["k"], member_of(entry.feed)
        if i == 0:
            return
        number = self._reference(of, prefix, "commit", own=True).body["round"]
        if not self._done(member, prefix, "own chunk", of, i - 1, k):
            raise Fault("chunk-too-early", "the own chunk before is missing")
        if not all(self._done(each, prefix, "chunk", number, i - 1, k) for each in self._others(member)):
            raise Fault("chunk-too-early", "another party's chunk before is missing")

    def _check_release(self, entry: Entry, prefix: str) -> None:
        commits = [self._reference(of, prefix, "commit", own=None) for of in entry.body["of"]]
        members = sorted(member_of(of.partition(":")[0]) for of in entry.body["of"])
        rounds = {commit.body["round"] for commit in commits}
        if members != self.parties or len(rounds) != 1:
            raise Fault("release-too-early", "not one commit of each party, all of one round")

    def _others(self, member: str) -> list[str]:
        """Each other party, but for those with evidence against one of their feeds."""
        forked = {member_of(feed) for feed in self.frozen}
        return [party for party in self.parties if party != member and party not in forked]

    def _entry(self, reference: str) -> Entry | None:
        """The entry of this id among those kept, whoever knows it."""
        match = ENTRY_ID.fullmatch(reference)
        if match is None or match[1] not in self.feeds:
            return None
        feed, n = self.feeds[match[1]], int(match[2])
        entry = feed.kept.get(n)
        return entry if entry and feed.tree.leaf(n).hex() == match[3] else None

    def _reference(self, reference: str, prefix: str, act: str, *, own: bool | None) -> Entry:
        """The entry referred to, else `bad-reference`, or `not-allowed` for one of the wrong member (§8).

        `own` asks for an entry of the same member (True), of another (False), or of any (None);
        an empty prefix for any prefix. ExcusedError when it stands in a feed with evidence against it.
        """
        if reference.partition(":")[0] in self.frozen:
            raise ExcusedError
        entry = self._entry(reference)
        its_prefix, its_act = entry.act() if entry else ("", "")
        if entry is None or its_act != act or not its_prefix or prefix not in ("", its_prefix):
            raise Fault("bad-reference", f"it refers to no {act} it may refer to")
        if entry.n >= self._known(entry.feed):
            raise Fault("bad-reference", "it refers to what it has not seen")
        if entry.n >= self._good(entry.feed):
            raise Fault("bad-reference", "it refers to what is void")
        same = member_of(entry.feed) == member_of(self.here.feed)
        if own not in (None, same):
            raise Fault("not-allowed", f"it refers to the {act} of the wrong member")
        return entry

    def _known(self, feed: str) -> int:
        """How many entries of the feed are known to the entry that is judged (§8)."""
        return self.here.n if feed == self.here.feed else self.held.get(feed, 0)

    def _good(self, feed: str) -> int:
        """How many of them are not void through a revocation known to it as well (§7, §8)."""
        good = self._known(feed)
        for revoker, (places, sizes) in self.revoked.get(feed, {}).items():
            known = bisect_left(places, self._known(revoker))
            if known:
                good = min(good, sizes[known - 1])
        return good

    def _knew(self, feed: str, n: int, entry: Entry) -> bool:
        """The entry is known to entry n of another feed (§8)."""
        places, sizes = self.sights.get((feed, entry.feed), ([], []))
        stated = bisect_right(places, n)
        return stated > 0 and sizes[stated - 1] > entry.n

    def _done(self, *what: Any) -> int:
        """How many entries did this, by this member, that are known and not void."""
        return sum(bisect_left(places, self._good(feed)) for feed, places in self.deeds.get(what, {}).items())


# --- §9 Blobs ----------------------------------------------------------------------------------------


class BadRowsError(ValueError):
    """The bytes are no rows."""


class Rows:
    """The rows of a blob as hashes (§9); how many there are, and how many erased, is known after the last."""

    def __init__(self, data: bytes) -> None:
        self.data, self.count, self.erased = data, 0, 0

    def __iter__(self) -> Iterator[bytes]:
        """The hash of each row, else BadRowsError."""
        data, place = self.data, 0
        while place < len(data):
            length = int.from_bytes(data[place : place + 4], "big")
            place += 4
            if length == 0xFFFFFFFF:
                self.erased += 1
                leaf, place = data[place : place + 32], place + 32
            else:
                leaf, place = leaf_hash(data[place : place + length]), place + length
            if place > len(data):
                raise BadRowsError
            self.count += 1
            if self.count > MAX_ROWS:
                raise BadRowsError
            yield leaf


# --- §10 Proofs and fork evidence --------------------------------------------------------------------


def check_chain(chain: Any, genesis: Genesis, feed: str) -> Roster:
    """The keys in force of a feed, proven by a roster chain (§10).

    A fault has the class of what is wrong in the chain; the caller gives it his own.
    """
    if not isinstance(chain, list) or not all(_is_link(link) for link in chain):
        raise Fault("bad-proof", "the chain has another form")
    roster = None if "/" in feed else Roster(genesis.members[feed].sign)
    before = -1
    for link in chain:
        entry = read_entry(link["entry"].encode("utf-8"), genesis.case)
        check_place(entry, feed, entry.n, "")
        head = read_checkpoint(link["head"])
        check_origin(head, genesis.case, feed)
        if entry.n <= before:
            raise Fault("bad-proof", "the chain is out of order")
        before = entry.n
        if roster is None:
            if entry.kind != "open":
                raise Fault("bad-proof", "the chain does not start with the enrolment")
            roster = Roster(first_keys(genesis, entry))
            check_signatures(head, roster.at(1))
        else:
            if entry.kind != "key.rotate" or head.size != entry.n + 1:
                raise Fault("bad-proof", "a link is no rotation with its checkpoint")
            roster.rotate(entry.n, rotated_keys(entry))
            check_signatures(head, roster.at(head.size))
            roster.check_rotation(head)
        path = [bytes.fromhex(each) for each in link["path"]]
        if included_root(leaf_hash(link["entry"].encode("utf-8")), entry.n, head.size, path) != head.root:
            raise Fault("wrong-root", "an entry of the chain is not under its checkpoint")
    if roster is None:
        raise Fault("bad-proof", "the enrolment is missing")
    return roster


def _is_link(value: Any) -> bool:
    return (
        has_fields(value, {"entry", "head", "path"})
        and isinstance(value["entry"], str)
        and isinstance(value["head"], str)
        and is_hashes(value["path"])
    )


def check_evidence(value: dict[str, Any], genesis: Genesis) -> None:
    """`bad-evidence` unless it shows two heads of one feed that exclude each other (§10)."""
    if not _is_evidence(value):
        raise Fault("bad-evidence", "fields, types or forms are wrong")
    if value["case"] != genesis.case:
        raise Fault("wrong-case", "evidence of another case")
    feed = value["feed"]
    if not is_text(feed, FEED_NAME) or member_of(feed) not in genesis.members:
        raise Fault("wrong-feed", "evidence against a feed of no member")
    try:
        roster = check_chain(value["chain"], genesis, feed)
        first, second = read_checkpoint(value["first"]), read_checkpoint(value["second"])
        for head in (first, second):
            check_origin(head, genesis.case, feed)
            check_signatures(head, roster.at(head.size))
    except Fault as fault:
        raise Fault("bad-evidence", fault.what, fault.where) from None
    if not _is_fork(first, second, [bytes.fromhex(each) for each in value["proof"]]):
        raise Fault("bad-evidence", "the two heads do not exclude each other")


def _is_evidence(value: dict[str, Any]) -> bool:
    return (
        has_fields(value, {"case", "chain", "feed", "first", "proof", "second", "v"})
        and is_integer(value["v"], 1, 1)
        and isinstance(value["case"], str)
        and isinstance(value["feed"], str)
        and isinstance(value["chain"], list)
        and isinstance(value["first"], str)
        and isinstance(value["second"], str)
        and is_hashes(value["proof"])
    )


def _is_fork(first: Checkpoint, second: Checkpoint, proof: list[bytes]) -> bool:
    if first.size == second.size:
        return not proof and first.root != second.root
    roots = consistent_roots(first.size, second.size, proof) if first.size < second.size else None
    return roots is not None and roots[1] == second.root and roots[0] != first.root


_TLOG_PROOF = re.compile(
    r"c2sp\.org/tlog-proof@v1\nindex (0|[1-9][0-9]{0,15})\n((?:[^\n]+\n)*)\n(.*)", re.DOTALL
)


def read_tlog_proof(text: str) -> tuple[int, list[bytes], str]:
    """Index, inclusion path and checkpoint of a tlog-proof, else `bad-proof` (§10)."""
    match = _TLOG_PROOF.fullmatch(text)
    path = [unbase64(line) for line in match[2].split("\n")[:-1]] if match else []
    hashes = [each for each in path if each is not None and len(each) == 32]
    if match is None or len(hashes) != len(path):
        raise Fault("bad-proof", "no tlog-proof of this form")
    return int(match[1]), hashes, match[3]


def check_proof(data: bytes) -> Verdict:
    """An entry proof; the checks in the order of §10."""
    if len(data) > MAX_PROOF:
        raise Fault("too-large", f"longer than {MAX_PROOF} bytes")
    value = canonical(data)
    if not _is_proof(value):
        raise Fault("bad-proof", "fields, types or forms are wrong")
    index, path, note = read_tlog_proof(value["proof"])
    genesis = read_genesis(value["genesis"].encode("utf-8"))
    line = value["entry"].encode("utf-8")
    with within("entry"):
        entry = read_entry(line, genesis.case)
        if member_of(entry.feed) not in genesis.members:
            raise Fault("wrong-feed", "its member is unknown")
        check_place(entry, entry.feed, index, "")
    try:
        roster = check_chain(value["chain"], genesis, entry.feed)
    except Fault as fault:
        raise Fault("bad-proof", fault.what, "chain") from None
    head = read_checkpoint(note)
    check_origin(head, genesis.case, entry.feed)
    check_signatures(head, roster.at(head.size))
    if included_root(leaf_hash(line), index, head.size, path) != head.root:
        raise Fault("wrong-root", "the entry is not under the checkpoint")
    if "person" in value:
        check_person(value["person"], entry, genesis.case)
    about = f"case {genesis.case}, entry {entry.n} of feed {entry.feed}, which had {head.size} entries"
    return Verdict("valid", about, genesis.case, {entry.feed: {"size": head.size, "root": head.root.hex()}})


def _is_proof(value: dict[str, Any]) -> bool:
    return (
        has_fields(value, {"chain", "entry", "genesis", "proof", "v"}, frozenset({"person"}))
        and is_integer(value["v"], 1, 1)
        and isinstance(value["chain"], list)
        and isinstance(value["entry"], str)
        and isinstance(value["genesis"], str)
        and isinstance(value["proof"], str)
        and ("person" not in value or _is_person(value["person"]))
    )


def _is_person(value: Any) -> bool:
    return (
        has_fields(value, {"index", "path", "record", "secret"})
        and is_integer(value["index"])
        and is_hashes(value["path"])
        and isinstance(value["record"], str)
        and is_hex(value["secret"], 32)
    )


def check_person(person: dict[str, Any], entry: Entry, case: str) -> None:
    """`bad-disclosure` unless the record opens a commitment of the list (§9 Lists, §10)."""
    if entry.kind != "list.commit":
        raise Fault("bad-disclosure", "the entry commits to no list")
    record = person["record"].encode("utf-8")
    try:
        fields = canonical(record)
    except Fault:
        raise Fault("bad-disclosure", "the person's record is not canonical") from None
    if not all(isinstance(value, str) for value in fields.values()):
        raise Fault("bad-disclosure", "the person's record holds other values than text")
    salt = hmac.digest(bytes.fromhex(person["secret"]), b"allforall/list/salt", "sha256")
    message = f"allforall/list/commit\n{case}\n{entry.feed}\n".encode() + record
    commitment = hmac.digest(salt, message, "sha256")
    path = [bytes.fromhex(each) for each in person["path"]]
    root = included_root(leaf_hash(commitment), person["index"], entry.body["rows"], path)
    if root is None or root.hex() != entry.body["root"]:
        raise Fault("bad-disclosure", "the person is not in the list at this place")


# --- §11 Bundles: the container ----------------------------------------------------------------------

MAGIC = b"allforall bundle 1\n"
END, GENESIS, HEADER, ENTRIES, EVIDENCE, BLOB = range(6)
_NEXT = {
    None: {GENESIS},
    GENESIS: {HEADER, EVIDENCE, BLOB, END},
    HEADER: {HEADER, ENTRIES, EVIDENCE, BLOB, END},
    ENTRIES: {HEADER, ENTRIES, EVIDENCE, BLOB, END},
    EVIDENCE: {EVIDENCE, BLOB, END},
    BLOB: {BLOB, END},
}


@dataclass(frozen=True, slots=True)
class Section:
    """Where a section's stored bytes are in the file, and how long its content is."""

    number: int
    type: int
    length: int
    offset: int
    stored: int


class Container:
    """The sections of a bundle, read from the file when asked for; no content is held."""

    def __init__(self, file: BinaryIO) -> None:
        """Check the whole container (§11, step 1)."""
        self.file = file
        self.end = file.seek(0, io.SEEK_END)
        file.seek(0)
        self.digest = hashlib.sha256(file.read(len(MAGIC)))
        if self.digest.digest() != hashlib.sha256(MAGIC).digest():
            raise Fault("bad-magic", "no bundle of format 1")
        self.sections: list[Section] = []
        self._scan()

    def _scan(self) -> None:
        """Go through the sections once: cut short, type and order, limits, lengths; then the digest."""
        place, total, last = len(MAGIC), 0, None
        while last != END:
            number = len(self.sections)
            with within(f"section {number}"):
                section, head = self._section_head(place, number)
                total += section.length
                self._check_head(section, last, total)
                if section.type == END:
                    self._check_end(section)
                self._take(head, section)
            self.sections.append(section)
            place, last = section.offset + section.stored, section.type

    def _take(self, head: bytes, section: Section) -> None:
        """Take the stored bytes of a section into the digest, without inflating them."""
        self.digest.update(head)
        self.file.seek(section.offset)
        left = section.stored
        while left:
            stored = self.file.read(min(PIECE, left))
            if not stored:
                raise Fault("truncated", "the file was cut while it was read")
            self.digest.update(stored)
            left -= len(stored)

    def _section_head(self, place: int, number: int) -> tuple[Section, bytes]:
        self.file.seek(place)
        head = self.file.read(17)
        length, stored = int.from_bytes(head[1:9], "big"), int.from_bytes(head[9:], "big")
        if len(head) < 17 or place + 17 + stored > self.end:
            raise Fault("truncated", "the file is cut short")
        return Section(number, head[0], length, place + 17, stored), head

    def _check_head(self, section: Section, last: int | None, total: int) -> None:
        if section.type not in _NEXT[last]:
            raise Fault("bad-section", "its type is unknown or out of order")
        if section.length > (MAX_HEADER if section.type == HEADER else MAX_CONTENT):
            raise Fault("too-large", "its content is longer than allowed")
        if total > MAX_ALL_CONTENTS or section.number >= MAX_SECTIONS:
            raise Fault("too-large", "the contents are more than allowed")
        if section.type == END and section.offset + section.stored != self.end:
            raise Fault("bad-section", "something follows the end")

    def _check_end(self, section: Section) -> None:
        if section.length != 32:
            raise Fault("bad-section", "the end is no digest")
        if self.content(section) != self.digest.digest():
            raise Fault("damaged", "the digest is not that of the file")

    def pieces(self, section: Section) -> Iterator[bytes]:
        """The content piece by piece, `bad-section` unless it has the stated length (§11)."""
        inflater = zlib.decompressobj()
        left, given = section.stored, 0
        place = section.offset
        while left and not inflater.eof:
            self.file.seek(place)
            stored = self.file.read(min(PIECE, left))
            if not stored:
                raise Fault("truncated", "the file was cut while it was read")
            place, left = place + len(stored), left - len(stored)
            while stored:
                piece = self._inflate(inflater, stored, min(4 * PIECE, section.length - given + 1))
                given += len(piece)
                if given > section.length:
                    raise Fault("bad-section", "its content is longer than stated")
                if piece:
                    yield piece
                stored = inflater.unconsumed_tail
        if left or not inflater.eof or inflater.unused_data or given != section.length:
            raise Fault("bad-section", "its content is not one stream of the stated length")

    @staticmethod
    def _inflate(inflater: Any, stored: bytes, most: int) -> bytes:
        try:
            return bytes(inflater.decompress(stored, most))
        except zlib.error:
            raise Fault("bad-section", "its content cannot be inflated") from None

    def content(self, section: Section) -> bytes:
        """The whole content."""
        return b"".join(self.pieces(section))

    def of_type(self, *types: int) -> list[Section]:
        """The sections of these types, in order."""
        return [section for section in self.sections if section.type in types]

    def after(self, section: Section, length: int) -> tuple[bytes, Iterator[bytes]]:
        """The first bytes of a content, and the rest of it piece by piece."""
        pieces, head = self.pieces(section), b""
        while len(head) < length:
            piece = next(pieces, None)
            if piece is None:
                raise Fault("bad-section", "its content is shorter than its head")
            head += piece
        return head[:length], joined([head[length:]], pieces)

    def entries(self, section: Section, due: int) -> Iterator[bytes]:
        """The lines of a section of entries, the first of which is due at a place (§11).

        The section is gone through once before, so that a fault of its own comes before those of entries.
        """
        first, pieces = self.after(section, 8)
        last = b""
        for piece in pieces:
            last = piece[-1:] or last
        if last != b"\n":
            raise Fault("bad-section", "no whole entries after the place of the first")
        if int.from_bytes(first, "big") != due:
            raise Fault("bad-section", f"its entries do not begin at {due}")
        return self._lines(section)

    def _lines(self, section: Section) -> Iterator[bytes]:
        rest = b""
        for piece in self.after(section, 8)[1]:
            *whole, rest = (rest + piece).split(b"\n")
            yield from whole
            if len(rest) > MAX_ENTRY:
                raise Fault("too-large", "longer than 65,536 bytes")


# --- §11 Bundles: checking a complete record ---------------------------------------------------------


class Record:
    """A bundle as a complete record; each method is one step of §11."""

    def __init__(self, container: Container, genesis: Genesis) -> None:
        self.container, self.genesis = container, genesis
        self.feeds: dict[str, Feed] = {}
        self.blobs: dict[tuple[str, bytes], set[tuple[int, int]]] = defaultdict(set)
        self.frozen: set[str] = set()

    def read_feeds(self) -> None:
        """Step 3: the feeds in order."""
        groups: list[list[Section]] = []
        for section in self.container.of_type(HEADER, ENTRIES):
            if section.type == HEADER:
                groups.append([])
            groups[-1].append(section)
        for header, *entries in groups:
            self._read_feed(header, entries)

    def _read_feed(self, section: Section, entries: list[Section]) -> None:
        header = self._read_header(section)
        feed = Feed(header["feed"])
        before = ""
        for each in entries:
            try:
                for line in self.container.entries(each, feed.tree.size):
                    before = self._read_entry(feed, line, before)
            except Fault as fault:
                raise fault.at(f"feed {feed.name}, entry {feed.tree.size}") from None
        with within(f"feed {feed.name}"):
            if feed.tree.size != header["to"]:
                raise Fault("bad-section", f"{feed.tree.size} entries instead of {header['to']}")
            roster = self._roster(feed)
            self._check_heads(feed, roster, header["heads"])
        self.feeds[feed.name] = feed

    def _read_header(self, section: Section) -> dict[str, Any]:
        """Step 3, the header: form and order, then the member, then whether it starts at 0."""
        with within(f"section {section.number}"):
            header = canonical(self.container.content(section))
            if not _is_header(header) or header["feed"] <= max(self.feeds, default=""):
                raise Fault("bad-section", "the feed header is wrong or out of order")
            if member_of(header["feed"]) not in self.genesis.members:
                raise Fault("wrong-feed", "its member is unknown")
            if header["to"] > MAX_ENTRIES:
                raise Fault("too-large", f"more than {MAX_ENTRIES} entries")
            if header["from"] > 0:
                raise Fault(
                    "incomplete", f"the first {header['from']} entries of feed {header['feed']} are missing"
                )
        return header

    def _read_entry(self, feed: Feed, line: bytes, before: str) -> str:
        """Step 3, one entry (§5); gives its time."""
        entry = read_entry(line, self.genesis.case)
        check_place(entry, feed.name, feed.tree.size, before)
        feed.tree.append(leaf_hash(line))
        feed.keep(entry)
        for kind, name, size, count in entry.blobs:
            self.blobs[kind, name].add((size, count))
        return entry.t

    def _roster(self, feed: Feed) -> Roster:
        """Step 3, the keys: enrolment, then weak keys (§7)."""
        roster = Roster(first_keys(self.genesis, feed.kept[0]))
        if len(feed.of_kind("key.rotate")) > MAX_ROTATIONS:
            raise Fault("bad-rotation", f"more than {MAX_ROTATIONS} rotations")
        for rotation in feed.of_kind("key.rotate"):
            roster.rotate(rotation.n, rotated_keys(rotation))
        return roster

    def _check_heads(self, feed: Feed, roster: Roster, notes: list[str]) -> None:
        """Step 3, the heads in order (§6), then the rotation checkpoints (§7)."""
        rotations = roster.rotations()
        heads = [self._read_head(number, note) for number, note in enumerate(notes)]
        for number, head in enumerate(heads):
            with within(f"head {number}"):
                self._check_head(feed, roster, head)
        sizes = [head.size for head in heads]
        if not set(rotations) <= set(sizes):
            raise Fault("bad-rotation", "a rotation checkpoint is missing")
        if sizes != sorted({*rotations, feed.tree.size}):
            raise Fault("bad-section", "its checkpoints are not of the sizes that belong here")

    @staticmethod
    def _read_head(number: int, note: str) -> Checkpoint:
        with within(f"head {number}"):
            return read_checkpoint(note)

    def _check_head(self, feed: Feed, roster: Roster, head: Checkpoint) -> None:
        if head.size > feed.tree.size:
            raise Fault("wrong-root", "it is of more entries than are here")
        check_origin(head, self.genesis.case, feed.name)
        check_signatures(head, roster.at(head.size))
        if head.size in roster.rotations():
            roster.check_rotation(head)
        if feed.tree.root(head.size) != head.root:
            raise Fault("wrong-root", "its root is not that of the entries")

    def check_evidence(self) -> None:
        """Step 4: each evidence, and that there is one for each feed, ascending."""
        last = ""
        for section in self.container.of_type(EVIDENCE):
            with within(f"section {section.number}"):
                value = canonical(self.container.content(section))
                check_evidence(value, self.genesis)
                if value["feed"] <= last:
                    raise Fault("bad-section", "evidence out of order")
            last = value["feed"]
            self.frozen.add(last)

    def check_revocations(self) -> None:
        """Step 5: every revocation, feed by feed."""
        for feed in self.feeds.values():
            for entry in feed.of_kind("key.revoke"):
                try:
                    check_revocation(self.genesis, entry)
                except Fault as fault:
                    raise fault.at(f"feed {feed.name}, entry {entry.n}") from None

    def check_order(self) -> None:
        """Step 6: `seen`, then the rules of order; feeds with evidence against them are excused."""
        order = Order(self.genesis, self.feeds, self.frozen)
        for check in (order.check_seen, order.check_rule):
            for feed in self.feeds.values():
                order.go_through(feed, check)

    def check_blobs(self) -> None:
        """Step 7: each blob is named by an entry and gives its name."""
        last = b""
        for section in self.container.of_type(BLOB):
            with within(f"section {section.number}"):
                last = self._check_blob(section, last)

    def _check_blob(self, section: Section, last: bytes) -> bytes:
        """One blob (§9); gives its name. A sealed one is hashed piece by piece."""
        head, pieces = self.container.after(section, 33)
        kind, name = head[0], head[1:]
        if kind not in (0, 1) or name <= last:
            raise Fault("bad-section", "a blob of another kind or out of order")
        stated = self.blobs.get(("rows" if kind else "sealed", name), set())
        if not stated or (kind == 0 and (section.length - 33, 0) not in stated):
            raise Fault("unknown-blob", "no entry names a blob of this kind, name and size")
        if kind == 0:
            digest = hashlib.sha256()
            for piece in pieces:
                digest.update(piece)
            root = digest.digest()
        else:
            root = self._rows_root(b"".join(pieces), stated)
        if root != name:
            raise Fault("wrong-blob", "its content does not give its name")
        return name

    @staticmethod
    def _rows_root(data: bytes, stated: set[tuple[int, int]]) -> bytes:
        """The root over the rows. The size of a blob changes when a row is erased, and only then (§9)."""
        found = Rows(data)
        try:
            root = root_of(found)
        except BadRowsError:
            raise Fault("wrong-blob", "its rows cannot be read") from None
        if not any(count == found.count and (found.erased or size == len(data)) for size, count in stated):
            raise Fault("unknown-blob", "no entry names a blob of this size and number of rows")
        return root

    def heads(self) -> dict[str, dict[str, int | str]]:
        """Size and root of each feed."""
        return {
            feed.name: {"size": feed.tree.size, "root": feed.tree.root(feed.tree.size).hex()}
            for feed in self.feeds.values()
        }


def _is_header(value: dict[str, Any]) -> bool:
    """Fields, types and forms of a feed header (§11)."""
    return (
        has_fields(value, {"feed", "from", "frontier", "heads", "to"})
        and is_text(value["feed"], FEED_NAME)
        and is_integer(value["to"], 1)
        and is_integer(value["from"], 0, value["to"])
        and is_hashes(value["frontier"])
        and len(value["frontier"]) == value["from"].bit_count()
        and isinstance(value["heads"], list)
        and all(isinstance(head, str) for head in value["heads"])
    )


def check_record(file: BinaryIO) -> Verdict:
    """Steps 1 to 8 of section 11; the first fault found is the verdict."""
    case: str | None = None
    try:
        container = Container(file)  # 1
        genesis = read_genesis(container.content(container.sections[0]))  # 2
        case = genesis.case
        record = Record(container, genesis)
        record.read_feeds()  # 3
        record.check_evidence()  # 4
        record.check_revocations()  # 5
        record.check_order()  # 6
        record.check_blobs()  # 7
    except Fault as fault:
        return Verdict(fault.kind, fault.about(), case)
    feeds = record.heads()
    if record.frozen:  # 8
        return Verdict("fork", f"evidence against {', '.join(sorted(record.frozen))}", case, feeds)
    if not feeds:
        return Verdict("incomplete", "no feed is here", case)
    counts = [
        f"{name} {feed['size']} {'entry' if feed['size'] == 1 else 'entries'}" for name, feed in feeds.items()
    ]
    return Verdict("valid", ", ".join([f"case {case}", *counts]), case, feeds)


# --- Use ---------------------------------------------------------------------------------------------


def verify_bundle(data: bytes) -> Verdict:
    """The verdict on a bundle (§11, checking a complete record)."""
    return check_record(io.BytesIO(data))


def verify_proof(data: bytes) -> Verdict:
    """The verdict on an entry proof (§10)."""
    try:
        return check_proof(data)
    except Fault as fault:
        return Verdict(fault.kind, fault.about())


def verify_file(path: Path) -> Verdict:
    """The verdict on a file: by its suffix, or if that says nothing, by whether it starts like JSON."""
    try:
        with path.open("rb") as file:
            start = file.read(1)
            file.seek(0)
            if path.suffix == ".proof" or (path.suffix != ".bundle" and start == b"{"):
                return verify_proof(file.read(MAX_PROOF + 1))
            return check_record(file)
    except OSError as error:
        return Verdict("unreadable", (error.strerror or "cannot be read").lower())


def line_of(verdict: Verdict) -> str:
    """The verdict as one line for people."""
    return f"{'valid and complete' if verdict.verdict == 'valid' else verdict.verdict}: {verdict.about}"


def main(arguments: list[str] | None = None) -> int:
    """The command; gives the exit code."""
    parser = argparse.ArgumentParser(
        prog="verify.py", description="Verify bundles and entry proofs of the record."
    )
    parser.add_argument("files", metavar="FILE", nargs="+", type=Path, help="a bundle, or a .proof")
    parser.add_argument("--json", action="store_true", help="one JSON object a line instead of text")
    options = parser.parse_args(arguments)
    code = 0
    for path in options.files:
        verdict = verify_file(path)
        code = code if verdict.verdict == "valid" else 1
        if options.json:
            sys.stdout.write(json.dumps({"file": str(path), **vars(verdict)}) + "\n")
        else:
            name = f"{ascii(str(path))[1:-1]}: " if len(options.files) > 1 else ""
            sys.stdout.write(f"{name}{line_of(verdict)}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
