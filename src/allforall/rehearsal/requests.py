"""Who is asked for: persons on the register, their relatives, and persons who are not there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from allforall.rehearsal import families, service
from allforall.rehearsal.chance import Chance, Ints
from allforall.rehearsal.families import KINSHIPS
from allforall.rehearsal.given import given_names
from allforall.rehearsal.people import NO_FATHER, Population

ABSENT = {
    "namesake_stranger": 0.12, "absent": 0.045, "dead": 0.025, "returned": 0.025, "similar_stranger": 0.015,
    "absent_brother": 0.010, "absent_father_son": 0.005, "absent_twin": 0.005,
}  # fmt: skip
HELD = {"duplicate": 0.03, "namesake": 0.03, "kin": 0.06}  # the rest of three quarters is plainly held
HELD_SHARE = 0.75
REPEATED = 0.02  # of rows, at noise 1


@dataclass(frozen=True)
class Requests:
    """Row by row the kind of request, the person asked for, and whether the row repeats an earlier one."""

    kinds: list[str]
    persons: Ints
    repeated: list[int]


def draw(people: Population, held: int, doubled: int, wanted: int, repeats: float, seed: int) -> Requests:
    """Choose `wanted` requests; persons 0 to `held` - 1 are on the register, the first `doubled` twice.

    Changes the population in place: strangers are renamed and relatives related as the requests need.
    """
    chance = Chance(seed, "requests")
    shares = {**HELD, "held": HELD_SHARE - sum(HELD.values()), **ABSENT}
    names = list(shares)
    kinds = [names[code] for code in chance.picks(list(shares.values()), wanted)]
    persons = _persons(people, kinds, held, doubled, chance)
    _craft(people, kinds, persons, held, chance)
    kinds = [_kind(people, kind, int(who), held, doubled) for kind, who in zip(kinds, persons, strict=True)]
    return Requests(kinds, persons, _repeat(kinds, persons, repeats, chance))


def _persons(people: Population, kinds: list[str], held: int, doubled: int, chance: Chance) -> Ints:
    """A different person for every row; a kind that runs out of persons turns into plain held or absent."""
    kin = np.flatnonzero((people.kin[:held] >= 0) & (people.kin[:held] < held))
    pools = {"duplicate": iter(range(doubled)), "kin": iter(_some(kin, len(kinds), chance).tolist())}
    plain, taken = iter(_some(np.arange(held), len(kinds), chance).tolist()), set[int]()
    persons = held + np.arange(len(kinds), dtype=np.int64)
    for row, kind in enumerate(kinds):
        if kind in ABSENT:
            continue
        person = _next(pools.get(kind, plain), taken)
        person = _next(plain, taken) if person is None else person
        if person is None:
            kinds[row] = "absent"
            continue
        taken.add(person)
        persons[row] = person
    return persons


def _next(pool: Iterator[int], taken: set[int]) -> int | None:
    return next((each for each in pool if each not in taken), None)


def _craft(people: Population, kinds: list[str], persons: Ints, held: int, chance: Chance) -> None:
    rows = {kind: persons[[row for row, each in enumerate(kinds) if each == kind]] for kind in set(kinds)}
    for kind, who in sorted(rows.items()):
        if kind in ("namesake_stranger", "similar_stranger"):
            models = chance.numbers(0, held, len(who))
            rename(people, who, models)
            _bring_near(people, who, models, chance)
        if kind == "similar_stranger":
            _make_similar(people, who, chance)
        elif kind == "namesake":
            rename(people, _bystanders(persons, len(who), held, chance), who)
        elif kind.startswith("absent_"):
            kinship = KINSHIPS.index(kind.removeprefix("absent_"))
            families.relate(people, _men(people, len(who), held, chance), who, kinship, chance)


def rename(people: Population, who: Ints, models: Ints) -> None:
    """In place: give each of `who` the full name, home and sex of the one at the same place in `models`."""
    who, models = who[: len(models)], models[: len(who)]
    for column in (people.people, people.home, people.female, people.given, people.father, people.surname):
        column[who] = column[models]
    service.put_in_home_units(people.service, who, people.home)


def _bring_near(people: Population, who: Ints, models: Ints, chance: Chance) -> None:
    """Some strangers are of the age, the place or the unit of the one they are taken for."""
    same_age = np.flatnonzero(chance.shares(len(who)) < 0.25)
    days = chance.numbers(-1200, 1200, len(same_age))
    people.birth[who[same_age]] = people.birth[models[same_age]] + np.where(np.abs(days) < 40, 400, days)
    for column, share in (
        (people.birth_place, 0.12),
        (people.service.unit, 0.10),
        (people.service.captured_at, 0.15),
    ):
        rows = np.flatnonzero(chance.shares(len(who)) < share)
        column[who[rows]] = column[models[rows]]


def _some(persons: Ints, count: int, chance: Chance) -> Ints:
    """At least `count` of these persons, as far as there are so many, in any order; some may come twice."""
    if len(persons) <= 4 * count:
        return persons[chance.order(len(persons))]
    return persons[chance.numbers(0, len(persons), 3 * count)]


def _men(people: Population, count: int, held: int, chance: Chance) -> Ints:
    """Men on the register who have a father's name, each once."""
    some = _some(np.arange(held), 10 * count + 10, chance)
    fit = some[(people.female[some] == 0) & (people.father[some] != NO_FATHER)]
    return _each_once(fit)[:count]


def _bystanders(persons: Ints, count: int, held: int, chance: Chance) -> Ints:
    """Persons on the register whom nobody asks for, each once."""
    some = _some(np.arange(held), 10 * count + 10, chance)
    return _each_once(some[~np.isin(some, persons)])[:count]


def _each_once(persons: Ints) -> Ints:
    return np.array(list(dict.fromkeys(persons.tolist())), dtype=np.int64)


def _make_similar(people: Population, who: Ints, chance: Chance) -> None:
    """Change the given name to one easily taken for it, or exchange it with the father's."""
    for person in who.tolist():
        given, father = int(people.given[person]), int(people.father[person])
        if father != NO_FATHER and father != given and chance.happens(0.4) and not people.female[person]:
            people.given[person], people.father[person] = father, given
        else:
            people.given[person] = chance.one(_alike(given))


def _alike(code: int) -> list[int]:
    """Given names of the same sex that begin alike, of the same people if there are any; else any others."""
    own, names = given_names()[code], list(enumerate(given_names()))
    others = [at for at, name in names if name.female == own.female and name.ru[0] != own.ru[0]]
    begun = [at for at in others if names[at][1].ru[0][:2] == own.ru[0][:2]]
    kindred = [at for at in begun if names[at][1].people == own.people]
    return kindred or begun or others


def _kind(people: Population, kind: str, person: int, held: int, doubled: int) -> str:
    """What the request turned out to be: a held person may happen to stand there twice, or with a brother."""
    if kind in ABSENT:
        return kind
    if person < doubled:
        return "duplicate"
    if kind == "namesake":
        return kind
    if 0 <= people.kin[person] < held:
        return KINSHIPS[people.kinship[person]]
    return "held"


def _repeat(kinds: list[str], persons: Ints, rate: float, chance: Chance) -> list[int]:
    """Turn some rows into a second row for a person asked for already, under another spelling."""
    rows = [int(row) for row in chance.hits(rate, len(kinds)) if row > 0]
    for row in rows:
        other = chance.whole(0, row)
        kinds[row], persons[row] = kinds[other], persons[other]
    return rows
