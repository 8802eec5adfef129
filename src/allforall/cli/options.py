"""Options that several commands share, and how they say what was wrong with a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from allforall.people.reading import ListReader

_SHOWN = 4
Command = TypeVar("Command", bound=Callable[..., Any])


def mapping_of(_ctx: click.Context, _param: click.Parameter, pairs: Sequence[str]) -> dict[str, str]:
    """COLUMN=FIELD pairs as a mapping; wrong usage when one has no field."""
    mapping = {}
    for pair in pairs:
        column, equals, field = pair.rpartition("=")
        if not (column and equals and field):
            raise click.BadParameter(f'"{pair}" (expected COLUMN=FIELD, such as "ПІБ=full_name")')
        mapping[column] = field
    return mapping


def map_option(name: str, about: str) -> Callable[[Command], Command]:
    """An option such as `--map COLUMN=FIELD`, any number of times."""
    return click.option(f"--{name}", metavar="COLUMN=FIELD", multiple=True, callback=mapping_of, help=about)


def tell_problems(reader: ListReader) -> None:
    """Say on standard error what was wrong with a list, the first few lines in full."""
    for problem in reader.problems[:_SHOWN]:
        click.echo(f"allforall: {problem.text}", err=True)
    if len(reader.problems) > _SHOWN:
        click.echo(f"allforall: {reader.path.name}: and {len(reader.problems) - _SHOWN} more", err=True)
