"""The genesis of a case: its members, their roles and keys (section 4)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from allforall.record.canonical import Value, canon, parse
from allforall.record.errors import Refused
from allforall.record.note import Keys, origin_of
from allforall.record.points import check_key

LONGEST = 65_536
ROLES = ("party", "mediator", "observer")
KEY = re.compile(r"[0-9a-f]{64}\Z")
_ID = re.compile(r"[A-Z][A-Z0-9]{0,15}\Z")
_FEED = re.compile(r"([A-Z][A-Z0-9]{0,15})(?:/([2-9]|[1-9][0-9]))?\Z")
_FIELDS = {"v", "title", "nonce", "rules", "members"}
_MEMBER = {"id", "role", "sign", "threshold", "root", "root_threshold"}


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a case: its id, its role, the keys of its first feed and its root keys."""

    id: str
    role: str
    keys: Keys
    roots: Keys


@dataclass(frozen=True)
class Genesis:
    """A case as its members opened it; `bytes` are what its id is the hash of."""

    bytes: bytes
    title: str
    members: dict[str, Member]

    @cached_property
    def case(self) -> str:
        """The case id, 64 hex digits: it stands for all keys and is compared aloud."""
        return sha256(self.bytes).hexdigest()

    @cached_property
    def parties(self) -> tuple[str, ...]:
        """The members who make war and peace here, in order."""
        return tuple(each.id for each in self.members.values() if each.role == "party")

    def role(self, feed: str) -> str:
        """The role of the member whose feed this is."""
        return self.members[member_of(feed)].role

    def origin(self, feed: str) -> str:
        """The first line of the checkpoints of one of its feeds."""
        return origin_of(self.case, feed)


def member_of(feed: str) -> str:
    """The member a feed belongs to."""
    return feed.partition("/")[0]


def is_feed(name: Any) -> bool:
    """Whether this has the form of a feed's name."""
    return type(name) is str and _FEED.match(name) is not None


def read(data: bytes) -> Genesis:
    """A genesis from its bytes; raises Refused."""
    if len(data) > LONGEST:
        raise Refused("bad-genesis", f"the genesis has {len(data)} bytes (at most {LONGEST})")
    value = parse(data, "the genesis")
    _expect(set(value) == _FIELDS and _is(value["v"], 1), "fields v (1), title, nonce, rules, members")
    title = value["title"]
    _expect(type(title) is str and 1 <= len(title) <= 200, "a title of 1 to 200 characters")
    _expect(type(value["nonce"]) is str and KEY.match(value["nonce"]), "a nonce of 64 hex digits")
    _expect(type(value["rules"]) is dict, "rules as an object")
    members = value["members"]
    _expect(type(members) is list and 2 <= len(members) <= 16, "2 to 16 members")
    for member in members:
        _check_member(member)
    ids = [member["id"] for member in members]
    _expect(ids == sorted(set(ids)), "members ascending by id, each once")
    _expect(sum(member["role"] == "party" for member in members) >= 2, "at least two parties")
    keys = [key for member in members for key in (*member["sign"], *member["root"])]
    _expect(len(keys) == len(set(keys)), "each key once")
    for member in members:
        for key in (*member["sign"], *member["root"]):
            check_key(key, f"the genesis, member {member['id']}")
    return Genesis(data, title, {member["id"]: _member(member) for member in members})


def write(title: str, nonce: str, members: list[Value], rules: Value) -> Genesis:
    """A new genesis; raises Refused when what is given makes none."""
    ordered = sorted(members, key=lambda member: str(member.get("id")))
    return read(canon({"v": 1, "title": title, "nonce": nonce, "rules": rules, "members": ordered}))


def is_keys(keys: Any, threshold: Any) -> bool:
    """Whether these are 1 to 16 different keys and a threshold they can reach."""
    return (
        type(keys) is list
        and 1 <= len(keys) <= 16
        and all(type(key) is str and KEY.match(key) for key in keys)
        and len(set(keys)) == len(keys)
        and type(threshold) is int
        and 1 <= threshold <= len(keys)
    )


def _check_member(member: Any) -> None:
    _expect(type(member) is dict and set(member) == _MEMBER, f"members with {', '.join(sorted(_MEMBER))}")
    _expect(type(member["id"]) is str and _ID.match(member["id"]), "ids such as A or ICRC")
    _expect(type(member["role"]) is str and member["role"] in ROLES, f"roles {', '.join(ROLES)}")
    _expect(is_keys(member["sign"], member["threshold"]), "1 to 16 signing keys and their threshold")
    _expect(is_keys(member["root"], member["root_threshold"]), "1 to 16 root keys and their threshold")


def _member(member: Value) -> Member:
    return Member(
        member["id"],
        member["role"],
        Keys(tuple(member["sign"]), member["threshold"]),
        Keys(tuple(member["root"]), member["root_threshold"]),
    )


def _is(value: Any, number: int) -> bool:
    return type(value) is int and value == number


def _expect(holds: object, what: str) -> None:
    if not holds:
        raise Refused("bad-genesis", f"the genesis: expected {what}")
