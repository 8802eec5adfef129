"""What a list says of a person, as far as a plan depends on it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from allforall.people.party import Health
from allforall.plan.checker import lists as checker
from allforall.plan.listed import FIELDS, Listed, listed_row
from allforall.plan.papers import Files, read_papers
from allforall.plan.priority import DEFAULT, condition, level_of

ON = date(2025, 5, 23)


def listed(**cells: str) -> Listed:
    return listed_row({name: cells.get(name, "") for name in FIELDS})


@pytest.mark.parametrize(
    ("cells", "counts_as", "said"),
    [
        ({"category": "військовополонений"}, "military", "military"),
        ({"category": "цивільний"}, "civilian", "civilian"),
        ({"category": "строковик"}, "military", "conscript"),
        ({"category": "medic"}, "military", "medical"),
        ({"category": "child"}, "civilian", "child"),
        ({"category": "", "rank": "солдат"}, "military", ""),
        ({"category": "", "service_number": "АА-1"}, "military", ""),
        ({"category": ""}, "unknown", ""),
        ({"category": "woman", "rank": "sergeant"}, "military", "woman"),
        ({"category": "woman"}, "unknown", "woman"),
        ({"category": "Azov", "unit": "12"}, "military", "azov"),
    ],
)
def test_a_category_counts_as_military_or_civilian(cells: dict[str, str], counts_as: str, said: str) -> None:
    person = listed(**cells)
    assert (person.counts_as, person.said) == (counts_as, said)


@pytest.mark.parametrize(
    ("cells", "health"),
    [
        ({"health": "важкопоранений"}, Health.SERIOUSLY_WOUNDED),
        ({"category": "seriously ill"}, Health.SERIOUSLY_ILL),
        ({"notes": "легко ранен"}, Health.SLIGHTLY_WOUNDED),
        ({"notes": "загинув"}, None),
        ({"health": "not wounded", "notes": "seriously wounded in 2022"}, Health.NOT_WOUNDED),
    ],
)
def test_health_is_what_its_cell_says_else_category_or_notes(
    cells: dict[str, str], health: Health | None
) -> None:
    assert listed(**cells).health is health


def test_incomplete_dates_speak_against_a_higher_level() -> None:
    """Of 2000 the first day is taken for a birth, and the last for a capture."""
    person = listed(birth_date="2000", captured_on="2023")
    assert (person.born, person.captured) == (date(2000, 1, 1), date(2023, 12, 31))
    assert listed(captured_on="2024-02").captured == date(2024, 3, 1)
    assert listed(birth_date="199X").born == date(1990, 1, 1)
    assert listed(birth_date="XXXX-05-17").born is None


LEVELS = [
    ({"health": "seriously wounded", "sex": "f"}, (5, "seriously wounded")),
    ({"sex": "жін", "birth_date": "2002"}, (4, "woman")),
    ({"birth_date": "2000-05-24"}, (3, "under 25")),
    ({"birth_date": "2000-05-23"}, (0, "")),
    ({"birth_date": "1965-05-23"}, (3, "60 or older")),
    ({"captured_on": "2023-05-23"}, (3, "held 2 years")),
    ({"captured_on": "2023-05-24"}, (2, "held 1 year")),
    ({"category": "civilian"}, (2, "civilian")),
    ({"category": "chaplain"}, (2, "chaplain")),
    ({}, (0, "")),
]


@pytest.mark.parametrize(("cells", "expected"), LEVELS)
def test_the_highest_condition_gives_the_level(cells: dict[str, str], expected: tuple[int, str]) -> None:
    assert level_of(listed(**cells), DEFAULT, ON) == expected


def test_a_category_in_a_lists_own_words_can_have_a_level() -> None:
    assert condition("category Azov")(listed(category="Azov", unit="12"), ON)


@pytest.mark.parametrize("cells", [cells for cells, _ in LEVELS] + [{"category": "Azov", "notes": "with: 3"}])
def test_the_checker_reads_a_row_alike(cells: dict[str, str]) -> None:
    order = (
        "category",
        "health",
        "sex",
        "birth_date",
        "captured_on",
        "held_at",
        "notes",
        "rank",
        "unit",
        "service_number",
    )
    person, other = listed(**cells), checker.wanted(*(cells.get(name, "") for name in order))
    assert (person.counts_as, person.said, person.woman) == (other.basic, other.named, other.woman)
    assert (person.born, person.captured, person.standing) == (other.born, other.captured, other.barred)
    assert (person.health or "") == other.health
    assert person.companions == other.companions


def test_papers_are_read_from_officers_own_files(tmp_path: Path) -> None:
    """Ukrainian headers, semicolons, dates with dots."""
    text = (
        "№;Прізвище;Ім'я;Дата народження;Стан здоров'я;Примітки\n1;Тестенко;Іван;03.02.2003;важкопоранений;\n"
    )
    answers = "request_id,rank,register_id,probability,match_weight,decision,reasons\n1,1,R1,0.99,12,sure,\n"
    for side in "AB":
        (tmp_path / f"w{side}.csv").write_text(text, encoding="utf-8")
        (tmp_path / f"a{side}.csv").write_text(answers, encoding="utf-8")
    files = {side: Files(tmp_path / f"w{side}.csv", tmp_path / f"a{side}.csv") for side in "AB"}
    person = read_papers(files, ON).wanted["A"]["1"]
    assert (person.grave, person.born) == (True, date(2003, 2, 3))
