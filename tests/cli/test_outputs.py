"""What may not be written, found before the work begins."""

from pathlib import Path

import pytest

from allforall.cli.outputs import check_judged, check_outputs
from allforall.people.errors import OutputError


def test_new_names_in_a_folder_pass(tmp_path: Path) -> None:
    check_outputs([tmp_path / "a.csv", tmp_path / "b.csv"], [tmp_path / "wanted.csv"])


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="there is no folder"):
        check_outputs([tmp_path / "no" / "a.csv"], [])


@pytest.mark.parametrize("alias", ["a.csv", "sub/../a.csv", "link.csv", "hard.csv"])
def test_an_input_is_known_under_every_name(tmp_path: Path, alias: str) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.csv").write_text("list")
    (tmp_path / "link.csv").symlink_to("a.csv")
    (tmp_path / "hard.csv").hardlink_to(tmp_path / "a.csv")
    with pytest.raises(OutputError, match="written over"):
        check_outputs([tmp_path / "new.csv", tmp_path / alias], [tmp_path / "a.csv"])


def test_two_outputs_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="twice"):
        check_outputs([tmp_path / "a.csv", tmp_path / "a.csv"], [])


def test_where_no_workbook_stands_one_may_be_written(tmp_path: Path) -> None:
    check_judged(tmp_path / "answers.xlsx")


def test_what_is_no_workbook_of_answers_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "answers.xlsx").write_text("a letter")
    with pytest.raises(OutputError, match="move it"):
        check_judged(tmp_path / "answers.xlsx")
