"""Statements held against the record: what bears them out, what contradicts them, where it is silent.

Nobody is called a liar here. The record holds what both sides signed and when; a claim is held against what
stood there when it was made, and the reader is shown the entries.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from allforall.account.evidence import EVIDENCE
from allforall.account.facts import Claim, Facts, facts_of
from allforall.account.waiting import all_waits
from allforall.exchange.fold import Exchange
from allforall.record.entry import Entry
from allforall.record.waits import Wait
from allforall.talks.fold import Talks
from allforall.talks.incidents import shifted
from allforall.talks.statements import CLAIMS, authorised, claims_of, statements
from allforall.talks.things import PRECISIONS

BORNE_OUT = "borne out"
CONTRADICTED = "contradicted"
SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Finding:
    """One claim of one statement, held against the record as it stood when the statement was made.

    `bears_out` and `contradicts` are entries for and against the statement: for a denial that is against and
    for the claim that it denies. `authorised` is None when the party has named no speakers.
    """

    statement: Entry
    claim: Claim
    verdict: str
    bears_out: tuple[Entry, ...]
    contradicts: tuple[Entry, ...]
    words: str
    authorised: bool | None


def findings(exchange: Exchange, talks: Talks, more: Iterable[Wait] = ()) -> list[Finding]:
    """Every claim of every statement, in the order in which they were made.

    `more` are waits beyond those that `waiting.all_waits` knows, such as for clearances.
    """
    facts = facts_of(exchange, talks, (*all_waits(exchange, talks), *more))
    return [
        hold(replace(facts, by=_moment(each), proposal=each.body.get("proposal")), each, claim)
        for each in statements(talks)
        for claim in claims_of(talks, each)
    ]


def hold(facts: Facts, statement: Entry, claim: Claim) -> Finding:
    """Hold one claim of a statement against the facts."""
    found = EVIDENCE[claim["that"]](facts, claim)
    speaks_for, against = found.bears_out, found.contradicts
    denies = statement.body["act"] == "denies"
    if denies:
        speaks_for, against = against, speaks_for
    # Where entries speak on both sides, a claim stands on those that bear it out; a denial falls on them.
    verdict = SILENT
    if found.bears_out:
        verdict = CONTRADICTED if denies else BORNE_OUT
    elif found.contradicts:
        verdict = BORNE_OUT if denies else CONTRADICTED
    reasons = "; ".join(found.words) or "the record says nothing of it"
    words = f"{_sentence(statement, claim)}: {verdict}. By {facts.by}: {reasons}."
    allowed = authorised(facts.talks, statement)
    return Finding(statement, claim, verdict, speaks_for, against, words, allowed)


def _moment(statement: Entry) -> str:
    """The latest moment at which a statement may have been made, as sharply as that is known."""
    body = statement.body
    return min(shifted(body["said_at"], PRECISIONS[body["said_precision"]]), statement.t)


def _sentence(statement: Entry, claim: Claim) -> str:
    body = statement.body
    told = CLAIMS[claim["that"]].format(party=claim.get("party", ""))
    details = ", ".join(
        f"{name} {claim[name]}" for name in ("number", "stage", "day", "days", "place") if name in claim
    )
    verb = {"states": "states", "accuses": "alleges", "denies": "denies"}[body["act"]]
    return f"{body['role']} ({body['party']}) {verb} that {told}" + (f" ({details})" if details else "")
