"""`allforall names`: what a person at the keyboard sees."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path


def run(*words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "allforall", "names", *words],
        capture_output=True,
        text=True,
        cwd=cwd,
        check=False,
    )


def test_explain_says_in_words_what_met(tmp_path: Path) -> None:
    done = run("explain", "Шевченко Микола Іванович", "Nikolay Shevchenko")
    assert done.returncode == 0
    assert "probably one name" in done.stdout
    assert "given name: Микола = Nikolay (equal given names)" in done.stdout
    assert "only on the left: Іванович" in done.stdout


def test_explain_gives_json() -> None:
    found = json.loads(run("explain", "Іван Коваль", "Ivan Koval", "--json").stdout)
    assert found["score"] > 0.9
    assert {each["fact"] for each in found["evidence"]} == {"one sound"}


def test_compare_writes_scores_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "pairs.csv").write_text("left,right\nІван Коваль,Ivan Koval\n", encoding="utf-8")
    done = run("compare", "pairs.csv", "-o", "scores.csv", "--json", cwd=tmp_path)
    assert (done.returncode, json.loads(done.stdout)) == (0, {"pairs": 1, "scores": "scores.csv"})
    header, row = (tmp_path / "scores.csv").read_text(encoding="utf-8").splitlines()
    assert header == "left,right,score,reasons"
    assert row.startswith("Іван Коваль,Ivan Koval,0.9")


def test_refusals_are_one_line_and_status_one(tmp_path: Path) -> None:
    (tmp_path / "pairs.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    for words in (("pairs.csv", "-o", "s.csv"), ("no.csv", "-o", "s.csv")):
        done = run("compare", *words, cwd=tmp_path)
        assert done.returncode == 1
        assert len(done.stderr.splitlines()) == 1
        assert done.stderr.startswith("allforall: ")
    assert not (tmp_path / "s.csv").exists()


def test_wrong_usage_is_status_two() -> None:
    assert run("compare", "pairs.csv").returncode == 2
    assert run("explain", "one").returncode == 2
    assert run("frobnicate").returncode == 2
