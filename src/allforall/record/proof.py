"""Proof of one entry, or of one person of a list, for who holds only the case id (section 10)."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from typing import Any

from allforall.record import genesis as genesis_room
from allforall.record import note
from allforall.record.bodies import check_body
from allforall.record.canonical import LARGEST, Value, canon, parse
from allforall.record.chain import Chain, read_chain
from allforall.record.entry import Entry, entry_of, has_rule
from allforall.record.errors import Refused
from allforall.record.evidence import hashes_of
from allforall.record.genesis import KEY, Genesis
from allforall.record.lists import commitment
from allforall.record.merkle import Tree, leaf_hash, root_of_inclusion

_FIELDS = {"v", "genesis", "chain", "entry", "proof"}
_PERSON = {"index", "path", "record", "secret"}
_INDEX = re.compile(r"index (0|[1-9]\d{0,15})\Z", re.ASCII)
_FIRST = "c2sp.org/tlog-proof@v1"
LONGEST = 16 << 20


@dataclass(frozen=True)
class Proven:
    """What a proof proves: the entry, the case it stands in, and the person's record, if it is of one."""

    genesis: Genesis
    entry: Entry
    size: int
    person: bytes | None


def write_proof(
    genesis: Genesis, chain: Chain, line: bytes, head: str, tree: Tree, person: Value | None
) -> bytes:
    """The proof of an entry that is held under a feed's newest head; `person` is what `disclose` gives."""
    entry = entry_of(line, "the entry")
    path = tree.inclusion(entry.n, tree.size)
    hashes = "".join(base64.b64encode(each).decode() + "\n" for each in path)
    value: Value = {
        "v": 1, "genesis": genesis.bytes.decode(), "chain": chain.value, "entry": line.decode(),
        "proof": f"{_FIRST}\nindex {entry.n}\n{hashes}\n{head}",
    }  # fmt: skip
    if person is not None:
        value["person"] = person
    data = canon(value)
    read_proof(data)
    return data


def disclose(commitments: Tree, index: int, secret: bytes, record: bytes) -> Value:
    """The part of a proof that shows one person of a list."""
    path = [each.hex() for each in commitments.inclusion(index, commitments.size)]
    return {"index": index, "path": path, "record": record.decode(), "secret": secret.hex()}


def read_proof(data: bytes) -> Proven:
    """What a proof proves; raises Refused when it proves nothing."""
    if len(data) > LONGEST:
        raise Refused("too-large", f"a proof of {len(data)} bytes (at most {LONGEST})")
    value = parse(data, "the proof")
    _expect(set(value) - {"person"} == _FIELDS and type(value["v"]) is int and value["v"] == 1, "its fields")
    _expect(all(type(value[name]) is str for name in ("genesis", "entry", "proof")), "its fields as text")
    _expect(_is_person(value.get("person", _NOBODY)), "the person's fields")
    genesis = genesis_room.read(value["genesis"].encode())
    entry = _entry(genesis, value["entry"].encode())
    chain = read_chain(genesis, entry.feed, value["chain"], "bad-proof")
    head = _check_inclusion(genesis, chain, entry, value["proof"])
    person = _person(genesis, entry, value["person"]) if "person" in value else None
    return Proven(genesis, entry, head.size, person)


def _entry(genesis: Genesis, line: bytes) -> Entry:
    entry = entry_of(line, "the entry")
    if entry.case != genesis.case:
        raise Refused("wrong-case", "the entry is of another case")
    if genesis_room.member_of(entry.feed) not in genesis.members:
        raise Refused("wrong-feed", f"feed {entry.feed} belongs to no member of this case")
    if (entry.kind == "open") is not (entry.n == 0):
        raise Refused("bad-body", f"{entry.feed}:{entry.n}: open is the first entry, and only that")
    if has_rule(entry.kind):
        check_body(entry.kind, entry.body, entry.feed, f"{entry.feed}:{entry.n}")
    return entry


def _check_inclusion(genesis: Genesis, chain: Chain, entry: Entry, text: str) -> note.Checkpoint:
    """Check a C2SP tlog-proof of the entry; the checkpoint it ends with."""
    top, _, checkpoint = text.partition("\n\n")
    lines = top.split("\n")
    _expect(len(lines) >= 2, "a tlog-proof")
    first, index, *hashes = lines
    found = _INDEX.match(index)
    _expect(first == _FIRST and found and len(hashes) <= 64, "a tlog-proof")
    path = [_hash(each) for each in hashes]
    where = f"feed {entry.feed}"
    head = note.read(checkpoint, where)
    note.check(head, genesis.origin(entry.feed), chain.keys(head.size), where)
    at = int(found[1]) if found else -1
    if at != entry.n or root_of_inclusion(entry.leaf, at, head.size, path) != head.root:
        raise Refused("wrong-root", f"{where}: the entry is not under the checkpoint")
    return head


def _person(genesis: Genesis, entry: Entry, person: Value) -> bytes:
    record: bytes = person["record"].encode(errors="surrogatepass")
    leaf = leaf_hash(commitment(bytes.fromhex(person["secret"]), genesis.case, entry.feed, record))
    path = hashes_of(person["path"], "bad-disclosure")
    listed = entry.kind == "list.commit" and person["index"] < entry.body["rows"]
    if not listed or root_of_inclusion(leaf, person["index"], entry.body["rows"], path) != bytes.fromhex(
        entry.body["root"]
    ):
        raise Refused("bad-disclosure", f"{entry.feed}:{entry.n}: the person is not on the list committed to")
    return record


_NOBODY: Value = {"index": 0, "path": [], "record": "", "secret": "0" * 64}


def _is_person(person: Any) -> bool:
    return (
        type(person) is dict
        and set(person) == _PERSON
        and type(person["index"]) is int
        and 0 <= person["index"] <= LARGEST
        and type(person["path"]) is list
        and type(person["record"]) is str
        and type(person["secret"]) is str
        and KEY.match(person["secret"]) is not None
    )


def _hash(text: str) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        data = b""
    _expect(len(data) == 32 and base64.b64encode(data).decode() == text, "hashes in base64")
    return data


def _expect(holds: object, what: str) -> None:
    if not holds:
        raise Refused("bad-proof", f"the proof: expected {what}")
