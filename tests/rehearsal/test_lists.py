import csv
import hashlib
from collections import Counter

import numpy as np
import pytest

from allforall.rehearsal import rates
from allforall.rehearsal.errors import RehearsalError
from allforall.rehearsal.lists import rehearse, write, write_spreadsheets
from allforall.rehearsal.plan import Plan
from allforall.rehearsal.sheets import COLUMNS


def _digest(folder):
    names = ("register.csv", "wanted.csv", "truth.csv")
    return [hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names]


def test_the_same_plan_gives_the_same_bytes(tmp_path):
    plan = Plan(300, 100, seed=5, style="sources", list_language="mixed")
    write(rehearse(plan), tmp_path / "one")
    write(rehearse(plan), tmp_path / "two")
    assert _digest(tmp_path / "one") == _digest(tmp_path / "two")


def test_another_seed_gives_other_people(tmp_path):
    write(rehearse(Plan(300, 100, seed=5)), tmp_path / "one")
    write(rehearse(Plan(300, 100, seed=6)), tmp_path / "two")
    assert not set(_digest(tmp_path / "one")) & set(_digest(tmp_path / "two"))


def test_files_hold_what_was_asked_for(tmp_path):
    write(rehearse(Plan(300, 100, seed=5)), tmp_path)
    for name, rows in (("register.csv", 300), ("wanted.csv", 100)):
        with (tmp_path / name).open(encoding="utf-8", newline="") as file:
            table = list(csv.reader(file))
        assert tuple(table[0]) == COLUMNS
        assert len(table) == rows + 1
    with (tmp_path / "truth.csv").open(encoding="utf-8", newline="") as file:
        truth = list(csv.DictReader(file))
    assert [row["request_id"] for row in truth] == [f"W{number:07d}" for number in range(1, 101)]


def test_a_folder_that_is_a_file_is_refused(tmp_path):
    (tmp_path / "here").write_text("")
    with pytest.raises(RehearsalError, match="here"):
        write(rehearse(Plan(50, 5, seed=1)), tmp_path / "here")


def test_truth_names_rows_that_exist_and_mean_the_same_person(office):
    place = {name: at for at, name in enumerate(office.register.columns["id"])}
    for row, person in zip(office.truth, office.wanted.persons, strict=True):
        for register_id in row.register_ids:
            assert office.register.persons[place[register_id]] == person


def test_ids_tell_nothing(office):
    """The order of the list is not the order of the register."""
    place = {name: at for at, name in enumerate(office.register.columns["id"])}
    pairs = [(at, place[row.register_ids[0]]) for at, row in enumerate(office.truth) if row.register_ids]
    assert abs(np.corrcoef(np.array(pairs).T)[0, 1]) < 0.1


def test_nothing_but_identity_tells_the_absent_from_the_held(office):
    """Absent persons have their fields filled as often as held ones: no matcher may learn from gaps."""
    held = np.array([bool(row.register_ids) for row in office.truth])
    for column in COLUMNS[1:]:
        filled = office.wanted.columns[column] != ""
        assert abs(filled[held].mean() - filled[~held].mean()) < 0.07


def test_service_numbers_do_not_repeat_by_accident(office):
    numbers = Counter(number for number in office.register.columns["service_number"] if number)
    twice = sum(count > 1 for count in numbers.values())
    assert twice <= 0.02 * len(office.register)


def test_without_noise_every_field_is_whole(clean):
    for sheet in (clean.register, clean.wanted):
        assert (sheet.columns["surname"] != "").all()
        assert (sheet.columns["birth_date"] != "").all()
        assert set(map(len, sheet.columns["birth_date"])) == {10}
    assert {name for row in clean.truth for name in row.noise} == set()


@pytest.mark.parametrize(
    ("slip", "undone"), [("surname_typo", 0), ("swapped_names", 0), ("age_instead", 0.1), ("tax_number", 0)]
)
def test_slips_come_at_their_rates(office, slip, undone):
    """`undone` is the share of rows in which a later slip empties the column."""
    expected = rates.rates(slip)["office"] * (1 - undone)
    share = len(office.wanted.changed(slip)) / len(office.wanted)
    assert share == pytest.approx(expected, abs=0.02)


def test_a_birth_date_is_missing_at_its_rate(office):
    missing = np.mean(office.wanted.columns["birth_date"] == "")
    assert missing == pytest.approx(rates.rates("birth_date_absent")["office"], abs=0.025)


def test_noise_can_be_turned_up():
    def count(noise):
        wanted = rehearse(Plan(300, 600, seed=3, noise=noise, every_column=True)).wanted
        return sum(marks.sum() for marks in wanted.done.values())

    assert 0 < count(0.5) < count(1.0) < count(2.0)


def test_errors_of_sources_come_together(sources):
    """In lists from many sources a row without a patronymic is far likelier to lack a birth date too."""
    columns = sources.wanted.columns
    whole = columns["full_name"] == ""
    no_patronymic = (columns["patronymic"] == "") & whole
    no_date = columns["birth_date"] == ""
    assert no_date[no_patronymic].mean() > 2 * no_date[whole & ~no_patronymic].mean()


def test_a_mixed_list_has_three_languages(sources):
    shares = Counter(sources.wanted.languages)
    assert set(shares) == {"uk", "ru", "la"}
    assert min(shares.values()) > 0.1 * len(sources.wanted)


def test_a_person_on_the_register_twice_is_written_in_two_ways(office):
    place = {name: at for at, name in enumerate(office.register.columns["id"])}
    pairs = [row.register_ids for row in office.truth if row.kind == "duplicate"]
    columns = office.register.columns
    differing = [
        any(columns[name][place[left]] != columns[name][place[right]] for name in COLUMNS[1:])
        for left, right in pairs
    ]
    assert np.mean(differing) > 0.95


def test_whole_columns_are_missing_from_some_lists():
    empty = set()
    for seed in range(8):
        wanted = rehearse(Plan(100, 60, seed=seed)).wanted
        empty |= {name for name in COLUMNS if (wanted.columns[name] == "").all()}
    assert len(empty) >= 4


def test_rows_are_repeated(office):
    persons = office.wanted.persons[office.wanted.changed("repeated_row")]
    counts = Counter(office.wanted.persons.tolist())
    assert len(persons) > 10
    assert all(counts[person] >= 2 for person in persons.tolist())


@pytest.mark.parametrize("language", ["uk", "ru", "la", "mixed"])
def test_a_register_can_be_in_any_language(language):
    register = rehearse(Plan(60, 10, seed=2, register_language=language, noise=0.0)).register
    latin = sum(name.isascii() for name in register.columns["surname"])
    assert {"la": latin > 50, "mixed": 0 < latin < 60}.get(language, latin == 0)


def test_spreadsheets_are_written_beside(tmp_path):
    rehearsed = rehearse(Plan(60, 20, seed=2))
    names = write_spreadsheets(rehearsed, tmp_path, "uk", 2)
    assert sorted(names) == sorted(path.name for path in tmp_path.iterdir())
