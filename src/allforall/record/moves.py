"""Whose move it is, and since when; who has acknowledged what (sections 8 and 12)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from allforall.record.entry import Entry
from allforall.record.feed import Feed
from allforall.record.genesis import member_of
from allforall.record.state import State


@dataclass(frozen=True, slots=True)
class Move:
    """Something a member owes: `act` on the entry `about`.

    `since` is the time its receipt states, None when it is not known to have the entry.
    """

    member: str
    act: str
    about: str
    since: str | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """The first entry of a member to which another entry is known."""

    member: str
    entry: str
    t: str


def receipt(state: State, member: str, feed: str, n: int) -> Receipt | None:
    """The receipt a member gave for an entry; None when none is held. Its own entries need none.

    Whoever has seen the other history of a forked feed has given no receipt for this one.
    """
    found: list[Receipt] = []
    for each in state.feeds_of(member):
        first = each.first_to_see(feed, n)
        if first is not None:
            entry = _first_that_saw(state, each, first, feed)
            if entry is not None:
                found.append(Receipt(member, entry.id, entry.t))
    return min(found, key=lambda each: each.t, default=None)


def _first_that_saw(state: State, by: Feed, first: int, feed: str) -> Entry | None:
    """The first entry from a place on that has seen this history of a feed."""
    for at in range(by.place_of(first), len(by.notable)):
        entry = by.notable[at]
        if feed in entry.seen and state.backs(feed, *entry.seen[feed]):
            return entry
    return None


def moves(state: State) -> list[Move]:
    """Everything that is owed, in the order of the entries it is about."""
    return [*_agreements(state), *_rounds(state)]


def in_force(state: State) -> Iterator[tuple[Entry, Entry]]:
    """The agreements in force, proposal and confirm, but those that a confirmed proposal replaced."""
    confirmed = {proposal.id: confirm for proposal, confirm in _confirmed(state)}
    for proposal, confirm in _confirmed(state):
        replaced = any(each.id in confirmed for each in state.replaced.get(proposal.id, ()))
        if not replaced and not _lacking(state, [proposal, *_accepts(state, proposal, confirm)]):
            yield proposal, confirm


def _accepts(state: State, proposal: Entry, confirm: Entry | None = None) -> list[Entry]:
    """The accepts of a proposal that are held and not void, and known to its confirm, if one is given."""
    return [
        each
        for each in state.related.get(proposal.id, ())
        if each.kind.endswith(".accept")
        and not state.void(each)
        and (confirm is None or state.knows(confirm, each.feed, each.n))
    ]


def _confirmed(state: State) -> Iterator[tuple[Entry, Entry]]:
    for proposal in _of_last(state, "propose"):
        for each in state.related.get(proposal.id, ()):
            if each.kind.endswith(".confirm") and not state.void(each):
                yield proposal, each
                break


def _agreements(state: State) -> Iterator[Move]:
    done = {proposal.id for proposal, _ in _confirmed(state)}
    for proposal in _of_last(state, "propose"):
        replaced = any(_same(each, proposal) for each in state.replaced.get(proposal.id, ()))
        if proposal.id in done or replaced:
            continue
        accepts = _accepts(state, proposal)
        owing = _lacking(state, [proposal, *accepts])
        for party in owing:
            yield Move(party, "accept or counter", proposal.id, _since(state, party, proposal))
        if not owing:
            proposer = member_of(proposal.feed)
            known = [_since(state, proposer, each) for each in accepts]
            since = max((t or each.t for t, each in zip(known, accepts, strict=True)), default=proposal.t)
            yield Move(proposer, "confirm", proposal.id, since)


def _rounds(state: State) -> Iterator[Move]:
    for (prefix, _), all_commits in sorted(state.rounds.items()):
        commits = [each for each in all_commits if not state.void(each)]
        owing = _lacking(state, commits)
        for party in owing if commits else ():
            yield Move(party, "commit", commits[0].id, _since(state, party, commits[0]))
        if owing:
            continue
        released = any(
            each.kind == f"{prefix}.release" and set(each.body["of"]) & {commit.id for commit in commits}
            for each in _of_last(state, "release")
        )
        for commit in () if released else commits:
            if not _revealed(state, commit):
                party = member_of(commit.feed)
                others = [each for each in commits if not _same(each, commit)]
                since = max([commit.t, *(_since(state, party, each) or "" for each in others)])
                yield Move(party, "reveal", commit.id, since)


def _revealed(state: State, commit: Entry) -> bool:
    related = [each for each in state.related.get(commit.id, ()) if not state.void(each)]
    chunks = {each.body["i"] for each in related if each.kind.endswith(".chunk")}
    counts = {each.body["k"] for each in related if each.kind.endswith(".chunk")}
    return any(each.kind.endswith(".reveal") for each in related) or (
        len(counts) == 1 and len(chunks) == counts.pop()
    )


def _of_last(state: State, last: str) -> Iterator[Entry]:
    for entry in state.notable({}):
        if entry.kind.endswith(f".{last}") and not state.void(entry):
            yield entry


def _lacking(state: State, entries: Iterable[Entry]) -> list[str]:
    there = {member_of(each.feed) for each in entries}
    return [party for party in state.genesis.parties if party not in there]


def _since(state: State, member: str, entry: Entry) -> str | None:
    if member == member_of(entry.feed):
        return entry.t
    found = receipt(state, member, entry.feed, entry.n)
    return found.t if found else None


def _same(one: Entry, other: Entry) -> bool:
    return member_of(one.feed) == member_of(other.feed)
