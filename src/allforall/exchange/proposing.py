"""Proposing a plan, verifying it, and which of two is better."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from allforall.exchange.agreements import answers, check_fresh
from allforall.exchange.errors import RuleBroken
from allforall.exchange.fold import KINDS, Exchange, rule
from allforall.exchange.planning import check_plan
from allforall.exchange.plans import PLAN
from allforall.exchange.reading import plan_of
from allforall.exchange.terms import CATEGORY
from allforall.exchange.things import ROWS, STAGE, Of
from allforall.record.entry import Entry
from allforall.record.genesis import member_of
from allforall.record.kinds import (
    HASH,
    MEMBER,
    REFERENCE,
    YES,
    Field,
    Kind,
    integer,
    list_of,
    object_of,
    text,
)

_NUMBERS = list_of(integer(-(2**53) + 1, 2**53 - 1), 50)

KINDS.agreement(
    "plan",
    "Who goes in which stage, who stands in reserve, and the certificate of how good the plan is.",
    "{who} proposes a plan.",
    {
        "terms": Field(REFERENCE, "the terms in force"),
        "stages": Field(
            list_of(object_of(MEMBER, ROWS), 999), "for each stage the persons who come home, by party"
        ),
        "first_stage": Field(
            STAGE, "the number of its first stage, when earlier ones are over", optional=True
        ),
        "categories": Field(object_of(CATEGORY, ROWS), "which persons are of a category", optional=True),
        "wounded": Field(ROWS, "the gravely wounded and sick", optional=True),
        "reserves": Field(
            object_of(MEMBER, ROWS), "who takes a place that falls free, in order", optional=True
        ),
        "objective": Field(_NUMBERS, "what the plan reaches, most important first; more is better"),
        "bound": Field(_NUMBERS, "what no plan can exceed, likewise", optional=True),
        "certificate": Field(HASH, "the certificate that anybody can verify, by SHA-256"),
        "seed": Field(text(80), "the chance that was drawn, if any", optional=True),
        "counters": Field(REFERENCE, "the plan it answers", optional=True),
        "office": Field(text(80), "the office that proposes", optional=True),
    },
    {
        "terms": "A:3:" + "0" * 64,
        "stages": [{"A": {"A:2": [0, 1]}, "B": {"B:2": [4, 5]}}],
        "reserves": {"A": {"A:2": [2]}},
        "objective": [2, 4],
        "certificate": "ab" * 32,
    },
)


@rule("plan.propose")
def _propose(exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
    counters = entry.body.get("counters")
    if counters and not exchange.ledger.about(Of(counters), entry, "plan.propose"):
        raise RuleBroken("unknown-proposal", entry.id, "there is no plan of that id that stands")
    check_plan(exchange, entry, entry)
    return [PLAN, Of(entry.id), *plan_of(entry).people()]


def _check(exchange: Exchange, entry: Entry, proposal: Entry) -> None:
    check_plan(exchange, entry, proposal)
    check_fresh(exchange, entry, proposal, PLAN)


answers("plan", _check)


KINDS.add(
    Kind(
        "plan.verify",
        "Say what the certificate of a plan shows, having checked it oneself.",
        "{who} has checked the plan {of}: valid {valid}.",
        {
            "of": Field(REFERENCE, "the plan"),
            "valid": Field(YES, "whether the certificate bears the plan out"),
            "objective": Field(_NUMBERS, "what the plan reaches, as checked"),
        },
        {"of": "A:4:" + "0" * 64, "valid": True, "objective": [2, 4]},
        frozenset({"party", "mediator", "observer"}),
    )
)


@rule("plan.verify")
def _verify(exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
    plan = exchange.ledger.last(Of(entry.body["of"]), entry, "plan.propose")
    if plan is None:
        raise RuleBroken("unknown-proposal", entry.id, "there is no plan of that id that stands")
    if member_of(plan.feed) == member_of(entry.feed):
        raise RuleBroken("two-persons", entry.id, "nobody verifies his own plan")
    if entry.body["valid"] and entry.body["objective"] != plan.body["objective"]:
        raise RuleBroken("bad-verify", entry.id, "a plan that reaches something else is not valid")
    return [Of(plan.id)]


def verified(exchange: Exchange, plan: Entry, knowing: Entry | None = None) -> bool:
    """Whether another member has found a plan valid, and none found it not."""
    found = exchange.ledger.about(Of(plan.id), knowing, "plan.verify")
    return bool(found) and all(each.body["valid"] for each in found)


def better(exchange: Exchange, one: Entry, other: Entry, knowing: Entry | None = None) -> Entry | None:
    """The better of two verified plans, of equals the older; None when neither is verified."""
    plans = [each for each in (one, other) if verified(exchange, each, knowing)]
    plans.sort(key=exchange.ledger.age)
    return max(plans, key=lambda each: each.body["objective"], default=None)
