"""Claims that lists were given and received, held against what opened them and who showed to have it."""

from __future__ import annotations

from allforall.account.facts import Claim, Facts, Found, listed, whose
from allforall.record.entry import Entry
from allforall.record.genesis import member_of

OPENED = ("list.reveal", "list.chunk")


def list_delivered(facts: Facts, claim: Claim) -> Found:
    """A list is delivered when its owner has opened it, and another party has shown that it has it."""
    found = Found()
    for opening in _openings(facts, claim["party"]):
        receipts = [
            received
            for party in facts.parties
            if party != claim["party"] and (received := facts.received(party, opening)) is not None
        ]
        given = facts.happened([opening], f"{claim['party']} opened its list")
        found |= given if not given.bears_out else given | facts.happened(receipts, "the other side had it")
        if given.bears_out and not receipts:
            found |= Found((), (), ("nobody has shown by an entry that he has it",))
    if not found.words:
        found = _only_bound(facts, claim["party"])
    return found | _number(facts, claim, claim["party"])


def list_received(facts: Facts, claim: Claim) -> Found:
    """A list is received when the receiver says so, or when an entry of his has seen that it was opened."""
    receiver = claim["party"]
    owners = [claim["list"]] if "list" in claim else [each for each in facts.parties if each != receiver]
    found = Found()
    for owner in owners:
        said = [
            each
            for each in facts.exchange.standing("list.receipt")
            if whose(each) == receiver and member_of(each.body["list"].partition(":")[0]) == owner
        ]
        openings = _openings(facts, owner)
        seen = [each for opening in openings if (each := facts.received(receiver, opening)) is not None]
        received = {each.id: each for each in (*seen, *said)}
        if received:
            found |= facts.happened(received.values(), f"{receiver} showed that it has {owner}'s list")
        elif openings:
            found |= facts.happened(openings, f"{owner} opened its list")
            found = Found((), found.bears_out + found.contradicts, found.words)
            found |= Found((), (), (f"no entry of {receiver} shows that it has it",))
        else:
            found |= _only_bound(facts, owner)
        found |= _number(facts, claim, owner)
    return found


def _openings(facts: Facts, owner: str) -> list[Entry]:
    return [each for each in facts.exchange.standing(*OPENED) if whose(each) == owner]


def _only_bound(facts: Facts, owner: str) -> Found:
    """A list that is committed to but not opened has not been given."""
    commits = [each for each in facts.exchange.standing("list.commit") if whose(each) == owner]
    before, _ = facts.split(commits)
    if not before:
        return Found()
    words = f"{owner} was bound to a list, which it had not opened: {listed(before)}"
    return Found((), tuple(before), (words,))


def _number(facts: Facts, claim: Claim, owner: str) -> Found:
    """A list has room for at least as many rows as claimed, or the claim's number is wrong."""
    commits, _ = facts.split(each for each in facts.exchange.standing("list.commit") if whose(each) == owner)
    if "number" not in claim or not commits or commits[-1].body["rows"] >= claim["number"]:
        return Found()
    words = f"{owner}'s list has room for {commits[-1].body['rows']} rows, not for {claim['number']}"
    return Found((), (commits[-1],), (words,))
