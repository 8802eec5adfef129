"""Sealing a file to named members with HPKE, post-quantum hybrid by default (section 9; RFC 9180)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import mlkem, x25519
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from allforall.record.canonical import Value
from allforall.record.errors import RecordError, Refused

_HYBRID = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
_PLAIN = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


@dataclass(frozen=True, slots=True)
class SealKey:
    """The private half of a seal key; `mlkem768` is None for X25519 alone."""

    x25519: x25519.X25519PrivateKey
    mlkem768: mlkem.MLKEM768PrivateKey | None

    @classmethod
    def new(cls, *, hybrid: bool = True) -> SealKey:
        """A fresh key."""
        return cls(
            x25519.X25519PrivateKey.generate(), mlkem.MLKEM768PrivateKey.generate() if hybrid else None
        )

    @classmethod
    def of(cls, value: Value) -> SealKey:
        """A key from its written form."""
        seed = value.get("mlkem768")
        return cls(
            x25519.X25519PrivateKey.from_private_bytes(bytes.fromhex(value["x25519"])),
            mlkem.MLKEM768PrivateKey.from_seed_bytes(bytes.fromhex(seed)) if seed else None,
        )

    @property
    def value(self) -> Value:
        """The written form, secret."""
        value = {"x25519": self.x25519.private_bytes_raw().hex()}
        if self.mlkem768 is not None:
            value["mlkem768"] = self.mlkem768.private_bytes_raw().hex()
        return value

    @property
    def public(self) -> Value:
        """The public half, as it stands in the record."""
        value = {"x25519": self.x25519.public_key().public_bytes_raw().hex()}
        if self.mlkem768 is not None:
            value["mlkem768"] = self.mlkem768.public_key().public_bytes_raw().hex()
        return value


def info(case: str, feed: str, purpose: str, recipient: str) -> bytes:
    """What a seal is bound to: it opens nowhere else."""
    return f"allforall/seal/v1\n{case}\n{feed}\n{purpose}\n{recipient}".encode()


def purpose_of(kind: str, body: Value) -> str:
    """The purpose of the blobs of an entry: its kind, and what it refers to."""
    of = body.get("of")
    if isinstance(of, str):
        return f"{kind} {of}"
    return f"{kind} {','.join(map(str, of))}" if isinstance(of, list) else kind


def seal(content: bytes, keys: Mapping[str, Value], case: str, feed: str, purpose: str) -> bytes:
    """A sealed blob: one message for each recipient, ascending; `keys` has their public seal keys."""
    sealed = bytearray()
    for recipient in sorted(keys):
        key = keys[recipient]
        bound = info(case, feed, purpose, recipient)
        if "mlkem768" in key:
            hybrid = MLKEM768X25519PublicKey(
                mlkem.MLKEM768PublicKey.from_public_bytes(bytes.fromhex(key["mlkem768"])), _x25519(key)
            )
            message = _HYBRID.encrypt(content, hybrid, bound)
        else:
            message = _PLAIN.encrypt(content, _x25519(key), bound)
        sealed += len(message).to_bytes(4, "big") + message
    return bytes(sealed)


def unseal(
    sealed: bytes, to: list[str], recipient: str, key: SealKey, case: str, feed: str, purpose: str
) -> bytes:
    """The content of a sealed blob for one of its recipients; raises Refused (`wrong-seal`)."""
    message = _message(sealed, to.index(recipient), len(to))
    bound = info(case, feed, purpose, recipient)
    try:
        if key.mlkem768 is not None:
            return _HYBRID.decrypt(message, MLKEM768X25519PrivateKey(key.mlkem768, key.x25519), bound)
        return _PLAIN.decrypt(message, key.x25519, bound)
    except (InvalidTag, ValueError):
        raise Refused("wrong-seal", f"this is not sealed to {recipient}'s key for this place") from None


def _message(sealed: bytes, which: int, count: int) -> bytes:
    at, messages = 0, []
    while at < len(sealed):
        size = int.from_bytes(sealed[at : at + 4], "big")
        messages.append(sealed[at + 4 : at + 4 + size])
        at += 4 + size
    if len(messages) != count or at != len(sealed):
        raise Refused("wrong-seal", f"a seal for {count} recipients has {len(messages)} messages")
    return messages[which]


def _x25519(key: Value) -> x25519.X25519PublicKey:
    try:
        return x25519.X25519PublicKey.from_public_bytes(bytes.fromhex(key["x25519"]))
    except ValueError:
        raise RecordError("a recipient's seal key is no key") from None
