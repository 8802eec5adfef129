"""The genesis: who the members are, with which keys."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import pytest

from allforall.record import genesis
from allforall.record.canonical import canon
from tests.contrib import writer
from tests.record.building import GENESIS, agreed_class, second


def judged(data: bytes) -> str:
    """The class that both verifiers give a genesis."""
    return agreed_class(genesis.read, second.read_genesis, data)


def bent(change: Callable[[dict[str, Any]], object]) -> bytes:
    value = writer.genesis()
    change(value)
    return canon(value)


def test_the_case_is_the_hash_of_its_bytes() -> None:
    data = bent(lambda value: None)
    assert judged(data) == "valid"
    assert genesis.read(data).case == hashlib.sha256(data).hexdigest()


def test_members_are_known_by_their_role_and_feeds() -> None:
    assert GENESIS.parties == ("A", "B")
    assert (GENESIS.role("A/2"), GENESIS.role("M")) == ("party", "mediator")
    assert GENESIS.origin("A/2") == f"allforall/{GENESIS.case}/A/2"


def test_members_are_put_in_order_when_it_is_written() -> None:
    value = writer.genesis()
    written = genesis.write(value["title"], value["nonce"], value["members"][::-1], value["rules"])
    assert written.bytes == GENESIS.bytes


def of_a(**fields: Any) -> Callable[[dict[str, Any]], object]:
    return lambda value: value["members"][0].update(fields)


WRONG: dict[str, Callable[[dict[str, Any]], object]] = {
    "another version": lambda value: value.update(v=2),
    "a version that is true": lambda value: value.update(v=True),
    "a field more": lambda value: value.update(more=1),
    "a field less": lambda value: value.pop("rules"),
    "no title": lambda value: value.update(title=""),
    "a long title": lambda value: value.update(title="x" * 201),
    "a short nonce": lambda value: value.update(nonce="5a" * 31),
    "a nonce in capitals": lambda value: value.update(nonce="5A" * 32),
    "a nonce with a line feed": lambda value: value.update(nonce="5a" * 32 + "\n"),
    "rules that are no object": lambda value: value.update(rules=[]),
    "members that are no array": lambda value: value.update(members={}),
    "one member": lambda value: value["members"].__delitem__(slice(1, 3)),
    "one party": lambda value: value["members"][1].update(role="observer"),
    "seventeen members": lambda value: value.update(
        members=[writer.member(f"A{number:02}") for number in range(17)]
    ),
    "members out of order": lambda value: value["members"].reverse(),
    "a member twice": lambda value: value["members"].insert(0, {**writer.member("X"), "id": "A"}),
    "a member that is no object": lambda value: value["members"].append("Z"),
    "a field of a member more": of_a(more=1),
    "an id in small letters": of_a(id="a"),
    "an id of seventeen letters": of_a(id="A" * 17),
    "an id with a line feed": of_a(id="A\n"),
    "an unknown role": of_a(role="king"),
    "no keys": of_a(sign=[]),
    "seventeen keys": of_a(sign=[writer.Key(str(number)).hex for number in range(17)]),
    "threshold nought": of_a(threshold=0),
    "threshold above the keys": of_a(threshold=2),
    "threshold that is true": of_a(threshold=True),
    "root threshold above the keys": of_a(root_threshold=2),
    "a key twice in one list": of_a(sign=[writer.Key("A").hex] * 2),
    "a key of two members": of_a(sign=[writer.Key("B").hex]),
    "a key that signs and is root": of_a(root=[writer.Key("A").hex]),
    "a key in capitals": of_a(sign=[writer.Key("A").hex.upper()]),
    "a key that is a number": of_a(sign=[7]),
}


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG.keys())
def test_another_form_is_refused(change: Callable[[dict[str, Any]], object]) -> None:
    assert judged(bent(change)) == "bad-genesis"


@pytest.mark.parametrize("field", ["sign", "root"])
@pytest.mark.parametrize("weak", ["01" + "00" * 31, "ff" * 32])
def test_a_weak_key_is_refused(field: str, weak: str) -> None:
    assert judged(bent(of_a(**{field: [weak]}))) == "weak-key"


def test_the_form_is_looked_at_before_the_keys() -> None:
    assert judged(bent(of_a(sign=["00" * 32], threshold=2))) == "bad-genesis"


def test_it_has_to_be_canonical_and_short() -> None:
    assert judged(GENESIS.bytes + b"\n") == "not-canonical"
    assert judged(bent(lambda value: value.update(rules={"text": "x" * 65_536}))) == "bad-genesis"


@pytest.mark.parametrize("name", ["A", "A1", "A/2", "A/99", "ICRC/10"])
def test_names_of_feeds(name: str) -> None:
    assert genesis.is_feed(name)


@pytest.mark.parametrize("name", ["a", "", "A/1", "A/0", "A/02", "A/100", "A/", "A.2", "A\n", "../A", "Ä", 7])
def test_what_is_no_name_of_a_feed(name: object) -> None:
    assert not genesis.is_feed(name)
