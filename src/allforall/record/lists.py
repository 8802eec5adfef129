"""Lists of people: committed, sealed, disclosed and erased person by person (section 9)."""

from __future__ import annotations

import hmac
import secrets as chance
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from allforall.record.blobs import Row, row_of
from allforall.record.canonical import Value, canon, parse
from allforall.record.errors import Refused
from allforall.record.merkle import Tree, leaf_hash

SECRET = 32
NOBODY = bytes(SECRET)  # the secret of a dummy, and of a person who was erased
_NONCE = bytes(12)
_BLOCK = 256


@dataclass(frozen=True)
class Committed:
    """A list as its author keeps it: of each row, dummies too, its secret, commitment and sealed form."""

    secrets: tuple[bytes, ...]
    commitments: tuple[bytes, ...]
    rows: tuple[Row, ...]

    @property
    def root(self) -> bytes:
        """The root over the commitments."""
        return tree_of(self.commitments).root()


def commit(case: str, feed: str, people: Sequence[Value], round_to: int = 100) -> Committed:
    """Commit to some people, in order; dummies fill the list up to a multiple of `round_to`.

    Raises Refused when a record has no canonical form.
    """
    secrets, commitments, rows = [], [], []
    for person in people:
        record = canon(person)
        secret = chance.token_bytes(SECRET)
        secrets.append(secret)
        commitments.append(commitment(secret, case, feed, record))
        rows.append(sealed_row(secret, record))
    lengths = [len(row.content or b"") for row in rows] or [_BLOCK + 16]
    for _ in range(-len(people) % round_to if people else round_to):
        secrets.append(NOBODY)
        commitments.append(chance.token_bytes(32))
        rows.append(row_of(chance.token_bytes(chance.choice(lengths))))
    return Committed(tuple(secrets), tuple(commitments), tuple(rows))


def commitment(secret: bytes, case: str, feed: str, record: bytes) -> bytes:
    """The commitment to one person's record; bound to the case and the feed, so that nobody can copy it."""
    message = f"allforall/list/commit\n{case}\n{feed}\n".encode() + record
    return hmac.digest(_derived(secret, "salt"), message, "sha256")


def sealed_row(secret: bytes, record: bytes) -> Row:
    """One person's record, sealed under a key of its own."""
    return row_of(ChaCha20Poly1305(_derived(secret, "key")).encrypt(_NONCE, _padded(record), None))


def tree_of(commitments: Sequence[bytes]) -> Tree:
    """The tree over a list's commitments."""
    return Tree.of(leaf_hash(each) for each in commitments)


def open_row(secret: bytes, row: Row, where: str) -> bytes:
    """The record in one row; raises Refused (`wrong-row`) when the secret does not open it."""
    if row.content is None:
        raise Refused("erased", f"{where} has been erased")
    try:
        padded = ChaCha20Poly1305(_derived(secret, "key")).decrypt(_NONCE, row.content, None)
    except InvalidTag:
        raise Refused("wrong-row", f"{where} does not open with the secret that was sent for it") from None
    size = int.from_bytes(padded[:4], "big")
    record = padded[4 : 4 + size]
    if _padded(record) != padded:
        raise Refused("wrong-row", f"{where} is not filled up as specified")
    parse(record, where)
    return record


def open_list(
    case: str,
    feed: str,
    root: bytes,
    commitments: Sequence[bytes],
    rows: Sequence[Row],
    secrets: Sequence[bytes],
) -> list[bytes | None]:
    """The records of a revealed list, None for dummies and the erased; each commitment is checked.

    Raises Refused (`wrong-row`) when the author sealed another list than he committed to.
    """
    if len(commitments) != len(rows) or len(rows) != len(secrets) or tree_of(commitments).root() != root:
        raise Refused("wrong-row", "what was sealed is not the list that was committed to")
    people: list[bytes | None] = []
    for at, (secret, row) in enumerate(zip(secrets, rows, strict=True)):
        if secret == NOBODY or row.content is None:
            people.append(None)
            continue
        record = open_row(secret, row, f"row {at}")
        if commitment(secret, case, feed, record) != commitments[at]:
            raise Refused("wrong-row", f"row {at} is another person than was committed to")
        people.append(record)
    return people


def chunk_of(secrets: Sequence[bytes], at: int, count: int) -> Sequence[bytes]:
    """The part of a list's secrets that chunk `at` of `count` carries."""
    return secrets[at * len(secrets) // count : (at + 1) * len(secrets) // count]


def _derived(secret: bytes, what: str) -> bytes:
    return hmac.digest(secret, f"allforall/list/{what}".encode(), "sha256")


def _padded(record: bytes) -> bytes:
    data = len(record).to_bytes(4, "big") + record
    return data + bytes(-len(data) % _BLOCK)
