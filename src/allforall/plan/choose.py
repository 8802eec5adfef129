"""Choosing: first who goes, like stages taken together; then in which stage; then both while time allows.

The first step's prices prove the people and priority of the whole plan, because stages taken together allow
everything that single stages allow. When its choice can be staged, nothing better exists.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from allforall.plan.blocks import merged_blocks
from allforall.plan.lexicographic import Goal, Lexicographic
from allforall.plan.model import build
from allforall.plan.objectives import Objective, objectives
from allforall.plan.staging import Counts, add_have_rows, counted, first_staging, placed, staged_model
from allforall.plan.terms import SIDES, Terms
from allforall.plan.unit import UnitClass


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to look: `needed` seconds for who goes and a first staging, `more` to stage better.

    `tell` is called after each objective.
    """

    needed: float = 300.0
    more: float = 5.0
    tell: Callable[[int], None] = lambda _: None

    @staticmethod
    def steps(terms: Terms) -> int:
        """How often `tell` is called."""
        return len(objectives(terms)) * (len(SIDES) if terms.fixed else 1)


@dataclass(frozen=True)
class Choice:
    """How many units of each class go in each stage, and how good that is known to be."""

    counts: Counts
    goals: tuple[Goal, ...]


def choose(classes: Sequence[UnitClass], terms: Terms, effort: Effort) -> Choice | None:
    """The best choice for both directions, or None when the terms cannot all be kept.

    Where the terms fix every place the two directions are chosen apart; else together.
    """
    scopes: list[tuple[str, ...]] = [(side,) for side in SIDES] if terms.fixed else [SIDES]
    counts: dict[tuple[int, int], int] = {}
    goals: list[Goal] = []
    for sides in scopes:
        mine = [number for number, each in enumerate(classes) if each.composition.side in sides]
        part = _choose([classes[number] for number in mine], terms, sides, effort)
        if part is None:
            return None
        counts |= {(mine[at], stage): n for (at, stage), n in part.counts.items()}
        goals += part.goals
    return Choice(counts, tuple(goals))


def _choose(
    classes: Sequence[UnitClass], terms: Terms, sides: tuple[str, ...], effort: Effort
) -> Choice | None:
    aims = objectives(terms)
    model = build(classes, merged_blocks(terms.stages), terms, sides)
    add_have_rows(model, exact=False)
    selection = Lexicographic(model, sides, effort.needed)
    if (
        not all(_reach(selection, each, effort) for each in aims if not each.early)
        or selection.values is None
    ):
        return None
    chosen = counted(model, selection.values)
    start = first_staging(classes, chosen, terms, sides, effort.needed)
    staging = Lexicographic(staged_model(classes, terms, sides), sides, effort.needed)
    if start is None:  # who was chosen does not fit the single stages: choose and stage at once
        return _result(staging) if all(_reach(staging, each, effort) for each in aims) else None
    staging.values, staging.seconds = placed(staging.model, start), effort.more * len(sides) / len(SIDES)
    _improve(staging, selection.goals, aims, effort)
    return _result(staging)


def _reach(search: Lexicographic, aim: Objective, effort: Effort) -> bool:
    reached = search.reach(aim.name, search.model.weights(aim.weight))
    effort.tell(1)
    return reached


def _improve(
    staging: Lexicographic, reached: Sequence[Goal], aims: Sequence[Objective], effort: Effort
) -> None:
    """Keep who was chosen as well as it was, and look for better stages."""
    of = {each.name: each for each in aims}
    for goal in reached:
        staging.keep(goal, staging.model.weights(of[goal.name].weight))
    for each in aims:
        if each.early:
            _reach(staging, each, effort)


def _result(staging: Lexicographic) -> Choice:
    assert staging.values is not None  # noqa: S101  every caller has seen a plan
    by_block = counted(staging.model, staging.values)
    blocks = staging.model.blocks
    return Choice(
        {(index, blocks[at].stages[0]): n for (index, at), n in by_block.items()}, tuple(staging.goals)
    )
