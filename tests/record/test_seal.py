"""Seals: they open for their recipient, at their place, and nowhere else."""

from __future__ import annotations

import pytest

from allforall.record.errors import RecordError, Refused
from allforall.record.seal import SealKey, info, purpose_of, seal, unseal
from tests.record.building import seal_key

CASE = "ab" * 32
SECRET = b"who is where"
KEYS = {"B": seal_key("B"), "M": seal_key("M", hybrid=False)}
PUBLIC = {name: key.public for name, key in KEYS.items()}
SEALED = seal(SECRET, PUBLIC, CASE, "A", "list.reveal A:1")


def opened(recipient: str = "B", **other: object) -> bytes:
    given: dict[str, object] = {
        "sealed": SEALED,
        "to": ["B", "M"],
        "recipient": recipient,
        "key": KEYS[recipient],
        "case": CASE,
        "feed": "A",
        "purpose": "list.reveal A:1",
        **other,
    }
    return unseal(**given)  # type: ignore[arg-type]


@pytest.mark.parametrize("recipient", ["B", "M"])
def test_each_recipient_opens_it_hybrid_or_not(recipient: str) -> None:
    assert opened(recipient) == SECRET


def test_the_content_is_not_to_be_seen() -> None:
    assert SECRET not in SEALED


ELSEWHERE: dict[str, dict[str, object]] = {
    "another case": {"case": "cd" * 32},
    "another feed": {"feed": "A/2"},
    "another purpose": {"purpose": "list.reveal A:2"},
    "another key": {"key": seal_key("stranger")},
    "a key of the other sort": {"key": seal_key("B", hybrid=False)},
    "another's message": {"to": ["A", "B"]},
    "more recipients": {"to": ["A", "B", "M"]},
    "fewer recipients": {"to": ["B"]},
    "a byte changed": {"sealed": SEALED[:100] + bytes([SEALED[100] ^ 1]) + SEALED[101:]},
    "cut short": {"sealed": SEALED[:-1]},
    "cut in the first message": {"sealed": SEALED[:10]},
    "nothing": {"sealed": b""},
    "an empty message": {"sealed": bytes(8)},
}


@pytest.mark.parametrize("other", ELSEWHERE.values(), ids=ELSEWHERE.keys())
def test_it_opens_nowhere_else(other: dict[str, object]) -> None:
    with pytest.raises(Refused, match="wrong-seal"):
        opened(**other)


def test_what_it_is_bound_to_is_written_as_the_page_says() -> None:
    assert info("c", "A", "list.reveal A:1", "B") == b"allforall/seal/v1\nc\nA\nlist.reveal A:1\nB"
    assert purpose_of("list.commit", {}) == "list.commit"
    assert purpose_of("list.reveal", {"of": "A:1"}) == "list.reveal A:1"
    assert purpose_of("list.release", {"of": ["A:1", "B:1"]}) == "list.release A:1,B:1"


@pytest.mark.parametrize("hybrid", [True, False])
def test_a_key_is_written_and_read(hybrid: bool) -> None:
    key = SealKey.new(hybrid=hybrid)
    assert SealKey.of(key.value).public == key.public
    assert set(key.public) == ({"x25519", "mlkem768"} if hybrid else {"x25519"})


def test_a_recipient_without_a_real_key_is_named() -> None:
    with pytest.raises(RecordError):
        seal(SECRET, {"B": {"x25519": "00" * 31}}, CASE, "A", "x")
