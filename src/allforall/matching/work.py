"""The work left for people: which requests, in what order, how long, and what would settle them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from allforall.matching.answer import Answer, Candidate, Decision
from allforall.matching.rows import Row, Rows, has_patronymic, has_whole_date, shown
from allforall.people.messages import Messages

NEAR = 0.02  # a candidate this likely has to be looked at
READING_MINUTES = 2.0
CANDIDATE_MINUTES = 1.5
# What can settle a case, strongest first; the capture is weak, since comrades share it.
SETTLING = ("birth_date", "service_number", "patronymic", "birth_place", "unit", "captured_on")


@dataclass(frozen=True, slots=True)
class Missing:
    """A field that is empty on the list (`ask`: the other side knows it) or on the register (look it up)."""

    field: str
    ask: bool


def near(answer: Answer) -> tuple[Candidate, ...]:
    """The candidates that a person has to look at: all that are likely enough, and always the best."""
    return tuple(each for each in answer.candidates if each.rank == 1 or each.probability >= NEAR)


def people(answer: Answer) -> int:
    """How many different people the near candidates are; one person standing there twice counts once."""
    seen: set[str] = set()
    count = 0
    for each in near(answer):
        rows = {each.register_id, *each.same_as}
        count += not rows & seen
        seen |= rows
    return count


def minutes(answer: Answer) -> float:
    """Expected minutes of an officer's time: none unless the request is to be judged."""
    if answer.decision is not Decision.ASK:
        return 0.0
    return READING_MINUTES + CANDIDATE_MINUTES * len(near(answer))


def to_judge(answers: Iterable[Answer]) -> list[Answer]:
    """The requests a person must judge, the quickest first: few candidates, then the clearest lead."""
    asked = [answer for answer in answers if answer.decision is Decision.ASK]
    return sorted(asked, key=lambda each: (minutes(each), -best_probability(each)))


def best_probability(answer: Answer) -> float:
    """The probability of the best candidate, 0 without one."""
    return answer.candidates[0].probability if answer.candidates else 0.0


def settles(answer: Answer, requests: Rows, register: Rows) -> Missing | None:
    """The missing field that would settle a request best; None when no field is missing that could.

    A field missing on the list helps when the best candidate's row has it and no other near candidate's row
    has the same value.  A field missing on the best candidate's row helps when the list has it.
    """
    asked = requests.get(answer.request_id, {})
    rows = [register.get(each.register_id, {}) for each in near(answer)]
    if not rows:
        return next((Missing(field, ask=True) for field in SETTLING[:3] if not _known(asked, field)), None)
    for field in SETTLING:
        if not _known(asked, field) and _tells_apart(field, rows):
            return Missing(field, ask=True)
        if _known(asked, field) and not _known(rows[0], field):
            return Missing(field, ask=False)
    return None


def missing_counts(answers: Iterable[Answer], requests: Rows, register: Rows) -> Counter[Missing | None]:
    """How many of the requests to judge each missing field would settle."""
    asked = (answer for answer in answers if answer.decision is Decision.ASK)
    return Counter(settles(answer, requests, register) for answer in asked)


def settles_in_words(missing: Missing | None, words: Messages) -> str:
    """What would settle a request: a field to ask for, a field to look up, or other means."""
    if missing is None:
        return words.say("report.other_means")
    key = "report.ask_other_side" if missing.ask else "report.look_up"
    return words.say(key, field=words.say(f"fields.{missing.field}"))


def expected_wrong(answers: Iterable[Answer]) -> float:
    """How many of the sure answers their own probabilities expect to be wrong."""
    return sum(1 - best_probability(each) for each in answers if each.decision is Decision.SURE)


def _known(row: Row, field: str) -> bool:
    if field == "birth_date":
        return has_whole_date(row)
    if field == "patronymic":
        return has_patronymic(row)
    return bool(row.get(field, "").strip())


def _tells_apart(field: str, rows: Sequence[Row]) -> bool:
    if not _known(rows[0], field):
        return False
    values = [_value(row, field) for row in rows]
    return values[0] not in values[1:]


def _value(row: Row, field: str) -> str:
    """The value to tell candidates apart by; a father's name inside a whole name is compared with it."""
    value = row.get(field, "").strip() or (shown(row, "name") if field == "patronymic" else "")
    return value.casefold()
