"""Who waited for whom, and how long: each wait begins with a receipt and ends with an act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from allforall.record.entry import Entry
from allforall.record.folding import Fold
from allforall.record.genesis import member_of
from allforall.record.moves import receipt

_ANSWERS = ("accept", "reject")


@dataclass(frozen=True, slots=True)
class Wait:
    """That a member owed an act on the entry `about`.

    `begin` is the time its receipt states, None when it is not known to have the entry; `end` is the time of
    the act, None while it is owed; `by` is the entry that ended it. `due` is the time until which the member
    was given, None when none was set.
    """

    member: str
    act: str
    about: str
    begin: str | None
    end: str | None = None
    by: str | None = None
    due: str | None = None


def waits(fold: Fold) -> Iterator[Wait]:
    """The waits for answers to the proposals of a fold, and for the lists of its rounds, ended or not."""
    yield from _for_answers(fold)
    yield from _for_commits(fold)


def still_owed(all_waits: Iterable[Wait], at: str) -> list[Wait]:
    """The waits that are open at a time; those without a receipt are open too."""
    return [
        each
        for each in all_waits
        if (each.begin is None or each.begin <= at) and (each.end is None or each.end > at)
    ]


def since(fold: Fold, member: str, entry: Entry) -> str | None:
    """When a member knew an entry: by its receipt, or because it is its own."""
    if member == member_of(entry.feed):
        return entry.t
    found = receipt(fold.state, member, entry.feed, entry.n)
    return found.t if found else None


def _for_answers(fold: Fold) -> Iterator[Wait]:
    kinds = sorted(kind for kind in fold.by_kind if kind.endswith(".propose"))
    answers: dict[str, list[Entry]] = {}
    for kind in kinds:
        for last in _ANSWERS:
            for each in fold.standing(f"{kind.rpartition('.')[0]}.{last}"):
                answers.setdefault(each.body["of"], []).append(each)
        for each in fold.standing(kind):
            for field in ("counters", "replaces"):
                if field in each.body:
                    answers.setdefault(each.body[field], []).append(each)
        for each in fold.standing(f"{kind.rpartition('.')[0]}.withdraw"):
            answers.setdefault(each.body["of"], []).append(each)
    for proposal in fold.standing(*kinds):
        for party in fold.state.genesis.parties:
            if party != member_of(proposal.feed):
                yield _wait(fold, party, proposal, answers.get(proposal.id, []))


def _wait(fold: Fold, party: str, proposal: Entry, answers: list[Entry]) -> Wait:
    """The wait of a proposal for a party: its own answer ends it, or that the proposer takes it away."""
    ends = [each for each in answers if member_of(each.feed) in (party, member_of(proposal.feed))]
    first = min(ends, key=lambda each: (each.t, fold.ledger.age(each)), default=None)
    begin = since(fold, party, proposal)
    lapses = proposal.body.get("lapses")
    if first is None and lapses is not None:
        return Wait(party, "accept or counter", proposal.id, begin, lapses)
    return _owed(party, "accept or counter", proposal, begin, first)


def _for_commits(fold: Fold) -> Iterator[Wait]:
    """Once one party is bound to its list the others owe theirs; once all are, each owes to open its own."""
    for (prefix, number), _ in sorted(fold.state.rounds.items()):
        commits = [each for each in fold.standing(f"{prefix}.commit") if each.body["round"] == number]
        for party in fold.state.genesis.parties if commits else ():
            own = next((each for each in commits if member_of(each.feed) == party), None)
            others = [each for each in commits if member_of(each.feed) != party]
            if others and (own is None or own.t > others[0].t):
                known = [t for each in others if (t := since(fold, party, each)) is not None]
                yield _owed(party, "commit", others[0], min(known, default=None), own)
            if own is not None and {member_of(each.feed) for each in commits} >= set(
                fold.state.genesis.parties
            ):
                yield _owed(party, "reveal", own, _last_known(fold, own, others), _opening(fold, own))


def _last_known(fold: Fold, own: Entry, others: list[Entry]) -> str | None:
    """From when a party knew that all are bound, itself too; None while it shows no such knowledge."""
    known = [since(fold, member_of(own.feed), each) for each in others]
    return None if None in known else max([own.t, *(t for t in known if t is not None)])


def _opening(fold: Fold, commit: Entry) -> Entry | None:
    """What opened a list: its reveal, its last chunk, or the mediator's release."""
    prefix = commit.kind.rpartition(".")[0]
    for each in fold.standing(f"{prefix}.reveal", f"{prefix}.chunk", f"{prefix}.release"):
        whole = each.body.get("i", 0) + 1 == each.body.get("k", 1)
        opened = each.body["of"]
        if whole and commit.id in (opened if isinstance(opened, list) else [opened]):
            return each
    return None


def _owed(party: str, act: str, about: Entry, begin: str | None, done: Entry | None) -> Wait:
    return Wait(party, act, about.id, begin, done.t if done else None, done.id if done else None)
