"""Where each party stands on a proposal. Agreed, silent and lapsed are computed; nobody can say them."""

from __future__ import annotations

from dataclasses import dataclass

from allforall.record.entry import Entry
from allforall.record.genesis import member_of
from allforall.record.ledger import Of
from allforall.record.waits import since
from allforall.talks.fold import Talks

# Of two acts that did not know of each other the first of these holds.
_CAUTION = ("rejected", "countered", "accepted")
_ACTS = {"talk.reject": "rejected", "talk.propose": "countered", "talk.accept": "accepted"}


@dataclass(frozen=True, slots=True)
class Position:
    """Where a party stands: proposed, withdrawn, accepted, rejected, countered, silent or lapsed.

    `entry` is the act that says so, None for silent and lapsed. `since` is the time of the act; for silent
    and lapsed the time from which the party has the proposal by its own receipt, None when it gave none.
    """

    party: str
    word: str
    entry: Entry | None
    since: str | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """That every party has accepted one text; `confirm` is the proposer's last signature, if it was given."""

    proposal: Entry
    accepts: tuple[Entry, ...]
    confirm: Entry | None

    @property
    def t(self) -> str:
        """When the last party accepted."""
        return max([self.proposal.t, *(each.t for each in self.accepts)])


def positions(talks: Talks, proposal: Entry, at: str, knowing: Entry | None = None) -> list[Position]:
    """The position of every party; `at` decides what has lapsed."""
    parties = talks.state.genesis.parties
    return [position(talks, proposal, party, at, knowing) for party in parties]


def position(talks: Talks, proposal: Entry, party: str, at: str, knowing: Entry | None = None) -> Position:
    """The position of one party."""
    away = taken_away(talks, proposal, knowing)
    if party == member_of(proposal.feed):
        if away and agreement(talks, proposal, knowing) is None:
            return Position(party, "withdrawn", away[-1], away[-1].t)
        return Position(party, "proposed", proposal, proposal.t)
    act = _act(talks, proposal, party, knowing)
    if act is not None:
        return Position(party, _ACTS[act.kind], act, act.t)
    over = bool(away) or at > proposal.body.get("lapses", "9")
    return Position(party, "lapsed" if over else "silent", None, since(talks, party, proposal))


def agreement(talks: Talks, proposal: Entry, knowing: Entry | None = None) -> Agreement | None:
    """The agreement on a proposal's text; None while a party's acceptance is lacking.

    A withdrawal and an acceptance that did not know of each other make none, until the proposer confirms.
    """
    accepts = acceptances(talks, proposal, knowing)
    there = {member_of(each.feed) for each in (proposal, *accepts)}
    if not there >= set(talks.state.genesis.parties):
        return None
    confirm = talks.ledger.last(Of(proposal.id), knowing, "talk.confirm")
    if confirm is None and taken_away(talks, proposal, knowing):
        return None
    return Agreement(proposal, tuple(accepts), confirm)


def acceptances(talks: Talks, proposal: Entry, knowing: Entry | None = None) -> list[Entry]:
    """The acceptances that are each their party's position."""
    acts = (_act(talks, proposal, party, knowing) for party in talks.state.genesis.parties)
    return [each for each in acts if each is not None and each.kind == "talk.accept"]


def taken_away(talks: Talks, proposal: Entry, knowing: Entry | None = None) -> list[Entry]:
    """The proposer's withdrawals of a proposal, and the proposals with which he replaced it.

    What replaces an agreement, in knowledge of it, takes nothing away before it is agreed itself.
    """
    return [
        each
        for each in talks.ledger.about(Of(proposal.id), knowing, "talk.withdraw", "talk.propose")
        if each.kind == "talk.withdraw"
        or (each.body.get("replaces") == proposal.id and agreement(talks, proposal, each) is None)
    ]


def agreements(talks: Talks, topic: str | None = None) -> list[Agreement]:
    """What is agreed, but what a later agreement took the place of, in order of age."""
    found = [
        agreed
        for proposal in talks.standing("talk.propose")
        if topic in (None, proposal.body["topic"]) and (agreed := agreement(talks, proposal)) is not None
    ]
    replaced = {each.proposal.body.get("replaces") for each in found}
    return [each for each in found if each.proposal.id not in replaced]


def _act(talks: Talks, proposal: Entry, party: str, knowing: Entry | None) -> Entry | None:
    """The act that is a party's position: its last; of several unaware of each other the most cautious."""
    acts = [
        each
        for each in talks.ledger.about(Of(proposal.id), knowing, *_ACTS)
        if member_of(each.feed) == party
        and (each.kind != "talk.propose" or each.body.get("counters") == proposal.id)
    ]
    last = [each for each in acts if not any(talks.state.knows(o, each.feed, each.n) for o in acts)]
    return min(last, key=lambda each: _CAUTION.index(_ACTS[each.kind]), default=None)
