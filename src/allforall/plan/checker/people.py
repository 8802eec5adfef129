"""Who may go under the terms, worked out afresh from lists and answers."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Container, Mapping
from typing import NamedTuple

from allforall.plan.checker.answers import Answers, judged_same, named_rows
from allforall.plan.checker.levels import Levels
from allforall.plan.checker.lists import Wanted, ailing, grave
from allforall.plan.checker.terms import Agreed


class Traveller(NamedTuple):
    """One person who may go. `category` is `military` or, where the terms name it, `military:conscript`."""

    request_id: str
    register_id: str
    category: str
    site: str
    grave: int
    ailing: int
    level: int
    tie: str


class Group(NamedTuple):
    """A person, or companions, in the order of their ties."""

    way: str
    members: tuple[Traveller, ...]


class Past(NamedTuple):
    """Who dropped out of the plan, and who crossed in stages that are done, with the register row."""

    out: set[str]
    crossed: Mapping[str, str]


def groups_that_may_go(
    way: str, lists: Mapping[str, Wanted], answers: Mapping[str, Answers], agreed: Agreed, past: Past
) -> tuple[list[Group], dict[str, str]]:
    """Everyone of a direction who may go, companions together, and why the other requests may not.

    Who has crossed stays in the plan whatever the papers say since.
    """
    named = {request: named_rows(answers.get(request)) for request in lists}
    named |= {request: ([row], 1.0) for request, row in past.crossed.items() if request in lists}
    held = {request: rows for request, rows in named.items() if rows[0]}
    barred = {request: "is not answered held" for request in lists if request not in held}
    stands_for: dict[str, str] = {}
    levels = Levels(agreed)
    may: dict[str, Traveller] = {}
    for same in _persons(held):
        best = same[0]
        if len(same) > 1:
            ranks = {each: _rank(each, answers, held, agreed.seed) for each in same}
            best = min(same, key=lambda each: (each not in past.crossed, *ranks[each]))
        for request in same:
            stands_for[request] = best
            against = "dropped out" if request in past.out else _standing(request, lists, answers)
            if against and best not in past.crossed:
                barred[best] = f"is barred: {against}"
            if request != best:
                barred[request] = f"is the same person as {best}"
        if best not in barred:
            may[best] = _traveller(best, held[best][0][0], lists[best], agreed, levels)
    return _grouped(way, may, barred, stands_for, lists, agreed, past.crossed), barred


def tie(seed: str, request_id: str) -> str:
    """The order among equals."""
    return hashlib.sha256(f"{seed}{request_id}".encode()).hexdigest()


def _standing(request: str, lists: Mapping[str, Wanted], answers: Mapping[str, Answers]) -> str:
    return lists[request].barred or (answers[request].barred if request in answers else "")


def _rank(
    request: str, answers: Mapping[str, Answers], held: Mapping[str, tuple[list[str], float]], seed: str
) -> tuple[int, float, str, str]:
    judged = judged_same(answers.get(request))
    return (0 if judged else 1, -held[request][1], tie(seed, request), request)


def _persons(held: Mapping[str, tuple[list[str], float]]) -> list[list[str]]:
    """Requests that share a register row, however indirectly, are one person."""
    by_row: dict[str, list[str]] = defaultdict(list)
    for request, (rows, _) in held.items():
        for row in rows:
            by_row[row].append(request)
    if len(by_row) == len(held) and all(len(rows) == 1 for rows, _ in held.values()):
        return [[request] for request in held]
    seen: set[str] = set()
    persons = []
    for start in held:
        if start in seen:
            continue
        person, todo = [], [start]
        seen.add(start)
        while todo:
            request = todo.pop()
            person.append(request)
            for row in held[request][0]:
                for other in by_row[row]:
                    if other not in seen:
                        seen.add(other)
                        todo.append(other)
        persons.append(person)
    return persons


def _traveller(request: str, register: str, person: Wanted, agreed: Agreed, levels: Levels) -> Traveller:
    basic = person.basic if person.basic != "unknown" else agreed.unknown_category or "unknown"
    category = f"{basic}:{person.named}" if person.named in agreed.named and person.named != basic else basic
    gravely, ill = grave(person), ailing(person)
    order = tie(agreed.seed, request)
    return Traveller(request, register, category, person.site, gravely, ill, levels.of(person), order)


def _grouped(
    way: str,
    may: Mapping[str, Traveller],
    barred: dict[str, str],
    stands_for: Mapping[str, str],
    lists: Mapping[str, Wanted],
    agreed: Agreed,
    crossed: Container[str],
) -> list[Group]:
    side = way[-1] + ":"
    together: dict[str, set[str]] = defaultdict(set)
    ties = [
        [request, *(each.removeprefix(side) for each in lists[request].companions)]
        for request in lists
        if lists[request].companions
    ]
    ties += [
        [each.removeprefix(side) for each in group]
        for group in agreed.companions
        if group[0].startswith(side)
    ]
    for group in ties:
        people = {stands_for.get(each, each) for each in group if stands_for.get(each, each) not in crossed}
        for each in people:
            together[each] |= people
    found, seen = [], set()
    for start, alone in may.items():
        if start not in together:
            found.append(Group(way, (alone,)))
        elif start not in seen:
            everyone = _reached(start, together)
            seen |= everyone
            if everyone <= may.keys():
                members = sorted((may[each] for each in everyone), key=_by_tie)
                found.append(Group(way, tuple(members)))
            else:
                barred.update({each: "has a companion who may not go" for each in everyone if each in may})
    return found


def _reached(start: str, together: Mapping[str, set[str]]) -> set[str]:
    """Everyone who travels with a person, directly or through others."""
    everyone, todo = {start}, [start]
    while todo:
        new = together.get(todo.pop(), set()) - everyone
        everyone |= new
        todo += new
    return everyone


def _by_tie(each: Traveller) -> tuple[str, str]:
    return (each.tie, each.request_id)
