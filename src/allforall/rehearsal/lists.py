"""A register, a list of wanted persons, and the truth between them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from allforall.rehearsal import sheets, slips
from allforall.rehearsal.chance import Chance, Ints, texts
from allforall.rehearsal.errors import RehearsalError
from allforall.rehearsal.people import KINSHIPS, Population, population
from allforall.rehearsal.sheets import Sheet

# order matters: content first, then spelling, then layout
LIST_RATES = {
    "diminutive": 0.03, "surname_typo": 0.09, "given_typo": 0.04, "patronymic_typo": 0.04,
    "day_month_swapped": 0.015, "date_placeholder": 0.015, "date_digit": 0.025, "year_off_by_one": 0.015,
    "year_only": 0.05, "age_instead": 0.02, "birth_date_absent": 0.07,
    "patronymic_absent": 0.12, "patronymic_initial": 0.03, "initials": 0.02, "swapped_names": 0.03,
    "homoglyph": 0.02, "one_field": 0.03, "uppercase": 0.05, "dotted_date": 0.5,
    "number_digit": 0.03, "service_number_absent": 0.7, "unit_absent": 0.3, "rank_absent": 0.2, "birth_place_absent": 0.3,
    "captured_on_absent": 0.3, "captured_at_absent": 0.3, "held_at_absent": 0.7, "health_absent": 0.7,
}  # fmt: skip
REGISTER_RATES = {
    "surname_typo": 0.02, "given_typo": 0.01, "patronymic_typo": 0.01, "date_digit": 0.01, "day_month_swapped": 0.005,
    "year_only": 0.01, "birth_date_absent": 0.01, "patronymic_absent": 0.04, "swapped_names": 0.003,
    "service_number_absent": 0.5, "unit_absent": 0.1, "rank_absent": 0.1, "birth_place_absent": 0.1,
}  # fmt: skip
KIND_SHARES = {
    "absent": 0.06,
    "namesake_stranger": 0.12,
    "dead": 0.035,
    "returned": 0.035,
    "duplicate": 0.03,
    "relative": 0.08,
}


@dataclass(frozen=True)
class Plan:
    """What to make: sizes, seed, how much noise (0 none, 1 as in life), whose languages, and by whom."""

    register: int
    wanted: int
    seed: int
    noise: float = 1.0
    style: str = "office"
    register_language: str = "ru"
    list_language: str = "uk"


@dataclass(frozen=True)
class Rehearsed:
    """A register, a list, and row by row the truth: request, register ids joined by "|", kind, noise."""

    register: Sheet
    wanted: Sheet
    truth: list[tuple[str, str, str, str]]


TRUTH_COLUMNS = ("request_id", "register_id", "kind", "noise")


def rehearse(plan: Plan) -> Rehearsed:
    """Make a register and a list of wanted persons after the plan; the same plan gives the same texts."""
    _check(plan)
    doubled = (
        min(max(plan.register // 100, 1), max(plan.wanted // 10, 1), plan.register - 1)
        if plan.register > 1
        else 0
    )
    held = plan.register - doubled
    people = population(held + plan.wanted, plan.seed, _russian_share(plan))
    kinds, persons = _requests(plan, people, held, doubled)
    people = _strangers(people, kinds, persons, held, plan.seed)
    register = _register(plan, people, held, doubled)
    wanted = _wanted(plan, people, persons)
    return Rehearsed(register, wanted, _truth(register, wanted, kinds, held))


def write(rehearsed: Rehearsed, folder: Path) -> None:
    """Write register.csv, wanted.csv and truth.csv into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    sheets.write_csv(rehearsed.register, folder / "register.csv")
    sheets.write_csv(rehearsed.wanted, folder / "wanted.csv")
    (folder / "truth.csv").write_text(sheets.csv_text(TRUTH_COLUMNS, rehearsed.truth), "utf-8")  # type: ignore[arg-type]


def _check(plan: Plan) -> None:
    if plan.register < 10 or plan.wanted < 1:
        raise RehearsalError("a rehearsal needs a register of at least 10 persons and a list of at least 1")
    if plan.noise < 0:
        raise RehearsalError(f"noise {plan.noise} is below 0")


def _russian_share(plan: Plan) -> float:
    home = {"uk": 0.0, "ru": 1.0}.get(plan.list_language)
    return 0.5 if home is None else home * 0.96 + 0.02


def _requests(plan: Plan, people: Population, held: int, doubled: int) -> tuple[list[str], Ints]:
    """The kind of each request, and the person asked for."""
    chance = Chance(plan.seed, "requests")
    names = [*KIND_SHARES, "held"]
    picked = chance.picks([*KIND_SHARES.values(), 1 - sum(KIND_SHARES.values())], plan.wanted)
    kinds = [names[code] for code in picked]
    relatives = np.flatnonzero(people.kin[:held] >= 0)
    absent = held + chance.order(plan.wanted)
    fresh = iter(chance.order(held).tolist())
    twice, kin = iter(range(doubled)), iter(relatives[chance.order(len(relatives))].tolist())
    taken: set[int] = set()
    persons = np.zeros(plan.wanted, dtype=np.int64)
    for row, kind in enumerate(kinds):
        if kind in ("absent", "namesake_stranger", "dead", "returned"):
            persons[row] = absent[row]
            continue
        source = {"duplicate": twice, "relative": kin}.get(kind, fresh)
        person = next((each for each in source if each not in taken), None)
        if person is None:
            person = next((each for each in fresh if each not in taken), None)
        if person is None:
            persons[row], kinds[row] = absent[row], "absent"
            continue
        taken.add(person)
        persons[row] = person
        kinds[row] = _held_kind(people, person, held, doubled)
    return kinds, persons


def _held_kind(people: Population, person: int, held: int, doubled: int) -> str:
    if person < doubled:
        return "duplicate"
    if 0 <= people.kin[person] < held:
        return KINSHIPS[people.kinship[person]]
    return "held"


def _strangers(people: Population, kinds: list[str], persons: Ints, held: int, seed: int) -> Population:
    """Give each same-name stranger the full name of somebody on the register."""
    rows = persons[[row for row, kind in enumerate(kinds) if kind == "namesake_stranger"]]
    models = Chance(seed, "strangers").numbers(0, held, len(rows))
    for name in ("people", "home", "female", "given", "father", "surname"):
        getattr(people, name)[rows] = getattr(people, name)[models]
    return people


def _languages(language: str, home: Ints, count: int, chance: Chance) -> Ints:
    if language != "mixed":
        return texts([language] * count)
    return texts(["uk", "ru", "la"])[chance.picks([5, 3, 3], count)]


def _register(plan: Plan, people: Population, held: int, doubled: int) -> Sheet:
    chance = Chance(plan.seed, "register")
    rows = np.concatenate([np.arange(held), np.arange(doubled)])[chance.order(held + doubled)]
    languages = _languages(plan.register_language, people.home[rows], len(rows), chance)
    ear = min(0.25 * plan.noise, 0.6)
    sheet = sheets.clean_sheet(people, rows, languages, "R", ear, chance)
    for name, rate in REGISTER_RATES.items():
        slips.apply(sheet, name, min(rate * plan.noise, 0.9), people, Chance(plan.seed, "register", name))
    return sheet


def _wanted(plan: Plan, people: Population, persons: Ints) -> Sheet:
    chance = Chance(plan.seed, "wanted")
    languages = _languages(plan.list_language, people.home[persons], len(persons), chance)
    sheet = sheets.clean_sheet(people, persons, languages, "W", 0.25 * min(plan.noise, 2.0), chance)
    for name, rate in LIST_RATES.items():
        slips.apply(sheet, name, min(rate * plan.noise, 0.9), people, Chance(plan.seed, "wanted", name))
    return sheet


def _truth(register: Sheet, wanted: Sheet, kinds: list[str], held: int) -> list[tuple[str, str, str, str]]:
    stands: dict[int, list[int]] = {}
    for row, person in enumerate(register.rows.tolist()):
        stands.setdefault(person, []).append(row)
    result = []
    for row, person in enumerate(wanted.rows.tolist()):
        found = stands.get(person, []) if person < held else []
        noise = [*wanted.done[row], *(f"register:{each}" for at in found for each in register.done[at])]
        ids = "|".join(str(register.columns["id"][at]) for at in found)
        result.append((str(wanted.columns["id"][row]), ids, kinds[row], "|".join(noise)))
    return result
