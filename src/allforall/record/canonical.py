"""Canonical JSON: one byte form for each value (section 2; RFC 8785 without floats)."""

from __future__ import annotations

import json
import re
from typing import Any

import orjson

from allforall.record.errors import Refused

Value = dict[str, Any]
LARGEST = 2**53 - 1
DEPTH = 16
# What the quick way cannot judge: floats and long numbers (and escapes, and many brackets).
_UNSURE = re.compile(rb"[:,\[]-?(?:\d{16}|\d+[.eE])")


def canon(value: Value) -> bytes:
    """The canonical bytes of a value; raises Refused when the value has none."""
    _check(value, 1)
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def parse(line: bytes, what: str) -> Value:
    """The object in some bytes; raises Refused unless the bytes are its canonical form.

    `what` names the place for the error.
    """
    plain = b"\\" not in line and b"\x7f" not in line
    if plain and line.count(b"{") + line.count(b"[") <= DEPTH and not _UNSURE.search(line):
        value = _quick(line)
        if value is not None and (line.isascii() or _has_plain_keys(value)):
            return value
    return _strict(line, what)


def _quick(line: bytes) -> Value | None:
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    if type(value) is dict and orjson.dumps(value, option=orjson.OPT_SORT_KEYS) == line:
        return value
    return None


def _has_plain_keys(value: Any) -> bool:
    if type(value) is dict:
        return all(map(str.isascii, value)) and all(map(_has_plain_keys, value.values()))
    return type(value) is not list or all(map(_has_plain_keys, value))


def _strict(line: bytes, what: str) -> Value:
    try:
        value = json.loads(line.decode(), parse_float=_no_float, parse_constant=_no_float)
        if type(value) is dict and canon(value) == line:
            return value
    except (ValueError, RecursionError, Refused):
        pass
    raise Refused("not-canonical", f"{what} is not canonical JSON")


def _no_float(text: str) -> Any:
    raise ValueError(text)


def _check(value: Any, depth: int) -> None:
    kind = type(value)
    if kind is dict or kind is list:
        if depth > DEPTH:
            raise Refused("not-canonical", f"values nest deeper than {DEPTH}")
        for key in value if kind is dict else ():
            if type(key) is not str or not (key.isascii() and key.isprintable()):
                raise Refused("not-canonical", "a key is not printable ASCII")
        for inner in value.values() if kind is dict else value:
            if type(inner) is not str or not inner.isascii():  # text in ASCII is right
                _check(inner, depth + 1)
    elif kind is int:
        if not -LARGEST <= value <= LARGEST:
            raise Refused("not-canonical", "a number is beyond 2^53-1")
    elif kind is str:
        try:
            value.encode()
        except UnicodeEncodeError:
            raise Refused("not-canonical", "text holds half a character (a lone surrogate)") from None
    elif kind is not bool and value is not None:
        raise Refused("not-canonical", f"a value of type {kind.__name__} (expected text, integer or object)")
