"""`allforall case status`: where the exchange stands."""

from __future__ import annotations

from pathlib import Path

import click

from allforall.cli.case.reading import moment, whole_of
from allforall.cli.record.opening import FILE, clock, json_option, say


@click.command()
@click.argument("file", type=FILE)
@click.option(
    "--at",
    metavar="TIME",
    callback=moment,
    help="The time to look at what has lapsed or is due.  [default: now]",
)
@json_option
def status(file: Path, at: str | None, as_json: bool) -> None:
    """Show where the exchange in FILE, a record or a bundle, stands.

    Its state, each stage and what it waits for, how many people are in which state, each party's position in
    the talks, what clashes or went otherwise than agreed, what was refused, and whose move it is since when.
    Everything that the record holds counts, also what was said after `--at`.
    """
    from allforall.account.picture import picture, picture_facts, picture_lines

    shown = picture(whole_of(file), at or clock())
    say(picture_facts(shown), "\n".join(picture_lines(shown)), as_json)
