"""What two sides agree on: proposed by one, accepted by every party, confirmed; never on one side's word."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable

from allforall.exchange.errors import RuleBroken
from allforall.exchange.fold import Exchange, rule
from allforall.exchange.things import Of
from allforall.record.entry import Entry
from allforall.record.genesis import member_of

# Looks again at a proposal when somebody accepts or confirms it; raises RuleBroken.
Check = Callable[[Exchange, Entry, Entry], None]


def answers(name: str, check: Check | None = None) -> None:
    """Make the rules of `name.accept`, `.reject` and `.confirm`; a `check` judges the proposal once more.

    The rule of `name.propose` puts the proposal into the cells of `Of(its id)` and of what it is about.
    """

    @rule(f"{name}.accept", f"{name}.confirm")
    def _answer(exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
        proposal = proposal_of(exchange, entry)
        if check is not None:
            check(exchange, entry, proposal)
        if entry.kind.endswith(".confirm"):
            _check_both_words(exchange, entry, proposal)
        return [Of(proposal.id)]

    @rule(f"{name}.reject")
    def _reject(exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
        proposal = proposal_of(exchange, entry)
        if member_of(proposal.feed) == member_of(entry.feed):
            raise RuleBroken("two-persons", entry.id, "nobody rejects his own proposal; he replaces it")
        return [Of(proposal.id)]


def proposal_of(exchange: Exchange, entry: Entry) -> Entry:
    """The proposal that an entry answers; raises RuleBroken when it knows none that stands."""
    name = entry.kind.rpartition(".")[0]
    for each in exchange.ledger.about(Of(entry.body["of"]), entry, f"{name}.propose"):
        if each.id == entry.body["of"]:
            return each
    raise RuleBroken("unknown-proposal", entry.id, f"there is no {name}.propose of that id that stands")


def confirmation(exchange: Exchange, proposal: Entry, knowing: Entry | None = None) -> Entry | None:
    """The confirm that brought a proposal into force; None while a party's word is lacking."""
    name = proposal.kind.rpartition(".")[0]
    for each in exchange.ledger.about(Of(proposal.id), knowing, f"{name}.confirm"):
        if not _lacking(exchange, proposal, knowing):
            return each
    return None


def in_force(exchange: Exchange, thing: Hashable, name: str, knowing: Entry | None = None) -> list[Entry]:
    """The proposals about a thing that are agreed, but those that a later agreement took the place of.

    More than one: agreements made without knowledge of each other, which is a conflict.
    """
    agreed = [
        (proposal, confirm)
        for proposal in exchange.ledger.about(thing, knowing, f"{name}.propose")
        if (confirm := confirmation(exchange, proposal, knowing)) is not None
    ]
    return [
        proposal
        for proposal, confirm in agreed
        if not any(exchange.state.knows(later, confirm.feed, confirm.n) for _, later in agreed)
    ]


def agreed_on(exchange: Exchange, thing: Hashable, name: str, knowing: Entry | None = None) -> Entry | None:
    """The one proposal about a thing that is agreed; None when there is none, or when two clash."""
    found = in_force(exchange, thing, name, knowing)
    return found[0] if len(found) == 1 else None


def check_fresh(exchange: Exchange, entry: Entry, proposal: Entry, thing: Hashable) -> None:
    """Refuse a confirm when another agreement about the thing came into force since somebody accepted.

    Else whoever confirms last would choose alone which of two accepted proposals counts.
    """
    name, _, last = entry.kind.rpartition(".")
    for other in in_force(exchange, thing, name, entry) if last == "confirm" else ():
        confirm = confirmation(exchange, other, entry)
        if confirm is None or other.id == proposal.id:
            continue
        accepts = exchange.ledger.about(Of(proposal.id), entry, f"{name}.accept")
        aware = [each for each in accepts if exchange.state.knows(each, confirm.feed, confirm.n)]
        there = {member_of(each.feed) for each in (entry, *aware)}
        stale = [party for party in exchange.state.genesis.parties if party not in there]
        if stale:
            about = (
                f"{', '.join(stale)} accepted before another {name} came into force, and has to accept anew"
            )
            raise RuleBroken("both-words", entry.id, about)


def _lacking(exchange: Exchange, proposal: Entry, knowing: Entry | None) -> list[str]:
    """The parties whose word is not known."""
    name = proposal.kind.rpartition(".")[0]
    accepts = exchange.ledger.about(Of(proposal.id), knowing, f"{name}.accept")
    there = {member_of(each.feed) for each in (proposal, *accepts)}
    return [party for party in exchange.state.genesis.parties if party not in there]


def _check_both_words(exchange: Exchange, entry: Entry, proposal: Entry) -> None:
    lacking = _lacking(exchange, proposal, entry)
    if lacking:
        raise RuleBroken("both-words", entry.id, f"the word of {', '.join(lacking)} is not known")
