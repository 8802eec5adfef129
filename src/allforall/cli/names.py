"""`allforall names`: compare names across scripts, and say in words what speaks for one name."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from allforall.cli.progress import progress

_FILE = click.Path(path_type=Path)


@click.group()
def names() -> None:
    """Compare names across scripts and explain the evidence."""


@names.command()
@click.argument("pairs", type=_FILE)
@click.option("-o", "--out", type=_FILE, required=True, help="SCORES, the CSV file to write.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def compare(pairs: Path, out: Path, as_json: bool) -> None:
    """Compare the names in the columns `left` and `right` of PAIRS, row for row.

    SCORES is PAIRS with two more columns: `score`, from 0 to 1, and `reasons`, the evidence in words.
    """
    from allforall.names.pairs import open_pairs, write_scores

    opened = open_pairs(pairs)
    with progress("comparing", 0, "pair") as tick:
        count = write_scores(opened, out, tick)
    facts = {"pairs": count, "scores": str(out)}
    click.echo(json.dumps(facts, ensure_ascii=False) if as_json else f"{count:,} pairs compared; {out}")


@names.command()
@click.argument("left")
@click.argument("right")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def explain(left: str, right: str, as_json: bool) -> None:
    """Say in words what speaks for LEFT and RIGHT being one name, and what against."""
    from allforall.names.compare import compare as compared

    found = compared(left, right)
    if as_json:
        click.echo(json.dumps({"left": left, "right": right, **asdict(found)}, ensure_ascii=False))
        return
    click.echo(f"score {found.score:.2f}: {found.verdict}")
    for line in found.lines:
        click.echo(f"  {line}")
