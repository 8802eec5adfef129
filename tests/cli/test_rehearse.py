import json

import pytest
from click.testing import CliRunner

from allforall.cli.main import cli, main


def run(*arguments):
    return CliRunner().invoke(cli, ["rehearse", *map(str, arguments)], catch_exceptions=False)


def test_lists_writes_three_files(tmp_path):
    result = run("lists", "--register", 60, "--list", 20, "--seed", 1, "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert result.output == f"wrote register.csv, wanted.csv and truth.csv to {tmp_path / 'out'}\n"
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "register.csv",
        "truth.csv",
        "wanted.csv",
    ]


def test_spreadsheets_are_named_too(tmp_path):
    result = run("lists", "--register", 60, "--list", 20, "--spreadsheet", "-o", tmp_path)
    assert "wanted.xlsx" in result.output
    assert (tmp_path / "wanted.xlsx").exists()


def test_score_prints_a_table_or_json(tmp_path):
    run("lists", "--register", 60, "--list", 20, "-o", tmp_path)
    answers = tmp_path / "answers.csv"
    answers.write_text(
        "request_id,rank,register_id,probability,match_weight,decision,reasons\n", encoding="utf-8"
    )
    assert "recall@1" in run("score", answers, tmp_path / "truth.csv").output
    assert (
        json.loads(run("score", answers, tmp_path / "truth.csv", "--json").output)["overall"]["requests"]
        == 20
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ["lists", "--register", "2", "-o", "x"],
        ["lists", "--style", "poetry", "-o", "x"],
        ["score", "no.csv", "no.csv"],
    ],
)
def test_what_cannot_be_done_is_one_line_and_status_one(arguments, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["allforall", "rehearse", *arguments])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_exchange_writes_three_records_and_a_bundle(tmp_path):
    result = run("exchange", "--persons", 20, "--stages", 1, "-o", tmp_path)
    assert result.exit_code == 0
    assert result.output.startswith(f"wrote A/, B/, M/ and case.bundle to {tmp_path}: ")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["A", "B", "M", "case.bundle"]
