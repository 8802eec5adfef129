"""`allforall rehearse`: made-up registers and lists, and how good answers to them are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

FOLDER = click.Path(path_type=Path, file_okay=False)
FILE = click.Path(path_type=Path, dir_okay=False)
LANGUAGE_HELP = "uk, ru, la, mixed, or shares such as uk:0.8,la:0.2."


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
@click.option(
    "--style",
    default="office",
    show_default=True,
    help="office: a clerk's errors; sources: errors that come together.",
)
@click.option("--register-language", default="ru", show_default=True, help=LANGUAGE_HELP)
@click.option("--list-language", default="uk", show_default=True, help=LANGUAGE_HELP)
@click.option(
    "--spreadsheet", is_flag=True, help="Write the list as officers' workbooks and old exports too."
)
@click.option("-o", "--out", type=FOLDER, required=True, help="Folder for the files.")
def lists(out: Path, spreadsheet: bool, **wishes: Any) -> None:
    """Write register.csv, wanted.csv and truth.csv."""
    from allforall.rehearsal.lists import rehearse as make
    from allforall.rehearsal.lists import write, write_spreadsheets
    from allforall.rehearsal.plan import Plan

    rehearsed = make(Plan(**wishes))
    names = write(rehearsed, out)
    if spreadsheet:
        names += write_spreadsheets(rehearsed, out, wishes["list_language"], wishes["seed"])
    click.echo(f"wrote {', '.join(names[:-1])} and {names[-1]} to {out}")


@rehearse.command()
@click.argument("answers", type=FILE)
@click.argument("truth", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of the table.")
def score(answers: Path, truth: Path, as_json: bool) -> None:
    """Hold ANSWERS (from `allforall match`) against the TRUTH of a rehearsal."""
    import json

    from allforall.rehearsal.score import score as scored
    from allforall.rehearsal.score_table import quality_table

    quality = scored(answers, truth)
    click.echo(json.dumps(quality.as_dict(), indent=2) if as_json else quality_table(quality))


@rehearse.command()
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same bytes.")
@click.option("--persons", type=int, default=100, show_default=True, help="How many each side asks for.")
@click.option("--stages", type=int, default=2, show_default=True, help="In how many stages they come home.")
@click.option("-o", "--out", type=FOLDER, required=True, help="Folder for the records.")
def exchange(out: Path, **wishes: int) -> None:
    """Write the records of a whole made-up exchange: A's, B's and the mediator's, and a bundle of all.

    Whatever can go another way does, at stated rates. The keys are drawn from the seed and keep no secret.
    """
    from allforall.rehearsal.story import Wishes, tell

    desk = tell(Wishes(**wishes))
    names = desk.write(out)
    click.echo(f"wrote {', '.join(names[:-1])} and {names[-1]} to {out}: {len(desk.entries)} entries")
