"""Words for category, health and sex in four languages."""

from __future__ import annotations

import pytest

from allforall.people import Category, Health, read_category, read_health
from allforall.people.party import read_sex


@pytest.mark.parametrize(
    ("said", "category"),
    [
        ("військовий", Category.MILITARY),
        ("Військовополонений", Category.MILITARY),
        ("военнопленный", Category.MILITARY),
        ("Asker", Category.MILITARY),
        ("military", Category.MILITARY),
        ("POW", Category.MILITARY),
        ("цивільний", Category.CIVILIAN),
        ("цивiльний", Category.CIVILIAN),  # with a Latin i, as old encodings have it
        ("ЦИВІЛЬНА ОСОБА", Category.CIVILIAN),
        ("гражданский", Category.CIVILIAN),
        ("sivil", Category.CIVILIAN),
        ("Civilian", Category.CIVILIAN),
        ("військовий медик", Category.MEDICAL),
        ("тяжкопоранений", Category.SERIOUSLY_WOUNDED),
        ("жінки", Category.WOMAN),
        ("до 25 років", Category.UNDER_25),
        ("seriously_wounded", Category.SERIOUSLY_WOUNDED),
        ("under_25", Category.UNDER_25),
        ("long_held", Category.LONG_HELD),
        ("щось інше", None),
        ("", None),
    ],
)
def test_a_category_is_told_by_its_words(said: str, category: Category | None) -> None:
    assert read_category(said) == category


@pytest.mark.parametrize("category", list(Category))
def test_every_category_reads_its_own_name(category: Category) -> None:
    assert read_category(category) == category


@pytest.mark.parametrize("health", list(Health))
def test_every_state_of_health_reads_its_own_name(health: Health) -> None:
    assert read_health(health) == health


@pytest.mark.parametrize(
    ("said", "health"),
    [
        ("good health", Health.GOOD),
        ("(b) not wounded", Health.NOT_WOUNDED),
        ("не поранений", Health.NOT_WOUNDED),
        ("не ранен", Health.NOT_WOUNDED),
        ("одужав", Health.RECOVERED),
        ("выздоравливающий", Health.CONVALESCENT),
        ("хвора", Health.SICK),
        ("болен", Health.SICK),
        ("hasta", Health.SICK),
        ("легкопоранений", Health.SLIGHTLY_WOUNDED),
        ("легко ранен", Health.SLIGHTLY_WOUNDED),
        ("hafif yaralı", Health.SLIGHTLY_WOUNDED),
        ("поранений", Health.WOUNDED),
        ("тяжке поранення, ампутація", Health.SERIOUSLY_WOUNDED),
        ("тяжело ранен", Health.SERIOUSLY_WOUNDED),
        ("тяжёлое ранение", Health.SERIOUSLY_WOUNDED),
        ("AĞIR YARALI", Health.SERIOUSLY_WOUNDED),
        ("severely wounded, stretcher", Health.SERIOUSLY_WOUNDED),
        ("туберкульоз", Health.SERIOUSLY_ILL),
        ("тяжелобольной", Health.SERIOUSLY_ILL),
        ("здоровий", Health.GOOD),
        ("iyi", Health.GOOD),
        ("загинув", Health.DEAD),
        ("", None),
    ],
)
def test_health_is_told_by_its_words(said: str, health: Health | None) -> None:
    assert read_health(said) == health


def test_the_grave_are_those_of_article_109() -> None:
    assert {health for health in Health if health.grave} == {Health.SERIOUSLY_WOUNDED, Health.SERIOUSLY_ILL}


@pytest.mark.parametrize(
    ("said", "sex"),
    [
        *((said, "male") for said in ("ч", "Ч.", "м", "муж.", "чоловіча", "Male", "erkek", "E")),
        *((said, "female") for said in ("ж", "жін", "женский", "F", "kadın", "K")),
        *((said, "") for said in ("?", "інше")),
    ],
)
def test_sex_is_told_by_a_letter_or_a_word(said: str, sex: str) -> None:
    assert read_sex(said) == sex
