"""The state machine of the whole exchange, computed from what was said."""

from __future__ import annotations

from allforall.exchange.clearances import cleared
from allforall.exchange.counts import short
from allforall.exchange.fold import Exchange
from allforall.exchange.lists import frozen_at
from allforall.exchange.machine import published, stage_state
from allforall.exchange.manifests import manifest_rows
from allforall.exchange.persons import CAME_HOME, status
from allforall.exchange.plans import agreed_plan, stage_rows
from allforall.exchange.stages import date, signed
from allforall.exchange.suspending import ended
from allforall.exchange.telling import planned_stages
from allforall.exchange.terms import TERMS, agreed_terms
from allforall.exchange.things import Stage
from allforall.exchange.waiting import open_proposals, open_questions, opened_lists
from allforall.record.entry import Entry

EXCHANGE_STATES = {
    "open": "nothing is agreed",
    "proposed": "terms are proposed",
    "formula_agreed": "the terms are agreed",
    "lists_exchanged": "every party has opened a list",
    "reconciling": "rows are being answered",
    "commented": "questions are open",
    "frozen": "the lists are frozen by all parties",
    "clearing": "the plan is agreed; people are being cleared",
    "scheduled": "all are cleared, and the next stage has a day",
    "executing": "stages are under way",
    "reconciled": "all stages are signed for, as agreed",
    "partial": "all stages are signed for, and people are still owed",
    "announced": "the numbers are published",
    "closed": "all who came home are with their families, and the Bureau knows",
    "aborted": "all parties have ended it",
}
_UNDER_WAY = ("go", "moving", "at_point", "batch", "counted", "signed", "families_told", "public", "hold")


def exchange_state(exchange: Exchange, at: str, knowing: Entry | None = None) -> str:
    """Where the whole exchange stands at a time, one of EXCHANGE_STATES."""
    if ended(exchange, knowing):
        return "aborted"
    if agreed_plan(exchange, knowing) is None:
        return _before_plan(exchange, knowing)
    stages = planned_stages(exchange, knowing)
    if all(signed(exchange, each, knowing) for each in stages):
        return _done(exchange, stages, knowing)
    states = [stage_state(exchange, each, knowing) for each in stages]
    if any(each in _UNDER_WAY for each in states):
        return "executing"
    waiting = [row for each in stages for row in stage_rows(exchange, each, knowing)]
    ready = all(cleared(exchange, row, at, knowing) for row in waiting)
    return "scheduled" if ready and date(exchange, stages[0], knowing) is not None else "clearing"


def _before_plan(exchange: Exchange, knowing: Entry | None) -> str:
    lists = opened_lists(exchange, knowing)
    if {each.owner for each in lists} < set(exchange.state.genesis.parties):
        if agreed_terms(exchange, knowing) is not None:
            return "formula_agreed"
        return "proposed" if open_proposals(exchange, TERMS, "terms", knowing) else "open"
    if all(frozen_at(exchange, each, knowing) is not None for each in lists):
        return "frozen"
    if open_questions(exchange, knowing):
        return "commented"
    answered = any(exchange.ledger.knows(knowing, each) for each in exchange.by_kind.get("list.answer", ()))
    return "reconciling" if answered else "lists_exchanged"


def _done(exchange: Exchange, stages: list[Stage], knowing: Entry | None) -> str:
    if not all(published(exchange, each, knowing) for each in stages):
        owed = any(short(exchange, each, knowing) for each in stages)
        return "partial" if owed else "reconciled"
    home = [
        state
        for each in stages
        for row in manifest_rows(exchange, each, knowing)
        if (state := status(exchange, row, knowing)) in CAME_HOME
    ]
    return "closed" if all(state == "closed" for state in home) else "announced"
