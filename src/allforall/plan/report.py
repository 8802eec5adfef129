"""The plan as one HTML page with charts, for those who must sign it and for those who ask why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from markupsafe import Markup

from allforall.people.charts import Bar, Tile, bar_chart, stacked_bars, table, tiles
from allforall.people.files import writing
from allforall.people.page import Section, page, render
from allforall.plan.make import Plan
from allforall.plan.reasons import Reasons
from allforall.plan.terms import ANY, SIDES, Transport, direction
from allforall.plan.unit import Traveller
from allforall.plan.words_of_goals import NAMES, goal_in_words

TONES = ("one", "two", "three", "four", "five", "six")
RESERVES_SHOWN = 50


def write_report(plan: Plan, facts: Mapping[str, Any], path: Path) -> None:
    """Write the page; it fetches nothing and reads without JavaScript."""
    text = report(plan, facts)
    with writing(path) as target:
        target.write_bytes(text.encode("utf-8", "replace"))


def report(plan: Plan, facts: Mapping[str, Any]) -> str:
    """The page as text; `facts` is what `PLAN.json` says."""
    sections = [
        _summary(plan, facts),
        _stages(plan),
        _certificate(plan, facts),
        _levels(plan),
        _reserves(plan),
        _why_not(plan),
        _terms(plan),
    ]
    people = [plan.seating.people(side) for side in SIDES]
    return page(
        "The plan of an exchange",
        sections,
        lead=f"{people[0]:,} people go home to A and {people[1]:,} to B, in {len(plan.terms.stages)} stages.",
        small_print=[f"Seal of PLAN.json: {facts['seal']}", *_sources(facts)],
    )


def _summary(plan: Plan, facts: Mapping[str, Any]) -> Section:
    proven = all(goal.proven for goal in plan.goals)
    figures = [
        Tile(
            f"{plan.seating.people('A'):,} : {plan.seating.people('B'):,}",
            "people go home to A and to B",
            "sure",
        ),
        Tile(str(len(plan.terms.stages)), "stages"),
        Tile(
            f"{facts['gap']:,}",
            f"gap: {facts['objective_name']} {facts['objective']:,} of at most {facts['bound']:,}",
        ),
        Tile("yes" if proven else "not in all", "proven that no plan is better", "sure" if proven else "ask"),
        Tile(
            f"{plan.seating.waiting('A'):,} : {plan.seating.waiting('B'):,}",
            "in reserve to A and to B",
            "ask",
        ),
        Tile(
            f"{_barred(plan, 'A'):,} : {_barred(plan, 'B'):,}",
            "asked for and cannot go, to A and to B",
            "none",
        ),
    ]
    return Section("In short", tiles(figures) + _mended(plan))


def _mended(plan: Plan) -> Markup:
    if not plan.changes:
        return Markup("")
    done = plan.changes
    counts = ", ".join(f"{len(done[what]):,} {what}" for what in ("added", "removed", "moved"))
    sentence = (
        f"This plan mends an earlier one, by {done['by']}: {counts}. {done['touched']:,} people are touched; "
        f"at least {done['bound']:,} had to be."
    )
    return _sentences([sentence])


def _stages(plan: Plan) -> Section:
    people = {key: [member for _, member in seated] for key, seated in plan.seating.going.items()}
    rows, health = [], []
    categories = sorted({_category(each) for everyone in people.values() for each in everyone})
    tones = dict(zip(categories, TONES * 9, strict=False))
    for stage in plan.terms.stages:
        for side in SIDES:
            mine = people.get((side, stage.number), [])
            counts = Counter(map(_category, mine))
            label = f"stage {stage.number} {direction(side)}"
            rows.append(
                (label, [Bar(name, counts[name], tones[name]) for name in categories if counts[name]])
            )
            health.append((label, len(mine), *_health(mine), sum(each.level >= 3 for each in mine)))
    charts = stacked_bars(
        rows, caption="People by stage, direction and category", headers=("stage", "people")
    )
    headers = ("stage", "people", "lie", "wounded or sick", "well or not known", "level 3 to 5")
    return Section("Stages", charts + table(headers, health, caption="How they travel"))


def _health(people: Sequence[Traveller]) -> tuple[int, int, int]:
    lying, ailing = sum(each.grave for each in people), sum(each.ailing for each in people)
    return lying, ailing, len(people) - lying - ailing


def _certificate(plan: Plan, facts: Mapping[str, Any]) -> Section:
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
    body = _sentences(goal_in_words(goal) for goal in plan.goals)
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


def _levels(plan: Plan) -> Section:
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


def _reserves(plan: Plan) -> Section:
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
                    rows.append((number, each.request_id, _category(each), each.level, why))
        counts = [Bar(name.rpartition(":")[2], n) for name, n in sorted(alike.items())]
        body += bar_chart(counts, caption=f"In reserve {direction(side)}", headers=("category", "people"))
        caption = f"The first {len(rows)} in reserve {direction(side)}"
        body += table(("place", "request", "category", "level", "why"), rows, caption=caption)
    lead = "Whoever drops out is replaced by the first reserve of the same group that fits the vehicles."
    return Section("Reserves", body, lead)


def _why_not(plan: Plan) -> Section:
    body = Markup("")
    for side in SIDES:
        kinds = Counter(each.kind for each in plan.why_not if each.side == side)
        kinds["in reserve"] = plan.seating.waiting(side)
        bars = [Bar(kind, n) for kind, n in kinds.most_common() if n]
        body += bar_chart(
            bars, caption=f"Asked for and not going, {direction(side)}", headers=("why", "people")
        )
    return Section("Why not", body, "Each person's own reason stands in PLAN.csv or PLAN.why-not.csv.")


def _terms(plan: Plan) -> Section:
    terms = plan.terms
    rows = [
        (stage.number, each.group, each.to["A"], each.to["B"])
        for stage in terms.stages
        for each in stage.places
    ]
    facts = [
        f"Formula {terms.formula[0]:,} to A and {terms.formula[1]:,} to B"
        + (", as the most" if terms.as_many else ""),
        f"Ages and months in captivity count on {terms.on.isoformat()}.",
        f"Seed for the order among equals: {terms.seed or 'none was given'}.",
        *(f"{direction(side)}: {_limits(terms.limits(side))}" for side in SIDES if side in terms.transport),
        *(f"Travel together: {', '.join(group)}." for group in terms.companions),
    ]
    headers = ("stage", "group", "to A", "to B")
    return Section("Terms", _sentences(facts) + table(headers, rows, caption="Places agreed"))


def _limits(limits: Transport) -> str:
    said = [
        f"{limits.seats:,} seats a stage" if limits.seats is not None else "",
        f"{limits.stretchers:,} stretchers a stage" if limits.stretchers is not None else "",
        *(f"{seats:,} seats a stage from {site}" for site, seats in limits.site_seats.items()),
        f"{limits.any_site_seats:,} seats a stage from each other place"
        if limits.any_site_seats is not None
        else "",
    ]
    return "; ".join(filter(None, said)) + "."


def _category(each: Traveller) -> str:
    return each.category.rpartition(":")[2]


def _way(sides: Sequence[str]) -> str:
    return direction(sides[0]) if len(sides) == 1 else "both ways"


def _proof(proven: str) -> str:
    return {"prices": "the prices", "solver": "the solver's search"}.get(proven, "open")


def _barred(plan: Plan, side: str) -> int:
    return sum(each.side == side for each in plan.why_not)


def _sources(facts: Mapping[str, Any]) -> list[str]:
    return [f"{each['what']}: {each['file']}, SHA-256 {each['sha256']}" for each in facts["inputs"]]


def _sentences(sentences: Iterable[str]) -> Markup:
    return render("plan/templates/sentences.html", sentences=list(sentences))
