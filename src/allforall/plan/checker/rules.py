"""What a plan has to keep, one rule a function; each gives what breaks it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction

from allforall.plan.checker.document import Document, Line, Violation
from allforall.plan.checker.kinds import Kind, place_in
from allforall.plan.checker.people import Group
from allforall.plan.checker.terms import WAYS

_SHOWN = 5


def formula(plan: Document) -> Iterator[Violation]:
    """The stages add up to the formula, and their groups do not overlap."""
    agreed = plan.agreed
    totals = {
        way: [sum(to[way] for to in groups.values()) for groups in agreed.places.values()] for way in WAYS
    }
    for way in WAYS:
        if sum(totals[way]) != agreed.formula[way]:
            text = f"{way}: the stages have {sum(totals[way])} places, the formula says {agreed.formula[way]}"
            yield Violation("formula", text)
    if plan.facts.get("formula") != f"{agreed.formula['to A']}:{agreed.formula['to B']}":
        yield Violation("formula", "the formula differs from the one in the rules")
    if [each["stage"] for each in plan.facts["rules"]["stages"]] != list(agreed.places):
        yield Violation("formula", "the stages are not numbered 1, 2, 3 and so on")
    for groups in agreed.places.values():
        names = [name for group in groups for name in group.split("/")]
        if len(set(names)) < len(names) or ("any" in names and len(names) > 1):
            yield Violation("formula", f"the groups {', '.join(groups)} of a stage overlap")


def held(plan: Document) -> Iterator[Violation]:
    """Everyone in the plan is on the list, answered held, free to go, under the right register row."""
    for line in plan.lines:
        person = plan.who.get((line.way, line.request_id))
        if person is None:
            why = plan.barred[line.way].get(line.request_id, "is not on the list")
            yield Violation("held", f"row {line.number}: {line.name} {why}", (line.name,))
        elif person.register_id != line.register_id:
            text = f"row {line.number}: {line.name} is answered with another register row"
            yield Violation("held", text, (line.name,))


def once(plan: Document) -> Iterator[Violation]:
    """Nobody stands in the plan twice, neither as a request nor as a register row."""
    for what in ("request_id", "register_id"):
        seen: dict[tuple[str, str], Line] = {}
        for line in plan.lines:
            key = (line.way, getattr(line, what))
            if key in seen:
                text = f"rows {seen[key].number} and {line.number} {line.way} have the same {what}"
                yield Violation("once", text, (seen[key].name, line.name))
            seen.setdefault(key, line)


def complete(plan: Document) -> Iterator[Violation]:
    """Everyone who may go stands in the plan, going or in reserve."""
    there = {(line.way, line.request_id) for line in plan.lines}
    missing = [f"{way[-1]}:{request}" for way, request in plan.who if (way, request) not in there]
    if missing:
        yield Violation("complete", f"{len(missing)} who may go are missing from the plan", _few(missing))


def places(plan: Document) -> Iterator[Violation]:
    """Every stage has as many people each way as agreed, group by group."""
    counts: Counter[tuple[int, str, str]] = Counter()
    for (stage, way, category), number in _categories(plan).items():
        group = place_in(plan.agreed.places[stage], category)
        if group is None:
            yield Violation("places", f"stage {stage} {way} has no places for {category}")
        else:
            counts[stage, way, group] += number
    for stage, groups in plan.agreed.places.items():
        for group, to in groups.items():
            for way in WAYS:
                yield from _place(plan, stage, group, way, counts[stage, way, group], to[way])


def _place(plan: Document, stage: int, group: str, way: str, went: int, agreed: int) -> Iterator[Violation]:
    least = 0 if plan.agreed.as_many else max(0, agreed - plan.agreed.max_difference)
    if not least <= went <= agreed:
        expected = str(agreed) if least == agreed else f"{least} to {agreed}"
        people = "people" if group == "any" else group
        yield Violation("places", f"stage {stage} {way}: {went} {people} instead of {expected}")


def balance(plan: Document) -> Iterator[Violation]:
    """Where numbers are left open, both directions stay in the agreed proportion in every stage."""
    if plan.agreed.fixed:
        return
    counts: Counter[tuple[int, str, str]] = Counter()
    for (stage, way, category), number in _categories(plan).items():
        group = place_in(plan.agreed.places[stage], category) or ""
        for name in plan.agreed.balanced_in(group, category):
            counts[stage, way, name] += number
    for stage in plan.agreed.places:
        for name in plan.agreed.balances(stage):
            a, b = plan.agreed.balanced()[name]
            to_a, to_b = (counts[stage, way, name] for way in WAYS)
            if abs(a * to_a - b * to_b) > plan.agreed.slack(name, stage):
                people = "people" if name == "any" else name
                yield Violation("balance", f"stage {stage}: {to_a} {people} to A against {to_b} to B")


def _categories(plan: Document) -> Counter[tuple[int, str, str]]:
    """People by stage, direction and category."""
    return Counter(
        (stage, way, each.category) for (way, stage), people in plan.people.items() for each in people
    )


def seats(plan: Document) -> Iterator[Violation]:
    """In every stage and direction the places are numbered 1, 2, 3 and so on, each once."""
    for (way, stage), lines in plan.by_stage.items():
        if sorted(line.place for line in lines) != list(range(1, len(lines) + 1)):
            text = f"stage {stage} {way}: the places are not 1 to {len(lines)}, each once"
            yield Violation("seats", text)


def transport(plan: Document) -> Iterator[Violation]:
    """No stage has more people than seats and stretchers, nor more from one place than its vehicles hold."""
    for (way, stage), people in plan.people.items():
        limits = plan.agreed.limits[way]
        lying = sum(each.grave for each in people)
        if limits.seats is not None and len(people) - lying > limits.seats:
            text = f"stage {stage} {way}: {len(people) - lying} to sit, {limits.seats} seats"
            yield Violation("transport", text)
        if limits.stretchers is not None and lying > limits.stretchers:
            yield Violation(
                "transport", f"stage {stage} {way}: {lying} to lie, {limits.stretchers} stretchers"
            )
        for site, number in Counter(each.site for each in people if not each.grave).items():
            free = limits.site(site)
            if free is not None and number > free:
                yield Violation("transport", f"stage {stage} {way}: {number} from {site}, {free} seats")


def companions(plan: Document) -> Iterator[Violation]:
    """Companions go in the same stage, or none of them goes."""
    stage_of = plan.stage_of
    for way in WAYS:
        for group in plan.may_go[way]:
            if len(group.members) > 1:
                stages = {stage_of.get((way, each.request_id), 0) for each in group.members}
                if len(stages) > 1:
                    names = [f"{way[-1]}:{each.request_id}" for each in group.members]
                    yield Violation("companions", f"{way}: companions are parted", _few(names))


def reserves(plan: Document) -> Iterator[Violation]:
    """The reserves stand in the published order: level per person, then tie; companions one after another."""
    stage_of = plan.stage_of
    for way in WAYS:
        waiting = [each for each in plan.may_go[way] if (way, each.members[0].request_id) not in stage_of]
        expected = [each.request_id for group in sorted(waiting, key=waiting_order) for each in group.members]
        lines = sorted((line for line in plan.lines if line.way == way and not line.stage), key=_reserve)
        if [line.request_id for line in lines] != expected or [line.reserve for line in lines] != list(
            range(1, len(lines) + 1)
        ):
            wrong = [
                line.name
                for at, line in enumerate(lines)
                if at >= len(expected) or expected[at] != line.request_id or line.reserve != at + 1
            ]
            yield Violation("reserves", f"{way}: the reserves are not in the published order", _few(wrong))


def ties(plan: Document) -> Iterator[Violation]:
    """Among equals the smaller tie goes, and goes first. A plan mended after drop-outs need not keep this."""
    if plan.facts.get("replanned"):
        return
    stage_of, last = plan.stage_of, len(plan.agreed.places) + 1
    equals: dict[Kind, list[Group]] = defaultdict(list)
    for way in WAYS:
        for group, kind in zip(plan.may_go[way], plan.kinds[way], strict=True):
            equals[kind].append(group)
    for groups in equals.values():
        ordered = sorted(groups, key=lambda each: (each.members[0].tie, each.members[0].request_id))
        stages = [stage_of.get((each.way, each.members[0].request_id), last) for each in ordered]
        for at in range(1, len(stages)):
            if stages[at] < stages[at - 1]:
                pair = ordered[at - 1], ordered[at]
                names = [f"{each.way[-1]}:{each.members[0].request_id}" for each in pair]
                text = f"{ordered[at].way}: {names[1]} goes before {names[0]}, an equal with the smaller tie"
                yield Violation("ties", text, tuple(names))
                break


def waiting_order(group: Group) -> tuple[Fraction | int, str, str]:
    """The place of a group in the reserve order."""
    first, size = group.members[0], len(group.members)
    level = -first.level if size == 1 else Fraction(-sum(each.level for each in group.members), size)
    return (level, first.tie, first.request_id)


def _reserve(line: Line) -> int:
    return line.reserve


def _few(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(names)[:_SHOWN]


RULES = (
    formula, held, once, complete, places, balance, seats, transport, companions, reserves, ties,
)  # fmt: skip
