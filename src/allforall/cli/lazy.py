"""A group whose commands are imported when they are called, not before: `--help` must answer at once."""

from __future__ import annotations

import importlib
from typing import Any

import click

Table = dict[str, tuple[str, str]]  # word -> (where its command lives, one line of help)


class LazyGroup(click.Group):
    """A group made from a table of its words."""

    def __init__(self, *args: Any, table: Table, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table = table

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All words, in alphabetical order."""
        return sorted(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command behind a word, or None when there is no such word."""
        if cmd_name not in self.table:
            return None
        module, _, attribute = self.table[cmd_name][0].partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of words from the table, importing nothing."""
        with formatter.section("Commands"):
            formatter.write_dl([(word, self.table[word][1]) for word in self.list_commands(ctx)])
