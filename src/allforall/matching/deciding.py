"""From probabilities to one of three answers, and to the one question that would settle a doubt.

The machine never says `sure` on a name alone: a second key has to agree (day or year of birth, a number,
place of birth, or a circumstance of service and capture); the given name or a number has to, for twins share
all else; and nothing strong may speak against it. Whether the key is worth enough, given how many bear the
name, is a matter of the probability.
"""

from __future__ import annotations

from collections.abc import Iterable

from allforall.matching.answer import Candidate, Decision
from allforall.matching.levels import LEVELS
from allforall.matching.requests import Request
from allforall.names.token import Token

SURE_FROM = 0.98
"""Probability from which an answer may be `sure`."""
ASK_FROM = 0.10
"""Below this probability of the best candidate a person's time is better spent elsewhere ..."""
NONE_FROM = 0.5
"""... unless "nobody" is less probable than this: then many namesakes share what speaks for one of them."""

KEYS = frozenset({"birth_day", "number", "tax_number"})
"""Second keys that two people of one name hardly ever share ..."""
CIRCUMSTANCES = frozenset({"birth_year", "birth_about", "birth_place", "unit", "captured_on", "captured_at"})
"""... and those that a namesake may share now and then."""
_SECOND_KEYS = KEYS | CIRCUMSTANCES
_OWN = frozenset({"given_name", "number", "tax_number"})  # what a twin does not share
_AGAINST = {level.fact for level in LEVELS if level.speaks == "-"}
_MISREAD = {"father_differs", "father_initial_differs"}  # more often so than namesakes share one of `KEYS`
_QUESTIONS = {
    "given_name": "given name",
    "birth_date": "date or year of birth",
    "patronymic": "father's name",
    "service_number": "service number",
    "birth_place": "place of birth",
    "unit": "unit",
    "captured_on": "date of capture",
}


def decide(
    candidates: tuple[Candidate, ...], group: float, nobody: float, agrees: frozenset[str], request: Request
) -> tuple[Decision, str]:
    """The decision on some candidates (best first) and why.

    `group` is the probability of the best candidate together with the rows that look like the same person,
    `nobody` that of nobody; `agrees` are the fields of the best candidate that agree, a date of birth by its
    scale (`explaining.agreeing`); `request` tells what could still be asked for.
    """
    if not candidates:
        return Decision.NONE, "no row of the register comes near"
    best = candidates[0]
    against = [each for each in best.comparisons if each.fact in _AGAINST]
    strong = [each for each in against if not (agrees & KEYS and each.fact in _MISREAD)]
    if group >= SURE_FROM and not strong and agrees & _SECOND_KEYS and agrees & _OWN:
        return Decision.SURE, _sure_words(best)
    if group < ASK_FROM and nobody >= NONE_FROM:
        return Decision.NONE, f"the best row has a probability of {group:.3f} only"
    if against and group >= 0.5:
        return Decision.ASK, f"a person must judge: {against[0].words}"
    if group >= SURE_FROM and not agrees & _OWN:
        return Decision.ASK, f"a brother may share all that agrees; {_question(request)}"
    if group >= SURE_FROM:
        return Decision.ASK, f"too little agrees besides the name; {_question(request)}"
    return Decision.ASK, f"the rows cannot be told apart with certainty; {_question(request)}"


def _sure_words(best: Candidate) -> str:
    if best.same_as:
        return f"one person stands on the register more than once: also {', '.join(best.same_as)}"
    return "name and a second key agree, and no other row comes near"


def _question(request: Request) -> str:
    name = request.name
    known = {**request.card, "given_name": _written(name.given), "patronymic": _written(name.father)}
    missing = [words for column, words in _QUESTIONS.items() if not known.get(column)]
    if not missing:
        return "ask for a photograph or a question only this person can answer"
    return f"ask for: {', '.join(missing[:3])}"


def _written(tokens: Iterable[Token]) -> str:
    return " ".join(token.written for token in tokens)
