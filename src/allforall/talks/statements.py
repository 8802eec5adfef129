"""What was said in public: by whom, where, when, in what language, and what it claims."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any

from allforall.record.entry import Entry
from allforall.record.folding import RuleBroken
from allforall.record.kinds import (
    DAY,
    MEMBER,
    REFERENCE,
    Field,
    Form,
    Kind,
    choice,
    integer,
    list_of,
)
from allforall.record.ledger import Of
from allforall.talks.delegations import may_speak
from allforall.talks.fold import KINDS, Talks, rule
from allforall.talks.things import (
    EVERYBODY,
    LANGUAGE,
    PLACE,
    ROLE,
    SOURCE,
    TEXTS,
    TOPIC,
    WORDS,
    Topic,
    Voice,
    referred,
    times,
)

# What a statement may claim, in words for a reader.
CLAIMS = {
    "list-delivered": "the list of {party} was delivered",
    "list-received": "{party} has received the other side's list",
    "date-agreed": "a date was agreed",
    "exchange-agreed": "an exchange was agreed",
    "exchange-under-way": "the exchange is under way",
    "meeting-agreed": "the next meeting was agreed",
    "venue-agreed": "a venue was agreed",
    "memorandum-offered": "{party} offered a memorandum",
    "ceasefire-proposed": "{party} proposed a ceasefire",
    "ceasefire-accepted": "{party} accepted a ceasefire",
    "ceasefire-rejected": "{party} rejected a ceasefire",
    "contact-held": "there was a contact with {party}",
    "delayed-by": "{party} is causing delay",
    "other": "something the record holds no facts about",
}
_PARTS: dict[str, Form] = {
    "that": choice(*CLAIMS),
    "party": ROLE,
    "stage": integer(1, 999),
    "day": DAY,
    "days": integer(1, 36_500),
    "number": integer(0, 9_999_999),
    "place": PLACE,
    "list": MEMBER,
}
_PARTY_NEEDED = {name for name, words in CLAIMS.items() if "{party}" in words}


def _is_claim(value: Any) -> bool:
    return (
        type(value) is dict
        and "that" in value
        and all(name in _PARTS and _PARTS[name].holds(each) for name, each in value.items())
        and ("party" in value or value["that"] not in _PARTY_NEEDED)
    )


CLAIM = Form(f"a claim: `that` one of {', '.join(CLAIMS)}, and what it is about", _is_claim)

KINDS.add(
    Kind(
        "statement.report",
        "What somebody said in public: a statement, an accusation or a denial. It is a report, not a fact.",
        "{who} reports that {role} of {party} {act}: {words} ({source}).",
        {
            "party": Field(ROLE, "for whom it was said: a member's id, or who is no member"),
            "role": Field(ROLE, "the office of who said it"),
            "speaker": Field(ROLE, "a public figure's name, where it matters", optional=True),
            "act": Field(choice("states", "accuses", "denies"), "what kind of statement"),
            "words": Field(WORDS, "a short public quotation, or the sense of it"),
            "text": Field(TEXTS, "the SHA-256 of the whole text, by language", optional=True),
            "language": Field(LANGUAGE, "the language it was said in"),
            "outlet": Field(ROLE, "in what outlet or channel"),
            **times("said", "when it was said"),
            **times("reported", "when it was reported", optional=True),
            "source": Field(SOURCE, "where it can be found"),
            "claims": Field(
                list_of(CLAIM, 20), "what it claims; for a denial, what it denies", optional=True
            ),
            "of": Field(REFERENCE, "the statement it denies or answers", optional=True),
            "proposal": Field(REFERENCE, "the proposal it is about", optional=True),
            "topic": Field(TOPIC, "what it is about", optional=True),
        },
        {
            "party": "B",
            "role": "Press secretary",
            "act": "states",
            "words": "the list has been received",
            "language": "ru",
            "outlet": "daily briefing",
            "said_at": "2025-05-22T09:30:00Z",
            "said_precision": "hour",
            "source": "agency report of 22 May 2025",
            "claims": [{"that": "list-received", "party": "B"}],
            "topic": "exchange",
        },
        EVERYBODY,
    )
)


@rule("statement.report")
def _statement(talks: Talks, entry: Entry) -> Iterable[Hashable]:
    body = entry.body
    if body["said_at"] > body.get("reported_at", entry.t) or body.get("reported_at", "") > entry.t:
        raise RuleBroken(
            "not-yet", entry.id, "said, reported and entered: one is dated before the one it follows"
        )
    if ("reported_at" in body) is not ("reported_precision" in body):
        raise RuleBroken("bad-fields", entry.id, "reported_at and reported_precision go together")
    answered = referred(talks, entry, "of", "statement.report")
    proposal = referred(talks, entry, "proposal", "talk.propose")
    if body["act"] == "denies" and answered is None and "claims" not in body:
        raise RuleBroken("denies-nothing", entry.id, "a denial names the statement or the claims it denies")
    named = [each for each in (answered, proposal) if each is not None]
    topics = [Topic(body["topic"])] if "topic" in body else []
    return [Of(entry.id), Voice(body["party"]), *(Of(each.id) for each in named), *topics]


def statements(talks: Talks, party: str | None = None) -> list[Entry]:
    """What was said for a party, or by everybody, in the order in which it is said to have been said."""
    found = talks.standing("statement.report")
    chosen = [each for each in found if party in (None, each.body["party"])]
    return sorted(chosen, key=lambda each: (each.body["said_at"], talks.ledger.age(each)))


def answers_to(talks: Talks, statement: Entry) -> list[Entry]:
    """The statements that deny or answer one."""
    found = talks.ledger.about(Of(statement.id), None, "statement.report")
    return [each for each in found if each.body.get("of") == statement.id]


def claims_of(talks: Talks, statement: Entry) -> list[dict[str, Any]]:
    """What a statement claims or denies; a denial without claims denies those of the statement it names."""
    if "claims" in statement.body:
        return list(statement.body["claims"])
    if statement.body["act"] != "denies":
        return []
    denied = talks.ledger.about(Of(statement.body["of"]), None, "statement.report")
    return [
        claim for each in denied if each.id == statement.body["of"] for claim in each.body.get("claims", [])
    ]


def authorised(talks: Talks, statement: Entry) -> bool | None:
    """Whether its speaker's office could speak for the party; None when the party has named no speakers."""
    body = statement.body
    return may_speak(talks, body["party"], body["role"], body["said_at"], body.get("topic"))
