"""Keys that nobody should trust: under some of them one signature holds for every message."""

from __future__ import annotations

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from allforall.record.errors import Refused
from allforall.record.points import check_key
from tests.record.building import second

P = 2**255 - 19
SIGN = 1 << 255


def key(number: int) -> str:
    return number.to_bytes(32, "little").hex()


SMALL_ORDER = {
    "order 1": "0100000000000000000000000000000000000000000000000000000000000000",
    "order 2": "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "order 4, x even": "0000000000000000000000000000000000000000000000000000000000000000",
    "order 4, x odd": "0000000000000000000000000000000000000000000000000000000000000080",
    "order 8, first": "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "order 8, second": "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "order 8, third": "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "order 8, fourth": "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
}
NOT_CANONICAL = {
    "y = p, which is 0": key(P),
    "y = p, with the sign": key(P | SIGN),
    "y = p + 1, which is 1": key(P + 1),
    "y = 2^255 - 1": key(2**255 - 1),
    "all bits": "ff" * 32,
    "x is 0 and the sign is set": key(1 | SIGN),
    "x is 0, y = -1, and the sign is set": key(P - 1 | SIGN),
    "no point: y = 2": key(2),
    "no point: y = 7": key(7),
}


@pytest.mark.parametrize("weak", SMALL_ORDER.values(), ids=SMALL_ORDER.keys())
def test_the_eight_points_of_small_order_are_refused(weak: str) -> None:
    with pytest.raises(Refused, match="small order"):
        check_key(weak, "A")
    assert second.is_weak(bytes.fromhex(weak))


@pytest.mark.parametrize("weak", NOT_CANONICAL.values(), ids=NOT_CANONICAL.keys())
def test_what_is_no_point_or_written_in_a_second_way_is_refused(weak: str) -> None:
    with pytest.raises(Refused, match="weak-key"):
        check_key(weak, "A")
    assert second.is_weak(bytes.fromhex(weak))


def test_under_such_a_key_one_signature_holds_for_every_message() -> None:
    """The reason for the check: the library itself takes it."""
    neutral = bytes.fromhex(SMALL_ORDER["order 1"])
    Ed25519PublicKey.from_public_bytes(neutral).verify(neutral + bytes(32), b"any message whatever")


@given(st.binary(min_size=32, max_size=32))
def test_a_real_key_is_taken(seed: bytes) -> None:
    public = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
    check_key(public.hex(), "A")
    assert not second.is_weak(public)


@given(st.binary(min_size=32, max_size=32))
def test_both_verifiers_trust_the_same_keys(data: bytes) -> None:
    try:
        check_key(data.hex(), "A")
        weak = False
    except Refused:
        weak = True
    assert second.is_weak(data) is weak


def test_a_second_signature_with_s_plus_the_order_is_refused_by_the_library() -> None:
    private = Ed25519PrivateKey.from_private_bytes(bytes(32))
    signature = private.sign(b"message")
    s = int.from_bytes(signature[32:], "little") + 2**252 + 27742317777372353535851937790883648493
    with pytest.raises(InvalidSignature):
        private.public_key().verify(signature[:32] + s.to_bytes(32, "little"), b"message")
