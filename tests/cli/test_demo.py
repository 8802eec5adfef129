"""The demo tells the whole main job with the commands of users."""

import csv
import json

import pytest
from click.testing import CliRunner

from allforall.cli import demo as story
from allforall.cli.main import cli
from allforall.rehearsal.case import CasePlan


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """A smaller story of the same course: 900 and 800 held, 300 wanted a side, 60 for 60."""
    folder = tmp_path_factory.mktemp("demo")
    patch = pytest.MonkeyPatch()
    patch.setattr(story, "FORMULA", "60:60")
    patch.setattr(story, "STAGES", "24=18m+6c,20,16")
    patch.setattr(story, "DROPPED_PER_SIDE", 3)
    patch.setattr(story, "_make_sides", make_small_sides)
    result = CliRunner().invoke(cli, ["demo", "--out", str(folder), "--seed", "4"], catch_exceptions=False)
    patch.undo()
    return folder, result


def make_small_sides(out, seed):
    from allforall.rehearsal.case import rehearse_case, write_case

    write_case(rehearse_case(CasePlan(seed=seed, held=(900, 800), wanted=(300, 300))), out)


def test_every_step_is_a_command_that_is_shown(told):
    _, result = told
    shown = [line.split()[2] for line in result.stdout.splitlines() if line.startswith("$ allforall")]
    assert shown == ["match", "match", "plan", "check", "replan", "check"]


def test_the_papers_of_every_step_are_there(told):
    folder, _ = told
    expected = {"answers-a.csv", "answers-a.xlsx", "answers-a.html", "plan.csv", "plan.json", "plan.html"}
    assert expected | {"plan-2.csv", "dropped.txt", "summary.json"} <= {
        path.name for path in folder.iterdir()
    }


def test_nobody_who_dropped_out_is_in_the_mended_plan(told):
    folder, _ = told
    dropped = {tuple(line.split(":")) for line in (folder / "dropped.txt").read_text().split()}
    with (folder / "plan-2.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    going = {(row["direction"][-1], row["request_id"]) for row in rows if not row["reserve"]}
    assert len(going) == 120
    assert not dropped & going


def test_the_summary_holds_the_answers_against_the_truth(told):
    folder, result = told
    summary = json.loads((folder / "summary.json").read_text("utf-8"))
    assert summary["matching"]["A"]["sure_precision"] >= 0.98
    assert summary["going"]["B"] == {"people": 60, "right": summary["going"]["B"]["right"]}
    assert "What came of it" in result.stdout
