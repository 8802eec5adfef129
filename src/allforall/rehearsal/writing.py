"""Writes a register or a list: a clean sheet, then the slips of those who wrote it."""

from __future__ import annotations

from typing import Literal

import numpy as np

from allforall.rehearsal import rates, sheets, slips
from allforall.rehearsal.chance import Chance, Ints, Texts, texts
from allforall.rehearsal.people import Population
from allforall.rehearsal.plan import Plan, shares_of
from allforall.rehearsal.rates import Writers, scaled
from allforall.rehearsal.sheets import Sheet
from allforall.rehearsal.tables import table
from allforall.rehearsal.written import Hand

# shares of a source's rows, whatever the list's language
LATIN_SOURCES = {"media": 0.25, "red_cross": 0.6, "scans": 0.08}
OTHER_CYRILLIC = {"comrades": 0.08, "relatives": 0.10, "media": 0.15, "returnees": 0.10}
SECOND_WRITING = 2.0  # how much more noise there is in the second row of one person
DOTTED_REGISTERS = 0.4


def write_register(plan: Plan, people: Population, held: int, doubled: int) -> Sheet:
    """The register of persons 0 to `held` - 1, the first `doubled` of them twice, in shuffled order."""
    chance = Chance(plan.seed, "register")
    order = chance.order(held + doubled)
    persons = np.concatenate([np.arange(held), np.arange(doubled)])[order]
    wrote = rates.writers(rates.REGISTER, len(persons), chance)
    noise = np.where(order >= held, SECOND_WRITING, 1.0) * plan.noise
    wrote[order >= held] = rates.REGISTER.index("by_ear")
    languages = _languages(plan.register_language, len(persons), chance)
    sheet = _written(
        plan, people, persons, languages, Writers.of(rates.REGISTER, wrote, noise), plan.register_prefix
    )
    _leave_out_columns(sheet, np.zeros_like(wrote), "register", plan)
    if chance.happens(DOTTED_REGISTERS * min(plan.noise, 1.0)):
        _dot_dates(sheet)
    return sheet


def write_wanted(plan: Plan, people: Population, persons: Ints) -> Sheet:
    """The list of these persons, a row each."""
    chance = Chance(plan.seed, "wanted")
    names = rates.OFFICE if plan.style == "office" else rates.SOURCES
    wrote = rates.writers(names, len(persons), chance)
    noise = rates.severities(names, len(persons), chance) * plan.noise
    languages = _languages(plan.list_language, len(persons), chance)
    if names == rates.SOURCES:
        _mix_languages(languages, wrote, chance)
    sheet = _written(plan, people, persons, languages, Writers.of(names, wrote, noise), plan.list_prefix)
    _leave_out_columns(sheet, wrote, "list", plan)
    return sheet


def _mix_languages(languages: Texts, wrote: Ints, chance: Chance) -> None:
    """In place: some sources write Latin, or the other language, whatever the list's language is."""
    for place, name in enumerate(rates.SOURCES):
        rows = np.flatnonzero(wrote == place)
        other = rows[(chance.shares(len(rows)) < OTHER_CYRILLIC.get(name, 0.0)) & (languages[rows] != "la")]
        languages[other] = np.where(languages[other] == "uk", "ru", "uk")
        languages[rows[chance.shares(len(rows)) < LATIN_SOURCES.get(name, 0.0)]] = "la"


def _written(
    plan: Plan, people: Population, persons: Ints, languages: Texts, writers: Writers, prefix: str
) -> Sheet:
    hand = Hand(writers.heard(), scaled(rates.rates("no_yo")[writers.pairs[0][0]], plan.noise))
    sheet = sheets.clean_sheet(people, persons, languages, prefix, hand, Chance(plan.seed, prefix, "clean"))
    for name in rates.slips():
        if name in slips.SLIPS or name.endswith(slips.ABSENT):
            slips.apply(sheet, name, writers.rates(name), people, Chance(plan.seed, prefix, name))
    return sheet


def _leave_out_columns(sheet: Sheet, wrote: Ints, kind: Literal["list", "register"], plan: Plan) -> None:
    """Empty whole columns, since every maker of a list asks for other things; `wrote` tells makers apart."""
    if plan.every_column:
        return
    chance = Chance(plan.seed, kind, "columns")
    for maker in range(int(wrote.max(initial=0)) + 1):
        rows = np.flatnonzero(wrote == maker)
        for row in table("columns"):
            if chance.happens(scaled(float(row[kind]), plan.noise)):
                slips.leave_out(sheet, row["column"], rows)


def _languages(language: str, size: int, chance: Chance) -> Texts:
    shares = shares_of(language)
    return texts(list(shares))[chance.picks(list(shares.values()), size)]


def _dot_dates(sheet: Sheet) -> None:
    """Write all whole dates of a register day first, with dots."""
    for column in ("birth_date", "captured_on"):
        values = sheet.columns[column]
        known = {text: _dotted(text) for text in set(values.tolist())}
        sheet.columns[column] = texts([known[text] for text in values.tolist()])


def _dotted(text: str) -> str:
    return f"{text[8:]}.{text[5:7]}.{text[:4]}" if len(text) == 10 and text[4] == "-" == text[7] else text
