"""Mending a plan after drop-outs with the least change.

1. Whoever dropped out, or may not go any more, is taken out of the stages that are still open.
2. Each hole is filled by the first reserves that fit, in the published order.
3. Where no reserve fits, the stages with holes are mended together, then all open stages.
4. Numbers are kept; only terms that leave them open allow fewer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from allforall.plan.appraise import appraise
from allforall.plan.changed import changes_of
from allforall.plan.claims import Past
from allforall.plan.eligible import traveller_of
from allforall.plan.errors import InfeasibleError, PlanError
from allforall.plan.make import Plan, may_go
from allforall.plan.papers import Papers
from allforall.plan.repair import numbers_of, repair
from allforall.plan.reread import OldPlan
from allforall.plan.seating import Seated, Seating, reserve_order
from allforall.plan.swaps import Swapped, swap_in
from allforall.plan.terms import ANY, SIDES, Terms, direction, people_of
from allforall.plan.unit import Unit, UnitClass, classes_of

Names = Mapping[str, Collection[str]]


@dataclass(frozen=True, slots=True)
class Drops:
    """Who dropped out, by side; the stages that are done; and whether fewer may go if need be."""

    names: Names
    done: frozenset[int] = frozenset()
    as_many: bool = False


def replan(old: OldPlan, papers: Papers, drops: Drops, solver: str = "highs") -> Plan:
    """The mended plan; `changes` say what was done. Raises InfeasibleError when a place cannot be filled."""
    done = old.done | drops.done
    _check(old, papers, drops, done)
    try:
        return _replan(old, papers, drops, done, old.terms, solver)
    except InfeasibleError:
        if not drops.as_many or old.terms.as_many:
            raise
        return _replan(old, papers, drops, done, replace(old.terms, as_many=True), solver)


def _replan(
    old: OldPlan, papers: Papers, drops: Drops, done: frozenset[int], terms: Terms, solver: str
) -> Plan:
    out = {side: old.out[side] | set(drops.names.get(side, ())) for side in SIDES}
    people = may_go(papers, terms, _past(old, out, done))
    seating, lost = _as_it_was(old, {side: people[side].units for side in SIDES}, papers, terms, done)
    mended, by = _mended(seating, lost, terms, done, solver)
    classes = classes_of((unit for side in SIDES for unit in people[side].units), terms)
    goals = appraise(classes, _counts(classes, mended), terms, solver)
    changes = changes_of(old, mended, lost, out, done, by)
    why_not = tuple(each for side in SIDES for each in people[side].why_not)
    return Plan(terms, mended, goals, why_not, solver, changes, papers.sources)


def _check(old: OldPlan, papers: Papers, drops: Drops, done: frozenset[int]) -> None:
    wrong = sorted(each for each in done if not 1 <= each <= len(old.terms.stages))
    if wrong:
        raise PlanError(f"stage {wrong[0]} is said to be done (expected 1 to {len(old.terms.stages)})")
    for (side, stage), people in old.stages.items():
        for request, _ in people:
            if request not in papers.wanted[side]:
                raise PlanError(
                    f"the plan has request {request!r} {direction(side)}, which is not on the list"
                )
            if stage in done and request in drops.names.get(side, ()):
                raise PlanError(f"{side}:{request} cannot drop out of stage {stage}, which is done")


def _past(old: OldPlan, out: Names, done: frozenset[int]) -> dict[str, Past]:
    found = {}
    for side in SIDES:
        crossed = {
            request: register
            for (of, stage), people in old.stages.items()
            if of == side and stage in done
            for request, register in people
        }
        found[side] = Past(dict.fromkeys(out[side], "dropped out"), crossed)
    return found


def _as_it_was(
    old: OldPlan, units: Mapping[str, Sequence[Unit]], papers: Papers, terms: Terms, done: frozenset[int]
) -> tuple[Seating, dict[str, set[str]]]:
    """The old seating in today's units, and who of it cannot stay: out, barred, or with a new companion."""
    unit_of = {(side, name): unit for side in SIDES for unit in units[side] for name in unit.ids}
    stage_of = {(side, name): stage for (side, stage), people in old.stages.items() for name, _ in people}
    lost: dict[str, set[str]] = {side: set() for side in SIDES}
    going: dict[tuple[str, int], tuple[Seated, ...]] = {}
    for (side, stage), people in old.stages.items():
        seated = []
        for name, register in people:
            unit = unit_of.get((side, name))
            if unit is None or {stage_of.get((side, each)) for each in unit.ids} != {stage}:
                lost[side].add(name)
                unit = Unit((traveller_of(side, register, papers.wanted[side][name], terms),))
            seated.append((unit, next(each for each in unit.members if each.request_id == name)))
        going[side, stage] = tuple(seated)
    reserves = {
        side: tuple(sorted((u for u in units[side] if _waits(side, u, stage_of, lost)), key=reserve_order))
        for side in SIDES
    }
    return Seating(going, reserves), lost


def _waits(
    side: str, unit: Unit, stage_of: Mapping[tuple[str, str], int], lost: Mapping[str, set[str]]
) -> bool:
    """Nobody of the unit keeps a place."""
    return all((side, name) not in stage_of or name in lost[side] for name in unit.ids)


def _mended(
    seating: Seating, lost: Names, terms: Terms, done: frozenset[int], solver: str
) -> tuple[Seating, str]:
    """The mended seating, and by what it was mended."""
    swapped = swap_in(seating, lost, terms, done)
    numbers = _numbers(seating, terms)
    if not swapped.unfilled and (not terms.fixed or _kept(swapped.seating, numbers, terms)):
        return swapped.seating, "swaps"
    if solver != "greedy":
        stages = [each.number for each in terms.stages if each.number not in done]
        hit = {
            stage
            for (side, stage), people in seating.going.items()
            for _, m in people
            if m.request_id in lost[side]
        }
        for scope, words in (
            ([s for s in stages if s in hit], "the stages hit"),
            (stages, "all open stages"),
        ):
            mended = repair(seating, lost, terms, numbers, scope)
            if mended is not None:
                return mended, words
    raise _not_mended(swapped, terms)


def _numbers(seating: Seating, terms: Terms) -> Mapping[tuple[str, int, str], int]:
    """What has to be kept: the agreed places, or what went where the terms leave the numbers open."""
    if not terms.fixed:
        return numbers_of(seating, terms)
    return {
        (side, stage.number, each.group): each.to[side]
        for stage in terms.stages
        for each in stage.places
        for side in SIDES
    }


def _kept(seating: Seating, numbers: Mapping[tuple[str, int, str], int], terms: Terms) -> bool:
    now = numbers_of(seating, terms)
    return all(now.get(key, 0) == n for key, n in numbers.items())


def _not_mended(swapped: Swapped, terms: Terms) -> InfeasibleError:
    sentences = [
        f"{direction(side)}, stage {stage}: nobody fits {n} of the places"
        + ("" if group == ANY else f" for {people_of(group)}")
        for (side, stage), holes in sorted(swapped.unfilled.items())
        for group, n in sorted(holes.items())
    ]
    hint = "" if terms.as_many else " (--as-many-as-possible lets fewer go, in proportion)"
    what = (
        "; ".join(sentences) or "somebody's category on the lists has changed, and the numbers no longer fit"
    )
    return InfeasibleError(f"the plan cannot be mended: {what}{hint}", tuple(sentences))


def _counts(classes: Sequence[UnitClass], seating: Seating) -> Counter[tuple[int, int]]:
    index = {
        (each.composition.side, unit.ids[0]): number
        for number, each in enumerate(classes)
        for unit in each.units
    }
    counts: Counter[tuple[int, int]] = Counter()
    for (side, stage), people in seating.going.items():
        for name in dict.fromkeys(unit.ids[0] for unit, _ in people):
            counts[index[side, name], stage] += 1
    return counts
