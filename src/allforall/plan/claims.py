"""Which requests are held to be which person: one claim a request, and one request a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from allforall.plan.answered import Answered
from allforall.plan.unit import tie_of


@dataclass(frozen=True)
class Past:
    """What a plan that is being mended has behind it: requests that dropped out (with the reason), and those
    who crossed in a stage that is done (with their register row), whom nothing in the papers can call back.
    """

    gone: Mapping[str, str] = field(default_factory=dict)
    crossed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Claim:
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


def claims_of(
    wanted: Iterable[str], answers: Mapping[str, Answered], past: Past
) -> tuple[list[Claim], dict[str, tuple[str, str]]]:
    """What every request claims, and why the others claim nobody."""
    claims, why_not = [], {}
    for request in wanted:
        if request in past.crossed:
            claims.append(Claim(request, (past.crossed[request],), True, 1.0, crossed=True))
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
        claims.append(Claim(request, rows, bool(judged), answer.probability[rows[0]]))
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


def one_person_each(claims: Sequence[Claim]) -> list[list[Claim]]:
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
    together: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        together[find(claim.register_ids[0])].append(claim)
    return list(together.values())


def standing_for_all(same: Sequence[Claim], seed: str) -> Claim:
    """The claim that stands for the person."""
    return same[0] if len(same) == 1 else min(same, key=lambda each: _preference(each, seed))


def _preference(claim: Claim, seed: str) -> tuple[bool, bool, float, str, str]:
    return (
        not claim.crossed,
        not claim.judged,
        -claim.probability,
        tie_of(seed, claim.request_id),
        claim.request_id,
    )


def blocked(
    same: Sequence[Claim], best: Claim, standing: Mapping[str, str], past: Past
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
