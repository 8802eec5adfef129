import re

import pytest

from allforall.rehearsal import service, units


def test_there_are_units_of_both_homes():
    covers = [unit.cover for unit in service.units()]
    home = service.UNITS_PER_HOME
    assert len(covers) == 2 * home
    assert all(re.fullmatch(r"А\d{4}", cover) for cover in covers[:home])
    assert all(re.fullmatch(r"\d{5}", cover) for cover in covers[home:])


@pytest.mark.parametrize("language", ["uk", "ru", "la"])
@pytest.mark.parametrize("form", units.FORMS)
def test_every_form_names_the_number_or_the_cover(form, language):
    for place in (0, 150, 200):
        unit = service.units()[place]
        written = units.write(place, 2, language, form).replace("A", "А")
        assert (unit.cover if "cover" in form else str(unit.number)) in written


def test_english_numbers_have_their_ending():
    assert [units._numbered("#th x", number) for number in (1, 2, 3, 4, 11, 12, 13, 21, 111, 122)] == [
        "1st x", "2nd x", "3rd x", "4th x", "11th x", "12th x", "13th x", "21st x", "111th x", "122nd x",
    ]  # fmt: skip
