"""Terms as JSON and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from allforall.plan.agreed import MOST
from allforall.plan.priority import check_priority
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
    """The terms of a `PLAN.json`; raises KeyError, TypeError, ValueError or TermsError when it has none."""
    a, b = map(_whole, facts["formula"])
    stages = [
        Stage(number, tuple(_places_from(group, to) for group, to in each["places"].items()))
        for number, each in enumerate(facts["stages"], 1)
    ]
    return Terms(
        formula=(a, b),
        stages=tuple(stages),
        transport={way[-1]: _transport_from(each) for way, each in facts["transport"].items()},
        companions=tuple(tuple(map(_text, group)) for group in facts["companions"]),
        priority=check_priority(facts["priority"]),
        seed=_text(facts["seed"]),
        on=date.fromisoformat(facts["on"]),
        unknown_category=_text(facts["unknown_category"]),
        equal_categories=tuple(map(_text, facts["equal_categories"])),
        max_difference=_whole(facts["max_difference"]),
        as_many=facts["as_many"] is True,
    )


def _places_from(group: str, to: Mapping[str, object]) -> Places:
    return Places(group, {side: _whole(to[direction(side)]) for side in SIDES})


def _transport_from(facts: Mapping[str, Any]) -> Transport:
    sites = {site: _whole(seats) for site, seats in facts["site_seats"].items()}
    others = {name: each for name, each in facts.items() if name != "site_seats"}
    limits = {name: None if each is None else _whole(each) for name, each in others.items()}
    return Transport(site_seats=sites, **limits)


def _whole(value: object) -> int:
    if type(value) is not int or not 0 <= value <= MOST:
        raise ValueError(f"{value!r} is not a number from 0 to {MOST}")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not a text")
    return value


def _transport_facts(each: Transport) -> dict[str, Any]:
    return {
        "seats": each.seats,
        "stretchers": each.stretchers,
        "site_seats": dict(each.site_seats),
        "any_site_seats": each.any_site_seats,
        "seats_per_vehicle": each.seats_per_vehicle,
    }
