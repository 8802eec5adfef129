"""Proposals of the talks by the hash of their text, and what each party may say to them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from allforall.record.entry import Entry
from allforall.record.folding import RuleBroken
from allforall.record.genesis import member_of
from allforall.record.kinds import DAY, REFERENCE, TEXT, TIME, Field, Kind, integer
from allforall.record.ledger import Of
from allforall.talks.fold import KINDS, Talks, rule
from allforall.talks.positions import acceptances, agreement, taken_away
from allforall.talks.things import PLACE, ROUND, TEXTS, TOPIC, WORDS, Topic, referred

KINDS.agreement(
    "talk",
    "a proposal of the talks: a ceasefire, an exchange, a memorandum, a meeting, a venue.",
    "{who} proposes ({topic}): {title}.",
    {
        "topic": Field(TOPIC, "what it is about"),
        "title": Field(WORDS, "what is proposed, in a few public words"),
        "text": Field(TEXTS, "the SHA-256 of the whole text, for each language it is written in"),
        "days": Field(integer(1, 36_500), "for how many days, for a ceasefire", optional=True),
        "day": Field(DAY, "on which day, for a meeting", optional=True),
        "place": Field(PLACE, "where, for a meeting or a venue", optional=True),
        "round": Field(ROUND, "the round it is made in", optional=True),
        "counters": Field(REFERENCE, "the other side's proposal that it answers", optional=True),
        "lapses": Field(TIME, "it can be accepted until then; without end when left out", optional=True),
    },
    {
        "topic": "ceasefire",
        "title": "a full ceasefire for 30 days",
        "text": {"en": "0" * 64, "uk": "1" * 64},
        "days": 30,
    },
)
KINDS.add(
    Kind(
        "talk.withdraw",
        "The proposer takes a proposal away before everybody has accepted it.",
        "{who} withdraws {of}.",
        {
            "of": Field(REFERENCE, "the proposal"),
            "why": Field(TEXT, "why, in words", optional=True),
        },
        {"of": "A:1:" + "0" * 64},
        frozenset({"party", "mediator"}),
    )
)


@rule("talk.propose")
def _propose(talks: Talks, entry: Entry) -> Iterable[Hashable]:
    if entry.body.get("lapses", "9") <= entry.t:
        raise RuleBroken("bad-period", entry.id, "it has lapsed before it is made")
    things: list[Hashable] = [Of(entry.id), Topic(entry.body["topic"])]
    countered = referred(talks, entry, "counters", "talk.propose")
    if countered is not None:
        if member_of(countered.feed) == member_of(entry.feed):
            raise RuleBroken("two-persons", entry.id, "nobody counters his own proposal; he replaces it")
        _check_not_agreed(talks, countered, entry)
        things.append(Of(countered.id))
    replaced = referred(talks, entry, "replaces", "talk.propose")
    if replaced is not None:
        things.append(Of(replaced.id))
    return things


@rule("talk.accept")
def _accept(talks: Talks, entry: Entry) -> Iterable[Hashable]:
    proposal = _open(talks, entry)
    if taken_away(talks, proposal, entry):
        raise RuleBroken("withdrawn", entry.id, "the proposal was withdrawn or replaced before")
    if entry.t > proposal.body.get("lapses", "9"):
        raise RuleBroken("lapsed", entry.id, "the proposal could be accepted only earlier")
    return [Of(proposal.id)]


@rule("talk.confirm")
def _confirm(talks: Talks, entry: Entry) -> Iterable[Hashable]:
    proposal = _open(talks, entry)
    if agreement(talks, proposal, entry) is None:
        raise RuleBroken("both-words", entry.id, "not every party's acceptance is known and stands")
    return [Of(proposal.id)]


@rule("talk.reject")
def _reject(talks: Talks, entry: Entry) -> Iterable[Hashable]:
    proposal = _open(talks, entry)
    if member_of(proposal.feed) == member_of(entry.feed):
        raise RuleBroken("two-persons", entry.id, "nobody rejects his own proposal; he withdraws it")
    _check_not_agreed(talks, proposal, entry)
    return [Of(proposal.id)]


@rule("talk.withdraw")
def _withdraw(talks: Talks, entry: Entry) -> Iterable[Hashable]:
    proposal = _open(talks, entry)
    if member_of(proposal.feed) != member_of(entry.feed):
        raise RuleBroken("not-his-to-say", entry.id, "only its proposer withdraws a proposal")
    _check_not_agreed(talks, proposal, entry)
    return [Of(proposal.id)]


def proposals(talks: Talks, topic: str | None = None) -> list[Entry]:
    """The proposals that stand, withdrawn ones among them, in order of age; of one topic, or all."""
    return [each for each in talks.standing("talk.propose") if topic in (None, each.body["topic"])]


def _open(talks: Talks, entry: Entry) -> Entry:
    proposal = referred(talks, entry, "of", "talk.propose")
    assert proposal is not None  # noqa: S101  # `of` is required
    return proposal


def _check_not_agreed(talks: Talks, proposal: Entry, entry: Entry) -> None:
    """What all have accepted is changed by a new agreement, not by one side's word."""
    if agreement(talks, proposal, entry) is not None:
        everybody = [member_of(each.feed) for each in acceptances(talks, proposal, entry)]
        raise RuleBroken("agreed", entry.id, f"it is agreed; {', '.join(everybody)} accepted it")
