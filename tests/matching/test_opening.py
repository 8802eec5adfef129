"""A register from wherever it is, and an index kept wholly or not at all."""

import pytest

from allforall.matching.errors import MatchingError, RegisterIndexError
from allforall.matching.opening import open_register, save_register
from allforall.people.errors import ListError


@pytest.fixture
def csv(tmp_path):
    path = tmp_path / "register.csv"
    path.write_text("id,surname,given_name,birth_date\n1,Гук,Іван,1990\n2,Кіт,Олена,1985-03-02\n", "utf-8")
    return path


def test_a_list_is_indexed_on_the_way(csv):
    register, reader = open_register(csv)
    assert len(register) == 2
    assert reader is not None
    assert register.sha256 == reader.sha256


def test_a_folder_is_opened_as_an_index(csv, tmp_path):
    save_register(open_register(csv)[0], tmp_path / "index")
    register, reader = open_register(tmp_path / "index")
    assert reader is None
    assert [register.card(row)["surname"] for row in range(2)] == ["Гук", "Кіт"]


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(ListError, match="nowhere"):
        open_register(tmp_path / "nowhere.csv")


def test_a_register_of_no_people_is_refused(tmp_path):
    path = tmp_path / "empty.csv"
    path.write_text("id,surname,given_name\n,,\n", "utf-8")
    with pytest.raises((MatchingError, ListError)):
        open_register(path)


def test_an_older_index_is_replaced(csv, tmp_path):
    folder = tmp_path / "index"
    register, _ = open_register(csv)
    save_register(register, folder)
    (folder / "left over").write_text("x")
    save_register(register, folder)
    assert not (folder / "left over").exists()


def test_an_empty_folder_becomes_the_index(csv, tmp_path):
    (tmp_path / "index").mkdir()
    save_register(open_register(csv)[0], tmp_path / "index")
    assert len(open_register(tmp_path / "index")[0]) == 2


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_what_is_not_an_index_is_never_replaced(csv, tmp_path, kind):
    """A slip of the fingers must not cost a folder of papers."""
    target = tmp_path / "papers"
    if kind == "file":
        target.write_text("mine")
    else:
        target.mkdir()
        (target / "letter.txt").write_text("mine")
    with pytest.raises(RegisterIndexError, match="not an index"):
        save_register(open_register(csv)[0], target)
    assert (target if kind == "file" else target / "letter.txt").read_text() == "mine"


def test_an_index_that_cannot_be_written_leaves_nothing_behind(csv, tmp_path, monkeypatch):
    register, _ = open_register(csv)
    save_register(register, tmp_path / "index")
    before = {path.name: path.read_bytes() for path in (tmp_path / "index").iterdir()}

    def full(_register, folder):
        (folder / "half").write_text("x")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(register), "save", full)
    with pytest.raises(RegisterIndexError, match="no space left"):
        save_register(register, tmp_path / "index")
    assert {path.name for path in tmp_path.iterdir()} == {"register.csv", "index"}
    assert {path.name: path.read_bytes() for path in (tmp_path / "index").iterdir()} == before


def test_a_folder_nowhere_is_refused(csv, tmp_path):
    with pytest.raises(RegisterIndexError, match="cannot be written"):
        save_register(open_register(csv)[0], tmp_path / "no" / "where")
