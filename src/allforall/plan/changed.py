"""What a re-plan changed, as its papers say it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from allforall.plan.reread import OldPlan
from allforall.plan.seating import Seating
from allforall.plan.terms import SIDES, direction

Names = Mapping[str, Collection[str]]


def changes_of(
    old: OldPlan, mended: Seating, lost: Names, out: Names, done: frozenset[int], by: str
) -> dict[str, Any]:
    """What `PLAN.json` says under `replanned`."""
    before = {(side, name): stage for (side, stage), people in old.stages.items() for name, _ in people}
    after = {
        (side, m.request_id): (stage, place)
        for (side, stage), people in mended.going.items()
        for place, (_, m) in enumerate(people, 1)
    }
    able = {(u.side, name) for units in mended.reserves.values() for u in units for name in u.ids} | set(
        after
    )
    added = [key for key in sorted(after) if key not in before]
    removed = [key for key in sorted(before) if key not in after and key[1] not in out[key[0]]]
    moved = [key for key in sorted(after) if key in before and before[key] != after[key][0]]
    gone = [(side, name) for side in SIDES for name in lost[side] if (side, name) not in able]
    fewer = max(0, len(before) - len(after))
    return {
        "mends": old.facts["seal"],
        "dropped": {direction(side): sorted(out[side]) for side in SIDES},
        "done": sorted(done),
        "added": [_fact(key, stage=after[key][0], place=after[key][1]) for key in added],
        "removed": [_fact(key, stage=before[key]) for key in removed],
        "moved": [_fact(key, stage=after[key][0], place=after[key][1], before=before[key]) for key in moved],
        "touched": len(added) + len(removed) + 2 * len(moved),
        "bound": max(0, len(gone) - fewer) + sum(name not in out[side] for side, name in gone),
        "by": by,
    }


def _fact(key: tuple[str, str], **numbers: int) -> dict[str, Any]:
    return {"direction": direction(key[0]), "request_id": key[1], **numbers}
