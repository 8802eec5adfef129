import numpy as np
import pytest

from allforall.rehearsal.lists import rehearse
from allforall.rehearsal.plan import Plan


def test_sources_are_bilingual_and_some_write_latin():
    """A Ukrainian list from many sources has Russian and Latin rows, though Ukrainian ones prevail."""
    wanted = rehearse(Plan(100, 600, seed=4, style="sources", list_language="uk")).wanted
    shares = {language: np.mean(wanted.languages == language) for language in ("uk", "ru", "la")}
    assert shares["uk"] > 0.6
    assert shares["ru"] > 0.02
    assert shares["la"] > 0.05


def test_an_office_keeps_its_language():
    wanted = rehearse(Plan(100, 300, seed=4, list_language="uk")).wanted
    assert set(wanted.languages) == {"uk"}


@pytest.mark.parametrize("noise", [0.0, 1.0])
def test_a_register_has_one_format_of_dates_but_for_slips(noise):
    formats = set()
    for seed in range(6):
        dates = rehearse(Plan(200, 10, seed=seed, noise=noise)).register.columns["birth_date"]
        dotted = np.mean(["." in date for date in dates])
        assert dotted < 0.1 or dotted > 0.85
        formats.add(dotted > 0.5)
    assert formats == ({False, True} if noise else {False})


def test_half_of_a_register_is_not_by_ear(office):
    assert 0.05 < np.mean(office.register.done["by_ear"]) < 0.4
