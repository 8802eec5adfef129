"""Mending what swaps cannot: keep the numbers, then touch the fewest people, then the best priority.

Who is added or removed counts once, who is moved to another stage twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from allforall.plan.blocks import group_of
from allforall.plan.lexicographic import Lexicographic
from allforall.plan.seating import Seated, Seating, reserve_order, seated
from allforall.plan.staging import counted, staged_model
from allforall.plan.terms import SIDES, Places, Stage, Terms
from allforall.plan.unit import Composition, Unit, UnitClass, composition_of, order

Key = tuple[str, int]
Groups = Mapping[tuple[str, int, str], int]


def repair(
    seating: Seating,
    lost: Mapping[str, Collection[str]],
    terms: Terms,
    numbers: Groups,
    stages: Collection[int],
    seconds: float = 30.0,
) -> Seating | None:
    """Fill the named stages from the people in them and the reserves; None when that cannot be done.

    `seating` still has the `lost` on their places. `numbers` are the people by side, stage and group who went
    before; they are kept if they can be. Where the terms leave numbers open and they cannot be kept, as many
    go as the terms then allow.
    """
    if not terms.equal_categories:
        kept = _limited(terms, numbers)
        scopes = [(side,) for side in SIDES if not _filled(seating, lost, numbers, stages, side, terms)]
        mended = _repaired(seating, lost, kept, stages, scopes, seconds)
        if mended is not None:
            return mended
    return None if terms.fixed else _repaired(seating, lost, terms, stages, [SIDES], seconds)


def _repaired(
    seating: Seating,
    lost: Mapping[str, Collection[str]],
    terms: Terms,
    stages: Collection[int],
    scopes: Iterable[tuple[str, ...]],
    seconds: float,
) -> Seating | None:
    going, reserves = dict(seating.going), dict(seating.reserves)
    for sides in scopes:
        classes = _classes(_staying(going, lost), reserves, stages, sides, terms)
        counts = _least_change(classes, terms, stages, sides, seconds)
        if counts is None:
            return None
        _apply(classes, counts, going, reserves, stages, sides)
    return Seating(going, reserves)


def numbers_of(seating: Seating, terms: Terms) -> dict[tuple[str, int, str], int]:
    """People by side, stage and group."""
    found: dict[tuple[str, int, str], int] = defaultdict(int)
    for (side, stage), people in seating.going.items():
        for _, member in people:
            group = group_of(terms.stages[stage - 1].groups, member.category)
            found[side, stage, group or ""] += 1
    return dict(found)


def _staying(
    going: Mapping[Key, Sequence[Seated]], lost: Mapping[str, Collection[str]]
) -> dict[Key, tuple[Seated, ...]]:
    return {
        key: tuple(each for each in people if each[1].request_id not in lost[key[0]])
        for key, people in going.items()
    }


def _filled(
    seating: Seating,
    lost: Mapping[str, Collection[str]],
    numbers: Groups,
    stages: Collection[int],
    side: str,
    terms: Terms,
) -> bool:
    """Nobody of this side is missing or too many in these stages."""
    now = numbers_of(Seating(_staying(seating.going, lost), seating.reserves), terms)
    return all(now.get(key, 0) == n for key, n in numbers.items() if key[0] == side and key[1] in stages)


def _limited(terms: Terms, numbers: Groups) -> Terms:
    """The terms with the old numbers as the places."""

    def places(stage: Stage, each: Places) -> Places:
        return Places(each.group, {side: numbers.get((side, stage.number, each.group), 0) for side in SIDES})

    stages = [
        Stage(each.number, tuple(places(each, group) for group in each.places)) for each in terms.stages
    ]
    return replace(terms, stages=tuple(stages), as_many=False, max_difference=0, equal_categories=())


def _classes(
    going: Mapping[Key, Sequence[Seated]],
    reserves: Mapping[str, Sequence[Unit]],
    stages: Collection[int],
    sides: Sequence[str],
    terms: Terms,
) -> list[UnitClass]:
    """Units of one composition that now stand in one stage, or in reserve (stage 0)."""
    found: dict[tuple[Composition, int], list[Unit]] = defaultdict(list)
    for (side, stage), people in going.items():
        if side in sides and stage in stages:
            for unit in dict.fromkeys(unit for unit, _ in people):
                found[composition_of(unit, terms), stage].append(unit)
    for side in sides:
        for unit in reserves[side]:
            found[composition_of(unit, terms), 0].append(unit)
    return [UnitClass(each, tuple(sorted(found[each, at], key=order)), at) for each, at in sorted(found)]


def _least_change(
    classes: Sequence[UnitClass],
    terms: Terms,
    stages: Collection[int],
    sides: tuple[str, ...],
    seconds: float,
) -> Mapping[tuple[int, int], int] | None:
    model = staged_model(classes, terms, sides, [each for each in terms.stages if each.number in stages])
    search = Lexicographic(model, sides, seconds)
    aims: list[tuple[str, Callable[[UnitClass, int], int]]] = [
        ("people", lambda each, _: each.composition.size),
        ("untouched", _untouched),
        ("priority", lambda each, _: each.composition.level),
    ]
    keys = [(classes[index], model.blocks[at].stages[0]) for index, at in model.columns]
    for name, worth in aims:
        if not search.reach(name, np.array([worth(*key) for key in keys], dtype=np.int64)):
            return None
    assert search.values is not None  # noqa: S101  every objective was reached
    found = counted(model, search.values)
    return {(index, model.blocks[at].stages[0]): n for (index, at), n in found.items()}


def _untouched(each: UnitClass, stage: int) -> int:
    """What a unit spares when it goes in a stage: who stays is not removed, who is moved counts twice."""
    if each.stage == 0:
        return -each.composition.size
    return each.composition.size if each.stage == stage else -each.composition.size


def _apply(
    classes: Sequence[UnitClass],
    counts: Mapping[tuple[int, int], int],
    going: dict[Key, tuple[Seated, ...]],
    reserves: dict[str, tuple[Unit, ...]],
    stages: Collection[int],
    sides: Sequence[str],
) -> None:
    """Put the units where the counts say; who stays keeps the place, newcomers take the free ones."""
    new: dict[Key, list[Unit]] = defaultdict(list)
    waiting: dict[str, list[Unit]] = {side: [] for side in sides}
    for index, each in enumerate(classes):
        left = list(each.units)
        side = each.composition.side
        own = counts.get((index, each.stage), 0) if each.stage else 0
        stay, left = left[:own], left[own:]
        new[side, each.stage] += stay
        for stage in sorted(stages):
            if stage != each.stage:
                n = counts.get((index, stage), 0)
                new[side, stage] += left[:n]
                left = left[n:]
        waiting[side] += left
    for side in sides:
        for stage in stages:
            going[side, stage] = _reseated(going.get((side, stage), ()), new[side, stage])
        reserves[side] = tuple(sorted(waiting[side], key=reserve_order))


def _reseated(before: Sequence[Seated], units: Sequence[Unit]) -> tuple[Seated, ...]:
    staying = {unit.members[0].request_id for unit in units}
    places = [each if each[0].members[0].request_id in staying else None for each in before]
    kept = {each[0].members[0].request_id for each in places if each is not None}
    new = list(seated(sorted((u for u in units if u.members[0].request_id not in kept), key=reserve_order)))
    filled = [each if each is not None else (new.pop(0) if new else None) for each in places]
    return (*(each for each in filled if each is not None), *new)
