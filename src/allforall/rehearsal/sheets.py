"""A sheet: rows of persons as a party writes them down, column by column, in the canonical columns."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.csv as pa_csv

from allforall.rehearsal import service, written
from allforall.rehearsal.chance import Chance, Ints, texts
from allforall.rehearsal.people import Population
from allforall.rehearsal.tables import table

COLUMNS = (
    "id", "surname", "given_name", "patronymic", "full_name", "birth_date", "birth_place", "sex", "rank", "unit",
    "service_number", "captured_on", "captured_at", "held_at", "health", "category", "notes",
)  # fmt: skip
LANGUAGES = ("uk", "ru", "la")
HEALTH = {
    "uk": ("", "здоровий", "легкопоранений", "хворий", "тяжкопоранений"),
    "ru": ("", "здоров", "легко ранен", "болен", "тяжело ранен"),
    "la": ("", "good health", "slightly wounded", "sick", "seriously wounded"),
}
CATEGORY = {
    "uk": ("військовий", "цивільний"),
    "ru": ("военнослужащий", "гражданский"),
    "la": ("military", "civilian"),
}
SEX = {"uk": ("ч", "ж"), "ru": ("м", "ж"), "la": ("M", "F")}
CYRILLIC_TO_FILE = {"uk": "uk", "ru": "ru", "la": "la"}


@dataclass
class Sheet:
    """Columns of texts and, row by row, who is meant, in which language, and what was done to the row."""

    columns: dict[str, npt.NDArray[Any]]
    rows: Ints
    languages: npt.NDArray[Any]
    done: list[list[str]]

    def __len__(self) -> int:
        return len(self.rows)


def clean_sheet(
    people: Population, rows: Ints, languages: npt.NDArray[Any], prefix: str, ear_rate: float, chance: Chance
) -> Sheet:
    """These persons written down with every field, as well as the side's language allows."""
    surname_way, given_way = written.ways_of_rows(languages, people.home[rows], ear_rate, chance)
    blank = texts([""] * len(rows))
    columns = {name: blank.copy() for name in COLUMNS}
    columns["id"] = texts([f"{prefix}{number:07d}" for number in range(1, len(rows) + 1)])
    columns["surname"] = written.surnames(people, rows, surname_way)
    columns["given_name"] = written.given(people, rows, given_way)
    columns["patronymic"] = written.fathers(people, rows, given_way)
    columns["birth_date"] = dates(people.birth[rows])
    _write_service(columns, people, rows, languages, chance)
    done: list[list[str]] = [[] for _ in range(len(rows))]
    for row in np.flatnonzero(surname_way != languages):
        done[row].append("romanised" if languages[row] == "la" else "by_ear")
    return Sheet(columns, rows, languages, done)


def dates(days: Ints) -> npt.NDArray[Any]:
    """ISO dates of days counted from 1970-01-01."""
    distinct, of = np.unique(days, return_inverse=True)
    return texts([str(day) for day in distinct.astype("datetime64[D]")])[of]


def _write_service(
    columns: dict[str, npt.NDArray[Any]],
    people: Population,
    rows: Ints,
    languages: npt.NDArray[Any],
    chance: Chance,
) -> None:
    served = people.service
    civilian = served.category[rows] == 1
    short = chance.numbers(0, 3, len(rows))
    columns["captured_on"] = dates(served.captured_on[rows])
    columns["service_number"] = texts(
        [
            f"{home}{number:06d}"
            for home, number in zip(
                np.array(["АА", "У-"], dtype=object)[people.home[rows]], served.number[rows], strict=True
            )
        ]
    )
    for language in LANGUAGES:
        here = np.flatnonzero(languages == language)
        at = rows[here]
        columns["birth_place"][here] = _place_forms(language)[people.birth_place[at]]
        columns["captured_at"][here] = _place_forms(language)[served.captured_at[at]]
        columns["held_at"][here] = _place_forms(language)[served.held_at[at]]
        columns["health"][here] = texts(HEALTH[language])[served.health[at]]
        columns["category"][here] = texts(CATEGORY[language])[served.category[at]]
        columns["sex"][here] = texts(SEX[language])[people.female[at]]
        columns["rank"][here] = _rank_forms(language)[served.rank[at] * 2 + (short[here] == 0)]
        columns["unit"][here] = _unit_forms(language)[served.unit[at] * 3 + short[here]]
    for name in ("rank", "unit", "service_number"):
        columns[name][civilian] = ""


@cache
def _place_forms(language: str) -> npt.NDArray[Any]:
    return texts([row[language] for row in table("places")])


@cache
def _rank_forms(language: str) -> npt.NDArray[Any]:
    return texts([row[column] for row in table("ranks") for column in (language, f"{language}_short")])


@cache
def _unit_forms(language: str) -> npt.NDArray[Any]:
    """Three forms a unit: in full, short, and by its cover number."""
    forms = []
    for unit in service.units():
        row = table("units")[unit.kind]
        cover = {"uk": "в/ч ", "ru": "в/ч ", "la": "mil unit "}[language] + unit.cover
        forms += [
            row[column].replace("#", str(unit.number)) for column in (language, f"{language}_short")
        ] + [cover]
    return texts(forms)


def write_csv(sheet: Sheet, path: Path) -> None:
    """Write the sheet in the canonical columns, UTF-8, commas."""
    arrow = pa.table({name: pa.array(sheet.columns[name], pa.string()) for name in COLUMNS})
    pa_csv.write_csv(arrow, path, pa_csv.WriteOptions(quoting_style="needed"))


def csv_text(header: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """Rows as CSV text with line ends of one kind."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()
