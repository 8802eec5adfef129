"""Each slip does what its name says, and nothing else."""

import datetime
import re
import unicodedata

import numpy as np
import pytest

from allforall.rehearsal import rates, slips
from allforall.rehearsal.chance import Chance
from allforall.rehearsal.slips import ABSENT, SLIPS

SPELLING = {"surname", "given_name", "patronymic"}
DRESS = SPELLING | {"full_name"}
TOUCHED = {
    name: columns
    for names, columns in (
        ("half_surname married_surname changed_surname wrong_gender misheard_surname", {"surname"}),
        ("surname_typo uppercase_surname read_back", {"surname"}),
        ("diminutive western_given misheard_given given_typo given_initial", {"given_name"}),
        ("native_patronymic misheard_patronymic patronymic_typo patronymic_initial", {"patronymic"}),
        ("other_spelling own_latin swapped_names call_sign_in_name", {"surname", "given_name"}),
        ("other_language_given initials", {"given_name", "patronymic"}),
        ("native_script oblique_case patronymic_as_surname call_sign_as_name", SPELLING),
        ("one_field homoglyph other_apostrophe no_marks uppercase lowercase extra_spaces", DRESS),
        ("no_break_space unseen_signs letters_taken_apart", DRESS),
        ("scanned_names", SPELLING | {"birth_place", "unit", "rank"}),
        ("scanned_numbers", {"birth_date", "service_number", "captured_on"}),
        ("date_digit day_month_swapped year_off_by_one year_off_by_more date_placeholder", {"birth_date"}),
        ("year_only month_only age_instead", {"birth_date"}),
        ("date_written", {"birth_date", "captured_on"}),
        ("captured_on_near captured_on_month", {"captured_on"}),
        ("captured_at_near", {"captured_at"}),
        ("held_at_stale", {"held_at"}),
        ("place_stale place_old_name place_region_only", {"birth_place"}),
        ("rank_since_raised", {"rank"}),
        ("other_unit", {"unit"}),
        ("number_digit", {"service_number"}),
        ("tax_number", {"service_number", "notes"}),
        ("call_sign_in_notes", {"notes"}),
    )
    for name in names.split()
}


def happen(sheet, people, name, rate=1.0):
    """Let one slip happen; gives the rows as they were and as they are, where they changed."""
    before = {column: values.copy() for column, values in sheet.columns.items()}
    slips.apply(sheet, name, rate, people, Chance(5, name))
    rows = sheet.changed(name)
    after = sheet.columns
    return [
        (
            {c: before[c][row] for c in before},
            {c: after[c][row] for c in after},
            sheet.languages[row],
            int(sheet.persons[row]),
        )
        for row in rows
    ]


def test_every_slip_has_a_rate_and_the_other_way_round():
    named = {name for name in rates.slips() if not name.endswith(ABSENT)}
    assert named - {"no_yo"} == set(SLIPS)


def test_every_slip_is_looked_at_here():
    assert set(TOUCHED) == set(SLIPS)


@pytest.mark.parametrize("name", sorted(SLIPS))
def test_a_slip_touches_its_columns_only(sheet, people, name):
    changed = happen(sheet, people, name)
    assert changed, "nothing happened"
    touched = {
        column for before, after, *_ in changed for column in before if before[column] != after[column]
    }
    assert touched <= TOUCHED[name]


@pytest.mark.parametrize("name", sorted(SLIPS))
def test_a_slip_notes_exactly_the_rows_it_changed(sheet, people, name):
    before = {column: values.copy() for column, values in sheet.columns.items()}
    slips.apply(sheet, name, 0.4, people, Chance(6, name))
    differs = np.zeros(len(sheet), dtype=bool)
    for column, values in sheet.columns.items():
        differs |= before[column] != values
    assert sheet.changed(name).tolist() == np.flatnonzero(differs).tolist()


def test_at_rate_zero_nothing_happens(sheet, people):
    assert happen(sheet, people, "surname_typo", 0.0) == []


def test_a_column_is_left_out(sheet, people):
    slips.apply(sheet, "rank" + ABSENT, 1.0, people, Chance(1))
    assert set(sheet.columns["rank"]) == {""}


def test_a_slip_is_forgotten_when_its_column_is_left_out(sheet, people):
    slips.apply(sheet, "date_digit", 1.0, people, Chance(1))
    slips.apply(sheet, "birth_date" + ABSENT, 1.0, people, Chance(1))
    assert sheet.changed("date_digit").tolist() == []
    assert len(sheet.changed("birth_date" + ABSENT)) == len(sheet)


def test_the_given_name_is_left_out(sheet, people):
    slips.apply(sheet, "given" + ABSENT, 1.0, people, Chance(1))
    assert set(sheet.columns["given_name"]) == {""}


def test_one_digit_of_a_date_is_wrong(sheet, people):
    for before, after, *_ in happen(sheet, people, "date_digit"):
        assert sum(a != b for a, b in zip(before["birth_date"], after["birth_date"], strict=True)) == 1
        datetime.date.fromisoformat(after["birth_date"])


def test_day_and_month_change_places(sheet, people):
    for before, after, *_ in happen(sheet, people, "day_month_swapped"):
        year, month, day = before["birth_date"].split("-")
        assert after["birth_date"] == f"{year}-{day}-{month}"


@pytest.mark.parametrize(
    ("name", "nearest", "farthest"), [("year_off_by_one", 1, 1), ("year_off_by_more", 2, 4)]
)
def test_a_year_is_off(sheet, people, name, nearest, farthest):
    for before, after, *_ in happen(sheet, people, name):
        assert nearest <= abs(int(before["birth_date"][:4]) - int(after["birth_date"][:4])) <= farthest
        assert before["birth_date"][4:] == after["birth_date"][4:]


def test_a_placeholder_is_the_first_of_january(sheet, people):
    assert all(
        after["birth_date"].endswith("-01-01") for _, after, *_ in happen(sheet, people, "date_placeholder")
    )


def test_an_age_gives_an_approximate_year(sheet, people):
    for before, after, *_ in happen(sheet, people, "age_instead"):
        assert re.fullmatch(r"\d{4}~", after["birth_date"])
        assert abs(int(before["birth_date"][:4]) - int(after["birth_date"][:4])) <= 2


def test_dates_are_written_day_first(sheet, people):
    changed = happen(sheet, people, "date_written")
    dotted = [
        after["birth_date"]
        for _, after, *_ in changed
        if re.fullmatch(r"\d\d\.\d\d\.\d{4}", after["birth_date"])
    ]
    assert len(dotted) > 0.7 * len(changed)


def test_a_date_in_slashes_cannot_be_read_month_first(sheet, people):
    for _, after, *_ in happen(sheet, people, "date_written"):
        if "/" in after["birth_date"]:
            assert int(after["birth_date"][:2]) > 12


def test_homoglyphs_look_the_same(sheet, people):
    table = str.maketrans("aeoipcxyAEOIPCXKMTHBу", "аеоірсхуАЕОІРСХКМТНВу")
    for before, after, language, _ in happen(sheet, people, "homoglyph"):
        if language != "la":
            assert after["surname"].translate(table) == before["surname"].translate(table)


def test_initials_keep_the_first_letter(sheet, people):
    for before, after, *_ in happen(sheet, people, "initials"):
        assert after["given_name"].rstrip(".") == before["given_name"][0]


def test_swapped_names_change_columns(sheet, people):
    for before, after, *_ in happen(sheet, people, "swapped_names"):
        assert (after["surname"], after["given_name"]) == (before["given_name"], before["surname"])


def test_the_whole_name_stands_in_one_column(sheet, people):
    for before, after, *_ in happen(sheet, people, "one_field"):
        assert after["surname"] == after["given_name"] == after["patronymic"] == ""
        assert set(after["full_name"].replace(",", "").split()) == {
            part for column in ("surname", "given_name", "patronymic") for part in before[column].split()
        }


def test_two_initials_may_stand_together(sheet, people):
    slips.apply(sheet, "initials", 1.0, people, Chance(1))
    whole = {after["full_name"] for _, after, *_ in happen(sheet, people, "one_field")}
    assert any(re.search(r" \w\.\w\.$", name) for name in whole)
    assert any(re.search(r" \w\. \w\.$", name) for name in whole)


def test_letters_taken_apart_are_the_same_letters(sheet, people):
    for before, after, *_ in happen(sheet, people, "letters_taken_apart"):
        assert unicodedata.normalize("NFC", after["given_name"]) == before["given_name"]


def test_unseen_signs_are_unseen(sheet, people):
    for before, after, *_ in happen(sheet, people, "unseen_signs"):
        for column in ("surname", "given_name", "patronymic"):
            assert re.sub("[\u00ad\u200b\ufeff\u200e\u2060]", "", after[column]) == before[column]


def test_only_women_marry_into_another_surname(sheet, people):
    assert all(people.female[person] for *_, person in happen(sheet, people, "married_surname"))


def test_another_surname_is_of_the_same_home(sheet, people):
    """A changed surname is one that somebody of this home bears, so it is no mark of a changed row."""
    assert len({after["surname"] for _, after, *_ in happen(sheet, people, "changed_surname")}) > 300


def test_pet_names_are_of_the_language(sheet, people):
    assert {language for *_, language, _ in happen(sheet, people, "diminutive")} == {"uk", "ru"}


def test_a_rank_is_raised_not_lowered(sheet, people):
    from allforall.rehearsal.sheets import rank_forms

    for _, after, language, person in happen(sheet, people, "rank_since_raised"):
        places = [at for at, forms in enumerate(rank_forms(language)) if after["rank"] in forms]
        assert max(places) >= int(people.service.rank[person])


def test_tax_numbers_are_the_persons(sheet, people):
    from allforall.rehearsal.numbers import TAX_EPOCH

    seen = 0
    for _, after, _, person in happen(sheet, people, "tax_number"):
        if found := re.search(r"(?<![\d-])\d{10}(?!\d)", after["notes"] + " " + after["service_number"]):
            born = TAX_EPOCH + datetime.timedelta(int(found.group()[:5]))
            assert (born - datetime.date(1970, 1, 1)).days == people.birth[person]
            seen += 1
    assert seen > 500


def test_a_native_patronymic_has_its_word(sheet, people):
    """The word for son or daughter stands behind the father's name, in small letters."""
    for _, after, *_ in happen(sheet, people, "native_patronymic"):
        name, word = after["patronymic"].rsplit(" ", 1)
        assert name[0].isupper()
        assert word.islower()


def test_own_script_is_neither_cyrillic_nor_latin(sheet, people):
    for _, after, *_ in happen(sheet, people, "native_script"):
        assert min(map(ord, after["surname"].replace(" ", ""))) > 0x52F
