"""Splink on DuckDB, set up as an expert would for these lists; no labels; a match from probability 0.5 on.

Columns in Latin letters, nine blocking rules (names exchanged, sound keys, unit number), Jaro-Winkler levels
with term frequencies, m by EM on blocks so narrow that a large register does not drown the matches.
"""

from __future__ import annotations

import logging
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from jellyfish import metaphone
from lists import Row, digits, latin, rows, write_answers
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink.internals.exceptions import EMTrainingException

THRESHOLD = 0.5
LEVELS = [0.95, 0.88, 0.7]
SOUNDS: dict[str, str] = {}


def main(wanted: Path, register: Path, answers: Path) -> None:
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    asked = list(rows(wanted))
    database = DuckDBAPI()
    linker = Linker(
        [
            database.register(_frame(asked), dataset_display_name="a_wanted"),
            database.register(_frame(rows(register)), dataset_display_name="b_register"),
        ],
        _settings(),
        log_level=None,
    )
    _train(linker)
    pairs = linker.inference.predict(threshold_match_weight=-20).as_pandas_dataframe()
    write_answers(answers, (row.id for row in asked), _found(pairs), THRESHOLD)


def _frame(people: object) -> pd.DataFrame:
    """One line a person; a value that is not given is null, never an empty text."""
    frame = pd.DataFrame([_columns(row) for row in people], dtype="string")
    return frame.mask(frame == "")


def _columns(row: Row) -> dict[str, str]:
    surname, given = latin(row.surname), latin(row.given)
    return {
        "unique_id": row.id,
        "surname": surname,
        "given": given,
        "patronymic": latin(row.patronymic),
        "surname_sound": _sound(surname),
        "given_sound": _sound(given),
        "born": row.born if len(row.born) == 10 else "",
        "born_year": row.born[:4],
        "birth_place": latin(row.birth_place),
        "sex": row.sex,
        "unit_number": digits(row.unit),
        "service_number": latin(row.service_number),
        "captured": row.captured,
    }


def _sound(text: str) -> str:
    if text not in SOUNDS:
        SOUNDS[text] = metaphone(text)
    return SOUNDS[text]


def _settings() -> SettingsCreator:
    return SettingsCreator(
        link_type="link_only",
        comparisons=[
            cl.JaroWinklerAtThresholds("surname", LEVELS).configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("given", LEVELS).configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("patronymic", LEVELS),
            _birth_date(),
            cl.JaroWinklerAtThresholds("birth_place", [0.9]),
            cl.ExactMatch("sex"),
            cl.ExactMatch("unit_number").configure(term_frequency_adjustments=True),
            cl.ExactMatch("service_number"),
            cl.LevenshteinAtThresholds("captured", [1]),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("surname", "given"),
            block_on("born"),
            block_on("surname_sound", "given_sound"),
            block_on("surname_sound", "born_year"),
            block_on("given_sound", "patronymic", "born_year"),
            block_on("surname_sound", "unit_number"),
            "l.surname = r.given and l.given = r.surname",
            "l.surname_sound = r.given_sound and l.given_sound = r.surname_sound",
            block_on("service_number"),
        ],
        retain_matching_columns=False,
    )


def _birth_date() -> cl.CustomComparison:
    """Five levels: equal; one key stroke or day and month exchanged; equal year; next year; another date."""
    swapped = (
        "length(born_l) = 10 and length(born_r) = 10 and born_l[1:4] = born_r[1:4] "
        "and born_l[6:7] = born_r[9:10] and born_l[9:10] = born_r[6:7]"
    )
    return cl.CustomComparison(
        output_column_name="born",
        comparison_levels=[
            cll.CustomLevel("born_year_l is null or born_year_r is null").configure(is_null_level=True),
            cll.ExactMatchLevel("born"),
            cll.CustomLevel(f"levenshtein(born_l, born_r) <= 1 or ({swapped})", "near"),
            cll.CustomLevel("born_year_l = born_year_r", "year"),
            cll.CustomLevel("abs(born_year_l::int - born_year_r::int) <= 1", "next year"),
            cll.ElseLevel(),
        ],
    )


def _train(linker: Linker) -> None:
    training = linker.training
    training.estimate_probability_two_random_records_match(
        [block_on("surname", "given", "born"), block_on("surname", "born", "patronymic")], recall=0.4
    )
    training.estimate_u_using_random_sampling(max_pairs=2e7, seed=1)
    _learn(linker, [("born",), ("surname", "given")])
    _learn(
        linker, [("surname", "given", "patronymic"), ("surname", "given"), ("surname_sound", "given_sound")]
    )


def _learn(linker: Linker, blocks: Sequence[tuple[str, ...]]) -> None:
    """EM on the first block that holds any pair: a list may lack a whole column."""
    for block in blocks:
        try:
            linker.training.estimate_parameters_using_expectation_maximisation(block_on(*block))
        except EMTrainingException:
            continue
        return


def _found(pairs: pd.DataFrame) -> dict[str, list[tuple[str, float, float]]]:
    best = pairs.sort_values("match_weight", ascending=False).groupby("unique_id_l").head(10)
    found: dict[str, list[tuple[str, float, float]]] = {}
    columns = best[["unique_id_l", "unique_id_r", "match_probability", "match_weight"]]
    for request_id, register_id, probability, weight in columns.itertuples(index=False):
        found.setdefault(request_id, []).append((register_id, probability, weight))
    return found


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
