"""Checkpoints: a feed's size and root as a C2SP signed note (section 6)."""

from __future__ import annotations

import binascii
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from allforall.record.canonical import LARGEST
from allforall.record.errors import Refused

LONGEST = 16_384
_SIGNERS = 48
_SIZE = re.compile(r"[1-9]\d{0,15}\Z", re.ASCII)
_LINE = re.compile("— ([^\\s+]+) ([A-Za-z0-9+/]+={0,2})\\Z")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


@dataclass(frozen=True, slots=True)
class Keys:
    """The signing keys in force, 64 hex digits each, and how many of them must sign."""

    sign: tuple[str, ...]
    threshold: int


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A signed head as read, not verified; `signatures` are (key id, signature) under the origin's name."""

    origin: str
    size: int
    root: bytes
    signatures: tuple[tuple[bytes, bytes], ...]
    text: str

    @property
    def signed(self) -> bytes:
        """The bytes the signatures cover."""
        return _body(self.origin, self.size, self.root)


def origin_of(case: str, feed: str) -> str:
    """The first line of every checkpoint of a feed."""
    return f"allforall/{case}/{feed}"


def sign(origin: str, size: int, root: bytes, signers: Iterable[Ed25519PrivateKey]) -> str:
    """The checkpoint of a head, with one line for each signer."""
    body = _body(origin, size, root)
    lines = []
    for signer in signers:
        key_id = _key_id(origin, public_bytes(signer))
        line = _encoded(key_id + signer.sign(body))
        lines.append(f"— {origin} {line}\n")
    return f"{body.decode()}\n{''.join(lines)}"


@lru_cache(maxsize=64)
def public_bytes(signer: Ed25519PrivateKey) -> bytes:
    """The public half of a signing key, 32 bytes."""
    return signer.public_key().public_bytes_raw()


def read(text: str, where: str) -> Checkpoint:
    """A checkpoint as written; raises Refused (`bad-checkpoint`) when it is not of the form."""
    body, blank, tail = text.partition("\n\n")
    lines = body.split("\n")
    if (
        not blank
        or len(text.encode(errors="replace")) > LONGEST
        or len(lines) != 3
        or not tail.endswith("\n")
        or _CONTROL.search(text)
    ):
        raise Refused("bad-checkpoint", f"{where}: not a note of three lines and signatures")
    origin, size, root = lines
    if not _SIZE.match(size) or int(size) > LARGEST or not origin:
        raise Refused("bad-checkpoint", f"{where}: the second line is no size")
    signatures = tail[:-1].split("\n")
    if len(signatures) > _SIGNERS:
        raise Refused("bad-checkpoint", f"{where}: more than {_SIGNERS} signatures")
    return Checkpoint(
        origin, int(size), _decoded(root, 32, where), tuple(_own(signatures, origin, where)), text
    )


def _own(lines: Sequence[str], origin: str, where: str) -> Iterable[tuple[bytes, bytes]]:
    for line in lines:
        found = _LINE.match(line)
        if not found:
            raise Refused("bad-checkpoint", f"{where}: a signature line is not of the form")
        data = _decoded(found[2], None, where)
        if len(data) < 5:
            raise Refused("bad-checkpoint", f"{where}: a signature line is too short")
        if found[1] == origin:
            yield data[:4], data[4:]


def check(checkpoint: Checkpoint, origin: str, keys: Keys, where: str) -> None:
    """Refuse a checkpoint of another feed, or one that too few of the keys in force have signed rightly."""
    if checkpoint.origin != origin:
        raise Refused("wrong-origin", f"{where}: the checkpoint is of another feed or case")
    check_signed(checkpoint, keys, where)


def check_signed(checkpoint: Checkpoint, keys: Keys, where: str) -> None:
    """Refuse (`bad-signature`) a checkpoint that too few of some keys have signed, or one of them wrongly."""
    signed = set()
    for key in keys.sign:
        key_id = _key_id(checkpoint.origin, bytes.fromhex(key))
        for found, signature in checkpoint.signatures:
            if found == key_id:
                try:
                    _public(key).verify(signature, checkpoint.signed)
                except InvalidSignature:
                    raise Refused("bad-signature", f"{where}: a signature is wrong") from None
                signed.add(key)
    _need_all(signed, keys, where)


def check_signers(public: Iterable[str], keys: Keys, where: str) -> None:
    """Refuse (`bad-signature`) to sign with too few of some keys."""
    _need_all(set(keys.sign).intersection(public), keys, where)


def _need_all(signed: Collection[str], keys: Keys, where: str) -> None:
    if len(signed) < keys.threshold:
        raise Refused(
            "bad-signature",
            f"{where}: {len(signed)} of the keys in force have signed (expected {keys.threshold})",
        )


def _body(origin: str, size: int, root: bytes) -> bytes:
    return f"{origin}\n{size}\n{_encoded(root)}\n".encode()


@lru_cache(maxsize=1024)
@lru_cache(maxsize=1024)
def _key_id(name: str, key: bytes) -> bytes:
    return sha256(name.encode() + b"\n\x01" + key).digest()[:4]


@lru_cache(maxsize=1024)
def _public(key: str) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))


def _encoded(data: bytes) -> str:
    return binascii.b2a_base64(data, newline=False).decode()


def _decoded(text: str, length: int | None, where: str) -> bytes:
    try:
        data = binascii.a2b_base64(text, strict_mode=True)
    except (binascii.Error, ValueError):
        data = b""
    if _encoded(data) != text or (length is not None and len(data) != length):
        raise Refused("bad-checkpoint", f"{where}: base64 expected")
    return data
