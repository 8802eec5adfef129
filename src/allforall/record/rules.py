"""The rules of order: what an entry may say depends on what its author had seen (section 8)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache

from allforall.record.entry import Entry, split_id
from allforall.record.errors import Refused
from allforall.record.genesis import member_of
from allforall.record.state import State

Roots = Callable[[str, int], str]  # a feed and a size give its root, in hex


def check_order(state: State, since: dict[str, int]) -> None:
    """Check the entries beyond some sizes, feed by feed; raises Refused at the first that breaks a rule."""
    new = list(state.notable(since))
    for entry in new:
        state.index(entry)
    if not new:
        return
    roots = cache(lambda feed, size: state.feeds[feed].tree.root(size).hex())
    for entry in new:
        for other, (size, root) in entry.seen.items():
            _check_seen(state, entry, other, size, root, roots)
    for entry in new:
        check_rule(state, entry)


def check_rule(state: State, entry: Entry) -> None:
    """Refuse an entry that comes too early, refers to nothing, or is not its author's to make."""
    last = entry.kind.rpartition(".")[2]
    rule = _RULES.get(entry.kind) or (_RULES.get(f"X.{last}") if "." in entry.kind else None)
    if rule is not None:
        try:
            rule(state, entry)
        except _ExcusedError:
            return


class _ExcusedError(Exception):
    """The entry refers into a feed with fork evidence against it; it is carried, not judged."""


def _check_seen(state: State, entry: Entry, other: str, size: int, root: str, roots: Roots) -> None:
    state.feeds[entry.feed].sees(other, entry.n, size)
    if other in state.evidence:
        return
    held = state.feeds[other].size if other in state.feeds else 0
    if held < size:
        if member_of(other) not in state.genesis.members:
            raise Refused("wrong-feed", f"{_at(entry)} has seen feed {other}, which is no member's")
        raise Refused("stale", f"{_at(entry)} has seen {size} entries of {other}, here are {held}")
    if roots(other, size) != root:
        raise Refused("seen-unbacked", f"{_at(entry)} has seen {size} entries of {other} with another root")


def _propose(state: State, entry: Entry) -> None:
    _allow(entry, state.genesis.role(entry.feed) in ("party", "mediator"))
    if "replaces" not in entry.body:
        return
    old = _referred(state, entry, entry.body["replaces"], "propose")
    _allow(entry, _same_member(entry, old))
    if any(_same_member(each, entry) for each in _known(state, entry, state.replaced.get(old.id, ()))):
        raise Refused("bad-reference", f"{_at(entry)} replaces what has been replaced")


def _commit(state: State, entry: Entry) -> None:
    _allow(entry, state.genesis.role(entry.feed) == "party")
    known = _known(state, entry, state.rounds.get(_round(entry), ()))
    _allow(entry, not any(_same_member(each, entry) for each in known))


def _accept(state: State, entry: Entry) -> None:
    _allow(entry, state.genesis.role(entry.feed) == "party")
    proposal = _referred(state, entry, entry.body["of"], "propose")
    _allow(entry, not _same_member(entry, proposal))


def _confirm(state: State, entry: Entry) -> None:
    proposal = _referred(state, entry, entry.body["of"], "propose")
    _allow(entry, _same_member(entry, proposal))
    if any(_same_member(each, entry) for each in _known(state, entry, state.replaced.get(proposal.id, ()))):
        raise Refused("confirm-too-early", f"{_at(entry)} confirms a proposal that has been replaced")
    accepts = _known(state, entry, _of_kind(state.related.get(proposal.id, ()), entry, "accept"))
    _need_all(state, entry, proposal, accepts, "confirm-too-early", "accepted")


def _reveal(state: State, entry: Entry) -> None:
    commit = _own_commit(state, entry)
    _need_commits(state, entry, commit, "reveal-too-early")


def _chunk(state: State, entry: Entry) -> None:
    commit = _own_commit(state, entry)
    _need_commits(state, entry, commit, "chunk-too-early")
    before = entry.body["i"] - 1
    if before < 0:
        return
    known = [
        chunk
        for chunk in openings(state, commit, "chunk")
        if chunk.body["i"] == before and chunk.body["k"] == entry.body["k"] and _knows(state, entry, chunk)
    ]
    if not any(chunk.body["of"] == commit.id for chunk in known):
        raise Refused("chunk-too-early", f"{_at(entry)}: its own chunk {before} is missing")
    _need_all(state, entry, entry, known, "chunk-too-early", f"sent chunk {before}")


def _release(state: State, entry: Entry) -> None:
    _allow(entry, state.genesis.role(entry.feed) == "mediator")
    commits = [_referred(state, entry, each, "commit") for each in entry.body["of"]]
    members = sorted(member_of(each.feed) for each in commits)
    rounds = {each.body["round"] for each in commits}
    if members != sorted(state.genesis.parties) or len(rounds) != 1:
        raise Refused("release-too-early", f"{_at(entry)}: expected one commit of each party, of one round")


def _erase(state: State, entry: Entry) -> None:
    _allow(entry, _same_member(entry, _referred(state, entry, entry.body["of"], "commit", any_prefix=True)))


_RULES: dict[str, Callable[[State, Entry], None]] = {
    "X.propose": _propose,
    "X.accept": _accept,
    "X.confirm": _confirm,
    "X.commit": _commit,
    "X.reveal": _reveal,
    "X.chunk": _chunk,
    "X.release": _release,
    "erase": _erase,
}


def _referred(state: State, entry: Entry, text: str, last: str, *, any_prefix: bool = False) -> Entry:
    """The entry that a reference names; raises Refused (`bad-reference`) when it is not such a one."""
    found = split_id(text)
    feed, n, leaf = found if found else ("", 0, b"")
    if feed in state.evidence:
        raise _ExcusedError
    held = state.feeds.get(feed)
    named = held.entry(n) if held and n < held.size else None
    prefix, _, kind_last = named.kind.rpartition(".") if named else ("", "", "")
    right = (
        named is not None
        and named.leaf == leaf
        and kind_last == last
        and prefix
        and (any_prefix or prefix == entry.kind.rpartition(".")[0])
        and state.knows(entry, feed, n)
        and not state.void(named, entry)
    )
    if not right or named is None:
        raise Refused("bad-reference", f"{_at(entry)} refers to no {last} that it knows")
    return named


def _own_commit(state: State, entry: Entry) -> Entry:
    commit = _referred(state, entry, entry.body["of"], "commit")
    _allow(entry, _same_member(entry, commit))
    return commit


def openings(state: State, commit: Entry, *lasts: str) -> Iterator[Entry]:
    """The reveals or chunks of all commits of a commit's round."""
    for each in state.rounds.get(_round(commit), ()):
        for last in lasts:
            yield from _of_kind(state.related.get(each.id, ()), commit, last)


def _need_commits(state: State, entry: Entry, commit: Entry, verdict: str) -> None:
    """Refuse to open a list before all are bound, each to one, or one made after others were opened."""
    commits = list(_known(state, entry, state.rounds.get(_round(commit), ())))
    _need_all(state, entry, entry, commits, verdict, "committed")
    others = [member_of(each.feed) for each in commits if _is_other(state, each, entry)]
    if len(others) != len(set(others)):
        raise Refused(verdict, f"{_at(entry)}: a party has committed twice in this round")
    for each in openings(state, commit, "reveal", "chunk"):
        late = not state.knows(each, commit.feed, commit.n)
        if late and _is_other(state, each, entry) and _knows(state, entry, each):
            raise Refused(
                verdict, f"{_at(entry)}: its list was committed to after {each.feed} had opened one"
            )


def _need_all(
    state: State, entry: Entry, owner: Entry, found: Iterable[Entry], verdict: str, what: str
) -> None:
    """Refuse an entry unless every party but the owner's member is among those found."""
    there = {member_of(each.feed) for each in found}
    for party in state.genesis.parties:
        if party != member_of(owner.feed) and party not in there and not state.forked(party):
            raise Refused(verdict, f"{_at(entry)}: it does not know that {party} has {what}")


def _known(state: State, entry: Entry, others: Iterable[Entry]) -> Iterator[Entry]:
    return (each for each in others if _knows(state, entry, each))


def _knows(state: State, entry: Entry, other: Entry) -> bool:
    return state.knows(entry, other.feed, other.n) and not state.void(other, entry)


def _of_kind(entries: Iterable[Entry], like: Entry, last: str) -> Iterator[Entry]:
    kind = f"{like.kind.rpartition('.')[0]}.{last}"
    return (each for each in entries if each.kind == kind)


def _round(commit: Entry) -> tuple[str, int]:
    return commit.kind.rpartition(".")[0], commit.body["round"]


def _same_member(one: Entry, other: Entry) -> bool:
    return member_of(one.feed) == member_of(other.feed)


def _is_other(state: State, one: Entry, other: Entry) -> bool:
    """Whether one entry is of another member than the other, and of one that counts: it has not forked."""
    return not _same_member(one, other) and not state.forked(member_of(one.feed))


def _allow(entry: Entry, allowed: bool) -> None:
    if not allowed:
        raise Refused("not-allowed", f"{_at(entry)}: {entry.kind} is not {entry.feed}'s to say here")


def _at(entry: Entry) -> str:
    return f"{entry.feed}:{entry.n} ({entry.kind})"
