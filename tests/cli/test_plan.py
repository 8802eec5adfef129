"""`plan`, `check` and `replan` as a user meets them: files in, files out, one line when it goes wrong."""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from allforall.cli.main import main

LIST = (
    "id",
    "surname",
    "given_name",
    "sex",
    "birth_date",
    "rank",
    "captured_on",
    "held_at",
    "health",
    "category",
    "notes",
)
ANSWERS = ("request_id", "rank", "register_id", "probability", "match_weight", "decision", "reasons")


Run = Callable[..., "Done"]


class Done(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Callable[..., Done]:
    """The command line in this process, in the folder of the papers."""
    monkeypatch.chdir(tmp_path)

    def allforall(*words: object) -> Done:
        monkeypatch.setattr(sys, "argv", ["allforall", *map(str, words)])
        with pytest.raises(SystemExit) as left:
            main()
        out, err = capsys.readouterr()
        return Done(int(left.value.code or 0), out, err)

    return allforall


def write(path: Path, header: tuple[str, ...], rows: list[dict[str, str]], delimiter: str = ",") -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.DictWriter(handle, header, restval="", delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """Forty soldiers and ten civilians a side; every seventh request is not found."""
    for side in "AB":
        people, answers = [], []
        for number in range(50):
            name = f"{side}-{number}"
            people.append({
                "id": name, "surname": f"Testenko{number}", "given_name": "Ivan", "sex": "чол",
                "rank": "солдат",
                "birth_date": f"{1970 + number % 35}-03-0{1 + number % 9}", "captured_on": "2022-05",
                "health": "важкопоранений" if number % 17 == 3 else "",
                "category": "цивільний" if number % 5 == 0 else "",
            })  # fmt: skip
            answers.append(
                {"request_id": name, "rank": "0", "decision": "none"}
                if number % 7 == 6
                else {"request_id": name, "rank": "1", "register_id": f"R{side}{number}",
                      "probability": "0.998", "decision": "sure"}
            )  # fmt: skip
        write(tmp_path / f"wanted_{side}.csv", LIST, people)
        write(tmp_path / f"answers_{side}.csv", ANSWERS, answers, ";")
    return tmp_path


FOUR = ("wanted_A.csv", "answers_A.csv", "wanted_B.csv", "answers_B.csv")
AGREED = ("--formula", "20:20", "--stages", "10=7m+3c,6,4", "--on", "2025-05-23")


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_a_plan_is_a_table_and_a_json_beside_it(papers: Path, run: Run) -> None:
    done = run("plan", *FOUR, *AGREED, "-o", "plan.csv")
    assert (done.returncode, done.stderr) == (0, "")
    rows = rows_of(papers / "plan.csv")
    assert list(rows[0]) == ["stage", "direction", "request_id", "register_id", "place", "reserve", "reason"]
    going = Counter((row["direction"], row["stage"]) for row in rows if not row["reserve"])
    assert going == {
        (way, stage): n for way in ("to A", "to B") for stage, n in (("1", 10), ("2", 6), ("3", 4))
    }
    for way in ("to A", "to B"):
        reserves = [int(row["reserve"]) for row in rows if row["reserve"] and row["direction"] == way]
        assert reserves == list(range(1, len(reserves) + 1))
    facts = json.loads((papers / "plan.json").read_text())
    assert {"objective", "bound", "gap", "prices", "seed", "formula", "stages"} <= facts.keys()
    assert (facts["formula"], facts["gap"]) == ("20:20", 0)


def test_a_plan_passes_its_check_and_a_changed_one_does_not(papers: Path, run: Run) -> None:
    run("plan", *FOUR, *AGREED, "-o", "plan.csv")
    good = run("check", "plan.csv", *FOUR)
    assert (good.returncode, good.stdout.split(":")[0]) == (0, "valid")
    text = (papers / "plan.csv").read_text()
    (papers / "plan.csv").write_text(text.replace("1,to A", "2,to A", 1))
    bad = run("check", "plan.csv", *FOUR)
    assert bad.returncode == 1
    assert "places: stage 1 to A" in bad.stderr
    assert "Traceback" not in bad.stderr


def test_other_files_than_the_plan_was_made_from_are_noted(papers: Path, run: Run) -> None:
    run("plan", *FOUR, *AGREED, "-o", "plan.csv")
    with (papers / "wanted_B.csv").open("a", encoding="utf-8") as handle:
        handle.write("\n")
    done = run("check", "plan.csv", *FOUR)
    assert done.returncode == 0
    assert "note: wanted_B.csv: is not the file that the plan was made from (list of B)" in done.stderr


def test_the_same_papers_give_the_same_plan_to_the_byte(papers: Path, run: Run) -> None:
    for name in ("one", "two"):
        run("plan", *FOUR, *AGREED, "-o", f"{name}.csv")
    for end in (".csv", ".json", ".why-not.csv"):
        assert (papers / f"one{end}").read_bytes() == (papers / f"two{end}").read_bytes()


def test_the_check_says_the_same_as_json(papers: Path, run: Run) -> None:
    run("plan", *FOUR, *AGREED, "-o", "plan")
    found = json.loads(run("check", "plan", *FOUR, "--json").stdout)
    assert (found["valid"], found["violations"], found["going"]) == (True, [], 40)
    other = json.loads(run("check", "plan.json", *FOUR, "--formula", "30:30", "--json").stdout)
    assert [each["rule"] for each in other["violations"]] == ["formula"]


def test_drop_outs_are_replaced_and_the_mended_plan_passes(papers: Path, run: Run) -> None:
    run("plan", *FOUR, *AGREED, "-o", "plan.csv")
    out = [row["request_id"] for row in rows_of(papers / "plan.csv") if row["stage"] == "2"][:3]
    (papers / "out.txt").write_text("\n".join(out))
    words = ("--dropped", "@out.txt", "--done", "1", "-o", "two.csv", "--json")
    done = run("replan", "plan.csv", *FOUR, *words)
    assert done.returncode == 0, done.stderr
    mended = json.loads(done.stdout)["replanned"]
    assert (mended["touched"], mended["bound"], len(mended["added"])) == (3, 3, 3)
    assert not set(out) & {row["request_id"] for row in rows_of(papers / "two.csv")}
    assert run("check", "two.csv", *FOUR, "--previous", "plan.csv").returncode == 0


def test_equal_ids_on_both_sides_have_to_name_their_side(papers: Path, run: Run) -> None:
    for side in "AB":
        for what in ("wanted", "answers"):
            path = papers / f"{what}_{side}.csv"
            path.write_text(path.read_text(encoding="utf-8-sig").replace(f"{side}-", ""), encoding="utf-8")
    run("plan", *FOUR, *AGREED, "-o", "plan.csv")
    unclear = run("replan", "plan.csv", *FOUR, "--dropped", "1", "-o", "two.csv")
    assert unclear.returncode == 1
    assert "write A:1 or B:1" in unclear.stderr
    clear = run("replan", "plan.csv", *FOUR, "--dropped", "A:1,B:2", "-o", "two.csv")
    assert clear.returncode == 0, clear.stderr


def test_too_many_asked_for_is_refused_with_the_numbers_that_clash(papers: Path, run: Run) -> None:
    done = run("plan", *FOUR, "--formula", "30:30", "--stages", "30=15m+15c", "-o", "plan.csv")
    assert done.returncode == 1
    assert "to A: 15 civilians asked for stage 1, only 9 answered held" in done.stderr
    assert "the largest exchange that the other terms allow is 24:24" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not list(papers.glob("plan*"))


def test_as_many_as_possible_plans_the_largest(papers: Path, run: Run) -> None:
    words = ("--formula", "30:30", "--stages", "30=15m+15c", "--as-many-as-possible", "-o", "plan.csv")
    done = run("plan", *FOUR, *words)
    assert done.returncode == 0, done.stderr
    assert json.loads((papers / "plan.json").read_text())["people"] == {"to A": 24, "to B": 24}
    assert run("check", "plan.csv", *FOUR).returncode == 0


def test_an_unequal_formula_splits_every_stage_in_proportion(papers: Path, run: Run) -> None:
    words = ("--formula", "20:9", "--stages", "10,6,4", "-o", "plan.csv")
    assert run("plan", *FOUR, *words).returncode == 0
    facts = json.loads((papers / "plan.json").read_text())
    assert [each["to B"]["people"] for each in facts["stages"]] == [4, 3, 2]
    assert run("check", "plan.csv", *FOUR).returncode == 0


def test_the_greedy_plan_shows_its_gap_and_passes(papers: Path, run: Run) -> None:
    done = run("plan", *FOUR, *AGREED, "--solver", "greedy", "-o", "plan.csv")
    assert done.returncode == 0, done.stderr
    assert run("check", "plan.csv", *FOUR).returncode == 0


def test_the_report_is_one_page_that_fetches_nothing(papers: Path, run: Run) -> None:
    assert run("plan", *FOUR, *AGREED, "-o", "plan.csv", "--report").returncode == 0
    page = (papers / "plan.html").read_text(encoding="utf-8")
    assert "The plan of an exchange" in page
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert "https://" not in page


def test_rules_from_a_file_and_options_before_them(papers: Path, run: Run) -> None:
    (papers / "rules.toml").write_text(
        'formula = "20:20"\nstages = "10,10"\nseed = "both"\non = 2025-05-23\n'
    )
    words = ("--rules", "rules.toml", "--stages", "5,5,10", "-o", "plan.csv", "--json")
    facts = json.loads(run("plan", *FOUR, *words).stdout)
    assert [each["to A"]["people"] for each in facts["stages"]] == [5, 5, 10]
    assert facts["seed"] == "both"


def test_judgements_of_an_officer_come_from_a_workbook(papers: Path, run: Run) -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    book = xlsxwriter.Workbook(str(papers / "judged.xlsx"))
    book.add_worksheet("about").write_row(0, 0, ["made", "by hand"])
    sheet = book.add_worksheet("to judge")
    for at, row in enumerate(
        [("request_id", "register_id", "judgement", "by"), ("A-1", "RA1", "не той", "ІП")]
    ):
        sheet.write_row(at, 0, row)
    book.close()
    run("plan", *FOUR, *AGREED, "-o", "plan.csv", "--judged-a", "judged.xlsx")
    assert "A-1" not in {row["request_id"] for row in rows_of(papers / "plan.csv")}
    assert run("check", "plan.csv", *FOUR, "--judged-a", "judged.xlsx").returncode == 0
    assert run("check", "plan.csv", *FOUR).returncode == 1


BROKEN = [
    (("--formula", "many"), "formula 'many'"),
    (("--formula", "20:20", "--stages", "10,9"), "the stages add up to 19"),
    (("--formula", "20:20", "--stages", "10=7m+4c,10"), "the groups add up to 11"),
    (("--formula", "20:20", "--stages", "ten"), "stage 'ten'"),
    (("--formula", "20:20", "--on", "31.02.2025"), "on '31.02.2025'"),
    (("--formula", "20:20", "--rules", "missing.toml"), "missing.toml: cannot be read"),
    (("--formula", "0:0"), "nobody would go"),
]


@pytest.mark.parametrize(("words", "expected"), BROKEN)
def test_terms_that_make_no_sense_are_one_line(
    papers: Path, run: Run, words: tuple[str, ...], expected: str
) -> None:
    done = run("plan", *FOUR, *words, "-o", "plan.csv")
    assert done.returncode == 1
    assert expected in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not list(papers.glob("plan*"))


def test_no_formula_is_wrong_usage(papers: Path, run: Run) -> None:
    done = run("plan", *FOUR, "-o", "plan.csv")
    assert done.returncode == 2
    assert "--formula is needed" in done.stderr


FILES = [
    ("answers_A.csv", "", "is empty"),
    ("answers_A.csv", "request_id,rank\n", "column register_id, probability, decision is missing"),
    (
        "answers_A.csv",
        "request_id,rank,register_id,probability,decision\nX-1,1,R,0.9,sure\n",
        "'X-1' is not on the list",
    ),
    (
        "answers_A.csv",
        "request_id,rank,register_id,probability,decision\nA-1,1,R,often,sure\n",
        "'often' is not a number",
    ),
    (
        "answers_A.csv",
        "request_id,rank,register_id,probability,decision\nA-1,1,R,0.9,perhaps\n",
        "decision 'perhaps'",
    ),
    ("wanted_A.csv", "", "wanted_A.csv"),
    ("wanted_A.csv", "id,surname\n", "wanted_A.csv"),
]


@pytest.mark.parametrize(("name", "text", "expected"), FILES)
def test_a_broken_file_is_one_line_and_leaves_nothing(
    papers: Path, run: Run, name: str, text: str, expected: str
) -> None:
    (papers / name).write_text(text, encoding="utf-8")
    done = run("plan", *FOUR, *AGREED, "-o", "plan.csv")
    assert done.returncode == 1, done.stdout
    assert expected in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(papers.glob("*plan*"))


def test_binary_answers_are_refused(papers: Path, run: Run) -> None:
    (papers / "answers_B.csv").write_bytes(bytes(range(128, 256)) * 9)
    done = run("plan", *FOUR, *AGREED, "-o", "plan.csv")
    assert (done.returncode, "is not UTF-8 text" in done.stderr) == (1, True)


def test_a_folder_that_is_not_there_leaves_nothing(papers: Path, run: Run) -> None:
    done = run("plan", *FOUR, *AGREED, "-o", "nowhere/plan.csv")
    assert done.returncode == 1
    assert "cannot be written" in done.stderr


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"rules": {}, "prices": [], "objectives": [], "stages": []}']
)
def test_a_broken_json_is_one_line_for_check_and_replan(papers: Path, run: Run, text: str) -> None:
    run("plan", *FOUR, *AGREED, "-o", "plan.csv")
    (papers / "plan.json").write_text(text)
    for words in (
        ("check", "plan.csv", *FOUR),
        ("replan", "plan.csv", *FOUR, "--dropped", "A-1", "-o", "two.csv"),
    ):
        done = run(*words)
        assert done.returncode == 1
        assert len(done.stderr.strip().splitlines()) == 1
        assert "plan.json" in done.stderr.casefold()
    assert not list(papers.glob("two*"))


def test_unknown_drop_outs_are_named(papers: Path, run: Run) -> None:
    run("plan", *FOUR, *AGREED, "-o", "plan.csv")
    done = run("replan", "plan.csv", *FOUR, "--dropped", "Z-9", "-o", "two.csv")
    assert (done.returncode, "'Z-9' is on neither list" in done.stderr) == (1, True)
