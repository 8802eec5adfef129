"""Claims that something was agreed, held against proposals and the answers to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from allforall.account.facts import Claim, Facts, Found, answers, at, counters, whose
from allforall.record.entry import Entry
from allforall.record.folding import Fold
from allforall.talks.fold import Talks
from allforall.talks.positions import agreement


def agreed(
    facts: Facts, fold: Fold, proposals: Iterable[Entry], fits: Callable[[Entry], bool], what: str
) -> Found:
    """What the proposals of one subject say of a claim that it was agreed.

    `fits` are the details of the claim. Agreed is what every party has signed: one proposed it, the others
    accepted it. One that is only proposed, or rejected, countered, accepted later or agreed with other
    details speaks against the claim.
    """
    held = list(proposals)
    found = [_signed(facts, fold, each, what) for each in held if fits(each)]
    done = [each for each in found if each.bears_out]
    if done:
        return _joined(done)
    others = [each for each in held if not fits(each)]
    return _joined([*found, *(_otherwise(facts, fold, each, what) for each in others)])


def signed_at(facts: Facts, fold: Fold, proposal: Entry) -> str | None:
    """When the last party signed a proposal; None while a signature is lacking, or one was withdrawn."""
    if isinstance(fold, Talks):
        found = agreement(fold, proposal)
        return found.t if found is not None else None
    first = {whose(proposal): proposal.t}
    for each in answers(fold, proposal, "accept"):
        first.setdefault(whose(each), each.t)
    return max(first.values()) if set(facts.parties) <= set(first) else None


def _signed(facts: Facts, fold: Fold, proposal: Entry, what: str) -> Found:
    proposer = whose(proposal)
    if proposal.t > facts.by:
        return Found((), (proposal,), (f"{what} was proposed only afterwards: {at(proposal)}",))
    done = signed_at(facts, fold, proposal)
    accepts, later = facts.split(answers(fold, proposal, "accept"))
    if done is not None and done <= facts.by:
        confirms, _ = facts.split(answers(fold, proposal, "confirm"))
        lacking = "" if confirms else f"; {proposer} had not confirmed it yet"
        sentence = f"{what} was proposed by {proposer} and accepted by every other party: {at(proposal)}"
        return Found((proposal, *accepts, *confirms), (), (sentence + lacking,))
    return _unsigned(facts, fold, proposal, later, what)


def _unsigned(facts: Facts, fold: Fold, proposal: Entry, later: list[Entry], what: str) -> Found:
    """What stood in the way: others' rejections and counter-proposals, or that they had not answered."""
    proposer = whose(proposal)
    found = Found((), (proposal,), (f"{what} was only proposed, by {proposer}: {at(proposal)}",))
    withdrawn, _ = facts.split(answers(fold, proposal, "withdraw"))
    found |= Found(
        (), tuple(withdrawn), tuple(f"{whose(each)} withdrew it: {at(each)}" for each in withdrawn)
    )
    for party in facts.parties:
        if party == proposer:
            continue
        said = [*answers(fold, proposal, "reject"), *counters(fold, proposal)]
        before, _ = facts.split(each for each in said if whose(each) == party)
        accepted = [each for each in later if whose(each) == party]
        if before:
            word = "rejected it" if before[-1].kind.endswith(".reject") else "countered it"
            found |= Found((), (before[-1],), (f"{party} {word}: {at(before[-1])}",))
        elif accepted:
            found |= Found((), (accepted[0],), (f"{party} accepted it only afterwards: {at(accepted[0])}",))
        elif not any(whose(each) == party for each in answers(fold, proposal, "accept")):
            found |= Found((), (), (_unanswered(facts, party, proposal),))
    return found


def _unanswered(facts: Facts, party: str, proposal: Entry) -> str:
    received = facts.received(party, proposal)
    if received is None or received.t > facts.by:
        return f"{party} is not known to have received it by then, and had not answered it"
    return f"{party} had it since {received.t}, and had not answered it"


def _otherwise(facts: Facts, fold: Fold, proposal: Entry, what: str) -> Found:
    """What was agreed with other details than claimed."""
    done = signed_at(facts, fold, proposal)
    if done is None or done > facts.by:
        return Found()
    return Found((), (proposal,), (f"{what} was agreed otherwise than claimed: {at(proposal)}",))


def _joined(found: list[Found]) -> Found:
    result = Found()
    for each in found:
        result |= each
    return result


def same(claim: Claim, field: str, value: object) -> bool:
    """Whether a detail of a claim fits; what the claim leaves open fits anything."""
    return field not in claim or claim[field] == value


def same_place(claim: Claim, place: str | None) -> bool:
    """Whether the place of a claim fits: one names the other, whatever the case of letters."""
    if "place" not in claim:
        return True
    one, other = claim["place"].casefold(), (place or "").casefold()
    return bool(other) and (one in other or other in one)
