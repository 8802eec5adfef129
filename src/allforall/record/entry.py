"""Entries: reading the lines of a feed, a million of them in a few seconds (section 5)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple

import orjson

from allforall.record.bodies import check_blobs, check_body
from allforall.record.canonical import LARGEST, Value, canon, parse
from allforall.record.errors import Refused
from allforall.record.genesis import KEY, is_feed

LONGEST = 65_536
_MUST = {"v", "case", "feed", "n", "t", "kind", "body"}
_MAY = _MUST | {"seen", "blobs"}
_KIND = re.compile(r"[a-z]+(\.[a-z]+){0,3}\Z")
_CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ\Z", re.ASCII)
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\Z", re.ASCII)
_RULED = ("propose", "accept", "confirm", "commit", "reveal", "chunk", "release")
_NAMED = {"open", "erase", "key.rotate", "key.revoke", "key.seal"}
_ID = re.compile(
    r"([A-Z][A-Z0-9]{0,15}(?:/(?:[2-9]|[1-9][0-9]))?):(0|[1-9]\d{0,15}):([0-9a-f]{64})\Z", re.ASCII
)


class Entry(NamedTuple):
    """One entry as read; `leaf` is its hash in the feed's tree.

    A named tuple, not a dataclass: thousands are made and sent between processes.
    """

    case: str
    feed: str
    n: int
    t: str
    kind: str
    body: Value
    seen: dict[str, list[Any]]
    blobs: list[Value]
    leaf: bytes

    @property
    def id(self) -> str:
        """How other entries name it: `feed:n:leaf`."""
        return f"{self.feed}:{self.n}:{self.leaf.hex()}"


@dataclass(slots=True)
class Scan:
    """What a run of lines of one feed comes to: leaf hashes joined, first and last time, notable entries.

    Notable are those that have seen something, name blobs, or are of a kind with a rule.
    """

    start: int
    leaves: bytearray = field(default_factory=bytearray)
    first: str = ""
    last: str = ""
    notable: list[Entry] = field(default_factory=list)


def scan(case: str, feed: str, start: int, lines: Iterable[bytes]) -> Scan:
    """Check the lines of a feed one by one, the first at place `start`; raises Refused at the first fault."""
    found = Scan(start)
    add, leaves, known = found.notable.append, found.leaves, _known_kinds
    n, last = start, ""
    for line in lines:
        value = _quick(line, case, feed, n) or _slow(line, case, feed, n)
        t = value["t"]
        if t != last or not t:
            if t[:11] != last[:11] or t < last or not _CLOCK.match(t, 11):  # else only the clock went on
                _check_time(t, last, feed, n)
            found.first = found.first or t
            last = t
        leaf = sha256(b"\x00" + line).digest()
        leaves += leaf
        if len(value) > 7 or n == 0 or known.get(value["kind"], True):
            add(_notable(value, leaf))
        n += 1
    found.last = last
    return found


def entry_of(line: bytes, where: str) -> Entry:
    """One entry read by itself, its place in a feed not yet checked; raises Refused."""
    if len(line) > LONGEST:
        raise Refused("too-large", f"{where}: an entry of {len(line)} bytes (at most {LONGEST})")
    value = parse(line, where)
    _check_fields(value, where)
    return _entry(value, sha256(b"\x00" + line).digest())


def write(
    case: str, feed: str, n: int, t: str, kind: str, body: Value, seen: Value, blobs: list[Value]
) -> bytes:
    """The line of a new entry, without line feed; raises Refused when it would not be one."""
    return compose(case, feed, n, t, kind, body, seen, blobs)[0]


def compose(
    case: str, feed: str, n: int, t: str, kind: str, body: Value, seen: Value, blobs: list[Value]
) -> tuple[bytes, Scan, Entry]:
    """The line of a new entry, what it comes to as the next of its feed, and the entry; raises Refused."""
    value: Value = {"v": 1, "case": case, "feed": feed, "n": n, "t": t, "kind": kind, "body": body}
    if seen:
        value["seen"] = seen
    if blobs:
        value["blobs"] = blobs
    line = _written(value)
    found = scan(case, feed, n, [line])  # which judges the bytes, as a reader will
    return line, found, Entry(case, feed, n, t, kind, body, seen, blobs, bytes(found.leaves))


def _written(value: Value) -> bytes:
    try:
        return orjson.dumps(value, option=_WRITTEN)
    except TypeError:
        return canon(value)


def split_id(text: Any) -> tuple[str, int, bytes] | None:
    """The feed, place and leaf hash of an entry id; None when this is none."""
    found = _ID.match(text) if type(text) is str else None
    return (found[1], int(found[2]), bytes.fromhex(found[3])) if found else None


_PLAIN = {str, int, bool, type(None)}
_WRITTEN = orjson.OPT_SORT_KEYS | orjson.OPT_STRICT_INTEGER
# Kinds met so far, and whether they have a rule; it only saves the look at their form.
_known_kinds: dict[str, bool] = {}


def _quick(line: bytes, case: str, feed: str, n: int) -> Value | None:
    """The entry, when it is of the commonest shape and right; None sends it the slow way, which judges it.

    Bytes that come back from writing anew, without escapes, and a body of texts, small integers and truth
    values under plain keys cannot break section 2.
    """
    if len(line) > LONGEST or not line.endswith(b',"v":1}') or b"\\" in line or b"\x7f" in line:
        return None
    try:
        value: Value = orjson.loads(line)
        right = (
            value["case"] == case and value["feed"] == feed and value["n"] == n and type(value["n"]) is int
            and value["kind"] in _known_kinds
            and (len(value) == 7 or (len(value) == 8 and _is_seen(value.get("seen"), feed)))
        )  # fmt: skip
        body = value["body"]
        if not (line.isascii() or all(map(str.isascii, body))):
            return None
        right = right and type(value["t"]) is str and _PLAIN.issuperset(map(type, body.values()))
        return value if right and orjson.dumps(value, option=_WRITTEN) == line else None
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError):
        return None


def _slow(line: bytes, case: str, feed: str, n: int) -> Value:
    where = f"{feed}:{n}"
    if len(line) > LONGEST:
        raise Refused("too-large", f"{where} has {len(line)} bytes (at most {LONGEST})")
    value = parse(line, where)
    _check_fields(value, where)
    if value["case"] != case or value["feed"] != feed or value["n"] != n:
        _complain_of_place(value, case, feed, n)
    return value


def _check_fields(value: Value, where: str) -> None:
    fields = set(value)
    _expect(fields >= _MUST and fields <= _MAY, where, f"the fields {', '.join(sorted(_MUST))}")
    _expect(type(value["v"]) is int and value["v"] == 1, where, "v 1")
    _expect(type(value["case"]) is str and KEY.match(value["case"]), where, "a case of 64 hex digits")
    _expect(is_feed(value["feed"]), where, "a feed such as A or A/2")
    _expect(type(value["n"]) is int and value["n"] >= 0, where, "a place n from 0")
    _expect(_is_time(value["t"]), where, "a time such as 2026-05-16T09:30:00Z")
    kind = value["kind"]
    _expect(type(kind) is str and len(kind) <= 40 and _KIND.match(kind), where, "a kind such as list.commit")
    _expect(type(value["body"]) is dict, where, "a body that is an object")
    if "seen" in value:
        _expect(_is_seen(value["seen"], value["feed"]), where, "seen as other feeds with size and root")
    if "blobs" in value:
        _expect(check_blobs(value["blobs"]), where, "blobs as specified")
    if len(_known_kinds) < 4096:
        _known_kinds[kind] = has_rule(kind)


@lru_cache(maxsize=4096)
def has_rule(kind: str) -> bool:
    """Whether the specification has a rule for this kind."""
    return kind in _NAMED or ("." in kind and kind.rpartition(".")[2] in _RULED)


def _is_seen(seen: Any, feed: str) -> bool:
    if type(seen) is not dict or not seen or feed in seen:
        return False
    for name, head in seen.items():
        if not is_feed(name) or type(head) is not list or len(head) != 2:
            return False
        size, root = head
        if type(size) is not int or not 1 <= size <= LARGEST or type(root) is not str or not KEY.match(root):
            return False
    return True


def _complain_of_place(value: Value, case: str, feed: str, n: int) -> None:
    if value["case"] != case:
        raise Refused("wrong-case", f"{feed}:{n} is an entry of another case")
    if value["feed"] != feed:
        raise Refused("wrong-feed", f"{feed}:{n} is an entry of feed {value['feed']}")
    raise Refused("wrong-index", f"{feed}:{n} says that it is entry {value['n']}")


def _check_time(t: Any, last: str, feed: str, n: int) -> None:
    _expect(_is_time(t), f"{feed}:{n}", "a time such as 2026-05-16T09:30:00Z")
    if t < last:
        raise Refused("time-backwards", f"{feed}:{n} is dated {t}, before the entry that precedes it")


def _is_time(t: Any) -> bool:
    return type(t) is str and _is_date(t)


@lru_cache(maxsize=4096)
def _is_date(t: str) -> bool:
    if not _TIME.match(t):
        return False
    try:
        datetime.fromisoformat(t)
    except ValueError:
        return False
    return True


def _notable(value: Value, leaf: bytes) -> Entry:
    entry = _entry(value, leaf)
    if (entry.kind == "open") is not (entry.n == 0):
        raise Refused("bad-body", f"{entry.feed}:{entry.n}: open is the first entry, and only that")
    if has_rule(entry.kind):
        check_body(entry.kind, entry.body, entry.feed, f"{entry.feed}:{entry.n}")
    return entry


def _entry(value: Value, leaf: bytes) -> Entry:
    return Entry(
        value["case"], value["feed"], value["n"], value["t"], value["kind"], value["body"],
        value.get("seen", {}), value.get("blobs", []), leaf,
    )  # fmt: skip


def _expect(holds: object, where: str, what: str) -> None:
    if not holds:
        raise Refused("bad-entry", f"{where}: expected {what}")
