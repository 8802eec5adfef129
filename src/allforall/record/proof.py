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
from allforall.record.genesis import KEY, Genesis
from allforall.record.lists import commitment
from allforall.record.merkle import Tree, leaf_hash, root_of_inclusion

_FIELDS = {"v", "genesis", "chain", "entry", "proof"}
_PERSON = {"index", "path", "record", "secret"}
_INDEX = re.compile(r"index (0|[1-9]\d{0,15})\Z", re.ASCII)
_FIRST = "c2sp.org/tlog-proof@v1"
LONGEST = 4 << 20


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
    _expect(type(value["chain"]) is list, "a chain as an array")
    _expect(_is_person(value.get("person", _NOBODY)), "the person's fields")
    index, path, checkpoint = _tlog_proof(value["proof"])
    genesis = genesis_room.read(value["genesis"].encode())
    entry = _entry(genesis, value["entry"].encode(), index)
    chain = read_chain(genesis, entry.feed, value["chain"], "bad-proof")
    head = _check_inclusion(genesis, chain, entry, path, checkpoint)
    person = _person(genesis, entry, value["person"]) if "person" in value else None
    return Proven(genesis, entry, head.size, person)


def _tlog_proof(text: str) -> tuple[int, list[bytes], str]:
    """Index, path and checkpoint of a C2SP tlog-proof; raises Refused (`bad-proof`) when it is none."""
    top, _, checkpoint = text.partition("\n\n")
    first, *rest = top.split("\n")
    found = _INDEX.match(rest[0]) if rest else None
    if first != _FIRST or found is None:
        raise Refused("bad-proof", "the proof: expected a tlog-proof")
    return int(found[1]), [_hash(each) for each in rest[1:]], checkpoint


def _entry(genesis: Genesis, line: bytes, index: int) -> Entry:
    entry = entry_of(line, "the entry")
    if entry.case != genesis.case:
        raise Refused("wrong-case", "the entry is of another case")
    if genesis_room.member_of(entry.feed) not in genesis.members:
        raise Refused("wrong-feed", f"feed {entry.feed} belongs to no member of this case")
    if entry.n != index:
        raise Refused("wrong-index", f"the proof is of entry {index}, and shows {entry.feed}:{entry.n}")
    if (entry.kind == "open") is not (entry.n == 0):
        raise Refused("bad-body", f"{entry.feed}:{entry.n}: open is the first entry, and only that")
    if has_rule(entry.kind):
        check_body(entry.kind, entry.body, entry.feed, f"{entry.feed}:{entry.n}")
    return entry


def _check_inclusion(
    genesis: Genesis, chain: Chain, entry: Entry, path: list[bytes], checkpoint: str
) -> note.Checkpoint:
    """Check that the entry is under the checkpoint, and who signed that; the checkpoint."""
    where = f"feed {entry.feed}"
    head = note.read(checkpoint, where)
    note.check(head, genesis.origin(entry.feed), chain.keys(head.size), where)
    if root_of_inclusion(entry.leaf, entry.n, head.size, path) != head.root:
        raise Refused("wrong-root", f"{where}: the entry is not under the checkpoint")
    return head


def _person(genesis: Genesis, entry: Entry, person: Value) -> bytes:
    record: bytes = person["record"].encode(errors="surrogatepass")
    leaf = leaf_hash(commitment(bytes.fromhex(person["secret"]), genesis.case, entry.feed, record))
    path = [bytes.fromhex(each) for each in person["path"]]
    listed = entry.kind == "list.commit" and person["index"] < entry.body["rows"]
    if not _is_person_record(record):
        raise Refused("bad-disclosure", f"{entry.feed}:{entry.n}: what is shown is no person's record")
    if not listed or root_of_inclusion(leaf, person["index"], entry.body["rows"], path) != bytes.fromhex(
        entry.body["root"]
    ):
        raise Refused("bad-disclosure", f"{entry.feed}:{entry.n}: the person is not on the list committed to")
    return record


def _is_person_record(record: bytes) -> bool:
    try:
        return all(type(value) is str for value in parse(record, "a person").values())
    except Refused:
        return False


_NOBODY: Value = {"index": 0, "path": [], "record": "", "secret": "0" * 64}


def _is_person(person: Any) -> bool:
    return (
        type(person) is dict
        and set(person) == _PERSON
        and type(person["index"]) is int
        and 0 <= person["index"] <= LARGEST
        and type(person["path"]) is list
        and all(type(each) is str and KEY.match(each) for each in person["path"])
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
