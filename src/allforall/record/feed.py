"""One feed as far as it is held: its tree, its keys, its notable entries (sections 6 and 7)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from allforall.record import note
from allforall.record.canonical import Value, canon
from allforall.record.entry import Entry, Scan, scan
from allforall.record.errors import Refused
from allforall.record.genesis import Genesis, Member, member_of
from allforall.record.merkle import Tree
from allforall.record.note import Checkpoint, Keys
from allforall.record.points import check_key

ROTATIONS = 256  # in one feed; the chain that convicts it has to fit into a section


@dataclass
class Feed:
    """A feed; `heads` are its rotation checkpoints and last that of its size, `notable` is in order."""

    name: str
    genesis: Genesis
    tree: Tree = field(default_factory=Tree)
    heads: list[str] = field(default_factory=list)
    notable: list[Entry] = field(default_factory=list)
    last: str = ""
    _rotations: list[Entry] = field(default_factory=list)
    _saw: dict[str, tuple[list[int], list[int]]] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many entries are held."""
        return self.tree.size

    def take(self, lines: Iterable[bytes]) -> Scan:
        """Check some lines and append them; raises Refused, and then nothing is appended."""
        found = scan(self.genesis.case, self.name, self.size, lines)
        self.add(found)
        return found

    def add(self, found: Scan) -> None:
        """Append what a scan of the following lines found; raises Refused, and then nothing is appended."""
        if found.first and found.first < self.last:
            raise Refused(
                "time-backwards", f"{self.name}:{found.start} is dated before the entry that precedes it"
            )
        self.tree.extend(found.leaves)
        self.notable += found.notable
        self._rotations += [entry for entry in found.notable if entry.kind == "key.rotate"]
        self.last = found.last or self.last

    def truncate(self, size: int, heads: list[str], last: str) -> None:
        """Go back to what was held before."""
        self.tree.truncate(size)
        del self.notable[self.place_of(size) :]
        self._rotations = [entry for entry in self._rotations if entry.n < size]
        for places, sizes in self._saw.values():
            at = bisect_left(places, size)
            del places[at:], sizes[at:]
        self.heads, self.last = heads, last

    def saw(self, other: str, n: int) -> int:
        """How many entries of another feed the entry at place `n` is known to have seen, all told."""
        places, sizes = self._saw.get(other, ((), ()))
        at = bisect_right(places, n)
        return sizes[at - 1] if at else 0

    def first_to_see(self, other: str, n: int) -> int | None:
        """The place of the first entry to which entry `n` of another feed is known; None when none is."""
        places, sizes = self._saw.get(other, ((), ()))
        at = bisect_right(sizes, n)
        return places[at] if at < len(places) else None

    def sees(self, other: str, n: int, size: int) -> None:
        """Note that the entry at place `n` states to have seen a head of another feed; raises Refused."""
        places, sizes = self._saw.setdefault(other, ([], []))
        if sizes and size <= sizes[-1]:
            raise Refused(
                "seen-backwards", f"{self.name}:{n} has seen {size} of {other}, after it had seen {sizes[-1]}"
            )
        places.append(n)
        sizes.append(size)

    @property
    def others(self) -> dict[str, int]:
        """How far each other feed has been seen, all told."""
        return {other: sizes[-1] for other, (_, sizes) in self._saw.items() if sizes}

    def replace_head(self, start: int, heads: list[str]) -> None:
        """Put the heads that came with the entries from `start` on in the place of the head of size `start`.

        That head stays when it is the checkpoint of a rotation.
        """
        rotated = any(entry.n + 1 == start for entry in self.rotations())
        self.heads = [*(self.heads if rotated else self.heads[:-1]), *heads]

    def place_of(self, n: int) -> int:
        """Where the first notable entry from place `n` on stands in `notable`."""
        return bisect_left(self.notable, n, key=lambda entry: entry.n)

    def entry(self, n: int) -> Entry | None:
        """The notable entry at a place; None when there is none, or it matters to no rule."""
        at = self.place_of(n)
        return self.notable[at] if at < len(self.notable) and self.notable[at].n == n else None

    def rotations(self, low: int = 0) -> list[Entry]:
        """The rotations of keys from place `low` on."""
        return [entry for entry in self._rotations if entry.n >= low]

    def keys(self, size: int) -> Keys:
        """The keys in force for a checkpoint of some size."""
        keys = self.first_keys()
        for entry in self.rotations():
            if entry.n < size:
                keys = Keys(tuple(entry.body["sign"]), entry.body["threshold"])
        return keys

    def first_keys(self) -> Keys:
        """The keys the feed began with."""
        if self.name == member_of(self.name):
            return self.genesis.members[self.name].keys
        enrol = self.notable[0].body["enrol"]
        return Keys(tuple(enrol["sign"]), enrol["threshold"])

    def check_keys(self, low: int) -> None:
        """Check the enrolment and the rotations from place `low` on; raises Refused."""
        if low == 0 and self.notable and self.name != member_of(self.name):
            check_enrolment(self.genesis, self.name, self.notable[0])
        if len(self.rotations()) > ROTATIONS:
            raise Refused("bad-rotation", f"feed {self.name} rotates its keys more than {ROTATIONS} times")
        for entry in self.rotations(low):
            for key in entry.body["sign"]:
                check_key(key, f"{self.name}:{entry.n}")

    def check_heads(self, heads: Sequence[str], low: int) -> None:
        """Check the heads that came with the entries from place `low` on, the feed's own head last."""
        due = [entry.n + 1 for entry in self.rotations(low)]
        if self.size not in due:
            due.append(self.size)
        read = [note.read(text, f"feed {self.name}, checkpoint {at}") for at, text in enumerate(heads)]
        for checkpoint in read:
            self._check_head(checkpoint)
        sizes = [checkpoint.size for checkpoint in read]
        if not {entry.n + 1 for entry in self.rotations(low)} <= set(sizes):
            raise Refused("bad-rotation", f"feed {self.name}: the checkpoint of a rotation is missing")
        if sizes != due:
            raise Refused("bad-section", f"feed {self.name}: checkpoints of sizes {due} expected")

    def _check_head(self, checkpoint: Checkpoint) -> None:
        where = f"feed {self.name}, checkpoint of size {checkpoint.size}"
        if checkpoint.size > self.size:
            raise Refused("wrong-root", f"{where}: only {self.size} entries are here")
        note.check(checkpoint, self.genesis.origin(self.name), self.keys(checkpoint.size), where)
        if any(entry.n + 1 == checkpoint.size for entry in self.rotations()):
            note.check(checkpoint, checkpoint.origin, self.keys(checkpoint.size - 1), where)
        if self.tree.root(checkpoint.size) != checkpoint.root:
            raise Refused("wrong-root", f"{where}: the entries give another root")


def check_enrolment(genesis: Genesis, feed: str, opening: Entry) -> None:
    """Refuse a further device that its member's root keys have not enrolled (section 7)."""
    enrol = opening.body["enrol"]
    if enrol["case"] != genesis.case or enrol["feed"] != feed:
        raise Refused("bad-enrolment", f"{feed}:0 enrols another device")
    for key in enrol["sign"]:
        check_key(key, f"{feed}:0")
    owner = genesis.members[member_of(feed)]
    check_roots("enrol", enrol, opening.body["roots"], owner, "bad-enrolment", f"{feed}:0")


def check_roots(
    kind: str, statement: Value, roots: list[Value], owner: Member, verdict: str, where: str
) -> None:
    """Refuse a statement that too few root keys of a member signed, or one of them wrongly (section 3)."""
    signed = set()
    for each in roots:
        if each["key"] not in owner.roots.sign:
            raise Refused(verdict, f"{where}: signed by a key that is no root key of {owner.id}")
        try:
            public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(each["key"]))
            public.verify(bytes.fromhex(each["sig"]), root_message(kind, statement))
        except InvalidSignature:
            raise Refused(verdict, f"{where}: a root signature is wrong") from None
        signed.add(each["key"])
    if len(signed) < owner.roots.threshold:
        raise Refused(
            verdict,
            f"{where}: {len(signed)} root keys of {owner.id} have signed (expected {owner.roots.threshold})",
        )


def root_message(kind: str, statement: Value) -> bytes:
    """What root keys sign: the statement's type and its canonical form."""
    return f"allforall/{kind}/v1\n".encode() + canon(statement)
