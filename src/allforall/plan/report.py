"""The plan as one HTML page with charts, for those who must sign it and for those who ask why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from markupsafe import Markup

from allforall.people.charts import Bar, Tile, stacked_bars, table, tiles
from allforall.people.files import writing
from allforall.people.page import Section, page
from allforall.plan.make import Plan
from allforall.plan.report_people import category_said, levels_section, reserves_section, why_not_section
from allforall.plan.report_proof import proof_section, sentence_list
from allforall.plan.terms import SIDES, Transport, direction
from allforall.plan.unit import Traveller

TONES = ("one", "two", "three", "four", "five", "six")


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
        proof_section(plan, facts),
        levels_section(plan),
        reserves_section(plan),
        why_not_section(plan),
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
    return sentence_list([sentence])


def _stages(plan: Plan) -> Section:
    people = {key: [member for _, member in seated] for key, seated in plan.seating.going.items()}
    rows, health = [], []
    categories = sorted({category_said(each) for everyone in people.values() for each in everyone})
    tones = dict(zip(categories, TONES * 9, strict=False))
    for stage in plan.terms.stages:
        for side in SIDES:
            mine = people.get((side, stage.number), [])
            counts = Counter(map(category_said, mine))
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
    return Section("Terms", sentence_list(facts) + table(headers, rows, caption="Places agreed"))


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


def _barred(plan: Plan, side: str) -> int:
    return sum(each.side == side for each in plan.why_not)


def _sources(facts: Mapping[str, Any]) -> list[str]:
    return [f"{each['what']}: {each['file']}, SHA-256 {each['sha256']}" for each in facts["inputs"]]
