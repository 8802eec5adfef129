"""A file is written wholly or not at all."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from allforall.people.errors import OutputError
from allforall.people.files import writing


def names_in(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir()]


def test_a_file_appears_when_all_went_well(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    with writing(target) as temporary:
        temporary.write_text("done")
        assert not target.exists()
        assert temporary.suffix == ".csv"
    assert target.read_text() == "done"
    assert names_in(tmp_path) == ["out.csv"]


def test_what_stood_there_stays_when_something_fails(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("before")

    def break_off() -> None:
        with writing(target) as temporary:
            temporary.write_text("half")
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        break_off()
    assert target.read_text() == "before"
    assert names_in(tmp_path) == ["out.csv"]


def test_a_missing_folder_is_one_line(tmp_path: Path) -> None:
    with (
        pytest.raises(OutputError, match=r"cannot be written: no such file"),
        writing(tmp_path / "no" / "out.csv"),
    ):
        pass


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="is a folder"), writing(tmp_path):
        pass


@pytest.mark.parametrize("device", ["/dev/full"])
def test_a_full_disk_is_one_line_and_leaves_nothing(tmp_path: Path, device: str) -> None:
    if not Path(device).exists():
        pytest.fail(f"this system has no {device}")
    target = tmp_path / "out.csv"
    with pytest.raises(OutputError, match="no space left"), writing(target), Path(device).open("w") as full:
        full.write("x" * 100_000)
    assert names_in(tmp_path) == []


def test_a_file_that_cannot_be_read_meanwhile_is_not_blamed_on_the_output(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), writing(tmp_path / "out.csv"):
        (tmp_path / "missing.csv").read_text()


def test_the_old_mode_stays(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("before")
    target.chmod(0o640)
    with writing(target) as temporary:
        temporary.write_text("after")
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("before")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    with writing(tmp_path / "link.csv") as temporary:
        temporary.write_text("after")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text() == "after"


def test_a_stream_gets_a_copy() -> None:
    with writing("/dev/null") as temporary:
        temporary.write_text("nobody reads this")
    assert Path("/dev/null").is_char_device()
