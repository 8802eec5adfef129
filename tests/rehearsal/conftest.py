"""Rehearsals that many tests look at, made once."""

import numpy as np
import pytest

from allforall.rehearsal.chance import Chance, limits, texts
from allforall.rehearsal.families import make_families
from allforall.rehearsal.lists import Rehearsed, rehearse
from allforall.rehearsal.people import Population, population
from allforall.rehearsal.plan import Plan
from allforall.rehearsal.sheets import Sheet, clean_sheet
from allforall.rehearsal.written import Hand


@pytest.fixture(scope="session")
def people() -> Population:
    """Six thousand persons of both homes, some of them related."""
    drawn = population(6000, 3)
    make_families(drawn, Chance(3, "families"))
    return drawn


@pytest.fixture(scope="session")
def office() -> Rehearsed:
    """An office's list against a register in Russian, noise as in life, no column left out."""
    return rehearse(Plan(4000, 2000, seed=11, every_column=True))


@pytest.fixture(scope="session")
def sources() -> Rehearsed:
    """A list from many sources, in three languages."""
    return rehearse(Plan(4000, 2000, seed=12, style="sources", list_language="mixed", every_column=True))


@pytest.fixture(scope="session")
def clean() -> Rehearsed:
    """A list and a register without any noise."""
    return rehearse(Plan(1500, 500, seed=13, noise=0.0))


@pytest.fixture
def sheet(people: Population) -> Sheet:
    """Fifteen hundred clean rows by turns in Ukrainian, Russian and Latin, for slips to happen to."""
    persons = np.arange(1500)
    languages = texts(["uk", "ru", "la"] * 500)
    return clean_sheet(people, persons, languages, "X", Hand(limits(np.zeros(1500)), 0.0), Chance(1, "clean"))
