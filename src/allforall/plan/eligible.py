"""Who may go: answered held, one request for one person, nothing against it, and all companions with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from allforall.plan.answered import Answered
from allforall.plan.claims import Claim, Past, blocked, claims_of, one_person_each, standing_for_all
from allforall.plan.companions import companion_groups
from allforall.plan.listed import UNKNOWN, Listed
from allforall.plan.priority import Levels
from allforall.plan.terms import Terms
from allforall.plan.unit import Traveller, Unit, tie_of, unit_of


@dataclass(frozen=True, slots=True)
class WhyNot:
    """A request that cannot go, and why in words; `kind` groups like reasons."""

    side: str
    request_id: str
    register_id: str
    kind: str
    reason: str


@dataclass(frozen=True)
class Eligible:
    """One side's people: the units that may go, and everyone else with the reason."""

    units: tuple[Unit, ...]
    why_not: tuple[WhyNot, ...]


def eligible(
    side: str,
    wanted: Mapping[str, Listed],
    answers: Mapping[str, Answered],
    terms: Terms,
    past: Past | None = None,
) -> Eligible:
    """The units of a side that may go under the terms, and why the other requests may not.

    Of several requests for one person the one judged by an officer stands, then the more probable one, then
    the one with the smaller tie.
    """
    past = past or Past()
    claims, why_not = claims_of(wanted, answers, past)
    standing = {each: _standing(wanted[each], answers.get(each)) for each in wanted}
    stands_for: dict[str, str] = {}
    chosen: list[Claim] = []
    for same in one_person_each(claims):
        best = standing_for_all(same, terms.seed)
        stands_for |= {each.request_id: best.request_id for each in same}
        why_not |= blocked(same, best, standing, past)
        if best.request_id not in why_not:
            chosen.append(best)
    levels = Levels(terms.priority, terms.on)
    travellers = {
        each.request_id: traveller_of(side, each.register_ids[0], wanted[each.request_id], terms, levels)
        for each in chosen
    }
    units, left = _units(side, travellers, companion_groups(side, wanted, stands_for, terms, past.crossed))
    why_not |= left
    first = {each.request_id: each.register_ids[0] for each in claims}
    out = [
        WhyNot(side, request, first.get(request, ""), *why_not[request])
        for request in wanted
        if request in why_not
    ]
    return Eligible(tuple(units), tuple(out))


def _standing(person: Listed, answer: Answered | None) -> str:
    return person.standing or (answer.standing if answer is not None else "")


def traveller_of(
    side: str, register_id: str, person: Listed, terms: Terms, levels: Levels | None = None
) -> Traveller:
    """A person of a list, held to be this register row, as the terms see him or her."""
    level, because = (levels or Levels(terms.priority, terms.on)).of(person)
    return Traveller(
        side=side,
        request_id=person.request_id,
        register_id=register_id,
        category=_category(person, terms),
        site=person.site,
        grave=person.grave,
        ailing=person.ailing,
        level=level,
        because=because,
        tie=tie_of(terms.seed, person.request_id),
    )


def _category(person: Listed, terms: Terms) -> str:
    """The category that places are counted in, with the narrower one where the terms name it."""
    counts_as = person.counts_as if person.counts_as != UNKNOWN else terms.unknown_category or UNKNOWN
    return f"{counts_as}:{person.said}" if person.said in terms.named - {counts_as} else counts_as


def _units(
    side: str, travellers: Mapping[str, Traveller], groups: Iterable[Sequence[str]]
) -> tuple[list[Unit], dict[str, tuple[str, str]]]:
    """Companions together; a group of which one may not go does not go at all."""
    units, out = [], {}
    for group in groups:
        missing = sorted(each for each in group if each not in travellers)
        for request in group:
            if missing and request in travellers:
                named = ", ".join(missing[:3])
                out[request] = ("companion", f"travels with {named}, who may not go")
        if not missing:
            units.append(unit_of(travellers[each] for each in group))
    return units, out
