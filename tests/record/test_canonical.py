"""Canonical JSON: one byte form for each value, and nothing else is read."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from allforall.record import canonical
from allforall.record.canonical import canon, parse
from allforall.record.errors import Refused
from tests.record.building import second

KEYS = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=6)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-canonical.LARGEST, canonical.LARGEST)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
)
VALUES = st.dictionaries(
    KEYS,
    st.recursive(
        LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3)
    ),
    max_size=4,
)


@given(VALUES)
def test_what_is_written_is_read_again(value: dict[str, Any]) -> None:
    line = canon(value)
    assert parse(line, "here") == value
    assert second.canonical(line) == value


@given(VALUES, st.randoms(use_true_random=False))
@example({"a": 1}, None)
def test_the_quick_way_and_the_strict_one_agree_on_any_bytes(value: dict[str, Any], random: Any) -> None:
    line = bytearray(canon(value))
    if random is not None:
        for _ in range(random.randrange(3)):
            line[random.randrange(len(line))] = random.choice(b'{}[]":,-0159.eE\\u \x00\x1f\x7f\xc3\xa9')
    assert _outcome(parse, bytes(line)) == _outcome(canonical._strict, bytes(line))
    assert _outcome(parse, bytes(line)) == _second(bytes(line))


def _outcome(read: Any, line: bytes) -> Any:
    """What is read, or the class of refusal."""
    try:
        return read(line, "here")
    except Refused as refused:
        return refused.verdict


def _second(line: bytes) -> Any:
    try:
        return second.canonical(line)
    except second.Fault as fault:
        return fault.kind


REFUSED = {
    "no object": b"[]",
    "nothing": b"",
    "text alone": b'"a"',
    "space": b'{"a": 1}',
    "space behind": b'{"a":1} ',
    "line feed": b'{"a":1}\n',
    "order of keys": b'{"b":1,"a":1}',
    "key twice": b'{"a":1,"a":1}',
    "key beyond ASCII": '{"é":1}'.encode(),
    "delete in a key": b'{"\x7f":1}',
    "line feed in a key": b'{"a\\n":1}',
    "minus nought": b'{"a":-0}',
    "fraction": b'{"a":1.0}',
    "exponent": b'{"a":1e5}',
    "exponent without fraction": b'{"a":100E0}',
    "plus": b'{"a":+1}',
    "leading nought": b'{"a":01}',
    "beyond 2^53": b'{"a":9007199254740992}',
    "below -2^53": b'{"a":-9007199254740992}',
    "beyond 64 bits": b'{"a":18446744073709551616}',
    "five thousand digits": b'{"a":' + b"9" * 5000 + b"}",
    "NaN": b'{"a":NaN}',
    "Infinity": b'{"a":Infinity}',
    "lone surrogate": b'{"a":"\\ud800"}',
    "surrogate in UTF-8": b'{"a":"\xed\xa0\x80"}',
    "not UTF-8": b'{"a":"\xff"}',
    "byte order mark": b'\xef\xbb\xbf{"a":1}',
    "escape without need": b'{"a":"\\u0041"}',
    "escaped solidus": b'{"a":"\\/"}',
    "escape in upper case": b'{"a":"\\u001F"}',
    "long escape of a line feed": b'{"a":"\\u000a"}',
    "control character": b'{"a":"\x01"}',
    "deeper than sixteen": b'{"a":' + b"[" * 16 + b"]" * 16 + b"}",
    "sixty thousand deep": b'{"a":' + b"[" * 60_000 + b"]" * 60_000 + b"}",
    "cut short": b'{"a":1',
    "two values": b'{"a":1}{"a":1}',
}


@pytest.mark.parametrize("line", REFUSED.values(), ids=REFUSED.keys())
def test_what_two_readers_could_read_in_two_ways_is_refused(line: bytes) -> None:
    assert _outcome(parse, line) == _second(line) == "not-canonical"


READ = {
    "nothing in it": b"{}",
    "the largest": b'{"a":9007199254740991,"b":-9007199254740991}',
    "sixteen deep": b'{"a":' + b"[" * 15 + b"]" * 15 + b"}",
    "escapes": b'{"a":"\\b\\t\\n\\f\\r\\"\\\\\\u0000\\u001f"}',
    "as itself": '{"a":"\x7f/é\u2028🕊"}'.encode(),
    "all kinds": b'{"":null,"a":[true,false,{}],"b":-1}',
    "what looks like a fraction in text": b'{"a":",1.5"}',
}


@pytest.mark.parametrize("line", READ.values(), ids=READ.keys())
def test_what_has_one_form_is_read(line: bytes) -> None:
    assert parse(line, "here") == json.loads(line) == _second(line)


@pytest.mark.parametrize("value", [{"a": 1.5}, {"a": 2**53}, {1: 2}, {"é": 1}, {"a": "\ud800"}, {"a": b""}])
def test_a_value_without_a_form_is_not_written(value: Any) -> None:
    with pytest.raises(Refused, match="not-canonical"):
        canon(value)


def test_the_refusal_names_the_place_and_no_content() -> None:
    with pytest.raises(Refused, match=r"^not-canonical: A:3 is not canonical JSON$"):
        parse(b'{"secret name"}', "A:3")
