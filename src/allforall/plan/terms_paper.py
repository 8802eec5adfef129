"""Terms as JSON and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from allforall.plan.terms import SIDES, Places, Stage, Terms, Transport, direction


def terms_facts(terms: Terms) -> dict[str, Any]:
    """The terms as JSON, complete: `terms_from` reads them back."""
    return {
        "formula": list(terms.formula),
        "stages": [
            {
                "stage": each.number,
                "places": {p.group: {direction(s): p.to[s] for s in SIDES} for p in each.places},
            }
            for each in terms.stages
        ],
        "transport": {direction(side): _transport_facts(each) for side, each in terms.transport.items()},
        "companions": [list(group) for group in terms.companions],
        "priority": dict(terms.priority),
        "seed": terms.seed,
        "on": terms.on.isoformat(),
        "unknown_category": terms.unknown_category,
        "equal_categories": list(terms.equal_categories),
        "max_difference": terms.max_difference,
        "as_many": terms.as_many,
    }


def terms_from(facts: Mapping[str, Any]) -> Terms:
    """The terms of a `PLAN.json`; raises KeyError, TypeError or ValueError when it is not one of ours."""
    stages = [
        Stage(each["stage"], tuple(_places_from(group, to) for group, to in each["places"].items()))
        for each in facts["stages"]
    ]
    return Terms(
        formula=(int(facts["formula"][0]), int(facts["formula"][1])),
        stages=tuple(stages),
        transport={way[-1]: Transport(**each) for way, each in facts["transport"].items()},
        companions=tuple(tuple(group) for group in facts["companions"]),
        priority=dict(facts["priority"]),
        seed=facts["seed"],
        on=date.fromisoformat(facts["on"]),
        unknown_category=facts["unknown_category"],
        equal_categories=tuple(facts["equal_categories"]),
        max_difference=facts["max_difference"],
        as_many=facts["as_many"],
    )


def _places_from(group: str, to: Mapping[str, int]) -> Places:
    return Places(group, {side: int(to[direction(side)]) for side in SIDES})


def _transport_facts(each: Transport) -> dict[str, Any]:
    return {
        "seats": each.seats,
        "stretchers": each.stretchers,
        "site_seats": dict(each.site_seats),
        "any_site_seats": each.any_site_seats,
        "seats_per_vehicle": each.seats_per_vehicle,
    }
