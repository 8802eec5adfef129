"""Making a plan from lists, answers and terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from allforall.plan.answered import Answered
from allforall.plan.choose import Choice, Effort, choose
from allforall.plan.clash import clashing, in_words, largest
from allforall.plan.eligible import Eligible, WhyNot, eligible
from allforall.plan.errors import InfeasibleError
from allforall.plan.lexicographic import Goal
from allforall.plan.listed import Listed
from allforall.plan.seating import Seating, seat_units
from allforall.plan.terms import SIDES, Terms
from allforall.plan.unit import Unit, UnitClass, classes_of


@dataclass(frozen=True)
class Papers:
    """Each side's list and the answers to it."""

    wanted: Mapping[str, Mapping[str, Listed]]
    answers: Mapping[str, Mapping[str, Answered]]


@dataclass(frozen=True)
class Plan:
    """Who goes when, who waits, who cannot go, and how good this is known to be. `changes`: what a re-plan did."""

    terms: Terms
    seating: Seating
    goals: tuple[Goal, ...]
    why_not: tuple[WhyNot, ...]
    solver: str
    changes: Mapping[str, Any] = field(default_factory=dict)


def make_plan(papers: Papers, terms: Terms, solver: str = "highs", effort: Effort | None = None) -> Plan:
    """The best plan under the terms; raises InfeasibleError with the demands that clash."""
    people = people_of(papers, terms)
    units = [unit for side in SIDES for unit in people[side].units]
    why_not = tuple(each for side in SIDES for each in people[side].why_not)
    plan = plan_units(units, terms, solver, effort or Effort())
    return Plan(terms, plan.seating, plan.goals, why_not, solver)


def people_of(
    papers: Papers, terms: Terms, gone: Mapping[str, Mapping[str, str]] | None = None
) -> dict[str, Eligible]:
    """Who may go on each side; `gone` by side and request."""
    return {
        side: eligible(side, papers.wanted[side], papers.answers[side], terms, (gone or {}).get(side))
        for side in SIDES
    }


def plan_units(units: Sequence[Unit], terms: Terms, solver: str, effort: Effort) -> Plan:
    """The best plan for units that may go; raises InfeasibleError."""
    classes = classes_of(units, by_site=any(terms.limits(side).by_site for side in SIDES))
    choice = _choice(classes, terms, solver, effort)
    if choice is None:
        raise no_plan(units, terms, solver, effort)
    return Plan(terms, seat_units(classes, choice.counts), choice.goals, (), solver)


def _choice(classes: Sequence[UnitClass], terms: Terms, solver: str, effort: Effort) -> Choice | None:
    if solver == "greedy":
        from allforall.plan.greedy import choose_greedily

        return choose_greedily(classes, terms)
    return choose(classes, terms, effort)


def no_plan(units: Sequence[Unit], terms: Terms, solver: str, effort: Effort) -> InfeasibleError:
    """The refusal: which demands clash, and the largest exchange that all other terms allow."""
    sentences = in_words(clashing(units, terms), units, terms) if solver != "greedy" else []
    text = "no plan keeps all terms: " + "; ".join(sentences) if sentences else _unknown(solver)
    most = _largest(units, terms, solver, effort)
    return InfeasibleError(text + most, tuple(sentences), most)
