"""How good a plan is known to be, in words."""

from __future__ import annotations

from collections.abc import Sequence

from allforall.plan.lexicographic import Goal

NAMES = {
    "people": "people who go",
    "gravely wounded": "seriously wounded and ill who go",
    "priority": "priority levels added up",
    "people early": "people in early stages",
    "wounded early": "wounded and sick in early stages",
    "priority early": "priority in early stages",
}
WHO = ("people", "gravely wounded", "priority")


def headline(goals: Sequence[Goal]) -> list[Goal]:
    """The goals that `objective`, `bound` and `gap` speak of: the first that is open, else priority."""
    for name in WHO:
        found = [goal for goal in goals if goal.name == name]
        if found and any(goal.bound > goal.value for goal in found):
            return found
    return [goal for goal in goals if goal.name == "priority"]


def gap_in_words(goals: Sequence[Goal]) -> list[str]:
    """One sentence for each objective."""
    return [goal_in_words(goal) for goal in goals]


def goal_in_words(goal: Goal) -> str:
    """What was reached, what cannot be exceeded, and by what that is known."""
    way = f" to {goal.sides[0]}" if len(goal.sides) == 1 else ""
    what = f"{NAMES[goal.name]}{way}: {goal.value}"
    if goal.proven == "prices":
        return f"{what}, and the prices prove that no plan has more"
    more = f"the prices allow at most {goal.bound}, {goal.bound - goal.value} more"
    if goal.proven == "solver":
        return f"{what}; {more}, but the solver's own search found that there is none"
    return f"{what}; {more}, and whether there is a better plan is open"
