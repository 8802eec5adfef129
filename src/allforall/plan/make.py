"""Making a plan from lists, answers and terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from allforall.plan.choose import Choice, Effort, choose
from allforall.plan.claims import Past
from allforall.plan.clash import clashing, in_words, largest_numbers, too_few
from allforall.plan.eligible import Eligible, WhyNot, eligible
from allforall.plan.errors import InfeasibleError, PlanError
from allforall.plan.lexicographic import Goal
from allforall.plan.papers import Papers
from allforall.plan.seating import Seating, seat_units
from allforall.plan.staging import keeps_terms
from allforall.plan.terms import SIDES, Terms
from allforall.plan.unit import Unit, UnitClass, classes_of


@dataclass(frozen=True)
class Plan:
    """Who goes when, who waits, who cannot go, and how good that is. `changes` says what a re-plan did."""

    terms: Terms
    seating: Seating
    goals: tuple[Goal, ...]
    why_not: tuple[WhyNot, ...]
    solver: str
    changes: Mapping[str, Any] = field(default_factory=dict)
    sources: tuple[tuple[str, str, str], ...] = ()


def make_plan(papers: Papers, terms: Terms, solver: str = "highs", effort: Effort | None = None) -> Plan:
    """The best plan under the terms; raises InfeasibleError with the demands that clash."""
    people = may_go(papers, terms)
    units = [unit for side in SIDES for unit in people[side].units]
    why_not = tuple(each for side in SIDES for each in people[side].why_not)
    plan = plan_units(units, terms, solver, effort or Effort())
    return Plan(terms, plan.seating, plan.goals, why_not, solver, sources=papers.sources)


def may_go(papers: Papers, terms: Terms, past: Mapping[str, Past] | None = None) -> dict[str, Eligible]:
    """Who may go on each side."""
    return {
        side: eligible(side, papers.wanted[side], papers.answers[side], terms, (past or {}).get(side))
        for side in SIDES
    }


def plan_units(units: Sequence[Unit], terms: Terms, solver: str, effort: Effort) -> Plan:
    """The best plan for units that may go; raises InfeasibleError."""
    classes = classes_of(units, terms)
    choice = _choice(classes, terms, solver, effort)
    if choice is None:
        raise no_plan(units, terms, solver)
    if not keeps_terms(classes, choice.counts, terms):
        raise PlanError("the solver's answer does not keep the terms (try --solver greedy, and report this)")
    return Plan(terms, seat_units(classes, choice.counts), choice.goals, (), solver)


def _choice(classes: Sequence[UnitClass], terms: Terms, solver: str, effort: Effort) -> Choice | None:
    if solver == "greedy":
        from allforall.plan.greedy import choose_greedily

        return choose_greedily(classes, terms)
    return choose(classes, terms, effort)


def no_plan(units: Sequence[Unit], terms: Terms, solver: str) -> InfeasibleError:
    """The refusal: which demands clash, and the largest exchange that all other terms allow."""
    clash = too_few(units, terms, SIDES) if solver == "greedy" else clashing(units, terms)
    sentences = in_words(clash, units, terms)
    text = "no plan keeps all terms: " + "; ".join(sentences) if sentences else _unknown(solver)
    most = _largest(units, terms, solver)
    return InfeasibleError(text + most, tuple(sentences), most)


def _unknown(solver: str) -> str:
    if solver == "greedy":
        return (
            "without a solver no plan was found that keeps all terms, which does not mean that there is none"
        )
    return "no plan that keeps all terms was found in the time given"


def _largest(units: Sequence[Unit], terms: Terms, solver: str) -> str:
    """The largest exchange when places become upper limits, in words; "" when that is not known."""
    if terms.as_many or solver == "greedy":
        return ""
    numbers = largest_numbers(units, terms)
    if not numbers or not any(numbers.values()):
        return "; with the other terms kept nobody could go"
    most = ":".join(str(numbers[side]) for side in SIDES)
    return f"; the largest exchange that the other terms allow is {most} (--as-many-as-possible plans it)"
