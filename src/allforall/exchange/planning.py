"""What makes a plan right: its numbers are those agreed, everybody may go, and the wounded go first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from allforall.exchange.errors import RuleBroken
from allforall.exchange.fold import Exchange
from allforall.exchange.lists import check_rows
from allforall.exchange.persons import ANEW, check_fit, same_as
from allforall.exchange.plans import came_home
from allforall.exchange.reading import Plan, plan_of
from allforall.exchange.terms import agreed_terms, in_step, owed
from allforall.exchange.things import Row, written
from allforall.record.entry import Entry


def check_plan(exchange: Exchange, entry: Entry, proposal: Entry) -> None:
    """Raise RuleBroken unless a plan is right by what an entry's author knows."""
    terms = agreed_terms(exchange, entry)
    if terms is None or terms.id != proposal.body["terms"]:
        raise RuleBroken("both-words", entry.id, "these are not terms that all have agreed to")
    plan = plan_of(proposal)
    _check_persons(exchange, entry, proposal, plan)
    _check_counts(entry, plan, terms, came_home(exchange, min(plan.seats), entry))
    _check_order(entry, plan, terms)


def _check_persons(exchange: Exchange, entry: Entry, proposal: Entry, plan: Plan) -> None:
    """Each once, on an opened list of his or her own party, held, and nothing against it."""
    _check_parties(entry, proposal)
    persons = [*plan.people(), *(row for rows in plan.reserves.values() for row in rows)]
    twice = [row for row, times in Counter(persons).items() if times > 1]
    if twice:
        raise RuleBroken("one-live-slot", entry.id, "placed more than once", tuple(map(str, twice)))
    check_rows(exchange, entry, written(persons))
    check_fit(exchange, entry, persons, beside=ANEW)
    everybody = frozenset(persons)
    one = tuple(str(row) for row in persons if not same_as(exchange, row, entry).isdisjoint(everybody))
    if one:
        raise RuleBroken("one-live-slot", entry.id, "one person under two rows, placed twice", one)
    traded = tuple(str(row) for row in persons if owed(exchange, row, entry))
    if traded:
        raise RuleBroken("owed-release", entry.id, "owed release without exchange, so not traded", traded)
    beside = tuple(map(str, (plan.wounded | plan.category_of.keys()) - everybody))
    if beside:
        raise RuleBroken("unknown-row", entry.id, "said to be of a kind, but not in the plan", beside)


def _check_parties(entry: Entry, proposal: Entry) -> None:
    for by_party in (*proposal.body["stages"], proposal.body.get("reserves", {})):
        for party, rows in by_party.items():
            wrong = [name for name in rows if Row(name, 0).owner != party]
            if wrong:
                raise RuleBroken("unknown-row", entry.id, f"{', '.join(wrong)} is not a list of {party}")


def _check_counts(entry: Entry, plan: Plan, terms: Entry, home: Mapping[Row, str]) -> None:
    """The numbers of each stage, and with those who are home of each category and in all, are as agreed."""
    for stage in plan.seats:
        if not in_step(terms, plan.counts(stage), stage - 1):
            raise RuleBroken(
                "delivered-as-agreed", entry.id, f"the numbers of stage {stage} are not as agreed"
            )
    going = {**home, **{row: plan.category_of.get(row, "") for row in plan.people()}}
    whole = Counter(row.owner for row in going)
    for party, number in terms.body.get("formula", {}).items():
        if whole[party] != number:
            about = f"{whole[party]} of {party} instead of {number}"
            raise RuleBroken("delivered-as-agreed", entry.id, about)
    by_category = Counter((category, row.owner) for row, category in going.items())
    agreed = terms.body.get("categories", {})
    for category, _ in sorted(by_category):
        if category and category not in agreed:
            raise RuleBroken("delivered-as-agreed", entry.id, f"no {category} were agreed")
    for category, counts in agreed.items():
        for party, number in counts.items():
            if by_category[category, party] != number:
                about = f"{by_category[category, party]} {category} of {party} instead of {number}"
                raise RuleBroken("delivered-as-agreed", entry.id, about)


def _check_order(entry: Entry, plan: Plan, terms: Entry) -> None:
    """Of each party, nobody goes in an earlier stage than somebody more urgent: the gravely wounded first."""
    first = terms.body.get("first", [])

    def urgency(row: Row) -> int:
        if row in plan.wounded:
            return 0
        category = plan.category_of.get(row)
        return 1 + (first.index(category) if category in first else len(first))

    latest: dict[str, int] = {}
    for stage, rows in sorted(plan.seats.items()):
        overtaken = tuple(str(row) for row in rows if urgency(row) < latest.get(row.owner, 0))
        if overtaken:
            about = f"in stage {stage}, after others who are less urgent"
            raise RuleBroken("wounded-first", entry.id, about, overtaken)
        for row in rows:
            latest[row.owner] = max(latest.get(row.owner, 0), urgency(row))
