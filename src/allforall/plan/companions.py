"""Who travels together: companions named in a list's notes or in the rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence

from allforall.plan.errors import TermsError
from allforall.plan.listed import Listed
from allforall.plan.terms import SIDES, Terms


def companion_groups(
    side: str,
    wanted: Mapping[str, Listed],
    stands_for: Mapping[str, str],
    terms: Terms,
    crossed: Container[str] = (),
) -> list[list[str]]:
    """Every request that stands for a person, with its companions; one group each, in the list's order.

    A companion who is not on the list stays in the group under the name that was written; nobody is held back
    by a companion who has `crossed`.
    """
    root: dict[str, str] = {}

    def find(name: str) -> str:
        while root.setdefault(name, name) != name:
            name = root[name]
        return name

    for ties in (*_from_notes(side, wanted), *_from_rules(side, terms)):
        named = (stands_for.get(each, each) for each in ties)
        people = [each for each in named if each not in crossed]
        for each in people:
            root[find(each)] = find(people[0])
    groups: dict[str, list[str]] = defaultdict(list)
    for name in dict.fromkeys([*stands_for.values(), *root]):
        groups[find(name)].append(name)
    standing = set(stands_for.values())
    return [group for group in groups.values() if any(each in standing for each in group)]


def resolve(name: str, lists: Mapping[str, Container[str]], what: str) -> tuple[str, str]:
    """The side and request of `A:12`, `B:12` or a plain id that only one list has; raises TermsError."""
    side, colon, rest = name.partition(":")
    if colon and side in SIDES and rest in lists[side]:
        return side, rest
    on = [each for each in SIDES if name in lists[each]]
    if len(on) == 1:
        return on[0], name
    if on:
        raise TermsError(f"{what}: {name!r} is on both lists (write A:{name} or B:{name})")
    raise TermsError(f"{what}: {name!r} is on neither list")


def resolved_companions(
    named: Iterable[Sequence[str]], lists: Mapping[str, Container[str]]
) -> tuple[tuple[str, ...], ...]:
    """Groups of companions as `A:12`; raises TermsError for unknown ids and for groups across the sides."""
    groups = []
    for group in named:
        found = [resolve(str(each), lists, "companions") for each in group]
        if len({side for side, _ in found}) > 1:
            raise TermsError(f"companions {', '.join(map(str, group))}: they go home in opposite directions")
        groups.append(tuple(f"{side}:{request}" for side, request in found))
    return tuple(groups)


def _from_notes(side: str, wanted: Mapping[str, Listed]) -> Iterable[tuple[str, ...]]:
    for person in wanted.values():
        if person.companions:
            named = (each.removeprefix(f"{side}:") for each in person.companions)
            yield (person.request_id, *(each for each in named if each != person.request_id))


def _from_rules(side: str, terms: Terms) -> Iterable[tuple[str, ...]]:
    for group in terms.companions:
        if group and group[0].startswith(f"{side}:"):
            yield tuple(each.partition(":")[2] for each in group)
