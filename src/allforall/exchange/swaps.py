"""Swaps: one person steps out of an agreed plan, the next in reserve steps in, by both signatures."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from allforall.exchange.agreements import answers
from allforall.exchange.errors import RuleBroken
from allforall.exchange.fold import KINDS, Exchange, rule
from allforall.exchange.persons import HOME, bar, shows, status
from allforall.exchange.plans import Swaps, agreed_plan, pair, seat, swaps
from allforall.exchange.reading import plan_of
from allforall.exchange.terms import owed
from allforall.exchange.things import ROW, STAGE, Of, Row
from allforall.record.entry import Entry
from allforall.record.kinds import REFERENCE, TEXT, Field

KINDS.agreement(
    "plan.swap",
    "One person steps out of a stage, and the next in reserve of the same party and category steps in.",
    "{who} proposes that {in} goes instead of {out} in stage {stage}.",
    {
        "plan": Field(REFERENCE, "the plan in force"),
        "stage": Field(STAGE, "the number of the stage"),
        "out": Field(ROW, "who steps out"),
        "in": Field(ROW, "who steps in"),
        "why": Field(TEXT, "why, without a name or anybody's health", personal=True),
    },
    {
        "plan": "A:4:" + "0" * 64,
        "stage": 1,
        "out": "A:2/0",
        "in": "A:2/2",
        "why": "held back on a stated ground",
    },
)


def _check(exchange: Exchange, entry: Entry, proposal: Entry) -> None:
    plan = agreed_plan(exchange, entry)
    if plan is None or plan.id != proposal.body["plan"]:
        raise RuleBroken("both-words", entry.id, "this is not a plan that all have agreed to")
    out, in_ = pair(proposal)
    if seat(exchange, plan, out, entry) != proposal.body["stage"]:
        raise RuleBroken("one-live-slot", entry.id, "who steps out has no place in that stage", (str(out),))
    if status(exchange, out, entry) in HOME:
        raise RuleBroken("not-again", entry.id, "who steps out is home", (str(out),))
    due = next_in_reserve(exchange, plan, out, entry)
    if due != in_:
        about = f"next in reserve is {due or 'nobody'}"
        raise RuleBroken("frozen-list", entry.id, about, (str(in_),))


@rule("plan.swap.propose")
def _propose(exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
    _check(exchange, entry, entry)
    return [Swaps(entry.body["plan"]), Of(entry.id), *pair(entry)]


answers("plan.swap", _check)


def next_in_reserve(exchange: Exchange, plan: Entry, out: Row, knowing: Entry | None = None) -> Row | None:
    """The first in reserve who may go in a person's place; None when nobody is left."""
    said = plan_of(plan)
    for row in said.reserves.get(out.owner, ()):
        fit = bar(exchange, row, knowing) is None
        of_a_kind = said.category_of.get(row) == said.category_of.get(out)
        free = not any(swap.body["plan"] == plan.id for swap in swaps(exchange, row, knowing))
        if fit and of_a_kind and free and not owed(exchange, row, knowing):
            return row
    return None


@shows("substituted", "plan.swap.propose")
def _substituted(exchange: Exchange, row: Row, said: list[Entry], knowing: Entry | None) -> bool:
    agreed = {swap.id for swap in swaps(exchange, row, knowing)}
    return any(each.id in agreed and pair(each)[0] == row for each in said)
