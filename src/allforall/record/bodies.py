"""The bodies that the specification fixes (sections 7 to 9): their form alone, not what they refer to."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from allforall.record.canonical import LARGEST, Value
from allforall.record.errors import Refused
from allforall.record.genesis import KEY, is_feed, is_keys, member_of

BLOB_LIMIT = 67_108_864
ROWS = 1_000_000  # in one blob
_MEMBER = re.compile(r"[A-Z][A-Z0-9]{0,15}\Z")
_REFERENCE = re.compile(r"[A-Z][A-Z0-9]{0,15}(/([2-9]|[1-9][0-9]))?:(0|[1-9][0-9]{0,15}):[0-9a-f]{64}\Z")
_SIGNATURE = re.compile(r"[0-9a-f]{128}\Z")
_X25519 = re.compile(r"[0-9a-f]{64}\Z")
_MLKEM = re.compile(r"[0-9a-f]{2368}\Z")


def check_body(kind: str, body: Value, feed: str, where: str) -> None:
    """Refuse (`bad-body`) a body that has not the form its kind asks for."""
    last = kind.rpartition(".")[2]
    right = _FORMS[kind](body, feed) if kind in _FORMS else _FORMS[f"X.{last}"](body, feed)
    if not right:
        raise Refused("bad-body", f"{where}: the body of {kind} is not of the form")


def check_blobs(blobs: Any) -> bool:
    """Whether an entry's list of blobs has the form of section 9."""
    return type(blobs) is list and 1 <= len(blobs) <= 64 and all(_is_blob(blob) for blob in blobs)


def is_seal_key(value: Any) -> bool:
    """Whether this is a seal key, hybrid or of X25519 alone."""
    if type(value) is not dict or set(value) not in ({"x25519"}, {"x25519", "mlkem768"}):
        return False
    hybrid = "mlkem768" not in value or _is(value["mlkem768"], _MLKEM)
    return hybrid and _is(value["x25519"], _X25519)


def is_root_signatures(value: Any) -> bool:
    """Whether this is an array of 1 to 16 root signatures."""
    return (
        type(value) is list
        and 1 <= len(value) <= 16
        and all(
            type(each) is dict
            and set(each) == {"key", "sig"}
            and _is(each["key"], KEY)
            and _is(each["sig"], _SIGNATURE)
            for each in value
        )
    )


def _is_blob(blob: Any) -> bool:
    if type(blob) is not dict or not _is(blob.get("h"), KEY) or not _in(blob.get("size"), 0, BLOB_LIMIT):
        return False
    if blob.get("kind") == "rows":
        return set(blob) == {"h", "size", "kind", "rows"} and _in(blob["rows"], 1, ROWS)
    to = blob.get("to")
    return (
        blob.get("kind") == "sealed"
        and set(blob) == {"h", "size", "kind", "to"}
        and type(to) is list
        and 1 <= len(to) <= 16
        and all(_is(each, _MEMBER) for each in to)
        and to == sorted(set(to))
    )


def _open(body: Value, feed: str) -> bool:
    if "seal" in body and not is_seal_key(body["seal"]):
        return False
    if feed == member_of(feed):
        return set(body) <= {"seal"}
    enrol = body.get("enrol")
    return (
        set(body) - {"seal"} == {"enrol", "roots"}
        and is_root_signatures(body["roots"])
        and type(enrol) is dict
        and set(enrol) == {"case", "feed", "sign", "threshold"}
        and is_keys(enrol["sign"], enrol["threshold"])
        and _is(enrol["case"], KEY)
        and is_feed(enrol["feed"])
    )


def _revoke(body: Value, _feed: str) -> bool:
    revoke = body.get("revoke")
    return (
        set(body) == {"revoke", "roots"}
        and is_root_signatures(body["roots"])
        and type(revoke) is dict
        and set(revoke) == {"case", "feed", "size"}
        and _is(revoke["case"], KEY)
        and is_feed(revoke["feed"])
        and _in(revoke["size"], 0, LARGEST)
    )


def _erase(body: Value, _feed: str) -> bool:
    return (
        set(body) == {"of", "row", "ground"}
        and _is(body["of"], _REFERENCE)
        and _in(body["row"], 0, LARGEST)
        and type(body["ground"]) is str
    )


def _chunk(body: Value, _feed: str) -> bool:
    return _of(body, "") and _in(body.get("k"), 2, 256) and _in(body.get("i"), 0, body["k"] - 1)


def _release(body: Value, _feed: str) -> bool:
    of = body.get("of")
    return type(of) is list and all(_is(each, _REFERENCE) for each in of)


def _commit(kind: str) -> Callable[[Value, str], bool]:
    def right(body: Value, _feed: str) -> bool:
        listed = kind != "list.commit" or (_in(body.get("rows"), 1, ROWS) and _is(body.get("root"), KEY))
        return listed and _in(body.get("round"), 0, LARGEST)

    return right


def _of(body: Value, _feed: str) -> bool:
    return _is(body.get("of"), _REFERENCE)


def _propose(body: Value, _feed: str) -> bool:
    return "replaces" not in body or _is(body["replaces"], _REFERENCE)


_FORMS: dict[str, Callable[[Value, str], bool]] = {
    "open": _open,
    "erase": _erase,
    "key.rotate": lambda body, _: (
        set(body) == {"sign", "threshold"} and is_keys(body["sign"], body["threshold"])
    ),
    "key.revoke": _revoke,
    "key.seal": lambda body, _: set(body) == {"seal"} and is_seal_key(body["seal"]),
    "list.commit": _commit("list.commit"),
    "X.propose": _propose,
    "X.accept": _of,
    "X.confirm": _of,
    "X.commit": _commit("X.commit"),
    "X.reveal": _of,
    "X.chunk": _chunk,
    "X.release": _release,
}


def _is(value: Any, form: re.Pattern[str]) -> bool:
    return type(value) is str and form.match(value) is not None


def _in(value: Any, low: int, high: int) -> bool:
    return type(value) is int and low <= value <= high
