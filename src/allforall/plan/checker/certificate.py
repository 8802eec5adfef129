"""What `PLAN.json` claims about the plan: its numbers, its objectives and bounds, and its two digests."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

from allforall.plan.checker.bound import proven_bound
from allforall.plan.checker.document import Document, Violation
from allforall.plan.checker.errors import CheckError
from allforall.plan.checker.kinds import Kind, worth
from allforall.plan.checker.tables import PLAN_COLUMNS
from allforall.plan.checker.terms import WAYS, Agreed

WHO = ("people", "gravely wounded", "priority")
FORMAT = "allforall plan 1"
STAGES = ("people early", "wounded early", "priority early")


def objectives(plan: Document) -> Iterator[Violation]:
    """Every objective is there in its order, with the value the rows give and the bound its prices prove."""
    kinds = Counter(kind for way in WAYS for kind in plan.kinds[way])
    values = _values(plan)
    expected = [(name, way) for way in _scopes(plan.agreed) for name in _names(plan.agreed)]
    claimed = [(each.get("name"), each.get("direction")) for each in plan.facts["objectives"]]
    if claimed != expected:
        yield Violation("objectives", "the objectives are not the published ones in their order")
        return
    for each in plan.facts["objectives"]:
        yield from _objective(plan, each, values, kinds)
    yield from _headline(plan)


def _objective(
    plan: Document, fact: Mapping[str, Any], values: Mapping[tuple[str, str], int], kinds: Mapping[Kind, int]
) -> Iterator[Violation]:
    name, way = fact["name"], fact["direction"]
    ways = WAYS if way == "both" else (way,)
    value = sum(values[name, each] for each in ways)
    what = f"{name} ({way})"
    if fact.get("value") != value:
        yield Violation("objectives", f"{what}: said to be {fact.get('value')}, the rows give {value}")
    prices = [each for each in plan.facts["prices"] if (each.get("objective"), each.get("of")) == (name, way)]
    kept = {each: sum(values[each, at] for at in ways) for each in _earlier(plan.agreed, name)}
    try:
        bound = proven_bound(name, ways, prices, kept, kinds, plan.agreed)
    except CheckError as refused:
        yield Violation("bound", f"{what}: {refused}")
        return
    if fact.get("bound") != bound:
        yield Violation("bound", f"{what}: said to be at most {fact.get('bound')}, the prices prove {bound}")
    if fact.get("gap") != bound - value:
        yield Violation("bound", f"{what}: the gap is said to be {fact.get('gap')}, it is {bound - value}")
    if (fact.get("proven") == "prices") != (value >= bound) or fact.get("proven") not in (
        "prices",
        "solver",
        "",
    ):
        yield Violation("bound", f"{what}: said to be proven by {fact.get('proven')!r}, gap {bound - value}")


def _headline(plan: Document) -> Iterator[Violation]:
    """The plan's own objective, bound and gap are those of the first open objective, else of priority."""
    facts = plan.facts["objectives"]
    found = [each for each in facts if each["name"] == "priority"]
    for name in reversed(WHO):
        these = [each for each in facts if each["name"] == name]
        if any(each["bound"] > each["value"] for each in these):
            found = these
    for key, of in (("objective", "value"), ("bound", "bound"), ("gap", "gap")):
        if plan.facts.get(key) != sum(each[of] for each in found):
            yield Violation(
                "objectives", f"{key} is not the sum of the {found[0]['name']} of both directions"
            )
    if plan.facts.get("objective_name") != found[0]["name"]:
        yield Violation("objectives", f"objective_name is not {found[0]['name']}")
    strangers = {(each.get("objective"), each.get("of")) for each in plan.facts["prices"]} - {
        (each["name"], each["direction"]) for each in facts
    }
    if strangers:
        yield Violation("bound", "there are prices for an objective that there is not")


def numbers(plan: Document) -> Iterator[Violation]:
    """The numbers in words and tables of `PLAN.json` are those of the rows."""
    agreed = plan.agreed
    if plan.facts["format"] != FORMAT:
        yield Violation("numbers", f"format is not {FORMAT!r}")
    for number, stage in enumerate(plan.facts["stages"], 1):
        for way in WAYS:
            people = plan.people.get((way, number), [])
            expected = {
                "people": len(plan.by_stage.get((way, number), ())),
                "places": {group: to[way] for group, to in agreed.places.get(number, {}).items()},
                "categories": Counter(each.category for each in people),
                "lying": sum(each.grave for each in people),
                "wounded_or_sick": sum(each.ailing for each in people),
            }
            if stage["stage"] != number or stage[way] != expected:
                yield Violation("numbers", f"stage {number} {way} is not as the rows and the rules have it")
    if len(plan.facts["stages"]) != len(agreed.places):
        yield Violation("numbers", "there are more or fewer stages than in the rules")
    for key, goes in (("people", True), ("reserves", False)):
        counts = Counter(line.way for line in plan.lines if bool(line.stage) == goes)
        if plan.facts.get(key) != {way: counts[way] for way in WAYS}:
            yield Violation("numbers", f"{key} are not as many as there are rows")
    if plan.facts.get("seed") != agreed.seed:
        yield Violation("numbers", "the seed differs from the one in the rules")


def digests(plan: Document) -> Iterator[Violation]:
    """The rows are those that `PLAN.json` was written for, and `PLAN.json` is as it was written."""
    cells = itemgetter(*PLAN_COLUMNS)
    text = "".join("\x1f".join(cells(row)) + "\x1f\x1e" for row in plan.rows)
    if plan.facts.get("rows_sha256") != hashlib.sha256(text.encode()).hexdigest():
        yield Violation("seal", "the rows are not those that PLAN.json was written for (rows_sha256)")
    bare = {key: value for key, value in plan.facts.items() if key != "seal"}
    canonical = json.dumps(bare, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    if plan.facts.get("seal") != hashlib.sha256(canonical.encode()).hexdigest():
        yield Violation("seal", "PLAN.json was changed after it was written (seal)")


def _scopes(agreed: Agreed) -> Sequence[str]:
    return WAYS if agreed.fixed else ("both",)


def _names(agreed: Agreed) -> list[str]:
    return [name for name in (*WHO, *STAGES) if not (agreed.fixed and name.startswith("people"))]


def _earlier(agreed: Agreed, name: str) -> list[str]:
    names = _names(agreed)
    return names[: names.index(name)]


def _values(plan: Document) -> Counter[tuple[str, str]]:
    """What the rows are worth, by objective and direction."""
    stage_of, last = plan.stage_of, len(plan.agreed.places)
    counts: Counter[tuple[Kind, int]] = Counter()
    for way in WAYS:
        for group, kind in zip(plan.may_go[way], plan.kinds[way], strict=True):
            stage = stage_of.get((way, group.members[0].request_id))
            if stage is not None:
                counts[kind, stage] += 1
    values: Counter[tuple[str, str]] = Counter()
    for (kind, stage), number in counts.items():
        for name in _names(plan.agreed):
            values[name, kind.way] += number * worth(name, kind, stage, last)
    return values


_NAMES = {
    "people": "people who go",
    "gravely wounded": "seriously wounded and ill who go",
    "priority": "priority levels added up",
    "people early": "people in early stages",
    "wounded early": "wounded and sick in early stages",
    "priority early": "priority in early stages",
}


def words(plan: Document) -> Iterator[Violation]:
    """The sentences for people say what the numbers say."""
    if plan.facts["in_words"] != [_sentence(each) for each in plan.facts["objectives"]]:
        yield Violation("numbers", "in_words does not say what the objectives say")


def _sentence(fact: Mapping[str, Any]) -> str:
    way = "" if fact["direction"] == "both" else f" {fact['direction']}"
    start = f"{_NAMES.get(fact['name'], '')}{way}: {fact['value']}"
    if fact["proven"] == "prices":
        return f"{start}, and the prices prove that no plan has more"
    ends = {
        "solver": "but the solver's own search found that there is none",
        "": "and whether there is a better plan is open",
    }
    most = f"the prices allow at most {fact['bound']}, {fact['gap']} more"
    return f"{start}; {most}, {ends.get(fact['proven'], '')}"


CLAIMS = (objectives, numbers, words, digests)
