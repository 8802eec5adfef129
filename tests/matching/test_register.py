"""A register made ready, in memory and mapped from a folder."""

import json

import numpy as np
import pytest

from allforall.matching.errors import RegisterIndexError
from allforall.matching.register import VERSION, Lookup, Register


@pytest.fixture(scope="module")
def register(lists, crowd) -> Register:
    return lists.register_of(crowd[:80])


@pytest.fixture
def saved(register, tmp_path):
    folder = tmp_path / "index"
    folder.mkdir()
    register.save(folder)
    return folder


def test_an_index_that_was_opened_answers_exactly_as_the_register_in_memory(lists, crowd, register, saved):
    wanted = [
        {**card, "id": f"w{at}", "birth_date": card["birth_date"][:7]} for at, card in enumerate(crowd[:25])
    ]
    assert lists.answers_of(wanted, Register.open(saved)) == lists.answers_of(wanted, register)


def test_what_is_written_on_a_card_comes_back(crowd, saved):
    opened = Register.open(saved)
    assert [opened.card(row) for row in (0, 7, 79)] == [crowd[row] for row in (0, 7, 79)]
    assert opened.card(3, ["unit", "notes"]) == {"id": crowd[3]["id"], "unit": crowd[3]["unit"]}


def test_an_index_remembers_its_source(register, saved):
    opened = Register.open(saved)
    assert (opened.name, opened.sha256, len(opened)) == (register.name, register.sha256, 80)
    assert opened.dependence == register.dependence


def test_a_lookup_gives_the_rows_of_a_code():
    lookup = Lookup.of(np.array([2, 0, 2, 1], np.int32), 4)
    assert [lookup.rows(code).tolist() for code in range(4)] == [[1], [3], [0, 2], []]
    assert lookup.rows_of(np.array([2, 1])).tolist() == [0, 2, 3]
    assert lookup.rows_of(np.array([], np.intp)).tolist() == []


def test_counts_tell_how_many_rows_carry_a_value(lists):
    register = lists.register_of(
        [{"id": str(at), "surname": name} for at, name in enumerate(["Гук", "Кіт", "Huk"])]
    )
    assert register.counts("surname")[register.code_of("surname", "huk")] == 2
    assert register.code_of("surname", "nobody") == 0


def assert_refused(folder, *words: str) -> None:
    """One line that names the folder and says what to do."""
    with pytest.raises(RegisterIndexError) as refused:
        Register.open(folder)
    text = str(refused.value)
    assert str(folder) in text
    assert "\n" not in text
    for word in words:
        assert word in text


def test_a_folder_that_is_no_index_is_refused(tmp_path):
    assert_refused(tmp_path, "not an index")
    (tmp_path / "index.json").write_text("[]")
    assert_refused(tmp_path, "not an index")
    (tmp_path / "index.json").write_bytes(b"\xff\xfe\x00")
    assert_refused(tmp_path, "not an index")


def test_an_index_of_another_version_is_refused(saved):
    about = json.loads((saved / "index.json").read_text("utf-8"))
    (saved / "index.json").write_text(json.dumps({**about, "version": VERSION + 1}))
    assert_refused(saved, "another version", "build it again")


@pytest.mark.parametrize(
    "name", ["ids.blob.npy", "coded.surname.codes.npy", "numbers.npy", "by_birth.starts.npy"]
)
def test_a_file_that_was_cut_off_changed_or_lost_is_named(saved, name):
    """A flipped bit could give a family the wrong news, so no index is used that is not as it was written."""
    path = saved / name
    whole = path.read_bytes()
    for damaged in (b"", whole[: len(whole) // 2], whole[:-1], whole[:-1] + bytes([whole[-1] ^ 1])):
        path.write_bytes(damaged)
        assert_refused(saved, name, "damaged", "build the index again")
    path.unlink()
    assert_refused(saved, name, "missing")
    path.write_bytes(whole)
    assert len(Register.open(saved)) == 80


@pytest.mark.parametrize("key", ["files", "written", "dependence", "people", "sha256"])
def test_a_description_without_one_of_its_parts_is_refused(saved, key):
    about = json.loads((saved / "index.json").read_text("utf-8"))
    del about[key]
    (saved / "index.json").write_text(json.dumps(about))
    if key != "people":
        assert_refused(saved, "not an index")
