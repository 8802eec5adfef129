"""Delegations, and who may speak for whom."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from allforall.record.entry import Entry
from allforall.record.folding import RuleBroken
from allforall.record.genesis import member_of
from allforall.record.kinds import TIME, Field, Kind, list_of
from allforall.talks.fold import KINDS, Talks, rule
from allforall.talks.things import EVERYBODY, ROLE, ROUND, TOPIC, Delegation

KINDS.add(
    Kind(
        "delegation.name",
        "Whom a member sends to the talks: who leads, and in what offices the others come.",
        "{who} sends a delegation led by {head}.",
        {
            "head": Field(ROLE, "who leads it: an office, or a public figure"),
            "offices": Field(list_of(ROLE, 100), "the offices of the others", optional=True),
            "round": Field(ROUND, "the round it is for; all rounds when it is left out", optional=True),
        },
        {"head": "Secretary of the Security Council", "offices": ["Deputy Minister of Foreign Affairs"]},
        EVERYBODY,
    )
)
KINDS.add(
    Kind(
        "speaker.may",
        "Who may speak for a member in public: an office, on what, and for how long.",
        "{role} may speak for {who}.",
        {
            "role": Field(ROLE, "the office"),
            "topics": Field(list_of(TOPIC, 6), "on what; everything when it is left out", optional=True),
            "from": Field(TIME, "from when"),
            "until": Field(TIME, "until when; until it is taken back when left out", optional=True),
        },
        {"role": "Press secretary", "from": "2025-05-16T00:00:00Z", "topics": ["exchange"]},
        EVERYBODY,
    )
)


@rule("delegation.name", "speaker.may")
def _named(talks: Talks, entry: Entry) -> Iterable[Hashable]:
    if entry.body.get("until", "9") <= entry.body.get("from", ""):
        raise RuleBroken("bad-period", entry.id, "the period ends before it begins")
    return [Delegation(member_of(entry.feed))]


def delegation(talks: Talks, member: str, number: int | None = None) -> Entry | None:
    """Whom a member sends to a round: named for that round, or else for all; None when nobody is named."""
    named = talks.ledger.about(Delegation(member), None, "delegation.name")
    for wanted in (number, None):
        found = [each for each in named if each.body.get("round") == wanted]
        if found:
            return found[-1]
    return None


def may_speak(talks: Talks, member: str, role: str, at: str, topic: str | None = None) -> bool | None:
    """Whether an office could speak for a member at a time; None when the member has named no speakers."""
    named = talks.ledger.about(Delegation(member), None, "speaker.may")
    if not named:
        return None
    return any(
        each.body["role"] == role
        and each.body["from"] <= at < each.body.get("until", "9")
        and (topic is None or topic in each.body.get("topics", [topic]))
        for each in named
    )
