"""The part of the report that says how good the plan is known to be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from allforall.people.charts import table
from allforall.people.page import Section, render
from allforall.plan.make import Plan
from allforall.plan.terms import ANY, direction
from allforall.plan.words_of_goals import NAMES, goal_in_words


def proof_section(plan: Plan, facts: Mapping[str, Any]) -> Section:
    """What was reached, what cannot be exceeded, and the prices."""
    rows = [
        (
            NAMES[goal.name],
            _way(goal.sides),
            goal.value,
            goal.bound,
            goal.bound - goal.value,
            _proof(goal.proven),
        )
        for goal in plan.goals
    ]
    headers = ("objective", "direction", "reached", "at most", "gap", "known by")
    prices = [
        (each["objective"], each["of"], _row(each), each["price"])
        for each in facts["prices"]
        if not each["objective"].endswith("early") and each["row"] != "keep"
    ]
    body = sentence_list(goal_in_words(goal) for goal in plan.goals)
    body += table(headers, rows, caption="What was reached, and what no plan can exceed")
    if prices:
        body += table(
            ("objective", "of", "one more of", "would be worth"), prices, caption="What binds: prices"
        )
    lead = "Each aim is pursued only as far as it costs nothing of those above it."
    return Section("How good it is known to be", body, lead)


def _row(price: Mapping[str, Any]) -> str:
    stages = price["stages"]
    named = ", ".join(map(str, stages))
    when = f"in stages {named} together" if len(stages) > 1 else f"in stage {named}" if stages else ""
    name = "" if price["name"] == ANY else price["name"]
    return " ".join(filter(None, (price["row"], name, price["direction"], when)))


def _way(sides: Sequence[str]) -> str:
    return direction(sides[0]) if len(sides) == 1 else "both ways"


def _proof(proven: str) -> str:
    return {"prices": "the prices", "solver": "the solver's search"}.get(proven, "open")


def sentence_list(sentences: Iterable[str]) -> Markup:
    """Sentences one under the other."""
    return render("plan/templates/sentences.html", sentences=list(sentences))
