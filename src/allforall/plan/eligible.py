"""Who may go: answered held, one request for one person, nothing against it, and all companions with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from allforall.plan.answered import Answered
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


@dataclass(frozen=True)
class Past:
    """What a plan that is being mended has behind it: requests that dropped out (with the reason), and those
    who crossed in a stage that is done (with their register row), whom nothing in the papers can call back.
    """

    gone: Mapping[str, str] = field(default_factory=dict)
    crossed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Claim:
    """A request held to be one person on the register (`register_ids`: under these rows, the best first)."""

    request_id: str
    register_ids: tuple[str, ...]
    judged: bool
    probability: float
    crossed: bool = False


STANDING_WORDS = {
    "dead": "is reported dead",
    "returned": "has already returned",
    "declined": "declined to return",
    "held_back": "is held back",
}


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
    claims, why_not = _claims(wanted, answers, past)
    standing = {each: _standing(wanted[each], answers.get(each)) for each in wanted}
    stands_for: dict[str, str] = {}
    chosen: list[_Claim] = []
    for same in _one_person_each(claims):
        best = _standing_for_all(same, terms.seed)
        stands_for |= {each.request_id: best.request_id for each in same}
        why_not |= _blocked(same, best, standing, past)
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


def _claims(
    wanted: Iterable[str], answers: Mapping[str, Answered], past: Past
) -> tuple[list[_Claim], dict[str, tuple[str, str]]]:
    claims, why_not = [], {}
    for request in wanted:
        if request in past.crossed:
            claims.append(_Claim(request, (past.crossed[request],), True, 1.0, crossed=True))
            continue
        if request in past.gone:
            why_not[request] = ("dropped out", past.gone[request])
        answer = answers.get(request)
        why = ("not answered", "no answer to this request yet") if answer is None else _unanswered(answer)
        if answer is None or why is not None:
            why_not.setdefault(request, why or ("", ""))
            continue
        judged = sorted(answer.same, key=lambda each: (answer.same[each], each))
        rows = tuple(judged) or (answer.first,)
        claims.append(_Claim(request, rows, bool(judged), answer.probability[rows[0]]))
    return claims, why_not


def _unanswered(answer: Answered) -> tuple[str, str] | None:
    """Why the answer names nobody, None when it does."""
    if answer.same:
        return None
    if answer.nobody:
        return ("judged not same", "an officer found nobody on the register to be this person")
    if answer.first and answer.first in answer.not_same:
        return ("judged not same", f"an officer judged register row {answer.first} not to be this person")
    if answer.first and answer.first in answer.unsure:
        return ("unsure", f"an officer is unsure about register row {answer.first}")
    if answer.decision == "sure" and answer.first:
        return None
    if answer.decision == "none":
        return ("not found", "answered none: nobody on the register was found to be this person")
    return ("to be judged", "answered ask: an officer has to judge the candidates first")


def _one_person_each(claims: Sequence[_Claim]) -> list[list[_Claim]]:
    """Claims that share a register row, directly or through a third, are one person."""
    root: dict[str, str] = {}

    def find(row: str) -> str:
        while root.setdefault(row, row) != row:
            root[row] = root[root[row]]
            row = root[row]
        return row

    for claim in claims:
        for row in claim.register_ids:
            root[find(row)] = find(claim.register_ids[0])
    together: dict[str, list[_Claim]] = defaultdict(list)
    for claim in claims:
        together[find(claim.register_ids[0])].append(claim)
    return list(together.values())


def _standing_for_all(same: Sequence[_Claim], seed: str) -> _Claim:
    return same[0] if len(same) == 1 else min(same, key=lambda each: _preference(each, seed))


def _preference(claim: _Claim, seed: str) -> tuple[bool, bool, float, str, str]:
    return (
        not claim.crossed,
        not claim.judged,
        -claim.probability,
        tie_of(seed, claim.request_id),
        claim.request_id,
    )


def _blocked(
    same: Sequence[_Claim], best: _Claim, standing: Mapping[str, str], past: Past
) -> dict[str, tuple[str, str]]:
    """Why these requests, all for one person, may not go; without the one that may."""
    out: dict[str, tuple[str, str]] = {}
    if len(same) == 1 and not standing[best.request_id] and best.request_id not in past.gone:
        return out
    for claim in same:
        if claim is not best:
            row = best.register_ids[0]
            reason = f"the same person as request {best.request_id} (register row {row}): one goes"
            out[claim.request_id] = ("same person twice", reason)
    if best.crossed:
        return out
    for claim in same:
        if claim.request_id in past.gone:
            other = f"the same person as request {claim.request_id}, who dropped out"
            why = past.gone[claim.request_id] if claim is best else other
            out[best.request_id] = ("dropped out", why)
    for claim in same:
        if said := standing[claim.request_id]:
            words = STANDING_WORDS[said]
            other = f"the same person as request {claim.request_id}, who {words}"
            why = f"{words}, as the list or the answer says" if claim is best else other
            out[best.request_id] = (said.replace("_", " "), why)
    return out


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
