"""Reading the limits of transport from the rules."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from typing import Any

from allforall.plan.errors import TermsError
from allforall.plan.terms import SIDES, Transport

_LIMITS = (
    "seats",
    "seats_per_vehicle",
    "vehicles_per_stage",
    "vehicles_per_site",
    "stretchers_per_stage",
    "sites",
)


def read_transport(said: Mapping[str, Any]) -> dict[str, Transport]:
    """Limits by side: those for both, with a direction's own in their place."""
    ways = {side: f"to_{side.lower()}" for side in SIDES}
    check_names(said, [*_LIMITS, *ways.values()], "transport")
    common = {name: value for name, value in said.items() if name in _LIMITS}
    limits = {}
    for side, way in ways.items():
        own = said.get(way, {})
        if not isinstance(own, Mapping):
            raise TermsError(f"transport.{way}: expected a table")
        check_names(own, _LIMITS, f"transport.{way}")
        limits[side] = _limits({**common, **own})
    return limits if any(each != Transport() for each in limits.values()) else {}


def _limits(said: Mapping[str, Any]) -> Transport:
    numbers = {name: _limit(name, said[name]) for name in _LIMITS[:-1] if name in said}
    sites = said.get("sites", {})
    if not isinstance(sites, Mapping):
        raise TermsError("transport.sites: expected a table of vehicles by place of detention")
    per_site = {site: _limit(f"sites.{site}", vehicles) for site, vehicles in sites.items()}
    per_vehicle = numbers.get("seats_per_vehicle")
    for name in ("vehicles_per_stage", "vehicles_per_site"):
        if name in numbers and per_vehicle is None:
            raise TermsError(f"transport: {name} needs seats_per_vehicle")
    if per_site and per_vehicle is None:
        raise TermsError("transport: sites need seats_per_vehicle")
    seats = numbers.get("seats")
    if seats is None and "vehicles_per_stage" in numbers:
        seats = numbers["vehicles_per_stage"] * (per_vehicle or 0)
    anywhere = numbers.get("vehicles_per_site")
    return Transport(
        seats=seats,
        stretchers=numbers.get("stretchers_per_stage"),
        site_seats={site: vehicles * (per_vehicle or 0) for site, vehicles in per_site.items()},
        any_site_seats=None if anywhere is None else anywhere * (per_vehicle or 0),
        seats_per_vehicle=per_vehicle,
    )


def _limit(name: str, value: object) -> int:
    if type(value) is not int or value < 0:
        raise TermsError(f"transport.{name} {value!r}: expected a whole number from 0")
    return value


def check_names(found: Mapping[str, object], names: Sequence[str], where: str) -> None:
    """Raises TermsError for a name that is no rule, with the nearest that is one."""
    for name in found:
        if name not in names:
            near = difflib.get_close_matches(name, names, 1)
            hint = f"did you mean {near[0]}?" if near else f"expected {', '.join(names)}"
            raise TermsError(f"{where}: {name!r} is not a rule ({hint})")
