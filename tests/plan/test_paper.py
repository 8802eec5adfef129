"""The plan's files: simple to read for other programs, written wholly or not at all."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from allforall.people.errors import OutputError
from allforall.plan.make import make_plan
from allforall.plan.paper import plan_paths, seal, write_plan


def test_three_files_of_one_stem_from_any_name() -> None:
    expected = tuple(Path(f"out/may{end}") for end in (".csv", ".json", ".why-not.csv"))
    for name in ("out/may.csv", "out/may.json", "out/may"):
        assert plan_paths(Path(name)) == expected
    assert plan_paths(Path("may.2025"))[0] == Path("may.2025.csv")


def test_everybody_asked_for_stands_in_just_one_file(kit: Any, small: Any) -> None:
    write_plan(make_plan(small.papers(), small.terms(formula="6:6")), small.folder / "plan.csv")
    names = []
    for file in ("plan.csv", "plan.why-not.csv"):
        with (small.folder / file).open(encoding="utf-8", newline="") as handle:
            names += [row["request_id"] for row in csv.DictReader(handle)]
    assert sorted(names) == sorted(row["id"] for rows in small.lists.values() for row in rows)


def test_the_json_says_what_the_contract_names(kit: Any, small: Any) -> None:
    facts = write_plan(
        make_plan(small.papers(), small.terms(formula="6:6", seed="s")), small.folder / "plan.csv"
    )
    assert json.loads((small.folder / "plan.json").read_text(encoding="utf-8")) == facts
    assert (facts["seed"], facts["formula"], facts["objective_name"], facts["gap"]) == (
        "s",
        "6:6",
        "priority",
        0,
    )
    assert (
        facts["objective"]
        == facts["bound"]
        == sum(each["value"] for each in facts["objectives"] if each["name"] == "priority")
    )
    assert facts["seal"] == seal(facts)


def test_a_failure_leaves_none_of_the_files_and_no_old_one_changed(kit: Any, small: Any) -> None:
    plan = make_plan(small.papers(), small.terms(formula="6:6"))
    (small.folder / "plan.json").mkdir()
    (small.folder / "plan.csv").write_text("old")
    with pytest.raises(OutputError):
        write_plan(plan, small.folder / "plan.csv")
    assert (small.folder / "plan.csv").read_text() == "old"
    assert not (small.folder / "plan.why-not.csv").exists()
    assert not [path for path in small.folder.iterdir() if path.name.startswith(".")]
