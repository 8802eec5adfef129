"""Lists: numbered versions, opened to each other, received, and withdrawn from.

A row keeps its number through all versions, and its id names the list by the first of them.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

from allforall.exchange.agreements import in_force
from allforall.exchange.errors import RuleBroken
from allforall.exchange.fold import KINDS, Exchange, rule
from allforall.exchange.persons import shown_by, shows
from allforall.exchange.things import LIST, ROWS, Of, Row, list_name, rows_of
from allforall.record.entry import Entry
from allforall.record.genesis import member_of
from allforall.record.kinds import HASH, REFERENCE, TEXT, TIME, Field, Kind, integer, list_of, text

VERSION = integer(1, 999)
_NUMBERS = list_of(integer(0, 9_999_999))
_EXAMPLE = "A:1:" + "0" * 64


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, by the place of its first version's commit."""

    name: str

    @property
    def owner(self) -> str:
        """The party that wants these persons home."""
        return Row(self.name, 0).owner


def version_of(commit: Entry) -> int:
    """Which version of its list a commit is."""
    version: int = commit.body.get("version", 1)
    return version


def listing_of(commit: Entry) -> Listing:
    """The list that a commit is a version of."""
    return Listing(commit.body.get("list", list_name(commit)))


def versions(exchange: Exchange, listing: Listing, knowing: Entry | None = None) -> list[Entry]:
    """The commits to a list's versions, the first first; of a frozen one none after the one frozen."""
    frozen = frozen_at(exchange, listing, knowing)
    found = exchange.ledger.about(listing, knowing, "list.commit")
    return [each for each in found if frozen is None or version_of(each) <= frozen]


def opened(exchange: Exchange, commit: Entry, knowing: Entry | None = None) -> bool:
    """Whether the other side was given what opens a version."""
    return bool(exchange.ledger.about(Of(commit.id), knowing, "list.reveal", "list.chunk", "list.release"))


def last_opened(exchange: Exchange, listing: Listing, knowing: Entry | None = None) -> Entry | None:
    """The last version that has been opened; None when none has."""
    for commit in versions(exchange, listing, knowing)[::-1]:
        if opened(exchange, commit, knowing):
            return commit
    return None


def frozen_at(exchange: Exchange, listing: Listing, knowing: Entry | None = None) -> int | None:
    """The version at which a list was frozen by all parties; None when it was not."""
    frozen: list[int] = [
        each.body["lists"][listing.name] for each in in_force(exchange, listing, "list.freeze", knowing)
    ]
    return min(frozen, default=None)


def check_rows(exchange: Exchange, entry: Entry, rows: Mapping[str, list[int]]) -> None:
    """Raise RuleBroken unless an entry's author knew these rows, as of lists that had been opened."""
    for name, numbers in rows.items():
        commit = last_opened(exchange, Listing(name), entry)
        if commit is None:
            raise RuleBroken("unknown-row", entry.id, f"no list {name} that it knows has been opened")
        if len(set(numbers)) < len(numbers):
            raise RuleBroken("unknown-row", entry.id, f"a row of {name} is named twice")
        beyond = [Row(name, n) for n in numbers if n >= commit.body["rows"]]
        if beyond:
            about = f"{name} has {commit.body['rows']} rows"
            raise RuleBroken("unknown-row", entry.id, about, tuple(map(str, beyond)))


def check_owner(entry: Entry, rows: Mapping[str, list[int]]) -> None:
    """Raise RuleBroken unless all rows are of lists of the entry's own party."""
    for name in rows:
        if Listing(name).owner != member_of(entry.feed):
            raise RuleBroken("not-his-to-say", entry.id, f"{name} is not a list of {member_of(entry.feed)}")


def check_holder(entry: Entry, rows: Mapping[str, list[int]]) -> None:
    """Raise RuleBroken when a row is of a list of the entry's own party: it cannot hold its own people."""
    for name in rows:
        if Listing(name).owner == member_of(entry.feed):
            raise RuleBroken("not-his-to-say", entry.id, f"those on {name} are held by another party")


KINDS.add(
    Kind(
        "list.commit",
        "Bind oneself to a version of a list; nobody can read it until it is opened.",
        "{who} is bound to a list of {rows} rows.",
        {
            "round": Field(integer(0, 2**53 - 1), "the round in which all parties commit"),
            "rows": Field(integer(1, 10_000_000), "how many rows, with those that fill up"),
            "root": Field(HASH, "the root over the commitments to the rows"),
            "title": Field(text(80), "what list it is, such as: gravely wounded", optional=True),
            "list": Field(LIST, "of a later version: the list, by its first version", optional=True),
            "version": Field(VERSION, "of a later version: its number, from 2", optional=True),
            "changed": Field(_NUMBERS, "rows whose fields differ from the version before", optional=True),
            "withdrawn": Field(_NUMBERS, "rows that are no longer asked for", optional=True),
            "added": Field(integer(0, 10_000_000), "how many rows are new", optional=True),
            "answer_by": Field(TIME, "until when the rows should be answered", optional=True),
        },
        {"round": 1, "rows": 1000, "root": "ab" * 32, "title": "gravely wounded"},
    )
)


@rule("list.commit")
def _commit(exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
    listing = listing_of(entry)
    later = [name for name in ("changed", "withdrawn", "added") if name in entry.body]
    if "list" not in entry.body:
        if later or version_of(entry) != 1:
            raise RuleBroken("unknown-list", entry.id, "a first version changes nothing")
        return [listing]
    check_owner(entry, {listing.name: []})
    known = exchange.ledger.about(listing, entry, "list.commit")
    if not known:
        raise RuleBroken("unknown-list", entry.id, f"there is no list {listing.name} that it knows")
    if frozen_at(exchange, listing, entry) is not None:
        raise RuleBroken("frozen-list", entry.id, f"{listing.name} is frozen by all parties")
    if version_of(entry) != max(map(version_of, known)) + 1:
        raise RuleBroken("unknown-list", entry.id, f"version {version_of(entry)} does not follow the last")
    named = entry.body.get("changed", []) + entry.body.get("withdrawn", [])
    if entry.body["rows"] < max([*(each.body["rows"] for each in known), *(n + 1 for n in named)]):
        raise RuleBroken("unknown-row", entry.id, "rows keep their numbers, so a version never has fewer")
    return [listing, *(Row(listing.name, n) for n in {*named})]


_OPENING = {"of": Field(REFERENCE, "the list.commit")}
_PLACE = {
    "i": Field(integer(0, 255), "which part, from 0"),
    "k": Field(integer(2, 256), "how many parts"),
}
KINDS.add(
    Kind("list.reveal", "Open a list to the other parties.", "{who} opens {of}.", _OPENING, {"of": _EXAMPLE})
)
KINDS.add(
    Kind(
        "list.chunk",
        "Open one part of a list, by turns with the other side; with the last part it is open.",
        "{who} opens part {i} of {k} of {of}.",
        _OPENING | _PLACE,
        {"of": _EXAMPLE, "i": 0, "k": 2},
    )
)
KINDS.add(
    Kind(
        "list.release",
        "Hand both lists over, each to the other side, as the mediator who held what opens them.",
        "{who} releases the lists.",
        {"of": Field(list_of(REFERENCE, 16), "the commits of one round")},
        {"of": [_EXAMPLE, "B:1:" + "0" * 64]},
        frozenset({"mediator"}),
    )
)


@rule("list.reveal", "list.chunk")
def _reveal(_exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
    if entry.body.get("i", 0) + 1 < entry.body.get("k", 1):
        return []  # only the last part opens the list; the record sees to the order
    return [Of(entry.body["of"])]


@rule("list.release")
def _release(_exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
    return [Of(each) for each in entry.body["of"]]


KINDS.add(
    Kind(
        "list.receipt",
        "Say that a version of the other side's list has been received and can be read.",
        "{who} has received {list}, version {version}.",
        {"list": Field(LIST, "the list"), "version": Field(VERSION, "its version")},
        {"list": "A:2", "version": 1},
        frozenset({"party", "mediator"}),
    )
)


@rule("list.receipt")
def _receipt(exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
    listing = Listing(entry.body["list"])
    check_holder(entry, {listing.name: []})
    for commit in versions(exchange, listing, entry):
        if version_of(commit) == entry.body["version"] and opened(exchange, commit, entry):
            return [listing]
    raise RuleBroken("unknown-list", entry.id, "there is no such version that has been opened to it")


KINDS.add(
    Kind(
        "list.withdraw",
        "Take rows off one's own list; a frozen one is changed only by a swap that both sides sign.",
        "{who} takes {rows} off its list.",
        {
            "rows": Field(ROWS, "the rows"),
            "why": Field(TEXT, "why, without a name", personal=True),
        },
        {"rows": {"A:2": [17]}, "why": "home already"},
    )
)


@rule("list.withdraw")
def _withdraw(exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
    rows = entry.body["rows"]
    check_owner(entry, rows)
    check_rows(exchange, entry, rows)
    for name in rows:
        if frozen_at(exchange, Listing(name), entry) is not None:
            raise RuleBroken("frozen-list", entry.id, f"{name} is frozen by all parties")
    return list(rows_of(rows))


shown_by("withdrawn", "list.withdraw")


@shows("withdrawn", "list.commit")
def _withdrawn(_exchange: Exchange, row: Row, said: list[Entry], _knowing: Entry | None) -> bool:
    return any(row.n in each.body.get("withdrawn", []) for each in said)
