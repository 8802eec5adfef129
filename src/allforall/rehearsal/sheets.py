"""A sheet: rows of persons as a party writes them down, column by column, in the canonical columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from allforall.people.fields import FIELDS
from allforall.people.files import writing
from allforall.rehearsal import numbers, places, units, written
from allforall.rehearsal.chance import Chance, Ints, Marks, Texts, looked_up, texts
from allforall.rehearsal.people import Population
from allforall.rehearsal.respelling import respelling
from allforall.rehearsal.tables import table

COLUMNS = FIELDS  # of every list, in the order in which they are written
LANGUAGES = ("uk", "ru", "la")
ROMANISED_NUMBERS = 0.6
BIRTH_PLACE_FORMS = (40, 25, 18, 10, 0, 0)
RANK_FORMS = (60, 26, 14)  # in full, short, short in another way
CAPTURE_PLACE_FORMS = (60, 20, 14, 3, 0, 0)
WRITTEN_WHOLE = {"id", "surname", "given_name", "patronymic", "birth_date", "captured_on", "service_number"}


@dataclass
class Sheet:
    """Columns of texts; beside them, row by row, who is meant and in which language, and what was done.

    `done` marks for each slip the rows it changed and left changed.
    """

    columns: dict[str, Texts]
    persons: Ints
    languages: Texts
    done: dict[str, Marks] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.persons)

    def mark(self, slip: str, rows: Ints) -> None:
        """Remember which rows a slip changed."""
        if len(rows):
            self.done.setdefault(slip, np.zeros(len(self), dtype=bool))[rows] = True

    def changed(self, slip: str) -> Ints:
        """The rows a slip changed, in order."""
        return np.flatnonzero(self.done.get(slip, np.zeros(0, dtype=bool)))

    def noise(self, rows: Ints) -> list[list[str]]:
        """For each of these rows the names of all slips that changed it, in order."""
        result: list[list[str]] = [[] for _ in range(len(rows))]
        for name, marks in self.done.items():
            for place in np.flatnonzero(marks[rows]):
                result[place].append(name)
        return result


def clean_sheet(
    drawn: Population, persons: Ints, languages: Texts, prefix: str, hand: written.Hand, chance: Chance
) -> Sheet:
    """These persons written down with every field, as well as hearing and papers allow."""
    surname, first = written.ways_of_rows(languages, drawn.home[persons], hand, chance)
    columns = {name: np.full(len(persons), "", dtype=object) for name in COLUMNS if name not in WRITTEN_WHOLE}
    columns["id"] = numbered(prefix, len(persons))
    columns["surname"] = written.surnames(drawn, persons, surname)
    columns["given_name"] = written.given(drawn, persons, first)
    columns["patronymic"] = written.fathers(drawn, persons, first)
    columns["birth_date"] = dates(drawn.birth[persons])
    columns["captured_on"] = dates(drawn.service.captured_on[persons])
    columns["service_number"] = service_numbers(drawn, persons, languages == "la", chance)
    for language in LANGUAGES:
        _write_words(columns, drawn, persons, np.flatnonzero(languages == language), language, chance)
    for name in ("rank", "unit", "service_number"):
        columns[name][drawn.service.civilian[persons] == 1] = ""
    by_ear = written.BY_EAR[surname] | written.BY_EAR[first]
    return Sheet({name: columns[name] for name in COLUMNS}, persons, languages, {"by_ear": by_ear})


def _write_words(
    columns: dict[str, Texts], drawn: Population, persons: Ints, rows: Ints, language: str, chance: Chance
) -> None:
    """The columns whose words depend on the language, for the rows in this language."""
    who, served = persons[rows], drawn.service
    birth_form = chance.picks(BIRTH_PLACE_FORMS, len(rows))
    capture_form = chance.picks(CAPTURE_PLACE_FORMS, len(rows))
    health, said = words("health", language), chance.numbers(0, 6, len(rows))
    form = chance.picks(RANK_FORMS, len(rows))
    columns["birth_place"][rows] = places.written(drawn.birth_place[who], language, birth_form)
    columns["captured_at"][rows] = places.written(served.captured_at[who], language, capture_form)
    columns["held_at"][rows] = places.written(served.held_at[who], language, np.zeros_like(who))
    columns["health"][rows] = texts([word for forms in health for word in _six(forms)])[
        served.health[who] * 6 + said
    ]
    columns["category"][rows] = _one_word("category", language, chance)[served.civilian[who]]
    columns["sex"][rows] = _one_word("sex", language, chance)[drawn.female[who]]
    columns["rank"][rows] = texts([word for forms in rank_forms(language) for word in forms])[
        served.rank[who] * 3 + form
    ]
    columns["unit"][rows] = units.written(served.unit[who], served.battalion[who], language, chance)


def _one_word(field: str, language: str, chance: Chance) -> Texts:
    """The words of one list for a field: one variant for all its codes."""
    forms = words(field, language)
    variant = chance.whole(0, min(map(len, forms)))
    return texts([each[variant] for each in forms])


def _six(forms: tuple[str, ...]) -> tuple[str, ...]:
    """One, two or three variants as six, so that each is as likely as the others."""
    return forms * (6 // len(forms))


@cache
def words(field: str, language: str) -> tuple[tuple[str, ...], ...]:
    """The words for each code of a field, in all variants."""
    return tuple(tuple(row[language].split(" / ")) for row in table("words") if row["field"] == field)


def dates(days: Ints) -> Texts:
    """ISO dates of days counted from 1970-01-01."""
    first = int(days.min(initial=0))
    return looked_up(days - first, lambda some: list(map(str, (some + first).astype("datetime64[D]"))))


def numbered(prefix: str, count: int) -> Texts:
    """The ids of a sheet: the prefix and a running number of seven digits."""
    return _joined(prefix, _padded(np.arange(1, count + 1), 7))


def service_numbers(drawn: Population, persons: Ints, latin: Any, chance: Chance) -> Texts:
    """Everybody's service number; in Latin rows the letters before it are mostly Latin too."""
    home, serial = drawn.home[persons], drawn.service.number[persons]
    prefix = numbers.prefix_of(home, serial)
    cyrillic = numbers.prefixes()
    both = pa.array([*cyrillic, *respelling("icao_ru")(cyrillic)])
    romanised = latin & (chance.shares(len(persons)) < ROMANISED_NUMBERS)
    return _joined(
        both.take(pa.array(prefix + romanised * len(cyrillic))), _padded(serial % numbers.SERIALS, 6)
    )


def _padded(values: Ints, digits: int) -> Any:
    return pc.utf8_lpad(pc.cast(pa.array(values), pa.string()), digits, padding="0")


def _joined(*parts: Any) -> Texts:
    """Parts of texts, side by side."""
    result: Texts = pc.binary_join_element_wise(*parts, "").to_numpy(zero_copy_only=False)
    return result


@cache
def rank_forms(language: str) -> tuple[tuple[str, str, str], ...]:
    """Each rank in full and in two short forms, lowest rank first."""
    shorts = [row[f"{language}_short"].split("/") for row in table("ranks")]
    return tuple((row[language], some[0], some[-1]) for row, some in zip(table("ranks"), shorts, strict=True))


def write_csv(sheet: Sheet, path: Path) -> None:
    """Write the sheet in the canonical columns, UTF-8, with commas."""
    write_columns({name: sheet.columns[name] for name in COLUMNS}, path)


def write_columns(columns: dict[str, Any], path: Path) -> None:
    """Write columns of texts as CSV, UTF-8, with commas; quoted only where needed."""
    arrow = pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})
    with writing(path) as target:
        pa_csv.write_csv(arrow, target, pa_csv.WriteOptions(quoting_style="needed"))
