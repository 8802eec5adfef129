"""`allforall plan`, `check` and `replan`: who goes home when, is that right, and what after drop-outs."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from allforall.cli.options import map_option, tell_problems
from allforall.cli.progress import progress, reading

if TYPE_CHECKING:
    from allforall.plan.make import Plan
    from allforall.plan.papers import Files

_FILE = click.Path(path_type=Path)
_PAPERS = ("wanted_a", "answers_a", "wanted_b", "answers_b")
Command = TypeVar("Command", bound=Callable[..., Any])


def _papers(command: Command) -> Command:
    """The four papers of both sides, and how to read them."""
    for name in reversed(_PAPERS):
        command = click.argument(name, type=_FILE)(command)
    for side in "ba":
        whose = f"of {side.upper()}"
        command = map_option(f"map-{side}", f"Read a column of the list {whose} as this field.")(command)
        command = click.option(
            f"--judged-{side}",
            type=_FILE,
            help=f"Workbook with an officer's judgements on the answers to {side.upper()}.",
        )(command)
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


_report = click.option(
    "--report", is_flag=False, flag_value=Path(), default=None, type=_FILE,
    help="Write a page with charts (PLAN's name with .html if no file is given).",
)  # fmt: skip


def _write_report(made: Plan, facts: dict[str, Any], out: Path, report: Path | None) -> None:
    if report is None:
        return
    from allforall.plan.paper import plan_paths
    from allforall.plan.report import write_report

    write_report(made, facts, plan_paths(out)[0].with_suffix(".html") if report == Path() else report)


def _files(said: dict[str, Any]) -> dict[str, Files]:
    from allforall.plan.papers import Files

    return {
        side: Files(*(said[f"{each}_{side.lower()}"] for each in ("wanted", "answers", "judged", "map")))
        for side in ("A", "B")
    }


@click.command()
@_papers
@click.option("--formula", help="People to A and people to B, such as 1000:1000 or 215:56.")
@click.option("--stages", help="People per stage and side, such as 390,307,303 or 390=270m+120c,307,303.")
@click.option("--categories", help="People per category over all stages, such as 880m+120c.")
@click.option("--rules", type=_FILE, help="A TOML file with all that was agreed; options come before it.")
@click.option("--seed", help="Settles the order among equals: SHA-256 of seed and id.")
@click.option("--on", help="Day on which ages and months in captivity count (today if left out).")
@click.option(
    "--max-difference", type=click.IntRange(0), help="How many a stage may fall short, and sides differ."
)
@click.option("--as-many-as-possible", is_flag=True, help="Take the formula as the most, not as a must.")
@click.option(
    "--solver", type=click.Choice(["highs", "greedy"]), help="greedy needs no solver and proves little."
)
@click.option(
    "--seconds", type=click.FloatRange(0), default=5.0, show_default=True, help="Time to improve the stages."
)
@_report
@click.option(
    "-o", "--out", type=_FILE, required=True, help="PLAN: a CSV file, and a JSON file of the same name."
)
def plan(out: Path, report: Path | None, as_json: bool, **said: Any) -> None:
    """Choose who goes home, in which stage.

    WANTED_A is the list of party A and ANSWERS_A the answers to it (from `match`): its people come home to A.
    """
    from allforall.plan.choose import Effort
    from allforall.plan.errors import InfeasibleError
    from allforall.plan.make import make_plan
    from allforall.plan.paper import write_plan
    from allforall.plan.papers import read_papers
    from allforall.plan.rules import terms_of

    _check_name(out)
    rules = _rules(said)
    today = date.today()  # the day where the officer sits
    try:
        with _no_collector():
            with reading("lists") as done:
                papers = read_papers(_files(said), rules.day or today, tell_problems, done)
            terms = terms_of(rules, papers.wanted, today)
            with progress("planning", Effort.steps(terms), "objective") as tick:
                effort = Effort(more=said["seconds"], tell=tick)
                made = make_plan(papers, terms, _solver(said["solver"]), effort)
    except InfeasibleError as refused:
        if as_json:
            click.echo(
                json.dumps({"feasible": False, "clashes": refused.clashes, "largest": refused.largest})
            )
        raise
    facts = write_plan(made, out)
    _write_report(made, facts, out, report)
    click.echo(json.dumps(facts, ensure_ascii=False) if as_json else "\n".join(_summary(facts, out)))


@click.command()
@click.argument("plan", type=_FILE)
@_papers
@click.option(
    "--previous", type=_FILE, help="The plan that PLAN mends: done stages and changes are checked too."
)
@click.option("--formula", help="Check that the plan is for this formula.")
def check(plan: Path, previous: Path | None, formula: str | None, as_json: bool, **said: Any) -> None:
    """Check PLAN independently: every rule, and the bound by its prices alone.

    Says valid, or names each rule that breaks with the rows it breaks in, and exits with status 1.
    """
    from allforall.plan.checker.verdict import Paper
    from allforall.plan.checker.verdict import check as checked

    papers = {
        f"to {side}": Paper(
            *(said[f"{each}_{side.lower()}"] for each in ("wanted", "answers", "judged", "map"))
        )
        for side in ("A", "B")
    }
    with _no_collector():
        verdict = checked(plan, papers, previous, formula)
    broken = [{"rule": each.rule, "text": each.text, "rows": list(each.rows)} for each in verdict.violations]
    if as_json:
        facts = {"valid": verdict.valid, "violations": broken, **verdict.counts, "terms": verdict.terms}
        facts |= {"notes": list(verdict.notes)}
        click.echo(json.dumps(facts, ensure_ascii=False))
    elif verdict.valid:
        click.echo(f"valid: {verdict.counts['going']:,} people, {verdict.terms}")
        click.echo("\n".join(verdict.in_words))
    for note in verdict.notes:
        click.echo(f"allforall: note: {note}", err=True)
    for each in verdict.violations:
        rows = f" ({', '.join(each.rows)})" if each.rows else ""
        click.echo(f"allforall: {each.rule}: {each.text}{rows}", err=True)
    if not verdict.valid:
        raise click.exceptions.Exit(1)


@click.command()
@click.argument("plan", type=_FILE)
@_papers
@click.option(
    "--dropped", required=True,
    help="Requests that dropped out: A12,B7 or @FILE (one a line, or a CSV); A:7 tells the side.",
)  # fmt: skip
@click.option("--done", default="", help="Stages that are done and stay as they are, such as 1 or 1,2.")
@click.option("--as-many-as-possible", is_flag=True, help="Let fewer go where nobody can come in.")
@click.option("--solver", type=click.Choice(["highs", "greedy"]), help="greedy mends by reserves only.")
@_report
@click.option(
    "-o", "--out", type=_FILE, required=True, help="PLAN2: a CSV file, and a JSON file of the same name."
)
def replan(
    plan: Path, dropped: str, done: str, as_many_as_possible: bool, solver: str | None,
    report: Path | None, out: Path, as_json: bool, **said: Any,
) -> None:  # fmt: skip
    """Mend PLAN after drop-outs with the least change: the first reserves that fit come in.

    Requests that the lists or answers bar by now count as dropped out too.
    """
    from allforall.plan.dropped import read_dropped, read_stage_numbers
    from allforall.plan.paper import write_plan
    from allforall.plan.papers import read_papers
    from allforall.plan.replan import Drops
    from allforall.plan.replan import replan as mend
    from allforall.plan.reread import read_plan

    _check_name(out)
    old = read_plan(plan)
    papers = read_papers(_files(said), old.terms.on, tell_problems)
    drops = Drops(read_dropped(dropped, papers.wanted), read_stage_numbers(done), as_many_as_possible)
    mended = mend(old, papers, drops, _solver(solver))
    facts = write_plan(mended, out)
    _write_report(mended, facts, out, report)
    click.echo(json.dumps(facts, ensure_ascii=False) if as_json else "\n".join(_mending(facts, out)))


def _mending(facts: dict[str, Any], out: Path) -> list[str]:
    done = facts["replanned"]
    counts = ", ".join(f"{len(done[what]):,} {what}" for what in ("added", "removed", "moved"))
    dropped = sum(len(names) for names in done["dropped"].values())
    least = "no mending touches fewer" if done["touched"] == done["bound"] else f"at least {done['bound']:,}"
    return [
        f"{dropped:,} dropped out; {counts} (touched {done['touched']:,}; {least}), by {done['by']}",
        *_summary(facts, out),
    ]


@contextmanager
def _no_collector() -> Iterator[None]:
    """Half a million people are no rubbish: looking through them again and again only takes time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _check_name(out: Path) -> None:
    if out.suffix.lower() in (".xlsx", ".html", ".parquet"):
        raise click.BadParameter(f"{out}: PLAN is a CSV file", param_hint="-o")


def _rules(said: dict[str, Any]) -> Any:
    from allforall.plan.rules import Rules, overridden, read_rules

    rules = read_rules(said["rules"]) if said["rules"] else Rules()
    options = ("formula", "stages", "categories", "seed", "on", "max_difference", "as_many_as_possible")
    rules = overridden(rules, **{name: said[name] for name in options})
    if rules.formula is None:
        raise click.UsageError(
            "--formula is needed, such as --formula 1000:1000 (or --rules FILE with a formula)"
        )
    return rules


def _solver(said: str | None) -> str:
    """HiGHS where it is installed; without it the order and swaps, which is said."""
    if said:
        return said
    import importlib.util

    if importlib.util.find_spec("highspy") is not None:
        return "highs"
    click.echo("allforall: no solver is installed: planned by order and swaps (--solver greedy)", err=True)
    return "greedy"


def _summary(facts: dict[str, Any], out: Path) -> list[str]:
    from allforall.plan.paper import plan_paths

    going, waiting = facts["people"], facts["reserves"]
    stages = ", ".join(f"{each['to A']['people']}:{each['to B']['people']}" for each in facts["stages"])
    return [
        f"{going['to A']:,} go to A and {going['to B']:,} to B, in {len(facts['stages'])} stages: {stages}",
        f"in reserve: {waiting['to A']:,} to A, {waiting['to B']:,} to B",
        *facts["in_words"],
        ", ".join(str(path) for path in plan_paths(out)),
    ]
