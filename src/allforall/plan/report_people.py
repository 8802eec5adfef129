"""The parts of the report about people: who comes first, who waits, who cannot go."""

from __future__ import annotations

from collections import Counter

from markupsafe import Markup

from allforall.people.charts import Bar, bar_chart, stacked_bars, table
from allforall.people.page import Section
from allforall.plan.make import Plan
from allforall.plan.reasons import Reasons
from allforall.plan.terms import SIDES, direction
from allforall.plan.unit import Traveller

RESERVES_SHOWN = 50


def levels_section(plan: Plan) -> Section:
    """How many of each level go and wait, and the published table."""
    charts = Markup("")
    for side in SIDES:
        going = [m for (of, _), seated in plan.seating.going.items() if of == side for _, m in seated]
        waiting = [m for unit in plan.seating.reserves[side] for m in unit.members]
        rows = []
        for level in sorted({each.level for each in (*going, *waiting)}, reverse=True):
            goes, waits = (sum(m.level == level for m in people) for people in (going, waiting))
            rows.append((f"level {level}", [Bar("go", goes, "sure"), Bar("in reserve", waits, "ask")]))
        charts += stacked_bars(
            rows, caption=f"Priority levels {direction(side)}", headers=("level", "people")
        )
    table_of_levels = [(level, words) for words, level in plan.terms.priority.items()]
    charts += table(
        ("level", "who"), table_of_levels, caption="The published table; the highest that applies counts"
    )
    return Section("Who comes first", charts)


def reserves_section(plan: Plan) -> Section:
    """How many wait by category, and the first of them by name."""
    body = Markup("")
    reasons = Reasons(plan.terms, plan.seating, plan.goals)
    for side in SIDES:
        alike: Counter[str] = Counter()
        rows: list[tuple[object, ...]] = []
        for unit in plan.seating.reserves[side]:
            for each in unit.members:
                alike[each.category] += 1
                if len(rows) < RESERVES_SHOWN:
                    number = len(rows) + 1
                    why = reasons.reserve(unit, each, number, alike[each.category])
                    rows.append((number, each.request_id, category_said(each), each.level, why))
        counts = [Bar(name.rpartition(":")[2], n) for name, n in sorted(alike.items())]
        body += bar_chart(counts, caption=f"In reserve {direction(side)}", headers=("category", "people"))
        caption = f"The first {len(rows)} in reserve {direction(side)}"
        body += table(("place", "request", "category", "level", "why"), rows, caption=caption)
    lead = "Whoever drops out is replaced by the first reserve of the same group that fits the vehicles."
    return Section("Reserves", body, lead)


def why_not_section(plan: Plan) -> Section:
    """How many do not go for which reason."""
    body = Markup("")
    for side in SIDES:
        kinds = Counter(each.kind for each in plan.why_not if each.side == side)
        kinds["in reserve"] = plan.seating.waiting(side)
        bars = [Bar(kind, n) for kind, n in kinds.most_common() if n]
        body += bar_chart(
            bars, caption=f"Asked for and not going, {direction(side)}", headers=("why", "people")
        )
    return Section("Why not", body, "Each person's own reason stands in PLAN.csv or PLAN.why-not.csv.")


def category_said(each: Traveller) -> str:
    """The narrowest category that is known."""
    return each.category.rpartition(":")[2]
