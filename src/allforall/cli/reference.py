"""Writes docs/reference/commands.md from the commands: `python -m allforall.cli.reference FILE`."""

from __future__ import annotations

import inspect
import re
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import click

from allforall.cli.main import cli

PREFACE = """# Commands

This page is written by `make docs` from the commands themselves; do not edit it by hand.
Exit status: 0 done, 1 refused (one line on standard error says what and why), 2 wrong usage.
Every command answers `--help`.
"""


def page() -> str:
    """The whole page in Markdown: every command with its arguments and options, in alphabetical order."""
    root = click.Context(cli, info_name="allforall")
    sections = (_section(context, command) for context, command in _commands(root))
    return PREFACE + "".join(f"\n{section}" for section in sections)


def _commands(parent: click.Context) -> Iterator[tuple[click.Context, click.Command]]:
    """The commands below one group, depth first; a group itself is no command."""
    assert isinstance(parent.command, click.Group)  # noqa: S101 - only groups are walked
    for name in parent.command.list_commands(parent):
        command = parent.command.get_command(parent, name)
        if command is None or command.hidden:
            continue
        context = click.Context(command, info_name=name, parent=parent)
        if isinstance(command, click.Group):
            yield from _commands(context)
        else:
            yield context, command


def _section(context: click.Context, command: click.Command) -> str:
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    parts = [f"## {context.command_path}\n", f"```\n{usage}\n```\n", _prose(command.help or "")]
    rows = [row for row in (_row(context, each) for each in command.get_params(context)) if row]
    if rows:
        parts.append("| option | what it does |\n| --- | --- |\n" + "\n".join(rows) + "\n")
    return "\n".join(parts)


def _prose(text: str) -> str:
    """A help text with one sentence per line; blocks that click keeps as they are (`\\b`) stay as code."""
    blocks = [_block(each) for each in inspect.cleandoc(text).split("\n\n")]
    return "\n\n".join(blocks) + "\n"


def _block(text: str) -> str:
    if text.startswith("\b"):
        return "```\n" + textwrap.dedent(text.lstrip("\b\n")) + "\n```"
    return re.sub(r"(?<=[.:;?!]) (?=[A-ZА-Я])", "\n", " ".join(text.split()))


def _row(context: click.Context, parameter: click.Parameter) -> str:
    """One row of the table; empty for an argument, which the usage line shows already, and for `--help`."""
    if not isinstance(parameter, click.Option) or parameter.hidden or "--help" in parameter.opts:
        return ""
    record = parameter.get_help_record(context)
    if record is None:
        return ""
    option, text = (" ".join(part.split()).replace("|", "\\|") for part in record)
    return f"| `{option}` | {text} |"


def main(arguments: list[str]) -> int:
    """Write the page to the one file named; exit status 2 when none or several are."""
    if len(arguments) != 1:
        print("usage: python -m allforall.cli.reference FILE", file=sys.stderr)
        return 2
    Path(arguments[0]).write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
