"""Key files: never overwritten, readable by their owner alone, sealed under a passphrase."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from allforall.record.errors import RecordError
from allforall.record.keys import DeviceKey, is_locked, public_of, read_key, write_key

KEY = DeviceKey.new()


@pytest.mark.parametrize("passphrase", [None, "correct horse", "пароль"])
@pytest.mark.parametrize("root", [False, True])
def test_a_key_is_read_as_it_was_written(tmp_path: Path, passphrase: str | None, root: bool) -> None:
    key = DeviceKey.new(root=root)
    write_key(tmp_path / "a.key", key, passphrase)
    found = read_key(tmp_path / "a.key", passphrase)
    assert found.public == key.public == public_of(tmp_path / "a.key")
    assert (found.seal is None) is root
    assert is_locked(tmp_path / "a.key") is (passphrase is not None)


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    write_key(tmp_path / "a.key", KEY)
    assert (tmp_path / "a.key").stat().st_mode & 0o777 == 0o600


def test_a_key_is_never_overwritten(tmp_path: Path) -> None:
    write_key(tmp_path / "a.key", KEY)
    with pytest.raises(RecordError, match="never overwritten"):
        write_key(tmp_path / "a.key", DeviceKey.new())
    assert public_of(tmp_path / "a.key") == KEY.public


def test_under_a_passphrase_the_secret_is_not_in_the_file(tmp_path: Path) -> None:
    write_key(tmp_path / "a.key", KEY, "correct horse")
    text = (tmp_path / "a.key").read_text()
    assert KEY.sign.private_bytes_raw().hex() not in text
    assert "secret" not in json.loads(text)


def test_the_wrong_passphrase_is_said_plainly(tmp_path: Path) -> None:
    write_key(tmp_path / "a.key", KEY, "correct horse")
    with pytest.raises(RecordError, match="does not open this key"):
        read_key(tmp_path / "a.key", "battery staple")
    with pytest.raises(RecordError, match="needs its passphrase"):
        read_key(tmp_path / "a.key")


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"allforall":"key","v":1}', '{"allforall":"key","v":2}', "x" * 100]
)
def test_what_is_no_key_file(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.key").write_text(text)
    for read in (read_key, public_of, is_locked):
        with pytest.raises(RecordError, match="not a key file"):
            read(tmp_path / "a.key")


@pytest.mark.parametrize("secret", ['{"sign":"00"}', '{"sign":7}', '{"sign":"zz"}', "[]", '{"seal":{}}', "7"])
def test_a_key_file_that_somebody_wrote_into(tmp_path: Path, secret: str) -> None:
    (tmp_path / "a.key").write_text(f'{{"allforall":"key","v":1,"public":"00","secret":{secret}}}')
    with pytest.raises(RecordError, match="cannot be read"):
        read_key(tmp_path / "a.key")


def test_a_locked_key_file_that_somebody_wrote_into(tmp_path: Path) -> None:
    (tmp_path / "a.key").write_text('{"allforall":"key","v":1,"public":"00","argon2id":"zz"}')
    with pytest.raises(RecordError, match="cannot be read"):
        read_key(tmp_path / "a.key", "x")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"nowhere\.key: cannot be read: no such file"):
        read_key(tmp_path / "nowhere.key")
    with pytest.raises(RecordError, match="cannot be written"):
        write_key(tmp_path / "nowhere" / "a.key", KEY)


def test_the_fingerprint_can_be_read_aloud() -> None:
    assert re.fullmatch(r"([0-9a-f]{4} ){7}[0-9a-f]{4}", KEY.fingerprint)
    assert KEY.fingerprint != DeviceKey.new().fingerprint


def test_a_statement_is_signed_over_its_type_and_canonical_form() -> None:
    signed = KEY.sign_statement("enrol", {"b": 1, "a": 2})
    assert signed["key"] == KEY.public
    Ed25519PublicKey.from_public_bytes(bytes.fromhex(KEY.public)).verify(
        bytes.fromhex(signed["sig"]), b'allforall/enrol/v1\n{"a":2,"b":1}'
    )
