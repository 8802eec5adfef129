"""Claims that lists were given and received, held against what opened them and who showed to have it."""

from __future__ import annotations

from allforall.account.facts import Claim, Facts, Found, listed, whose
from allforall.record.entry import Entry
from allforall.record.genesis import member_of

OPENED = ("list.reveal", "list.chunk")


def list_delivered(facts: Facts, claim: Claim) -> Found:
    """A list is delivered when its owner has opened it; whether others show that they have it is told too."""
    owner = claim["party"]
    found = Found()
    for opening in _openings(facts, owner):
        given = facts.happened([opening], f"{owner} opened its list")
        receipts = [
            received
            for party in facts.parties
            if party != owner and (received := facts.received(party, opening)) is not None
        ]
        shown = facts.happened(receipts, "the other side showed that it has it")
        nobody = Found((), (), ("nobody has shown by an entry that he has it",))
        found |= given | (shown if receipts else nobody) if given.bears_out else given
    return _of_number(facts, claim, owner, found if found.words else _only_bound(facts, owner))


def list_received(facts: Facts, claim: Claim) -> Found:
    """A list is received when the receiver says so, or when an entry of his has seen that it was opened."""
    receiver = claim["party"]
    owners = [claim["list"]] if "list" in claim else [each for each in facts.parties if each != receiver]
    found = Found()
    for owner in owners:
        found |= _of_number(facts, claim, owner, _received_from(facts, receiver, owner))
    return found


def _received_from(facts: Facts, receiver: str, owner: str) -> Found:
    openings = _openings(facts, owner)
    seen = [each for opening in openings if (each := facts.received(receiver, opening)) is not None]
    said = [
        each
        for each in facts.exchange.standing("list.receipt")
        if whose(each) == receiver and member_of(each.body["list"].partition(":")[0]) == owner
    ]
    received = {each.id: each for each in (*seen, *said)}
    if received:
        return facts.happened(received.values(), f"{receiver} showed that it has {owner}'s list")
    if not openings:
        return _only_bound(facts, owner)
    words = f"{owner} opened its list, and no entry of {receiver} shows that it has it: {listed(openings)}"
    return Found((), tuple(openings), (words,))


def _openings(facts: Facts, owner: str) -> list[Entry]:
    return [each for each in facts.exchange.standing(*OPENED) if whose(each) == owner]


def _only_bound(facts: Facts, owner: str) -> Found:
    """A list that is committed to but not opened has not been given."""
    before = _commits(facts, owner)
    if not before:
        return Found()
    words = f"{owner} was bound to a list, which it had not opened: {listed(before)}"
    return Found((), tuple(before), (words,))


def _of_number(facts: Facts, claim: Claim, owner: str, found: Found) -> Found:
    """What was found, turned round when the list has no room for as many rows as claimed."""
    before = _commits(facts, owner)
    if "number" not in claim or not before or before[-1].body["rows"] >= claim["number"]:
        return found
    words = f"{owner}'s list has room for {before[-1].body['rows']} rows, not for {claim['number']}"
    return Found((), (*found.contradicts, before[-1]), (*found.words, words))


def _commits(facts: Facts, owner: str) -> list[Entry]:
    """The commits of a party up to the moment."""
    commits = facts.exchange.standing("list.commit")
    return facts.split(each for each in commits if whose(each) == owner)[0]
