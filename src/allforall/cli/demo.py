"""`allforall demo`: the main job from two lists to a staged plan, by the commands a user would type."""

from __future__ import annotations

import csv
import json
import shlex
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from allforall.rehearsal.score import Measures

FORMULA = "1000:1000"
STAGES = "390=270m+120c,307,303"  # as on 23, 24 and 25 May 2025
DROPPED_PER_SIDE = 12
_LISTS = ("a-wanted.csv", "answers-a.csv", "b-wanted.csv", "answers-b.csv")


@click.command()
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path("demo-out"), show_default=True, help="Folder."
)
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed tells the same story.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON, and nothing else.")
def demo(out: Path, seed: int, as_json: bool) -> None:
    """Replay the main job: two made-up sides, both lists answered, 1,000 for 1,000 planned, checked, mended.

    Every step is a command that a user would type; each is shown before it runs. All people are made up.
    """
    began = time.monotonic()
    story = _Story(out, quiet=as_json)
    story.tell(f"Two made-up sides hold 8,000 and 6,000 people and ask for 2,500 each (seed {seed}).")
    _make_sides(out, seed)
    for asking, holding in (("a", "b"), ("b", "a")):
        story.tell(
            f"Side {asking.upper()} asks; side {holding.upper()} looks for the names among those it holds."
        )
        answers = f"answers-{asking}.csv"
        story.run(
            "match",
            f"{asking}-wanted.csv",
            f"{holding}-held.csv",
            "-o",
            answers,
            "--report",
            f"answers-{asking}.html",
        )
    story.tell("From the rows answered `sure`, 1,000 a side are chosen and put in three stages.")
    story.run(
        "plan",
        *_LISTS,
        "--formula",
        FORMULA,
        "--stages",
        STAGES,
        "--seed",
        f"demo-{seed}",
        "-o",
        "plan.csv",
        "--report",
        "plan.html",
    )
    story.tell("The other side checks the plan with a program that shares no code with the solver.")
    story.run("check", "plan.csv", *_LISTS)
    dropped = _drop_out(out, seed)
    story.tell(
        f"{len(dropped)} people drop out; the first reserves that fit come in, and nobody else is moved."
    )
    story.run("replan", "plan.csv", *_LISTS, "--dropped", "@dropped.txt", "-o", "plan-2.csv")
    story.run("check", "plan-2.csv", *_LISTS)
    summary = _summary(out, seed, dropped, time.monotonic() - began)
    _write_summary(out, summary)
    if as_json:
        click.echo(json.dumps(summary, ensure_ascii=False))
    else:
        click.echo("\n" + _in_words(summary))


class _Story:
    """Says what happens and runs the commands, with paths seen from the demo's folder."""

    def __init__(self, folder: Path, *, quiet: bool) -> None:
        self.folder = folder
        self.quiet = quiet

    def tell(self, line: str) -> None:
        """Say what the next step is."""
        if not self.quiet:
            click.echo(f"\n{line}")

    def run(self, *words: str) -> None:
        """Run a command as a user would."""
        from allforall.cli.main import cli

        placed = [self._placed(word) for word in words]
        if not self.quiet:
            click.echo(f"$ allforall {shlex.join(placed)}")
            cli.main(placed, prog_name="allforall", standalone_mode=False)
            return
        from contextlib import redirect_stdout
        from io import StringIO

        with redirect_stdout(StringIO()):
            cli.main(placed, prog_name="allforall", standalone_mode=False)

    def _placed(self, word: str) -> str:
        mark = "@" if word.startswith("@") else ""
        is_file = word.endswith((".csv", ".html", ".txt"))
        return f"{mark}{self.folder / word.removeprefix('@')}" if is_file else word


def _make_sides(out: Path, seed: int) -> None:
    from allforall.rehearsal.case import CasePlan, rehearse_case, write_case

    write_case(rehearse_case(CasePlan(seed=seed)), out)


def _drop_out(out: Path, seed: int) -> list[str]:
    """Some of those who should go do not: twelve a side, by lot, written to dropped.txt."""
    from random import Random

    going: dict[str, list[str]] = {}
    for row in _rows(out / "plan.csv"):
        if not row["reserve"]:
            going.setdefault(row["direction"], []).append(row["request_id"])
    lot = Random(seed)
    dropped = [
        f"{direction.split()[-1]}:{request}"
        for direction, requests in sorted(going.items())
        for request in sorted(lot.sample(requests, DROPPED_PER_SIDE))
    ]
    from allforall.people.files import writing

    with writing(out / "dropped.txt") as path:
        path.write_text("".join(f"{each}\n" for each in dropped), "utf-8")
    return dropped


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def _summary(out: Path, seed: int, dropped: list[str], seconds: float) -> dict[str, Any]:
    from allforall.rehearsal.score import score

    matches = {}
    for side in "ab":
        quality = score(out / f"answers-{side}.csv", out / f"{side}-truth.csv")
        matches[side.upper()] = _figures(quality.overall) | {"strangers_sure": quality.strangers_sure}
    before, after = (_seats(out / name) for name in ("plan.csv", "plan-2.csv"))
    return {
        "seed": seed,
        "matching": matches,
        "going": _right_people(out),
        "dropped": len(dropped),
        "changed": len(before ^ after),
        "seconds": round(seconds, 1),
        "papers": sorted(path.name for path in out.iterdir() if path.is_file()),
    }


def _figures(measures: Measures) -> dict[str, object]:
    wanted = (
        "requests",
        "held",
        "recall_at_1",
        "f1",
        "sure",
        "ask",
        "none",
        "sure_precision",
        "sure_coverage",
    )
    return {name: getattr(measures, name) for name in wanted}


def _seats(path: Path) -> set[tuple[str, str]]:
    return {(row["direction"], row["request_id"]) for row in _rows(path) if not row["reserve"]}


def _right_people(out: Path) -> dict[str, dict[str, int]]:
    """How many of those in the mended plan are who they were taken for, by the truth."""
    found = {}
    plan = _rows(out / "plan-2.csv")
    for side in "ab":
        truth = {row["request_id"]: row["register_id"].split("|") for row in _rows(out / f"{side}-truth.csv")}
        going = [row for row in plan if not row["reserve"] and row["direction"].endswith(side.upper())]
        right = sum(row["register_id"] in truth[row["request_id"]] for row in going)
        found[side.upper()] = {"people": len(going), "right": right}
    return found


def _write_summary(out: Path, summary: dict[str, Any]) -> None:
    from allforall.people.files import writing

    with writing(out / "summary.json") as path:
        path.write_text(json.dumps(summary, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _in_words(summary: dict[str, Any]) -> str:
    lines = ["What came of it, held against the truth:"]
    for side, each in summary["matching"].items():
        lines.append(
            f"  list of {side}: {each['requests']:,} asked, {each['held']:,} of them held; "
            f"sure {each['sure']:.1%}, ask {each['ask']:.1%}, none {each['none']:.1%}; "
            f"sure and right {each['sure_precision']:.2%}; "
            f"held persons found sure {each['sure_coverage']:.1%}"
        )
    for side, each in summary["going"].items():
        lines.append(
            f"  home to {side}: {each['people']:,} people, {each['right']:,} of them the person asked for"
        )
    lines.append(f"  {summary['dropped']} dropped out; {summary['changed']} seats changed in all")
    lines.append(f"  {summary['seconds']} s; papers: {', '.join(summary['papers'])}")
    return "\n".join(lines)
