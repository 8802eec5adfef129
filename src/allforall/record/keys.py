"""Key files: the signing and seal keys of a device, or the root keys of a member."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from allforall.record.canonical import Value
from allforall.record.errors import RecordError
from allforall.record.feed import root_message
from allforall.record.seal import SealKey

_MEMORY = 64 << 10  # KiB, as RFC 9106 recommends where memory is scarce
_PASSES = 3
_LANES = 4
_AAD = b"allforall key file 1"


@dataclass(frozen=True)
class DeviceKey:
    """What one device signs with, and opens seals with (None for a root key)."""

    sign: Ed25519PrivateKey
    seal: SealKey | None

    @classmethod
    def new(cls, *, root: bool = False, hybrid: bool = True) -> DeviceKey:
        """A fresh key by chance from the operating system."""
        return cls(Ed25519PrivateKey.generate(), None if root else SealKey.new(hybrid=hybrid))

    @property
    def public(self) -> str:
        """The signing key's public half, 64 hex digits."""
        return self.sign.public_key().public_bytes_raw().hex()

    @property
    def fingerprint(self) -> str:
        """The public half in words to be read aloud: eight groups of four hex digits of its SHA-256."""
        digest = sha256(bytes.fromhex(self.public)).hexdigest()
        return " ".join(digest[at : at + 4] for at in range(0, 32, 4))

    def sign_statement(self, kind: str, statement: Value) -> Value:
        """A root signature on a statement."""
        return {"key": self.public, "sig": self.sign.sign(root_message(kind, statement)).hex()}


def write_key(path: Path, key: DeviceKey, passphrase: str | None = None) -> None:
    """Write a new key file, readable by its owner alone; with a passphrase it is sealed under Argon2id.

    Raises RecordError when something stands there: a key is never overwritten.
    """
    secret = {"sign": key.sign.private_bytes_raw().hex()}
    if key.seal is not None:
        secret["seal"] = key.seal.value  # type: ignore[assignment]
    value: Value = {"allforall": "key", "v": 1, "public": key.public}
    if passphrase is None:
        value["secret"] = secret
    else:
        salt, nonce = os.urandom(16), os.urandom(12)
        sealed = _cipher(passphrase, salt).encrypt(nonce, json.dumps(secret).encode(), _AAD)
        value |= {"argon2id": salt.hex(), "nonce": nonce.hex(), "sealed": sealed.hex()}
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except FileExistsError:
        raise RecordError(f"{path}: something is there already; a key is never overwritten") from None
    except OSError as failed:
        raise RecordError(f"{path}: cannot be written: {(failed.strerror or '').lower()}") from failed
    with os.fdopen(handle, "w", encoding="ascii") as file:
        json.dump(value, file, indent=1)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())


def read_key(path: Path, passphrase: str | None = None) -> DeviceKey:
    """The key in a file; raises RecordError when it is none, or the passphrase is not the right one."""
    value = _read(path)
    secret = value.get("secret")
    if secret is None:
        if passphrase is None:
            raise RecordError(
                f"{path}: this key needs its passphrase (in ALLFORALL_PASSPHRASE, or at a terminal)"
            )
        secret = _unsealed(path, value, passphrase)
    try:
        sign = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret["sign"]))
        return DeviceKey(sign, SealKey.of(secret["seal"]) if "seal" in secret else None)
    except (KeyError, TypeError, ValueError):
        raise RecordError(f"{path}: the key in this file cannot be read") from None


def is_locked(path: Path) -> bool:
    """Whether a key file needs a passphrase; raises RecordError when it is none."""
    return "secret" not in _read(path)


def public_of(path: Path) -> str:
    """The public half of a key file, without its passphrase."""
    return str(_read(path)["public"])


def _read(path: Path) -> Value:
    try:
        value = json.loads(path.read_bytes())
    except OSError as failed:
        raise RecordError(f"{path}: cannot be read: {(failed.strerror or '').lower()}") from failed
    except ValueError:
        value = None
    if (
        not isinstance(value, dict)
        or value.get("allforall") != "key"
        or value.get("v") != 1
        or not isinstance(value.get("public"), str)
    ):
        raise RecordError(f"{path}: not a key file (expected one made by `allforall record key new`)")
    return value


def _unsealed(path: Path, value: Value, passphrase: str) -> Value:
    try:
        cipher = _cipher(passphrase, bytes.fromhex(value["argon2id"]))
        secret: Value = json.loads(
            cipher.decrypt(bytes.fromhex(value["nonce"]), bytes.fromhex(value["sealed"]), _AAD)
        )
    except InvalidTag:
        raise RecordError(f"{path}: the passphrase does not open this key") from None
    except (KeyError, TypeError, ValueError):
        raise RecordError(f"{path}: the key in this file cannot be read") from None
    return secret


def _cipher(passphrase: str, salt: bytes) -> ChaCha20Poly1305:
    derive = Argon2id(salt=salt, length=32, iterations=_PASSES, lanes=_LANES, memory_cost=_MEMORY)
    return ChaCha20Poly1305(derive.derive(passphrase.encode()))
