"""Contacts of third parties: calls, visits and letters between those at the table and those who are not."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from allforall.record.entry import Entry
from allforall.record.folding import RuleBroken
from allforall.record.kinds import Field, Kind, choice, list_of
from allforall.talks.fold import KINDS, Talks, rule
from allforall.talks.things import EVERYBODY, ROLE, SOURCE, TOPIC, WORDS, Topic, Voice, times

KINDS.add(
    Kind(
        "contact.report",
        "A contact of a third party with one or several of those at the table.",
        "{who} reports that {third} was in contact with {with} at {contact_at} ({source}).",
        {
            "third": Field(ROLE, "the third party, and in what office"),
            "with": Field(list_of(ROLE, 16), "with whom: members' ids, or offices"),
            "means": Field(choice("call", "visit", "letter", "message", "meeting"), "how", optional=True),
            "topic": Field(TOPIC, "about what", optional=True),
            "about": Field(WORDS, "about what, in a few public words", optional=True),
            **times("contact", "when"),
            "source": Field(SOURCE, "who says so, and where"),
        },
        {
            "third": "President of a third State",
            "with": ["B"],
            "means": "call",
            "contact_at": "2025-05-19T00:00:00Z",
            "contact_precision": "day",
            "source": "office of the president, 19 May 2025",
        },
        EVERYBODY,
    )
)


@rule("contact.report")
def _contact(talks: Talks, entry: Entry) -> Iterable[Hashable]:
    if entry.body["contact_at"] > entry.t:
        raise RuleBroken("not-yet", entry.id, "it reports a contact that is still to come")
    about = [Topic(entry.body["topic"])] if "topic" in entry.body else []
    return [Voice(entry.body["third"]), *map(Voice, entry.body["with"]), *about]


def contacts(talks: Talks, begin: str, end: str) -> list[Entry]:
    """The contacts reported for a period, from `begin` until before `end`, in order of time."""
    found = [each for each in talks.standing("contact.report") if begin <= each.body["contact_at"] < end]
    return sorted(found, key=lambda each: str(each.body["contact_at"]))
