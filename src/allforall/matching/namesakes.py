"""Where a name does not suffice: crowded requests, rows asked for twice, people who may stand there twice."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from allforall.matching.answer import Answer, Decision
from allforall.matching.rows import Rows, shown
from allforall.matching.work import people


def doubles(answers: Iterable[Answer]) -> list[tuple[str, ...]]:
    """Groups of register rows that look like one person, in the order met; nothing is joined by this."""
    group_of: dict[str, list[str]] = {}
    for answer in answers:
        for candidate in answer.candidates:
            if candidate.same_as:
                _unite(group_of, (candidate.register_id, *candidate.same_as))
    groups = {id(group): group for group in group_of.values()}
    return [tuple(group) for group in groups.values()]


def shared(answers: Iterable[Answer]) -> dict[str, tuple[str, ...]]:
    """Register rows that are the best candidate of several requests, with these requests."""
    pointing: dict[str, list[str]] = defaultdict(list)
    for answer in answers:
        if answer.decision is not Decision.NONE and answer.candidates:
            pointing[answer.candidates[0].register_id].append(answer.request_id)
    return {row: tuple(requests) for row, requests in pointing.items() if len(requests) > 1}


def crowded(answers: Iterable[Answer]) -> list[Answer]:
    """Requests which several different people of the register fit, the most crowded first."""
    several = [answer for answer in answers if people(answer) > 1]
    return sorted(several, key=people, reverse=True)


def most_asked(requests: Rows) -> list[tuple[str, int]]:
    """Names that stand on the list more than once, as first written, most often first."""
    first: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for row in requests.values():
        name = shown(row, "name")
        key = " ".join(name.casefold().split())
        if key:
            first.setdefault(key, name)
            counts[key] += 1
    return [(first[key], count) for key, count in counts.most_common() if count > 1]


def _unite(group_of: dict[str, list[str]], rows: tuple[str, ...]) -> None:
    group = group_of.get(rows[0], [])
    for row in rows:
        other = group_of.get(row, [row])
        group.extend(each for each in other if each not in group)
    for row in group:
        group_of[row] = group
