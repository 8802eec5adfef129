"""Made-up people with labels in Ukrainian, Russian and English, and the pairs the benchmark asks about."""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz, process
from unidecode import unidecode

HERE = Path(__file__).parent
LANGUAGES = (("uk", "ru"), ("ru", "en"), ("uk", "en"))
_WOMEN = (
    ("ський", "ська"), ("цький", "цька"), ("ий", "а"), ("ский", "ская"), ("цкий", "цкая"), ("ый", "ая"),
    ("ой", "ая"), ("skyi", "ska"), ("tskyi", "tska"), ("yi", "a"),
)  # fmt: skip
_WOMEN_ADD = re.compile("(?:[оеёєї]в|[иії]н|ов|ov|iev|in)$")
Word = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """One made-up person: labels by language, and whether they carry a father's name."""

    labels: dict[str, str]
    father: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """Two labels, whether they are one person's, their languages, and whether both have fathers."""

    left: str
    right: str
    same: bool
    languages: str
    father: bool


def words() -> dict[str, list[Word]]:
    """The word list by kind: each word in Ukrainian, Russian and English."""
    lines = (HERE / "words.csv").read_text(encoding="utf-8").splitlines()
    table = csv.DictReader(line for line in lines if not line.startswith("#"))
    return {
        row["kind"]: [
            tuple(form.replace("_", " ") for form in cell.split("/")) for cell in row["words"].split()
        ]
        for row in table
    }


def people(count: int, seed: int) -> list[Person]:
    """So many people, half of them East Slavs; no two with the same English label."""
    chance, known = random.Random(seed), words()
    found: dict[str, Person] = {}
    while len(found) < count:
        person = _slav(chance, known) if chance.random() < 0.5 else _stranger(chance, known)
        found.setdefault(person.labels["en"], person)
    return list(found.values())


def _slav(chance: random.Random, known: dict[str, list[Word]]) -> Person:
    woman = chance.random() < 0.33
    surname = chance.choice(known["e"])
    if woman:
        surname = tuple(map(_womans, surname))
    given = chance.choice(known["f" if woman else "m"])
    father = tuple(form.split("+")[woman] for form in chance.choice(known["p"]))
    uk_long, ru_long = chance.random() < 0.6, chance.random() < 0.75
    uk = f"{surname[0]} {given[0]} {father[0]}" if uk_long else f"{given[0]} {surname[0]}"
    long = (f"{surname[1]}, {given[1]} {father[1]}", f"{given[1]} {father[1]} {surname[1]}")
    ru = chance.choice(long) if ru_long else f"{given[1]} {surname[1]}"
    return Person({"uk": uk, "ru": ru, "en": f"{given[2]} {surname[2]}"}, uk_long and ru_long)


def _womans(surname: str) -> str:
    for man, woman in _WOMEN:
        if surname.endswith(man):
            return surname[: -len(man)] + woman
    if _WOMEN_ADD.search(surname):
        return surname + ("a" if surname.isascii() else "а")
    return surname


def _stranger(chance: random.Random, known: dict[str, list[Word]]) -> Person:
    first, last = chance.choice(known[chance.choice("ggh")]), chance.choice(known["s"])
    middle = chance.choice(known["g"]) if chance.random() < 0.15 else None
    second = chance.choice(known["s"]) if chance.random() < 0.07 else None
    labels = {}
    for place, language in enumerate(("uk", "ru", "en")):
        parts = [first[place], last[place]]
        if middle and chance.random() < 0.6:
            parts.insert(1, f"{middle[place][0]}." if chance.random() < 0.3 else middle[place])
        if second and chance.random() < 0.6:
            parts.append(second[place])
        labels[language] = " ".join(parts)
        if language == "ru" and len(parts) == 2 and chance.random() < 0.25:
            labels[language] = f"{parts[1]}, {parts[0]}"
    return Person(labels, father=False)


def pairs(persons: list[Person], seed: int) -> Iterator[Pair]:
    """For each person and two languages the true pair, and a stranger, mostly the most similar one."""
    chance = random.Random(seed)
    for one, other in LANGUAGES:
        plain = [_plain(person.labels[other]) for person in persons]
        for place, person in enumerate(persons):
            left = person.labels[one]
            yield Pair(left, person.labels[other], True, f"{one}-{other}", person.father)
            stranger = (
                _similar(place, _plain(left), plain)
                if chance.random() < 0.5
                else chance.randrange(len(persons))
            )
            if stranger != place:
                father = person.father and persons[stranger].father
                yield Pair(left, persons[stranger].labels[other], False, f"{one}-{other}", father)


def _plain(label: str) -> str:
    return unidecode(label.replace(",", " ")).lower()


def _similar(place: int, wanted: str, plain: list[str]) -> int:
    best = process.extract(wanted, plain, scorer=fuzz.token_sort_ratio, limit=2)
    return next(found for _, _, found in best if found != place)
