"""For each claim that a statement can make, where in the record to look."""

from __future__ import annotations

from collections.abc import Callable

from allforall.account.agreed import agreed, same, same_place
from allforall.account.delay import hours, minutes
from allforall.account.facts import Claim, Facts, Found, answers, at, counters, listed, whose
from allforall.account.given import OPENED, list_delivered, list_received
from allforall.record.entry import Entry

_MOVING = ("stage.moving", "stage.arrived", "crossing.crossed", "crossing.received", "stage.sign")


def _date_agreed(facts: Facts, claim: Claim) -> Found:
    """The date of a stage, agreed by both; what was put off since is told too."""
    found = agreed(
        facts,
        facts.exchange,
        [
            each
            for each in facts.exchange.standing("stage.date.propose")
            if same(claim, "stage", each.body["stage"])
        ],
        lambda each: same(claim, "day", each.body["date"]) and same_place(claim, each.body["place"]),
        "the date",
    )
    stages = {each.body.get("stage") for each in found.bears_out}
    put_off, _ = facts.split(
        each for each in facts.exchange.standing("stage.postpone") if each.body["stage"] in stages
    )
    words = tuple(f"{whose(each)} put it off afterwards: {at(each)}" for each in put_off)
    return found | Found((), tuple(put_off), words)


def _exchange_agreed(facts: Facts, claim: Claim) -> Found:
    """Terms of the exchange that both accepted, or a proposal of the talks to exchange."""
    terms = agreed(
        facts,
        facts.exchange,
        facts.exchange.standing("terms.propose"),
        lambda each: "number" not in claim or claim["number"] in each.body.get("formula", {}).values(),
        "the exchange",
    )
    talked = _talk_agreed("exchange", "the exchange")(facts, claim)
    return (
        Found(terms.bears_out + talked.bears_out, (), terms.words + talked.words)
        if (terms.bears_out or talked.bears_out)
        else terms | talked
    )


def _under_way(facts: Facts, claim: Claim) -> Found:
    """An exchange is under way when people move; lists and dates are its preparation."""
    found = facts.happened(list(facts.exchange.standing(*_MOVING))[:3], "people moved")
    if found.bears_out:
        return found
    prepared, _ = facts.split(facts.exchange.standing("terms.confirm", "stage.date.confirm", *OPENED))
    if prepared:
        return found | Found((), (), (f"it was being prepared: {listed(prepared)}",))
    return found


def _talk_agreed(topic: str, what: str) -> Callable[[Facts, Claim], Found]:
    """Something of the talks that both accepted."""

    def look(facts: Facts, claim: Claim) -> Found:
        return agreed(
            facts,
            facts.talks,
            facts.proposals(topic),
            lambda each: (
                same(claim, "day", each.body.get("day"))
                and same(claim, "days", each.body.get("days"))
                and same_place(claim, each.body.get("place"))
            ),
            what,
        )

    return look


def _venue_agreed(facts: Facts, claim: Claim) -> Found:
    """A venue is agreed by itself or together with a meeting."""
    places = [
        each for each in (*facts.proposals("venue"), *facts.proposals("meeting")) if "place" in each.body
    ]
    return agreed(facts, facts.talks, places, lambda each: same_place(claim, each.body["place"]), "the venue")


def _proposed(topic: str) -> Callable[[Facts, Claim], Found]:
    """That a party proposed something."""

    def look(facts: Facts, claim: Claim) -> Found:
        made = [
            each
            for each in facts.proposals(topic)
            if whose(each) == claim["party"] and same(claim, "days", each.body.get("days"))
        ]
        return facts.happened(made, f"{claim['party']} proposed it")

    return look


def _ceasefire(wanted: str) -> Callable[[Facts, Claim], Found]:
    """That a party accepted or rejected a ceasefire: by its own entries alone."""

    def look(facts: Facts, claim: Claim) -> Found:
        found = Found()
        for proposal in facts.proposals("ceasefire"):
            if whose(proposal) != claim["party"] and same(claim, "days", proposal.body.get("days")):
                found |= _answer(facts, proposal, claim["party"], wanted)
        return found

    return look


def _answer(facts: Facts, proposal: Entry, party: str, wanted: str) -> Found:
    said = {
        "accepted": answers(facts.talks, proposal, "accept"),
        "rejected": [*answers(facts.talks, proposal, "reject"), *counters(facts.talks, proposal)],
    }
    done = {word: [each for each in entries if whose(each) == party] for word, entries in said.items()}
    before, _ = facts.split([*done["accepted"], *done["rejected"]])
    if not before:
        later = facts.happened(done[wanted], f"{party} {wanted} it")
        silent = Found((), (proposal,), (f"{party} had neither accepted nor rejected it: {at(proposal)}",))
        return silent | later if proposal.t <= facts.by else later
    last = before[-1]
    word = "accepted" if last in done["accepted"] else "rejected"
    sentence = f"{party} {word} it: {at(last)}"
    return Found((last,), (), (sentence,)) if word == wanted else Found((), (last,), (sentence,))


def _contact_held(facts: Facts, claim: Claim) -> Found:
    """A contact is reported by somebody; that is another report, not a proof."""
    reports = [
        each
        for each in facts.talks.standing("contact.report")
        if claim["party"] in (each.body["third"], *each.body["with"])
        and same(claim, "day", each.body["contact_at"][:10])
    ]
    return facts.happened(reports, "a contact is reported")


def _delayed_by(facts: Facts, claim: Claim) -> Found:
    """A party delays when something waits for it that was due; whoever else is waited for is told too."""
    party = claim["party"]
    put_off, _ = facts.split(
        each for each in facts.exchange.standing("stage.postpone") if whose(each) == party
    )
    words = tuple(f"{party} put a stage off: {at(each)}" for each in put_off)
    found = Found(tuple(put_off), (), words)
    for wait in facts.waits:
        if wait.begin is None or wait.begin > facts.by or (wait.due or "") > facts.by:
            continue
        about = facts.entry(wait.about)
        if wait.end is None or wait.end > facts.by:
            long = hours(minutes(wait.begin, facts.by))
            sentence = f"{wait.member} owed “{wait.act}” since {wait.begin} ({long}): {at(about)}"
            owed = Found((about,), (), (sentence,))
            found |= owed if wait.member == party else Found((), (about,), (sentence,))
        elif wait.member == party and wait.by is not None:
            done = facts.entry(wait.by)
            if whose(done) == party:
                sentence = f"{party} had done “{wait.act}” by then: {at(done)}"
                found |= Found((), (done,), (sentence,))
    return found


def _other(_: Facts, __: Claim) -> Found:
    """The record holds no facts of this sort."""
    return Found()


EVIDENCE: dict[str, Callable[[Facts, Claim], Found]] = {
    "list-delivered": list_delivered,
    "list-received": list_received,
    "date-agreed": _date_agreed,
    "exchange-agreed": _exchange_agreed,
    "exchange-under-way": _under_way,
    "meeting-agreed": _talk_agreed("meeting", "the next meeting"),
    "venue-agreed": _venue_agreed,
    "memorandum-offered": _proposed("memorandum"),
    "ceasefire-proposed": _proposed("ceasefire"),
    "ceasefire-accepted": _ceasefire("accepted"),
    "ceasefire-rejected": _ceasefire("rejected"),
    "contact-held": _contact_held,
    "delayed-by": _delayed_by,
    "other": _other,
}
