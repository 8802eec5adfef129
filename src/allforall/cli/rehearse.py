"""`allforall rehearse`: made-up registers and lists, and how well answers to them are."""

from __future__ import annotations

from pathlib import Path

import click

LANGUAGE = click.Choice(["uk", "ru", "la", "mixed"])


@click.group()
def rehearse() -> None:
    """Write made-up registers and lists with real-life noise, and score answers against their truth."""


@rehearse.command()
@click.option(
    "--register", "register", type=int, default=10_000, show_default=True, help="Rows on the register."
)
@click.option(
    "--list", "wanted", type=int, default=1_000, show_default=True, help="Rows on the list of wanted."
)
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same files.")
@click.option(
    "--noise", type=float, default=1.0, show_default=True, help="0 none, 1 as in life, 2 twice that."
)
@click.option("--style", type=click.Choice(["office", "sources"]), default="office", show_default=True)
@click.option("--register-language", type=LANGUAGE, default="ru", show_default=True)
@click.option("--list-language", type=LANGUAGE, default="uk", show_default=True)
@click.option("-o", "--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder.")
def lists(
    register: int,
    wanted: int,
    seed: int,
    noise: float,
    style: str,
    register_language: str,
    list_language: str,
    out: Path,
) -> None:
    """Write register.csv, wanted.csv and truth.csv."""
    from allforall.rehearsal.lists import Plan, write
    from allforall.rehearsal.lists import rehearse as make

    write(make(Plan(register, wanted, seed, noise, style, register_language, list_language)), out)
    click.echo(f"wrote register.csv, wanted.csv and truth.csv to {out}")


@rehearse.command()
@click.argument("answers", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("truth", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of the table.")
def score(answers: Path, truth: Path, as_json: bool) -> None:
    """Hold ANSWERS (from `allforall match`) against the TRUTH of a rehearsal."""
    import json

    from allforall.rehearsal.score import score as scored
    from allforall.rehearsal.score_table import quality_table

    quality = scored(answers, truth)
    click.echo(json.dumps(quality.as_dict(), indent=2) if as_json else quality_table(quality))
