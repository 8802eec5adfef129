"""`allforall index` and `allforall match` as a person meets them: files in and out, one line when refused."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

from allforall.cli.main import main

COLUMNS = ["request_id", "rank", "register_id", "probability", "match_weight", "decision", "reasons"]
WANTED = """\
id,surname,given_name,patronymic,birth_date,unit
1,Гуменюк,Олексій,Петрович,17.05.1990,24 омбр
2,Сорока,Іван,,,
3,Ятвягов,Еней,,1958,
"""
REGISTER = """\
id,surname,given_name,patronymic,birth_date,unit
a,Гуменюк,Алексей,Петрович,1990-05-17,24 мехбригада
b,Сорока,Іван,Петрович,1985-03-02,36 обрмп
c,Кіт,Олена,Іванівна,1979,
"""


@dataclass(frozen=True)
class Done:
    """What a command printed, and how it ended."""

    status: int
    out: str
    err: str


@pytest.fixture
def allforall(monkeypatch, capsys) -> Callable[..., Done]:
    """Run the command as the shell would, in this process."""

    def run(*arguments: object) -> Done:
        monkeypatch.setattr(sys, "argv", ["allforall", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return Done(int(ended.value.code or 0), said.out, said.err)

    return run


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """A folder with a list and a register, where the commands run."""
    (tmp_path / "wanted.csv").write_text(WANTED, "utf-8")
    (tmp_path / "register.csv").write_text(REGISTER, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def rows(path: str | Path) -> list[dict[str, str]]:
    with Path(path).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def names(folder: Path) -> set[str]:
    """All files and folders, hidden and left over ones too."""
    return {path.name for path in folder.iterdir()}


def assert_refused(done: Done, *words: str, status: int = 1) -> None:
    """Nothing on standard output, and on standard error a last line with these words, without a traceback."""
    assert done.status == status, done
    assert done.out == ""
    last = done.err.splitlines()[-1]
    assert last.startswith("allforall: ")
    assert "Traceback" not in done.err
    assert "mistake in this program" not in done.err
    for word in words:
        assert word in last


# ---- what is written


def test_the_columns_of_answers_to_the_letter(allforall, folder):
    done = allforall("match", "wanted.csv", "register.csv", "-o", "answers.csv")
    assert done == Done(0, "3 requests: 1 sure, 1 to ask, 1 none; answers.csv\n", "")
    with Path("answers.csv").open(encoding="utf-8", newline="") as handle:
        assert next(csv.reader(handle)) == COLUMNS
    assert names(folder) == {"wanted.csv", "register.csv", "answers.csv", "answers.xlsx"}


def test_rows_stand_best_first_with_one_decision_for_a_request(allforall, folder):
    allforall("match", "wanted.csv", "register.csv", "-o", "answers.csv", "--no-workbook")
    found = rows("answers.csv")
    assert [row["request_id"] for row in found] == [*"111", *"222", *"333"]
    for request, decision in (("1", "sure"), ("2", "ask"), ("3", "none")):
        of_request = [row for row in found if row["request_id"] == request]
        assert {row["decision"] for row in of_request} == {decision}
        assert [int(row["rank"]) for row in of_request] == [1, 2, 3]
        assert sum(float(row["probability"]) for row in of_request) <= 1.000002
        weights = [float(row["probability"]) for row in of_request]
        assert weights == sorted(weights, reverse=True)
    assert found[0]["register_id"] == "a"
    assert "born on the same day: 1990-05-17" in found[0]["reasons"]


def test_at_least_ten_candidates_where_there_are_ten(allforall, folder):
    with Path("register.csv").open("a", encoding="utf-8") as handle:
        handle.writelines(f"d{at},Мельник,Іван,Петрович,19{60 + at},\n" for at in range(40))
    allforall("match", "wanted.csv", "register.csv", "-o", "answers.csv", "--no-workbook")
    found = rows("answers.csv")
    for request in "123":
        assert len([row for row in found if row["request_id"] == request]) >= 10


def test_a_request_without_any_candidate_has_one_row_of_rank_0(allforall, folder, monkeypatch):
    """In a large register only those who are like a request are looked at."""
    monkeypatch.setattr("allforall.matching.gathering.SMALL", 0)
    allforall("match", "wanted.csv", "register.csv", "-o", "answers.csv", "--no-workbook")
    (row,) = [row for row in rows("answers.csv") if row["request_id"] == "3"]
    assert (row["rank"], row["register_id"], row["decision"]) == ("0", "", "none")
    assert float(row["probability"]) == 0
    assert row["reasons"]


def test_json_is_one_object(allforall, folder):
    done = allforall("match", "wanted.csv", "register.csv", "-o", "answers.csv", "--no-workbook", "--json")
    assert json.loads(done.out) == {"requests": 3, "sure": 1, "ask": 1, "none": 1, "answers": "answers.csv"}
    done = allforall("index", "register.csv", "-o", "index", "--json")
    assert json.loads(done.out) == {"people": 3, "index": "index"}


def test_the_workbook_and_the_page_are_written_beside(allforall, folder):
    done = allforall("match", "wanted.csv", "register.csv", "-o", "answers.csv", "--report", "--lang", "uk")
    assert done.status == 0
    assert names(folder) >= {"answers.csv", "answers.xlsx", "answers.html"}
    done = allforall(
        "match", "wanted.csv", "register.csv", "-o", "b.csv", "--no-workbook", "--report", "page.html"
    )
    assert done.status == 0
    assert "page.html" in names(folder)
    assert "b.xlsx" not in names(folder)


def test_an_index_gives_the_same_answers_as_the_file(allforall, folder):
    allforall("match", "wanted.csv", "register.csv", "-o", "answers.csv", "--no-workbook")
    done = allforall("index", "register.csv", "-o", "index")
    assert done == Done(0, "3 people of register.csv indexed in index\n", "")
    allforall("match", "wanted.csv", "index", "-o", "by_index.csv", "--no-workbook")
    assert Path("by_index.csv").read_bytes() == Path("answers.csv").read_bytes()


def test_spreadsheets_are_read_too(allforall, folder):
    for name in ("wanted", "register"):
        book = openpyxl.Workbook()
        for row in csv.reader(Path(f"{name}.csv").read_text("utf-8").splitlines()):
            book.active.append(row)
        book.save(f"{name}.xlsx")
    allforall("match", "wanted.csv", "register.csv", "-o", "answers.csv", "--no-workbook")
    done = allforall("match", "wanted.xlsx", "register.xlsx", "-o", "by_sheet.csv", "--no-workbook")
    assert done.status == 0
    assert Path("by_sheet.csv").read_bytes() == Path("answers.csv").read_bytes()


def test_columns_are_mapped_for_each_list_apart(allforall, folder):
    Path("wanted.csv").write_text("nr,wer,geboren\n7,Гуменюк Олексій Петрович,17.05.1990\n", "utf-8")
    Path("register.csv").write_text("nr,tko,rod\na,Гуменюк Олексій,17.05.1990\nb,Кіт Олена,1979\n", "utf-8")
    done = allforall(
        *("match", "wanted.csv", "register.csv", "-o", "answers.csv", "--no-workbook"),
        *("--map", "nr=id", "--map", "wer=full_name", "--map", "geboren=birth_date"),
        *("--map-register", "nr=id", "--map-register", "tko=full_name", "--map-register", "rod=birth_date"),
    )
    assert done.status == 0
    best = rows("answers.csv")[0]
    assert (best["request_id"], best["register_id"], best["decision"]) == ("7", "a", "sure")


# ---- rows to mend


def test_rows_that_cannot_be_read_are_written_beside_ready_to_mend(allforall, folder):
    Path("wanted.csv").write_text(WANTED.replace("17.05.1990", "31.02.1990"), "utf-8")
    Path("register.csv").write_text(REGISTER.replace("1979", "00.13.1979"), "utf-8")
    done = allforall("match", "wanted.csv", "register.csv", "-o", "answers.csv", "--no-workbook")
    assert done.status == 0
    for text in (
        'wanted.csv, row 2, column "birth_date": "31.02.1990"',
        "1 row to mend: answers.rejected.csv",
    ):
        assert text in done.err
    (mine,), (theirs,) = rows("answers.rejected.csv"), rows("answers.register.rejected.csv")
    assert (mine["id"], mine["value"]) == ("1", "31.02.1990")
    assert (theirs["id"], theirs["value"]) == ("c", "00.13.1979")
    assert {row["request_id"] for row in rows("answers.csv")} == {"1", "2", "3"}


def test_rows_to_mend_of_an_earlier_run_do_not_stay(allforall, folder):
    Path("wanted.csv").write_text(WANTED.replace("17.05.1990", "31.02.1990"), "utf-8")
    allforall("match", "wanted.csv", "register.csv", "-o", "answers.csv", "--no-workbook")
    assert "answers.rejected.csv" in names(folder)
    Path("wanted.csv").write_text(WANTED, "utf-8")
    allforall("match", "wanted.csv", "register.csv", "-o", "answers.csv", "--no-workbook")
    assert "answers.rejected.csv" not in names(folder)


def test_strict_refuses_at_the_first_row_and_writes_nothing(allforall, folder):
    Path("wanted.csv").write_text(WANTED.replace("17.05.1990", "31.02.1990"), "utf-8")
    before = names(folder)
    done = allforall("match", "wanted.csv", "register.csv", "-o", "answers.csv", "--strict")
    assert_refused(done, "wanted.csv", "row 2", "31.02.1990")
    assert names(folder) == before
    done = allforall("index", "wanted.csv", "-o", "index", "--strict")
    assert_refused(done, "wanted.csv", "row 2")
    assert names(folder) == before


# ---- refusals


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("match", "nowhere.csv", "register.csv", "-o", "answers.csv"), ("nowhere.csv", "no such file")),
        (("match", "wanted.csv", "nowhere.csv", "-o", "answers.csv"), ("nowhere.csv", "no such file")),
        (("match", "wanted.csv", "folder", "-o", "answers.csv"), ("folder", "not an index")),
        (("match", "folder", "register.csv", "-o", "answers.csv"), ("folder", "is a folder")),
        (("match", "wanted.csv", "register.csv", "-o", "no/answers.csv"), ("no/answers.csv", "no folder no")),
        (("match", "wanted.csv", "register.csv", "-o", "folder"), ("folder", "is a folder")),
        (
            ("match", "wanted.csv", "register.csv", "-o", "a.csv", "--report", "no/a.html"),
            ("no/a.html", "no folder"),
        ),
        (("match", "wanted.csv", "empty.csv", "-o", "answers.csv"), ("empty.csv", "is empty")),
        (("match", "empty.csv", "register.csv", "-o", "answers.csv"), ("empty.csv", "is empty")),
        (("match", "header.csv", "register.csv", "-o", "answers.csv"), ("header.csv", "no rows")),
        (("match", "wanted.csv", "noise.csv", "-o", "answers.csv"), ("noise.csv",)),
        (
            ("match", "wanted.csv", "register.csv", "-o", "a.csv", "--map", "x=unit"),
            ("wanted.csv", 'no column "x"'),
        ),
        (("match", "wanted.csv", "register.csv", "-o", "a.csv", "--map", "unit=x"), ('"x" is not a field',)),
        (("index", "nowhere.csv", "-o", "index"), ("nowhere.csv", "no such file")),
        (("index", "register.csv", "-o", "papers"), ("papers", "not an index")),
        (("index", "register.csv", "-o", "wanted.csv"), ("wanted.csv", "not an index")),
        (("index", "register.csv", "-o", "no/index"), ("no/index", "no folder")),
    ],
)
def test_what_cannot_be_done_is_one_line_and_leaves_nothing(allforall, folder, arguments, words):
    (folder / "folder").mkdir()
    (folder / "papers").mkdir()
    (folder / "papers" / "letter.txt").write_text("mine")
    (folder / "empty.csv").write_text("")
    (folder / "header.csv").write_text(WANTED.splitlines()[0])
    (folder / "noise.csv").write_bytes(bytes(range(256)) * 40)
    before = names(folder)
    assert_refused(allforall(*arguments), *words)
    assert names(folder) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("match", "wanted.csv", "register.csv"),
        ("match", "wanted.csv"),
        ("match", "wanted.csv", "register.csv", "-o", "answers.xlsx"),
        ("match", "wanted.csv", "register.csv", "-o", "answers.html"),
        ("match", "wanted.csv", "register.csv", "-o", "answers.csv", "--map", "unit"),
        ("match", "wanted.csv", "register.csv", "-o", "answers.csv", "--lang", "xx"),
        ("match", "wanted.csv", "register.csv", "-o", "answers.csv", "--nonsense"),
        ("index", "register.csv"),
    ],
)
def test_wrong_usage_ends_with_status_2(allforall, folder, arguments):
    before = names(folder)
    assert_refused(allforall(*arguments), status=2)
    assert names(folder) == before


@pytest.mark.parametrize(
    ("wanted", "arguments"),
    [
        ("wanted.csv", ("-o", "wanted.csv")),
        ("wanted.csv", ("-o", "./wanted.csv", "--no-workbook")),
        ("wanted.csv", ("-o", "register.csv")),
        ("list.xlsx", ("-o", "list.csv")),
        ("answers.rejected.csv", ("-o", "answers.csv")),
        ("wanted.csv", ("-o", "link.csv")),
        ("wanted.csv", ("-o", "answers.csv", "--report", "wanted.csv")),
        ("wanted.csv", ("-o", "answers.csv", "--report", "answers.csv")),
    ],
)
def test_a_list_that_is_read_is_never_written_over(allforall, folder, wanted, arguments):
    """The mended rows of the last run, or the officer's own workbook, are easily given as input."""
    if wanted != "wanted.csv":
        shutil.copy("wanted.csv", wanted)
    (folder / "link.csv").symlink_to("wanted.csv")
    before = {name: (folder / name).read_bytes() for name in names(folder)}
    assert_refused(allforall("match", wanted, "register.csv", *arguments), "written")
    assert {name: (folder / name).read_bytes() for name in names(folder)} == before


def test_a_workbook_in_which_somebody_has_judged_is_never_written_over(allforall, folder):
    allforall("match", "wanted.csv", "register.csv", "-o", "answers.csv")
    assert allforall("match", "wanted.csv", "register.csv", "-o", "answers.csv").status == 0
    book = openpyxl.load_workbook("answers.xlsx")
    sheet = book["Answers"]
    header = next(row for row in sheet.iter_rows() if any(cell.value == "judgement" for cell in row))
    column = next(cell.column for cell in header if cell.value == "judgement")
    sheet.cell(header[0].row + 1, column).value = "same"
    book.save("answers.xlsx")
    judged = Path("answers.xlsx").read_bytes()
    assert_refused(allforall("match", "wanted.csv", "register.csv", "-o", "answers.csv"), "1 judgement")
    assert Path("answers.xlsx").read_bytes() == judged
    assert allforall("match", "wanted.csv", "register.csv", "-o", "answers.csv", "--no-workbook").status == 0


def test_a_workbook_of_somebody_else_is_never_written_over(allforall, folder):
    Path("answers.xlsx").write_bytes(b"not ours")
    assert_refused(
        allforall("match", "wanted.csv", "register.csv", "-o", "answers.csv"), "answers.xlsx", "move it"
    )
    assert Path("answers.xlsx").read_bytes() == b"not ours"


@pytest.mark.parametrize(
    "name", ["coded.surname.codes.npy", "ids.blob.npy", "index.json", "written.unit.offsets.npy"]
)
@pytest.mark.parametrize("damage", ["cut off", "emptied", "removed", "changed"])
def test_a_damaged_index_is_one_clear_line(allforall, folder, name, damage):
    allforall("index", "register.csv", "-o", "index")
    path = folder / "index" / name
    whole = path.read_bytes()
    {
        "cut off": lambda: path.write_bytes(whole[: len(whole) * 2 // 3]),
        "emptied": lambda: path.write_bytes(b""),
        "removed": path.unlink,
        "changed": lambda: path.write_bytes(b"\x93" + whole[1:-1] + bytes([whole[-1] ^ 255])),
    }[damage]()
    before = names(folder)
    assert_refused(allforall("match", "wanted.csv", "index", "-o", "answers.csv"), "index")
    assert names(folder) == before


def test_an_unwritable_folder_is_one_line(folder):
    """As nobody in particular, for root may write everywhere."""
    closed = folder / "closed"
    closed.mkdir()
    closed.chmod(0o555)
    folder.chmod(0o755)
    if os.geteuid() == 0 and not shutil.which("setpriv"):
        pytest.skip("root may write everywhere, and setpriv is not installed to become somebody else")
    as_nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.geteuid() == 0 else []
    arguments = ["match", "wanted.csv", "register.csv", "-o", "closed/answers.csv"]
    done = subprocess.run(
        [*as_nobody, sys.executable, "-B", "-m", "allforall", *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if "can't open file" in done.stderr or "Permission denied" in done.stderr:
        pytest.skip("nobody may not even run the interpreter here")
    assert_refused(Done(done.returncode, done.stdout, done.stderr), "closed/answers.csv", "permission denied")
    assert names(closed) == set()


@pytest.fixture
def tiny_disk(folder):
    """A disk of 64 KiB, mounted in the folder."""
    disk = folder / "disk"
    disk.mkdir()
    mounted = (
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)],
            capture_output=True,
            text=True,
            check=False,
        )
        if shutil.which("mount")
        else None
    )
    if mounted is None or mounted.returncode:
        pytest.skip("no disk may be mounted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_is_one_line_and_leaves_what_was_there(allforall, folder, tiny_disk):
    (tiny_disk / "answers.csv").write_text("old")
    (tiny_disk / "filler").write_bytes(b"x" * 56_000)
    lines = [f"{at},Мельник,Іван,Петрович,19{60 + at % 40},24 омбр\n" for at in range(200)]
    Path("register.csv").write_text(REGISTER.splitlines()[0] + "\n" + "".join(lines), "utf-8")
    Path("wanted.csv").write_text(REGISTER.splitlines()[0] + "\n" + "".join(lines[:60]), "utf-8")
    assert_refused(
        allforall("match", "wanted.csv", "register.csv", "-o", "disk/answers.csv"), "no space left"
    )
    assert names(tiny_disk) == {"answers.csv", "filler"}
    assert (tiny_disk / "answers.csv").read_text() == "old"
    assert_refused(allforall("index", "register.csv", "-o", "disk/index"), "no space left")
    assert names(tiny_disk) == {"answers.csv", "filler"}


def test_the_shell_meets_the_same(folder):
    """Once in a process of its own: exit status, standard output and error."""
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "allforall",
            "match",
            "wanted.csv",
            "register.csv",
            "-o",
            "answers.csv",
            "--no-workbook",
        ],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "3 requests: 1 sure, 1 to ask, 1 none; answers.csv\n")
