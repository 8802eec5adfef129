"""Terms: how many for how many, who goes first, when, and what may be published; and who is owed release."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping

from allforall.exchange.agreements import agreed_on, answers, check_fresh
from allforall.exchange.errors import RuleBroken
from allforall.exchange.fold import KINDS, Exchange, rule
from allforall.exchange.lists import check_rows
from allforall.exchange.things import ROWS, Of, Row, Topic, rows_of
from allforall.record.entry import Entry
from allforall.record.kinds import (
    DAY,
    HASH,
    MEMBER,
    YES,
    Field,
    Kind,
    choice,
    integer,
    list_of,
    matching,
    object_of,
    text,
)

TERMS = Topic("terms")
COUNTS = object_of(MEMBER, integer(0, 1_000_000))
CATEGORY = matching(r"[a-z][a-z0-9 -]{0,39}", "a category such as: gravely wounded")
TEXTS = object_of(matching(r"[a-z]{2,3}", "a language such as uk"), HASH)

KINDS.agreement(
    "terms",
    "What the parties agree to exchange: how many of each for how many, which go first, from when to when.",
    "{who} proposes terms of the exchange.",
    {
        "formula": Field(COUNTS, "how many people of each party come home", optional=True),
        "all_for_all": Field(YES, "everybody for everybody, whatever the numbers", optional=True),
        "categories": Field(
            object_of(CATEGORY, COUNTS), "of these, how many of a category, such as civilians", optional=True
        ),
        "stages": Field(list_of(COUNTS, 999), "how many in each stage, when not in step", optional=True),
        "bodies": Field(COUNTS, "how many dead of each party are handed over, apart", optional=True),
        "first": Field(
            list_of(CATEGORY, 50), "the categories that go before others, the first first", optional=True
        ),
        "from": Field(DAY, "the first day", optional=True),
        "until": Field(DAY, "the last day", optional=True),
        "release": Field(
            choice("stage", "series", "date"), "when numbers may be published: after each stage, at the end"
        ),
        "release_on": Field(DAY, "the day they may be published", optional=True),
        "text": Field(TEXTS, "the text in each language, by SHA-256", optional=True),
        "office": Field(text(80), "the office that proposes", optional=True),
    },
    {"formula": {"A": 1000, "B": 1000}, "bodies": {"A": 1212}, "release": "series"},
)


@rule("terms.propose")
def _propose(exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
    body, parties = entry.body, set(exchange.state.genesis.parties)
    if ("formula" in body) is (body.get("all_for_all") is True):
        raise RuleBroken("bad-terms", entry.id, "either a formula or all for all")
    if "formula" in body and set(body["formula"]) != parties:
        raise RuleBroken("both-words", entry.id, f"the formula does not name {', '.join(sorted(parties))}")
    for counts in (*body.get("categories", {}).values(), body.get("bodies", {}), *body.get("stages", [])):
        if not set(counts) <= parties:
            raise RuleBroken("bad-terms", entry.id, "numbers of somebody who is no party")
    _check_sums(entry, parties)
    if body.get("from", "") > body.get("until", "9"):
        raise RuleBroken("bad-terms", entry.id, "the last day is before the first")
    if (body["release"] == "date") is not ("release_on" in body):
        raise RuleBroken("bad-terms", entry.id, "a day of release goes with release on a date, and only then")
    return [TERMS, Of(entry.id)]


def _check(exchange: Exchange, entry: Entry, proposal: Entry) -> None:
    check_fresh(exchange, entry, proposal, TERMS)


answers("terms", _check)


def _check_sums(entry: Entry, parties: set[str]) -> None:
    """Categories are within the formula, and stages make it."""
    body = entry.body
    for party in parties if "formula" in body else ():
        whole = body["formula"][party]
        if sum(counts.get(party, 0) for counts in body.get("categories", {}).values()) > whole:
            raise RuleBroken("bad-terms", entry.id, f"more of {party} in categories than in all")
        if "stages" in body and sum(counts.get(party, 0) for counts in body["stages"]) != whole:
            raise RuleBroken("bad-terms", entry.id, f"the stages do not make the number of {party}")


def agreed_terms(exchange: Exchange, knowing: Entry | None = None) -> Entry | None:
    """The terms in force; None when there are none, or when two agreements clash."""
    return agreed_on(exchange, TERMS, "terms", knowing)


def in_step(terms: Entry, counts: Mapping[str, int], stage: int) -> bool:
    """Whether the numbers of one stage (from 0) are as agreed: those of the stage, else in step.

    In step is: the numbers stand to each other as in the formula, to within less than one person. With all
    for all, and no stages agreed, any numbers are.
    """
    if "stages" in terms.body:
        agreed = terms.body["stages"][stage] if stage < len(terms.body["stages"]) else {}
        return all(counts.get(party, 0) == agreed.get(party, 0) for party in {*counts, *agreed})
    formula = terms.body.get("formula", {})
    return all(
        one == other or abs(counts.get(one, 0) * whole - counts.get(other, 0) * part) < max(whole, part, 1)
        for one, part in formula.items()
        for other, whole in formula.items()
    )


KINDS.add(
    Kind(
        "owed.state",
        "Say that persons are owed release without any exchange (III GC 109-117), so nobody trades them.",
        "{who} states that {rows} are owed release under {ground}.",
        {
            "rows": Field(ROWS, "the persons"),
            "ground": Field(
                matching(r"(I|II|III|IV) GC [0-9]{1,3}", "an article such as III GC 110"), "the article"
            ),
            "office": Field(text(80), "the office or commission that found so", optional=True),
        },
        {"rows": {"A:2": [3]}, "ground": "III GC 110", "office": "Mixed Medical Commission"},
        frozenset({"party", "mediator"}),
    )
)


@rule("owed.state")
def _owed(exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
    check_rows(exchange, entry, entry.body["rows"])
    return list(rows_of(entry.body["rows"]))


def owed(exchange: Exchange, row: Row, knowing: Entry | None = None) -> bool:
    """Whether somebody has stated, and not taken back, that a person is owed release without exchange."""
    return bool(exchange.ledger.about(row, knowing, "owed.state"))
