"""`allforall case`: what a record comes to, for whoever holds it: where it stands, who waits for whom."""

from __future__ import annotations

import click

from allforall.cli.lazy import LazyGroup

# word -> (where its command lives, one line of help)
COMMANDS: dict[str, tuple[str, str]] = {
    "bulletin": ("allforall.cli.case.saying:bulletin", "Write the signed numbers for the public."),
    "claims": ("allforall.cli.case.saying:claims", "Hold public statements against the record."),
    "delay": ("allforall.cli.case.saying:delay", "Say who was waited for in a period, and how long."),
    "diff": ("allforall.cli.case.lists:diff", "Compare two versions of a list."),
    "status": ("allforall.cli.case.standing:status", "Show where the exchange stands, and whose move it is."),
}


@click.group(cls=LazyGroup, table=COMMANDS)
def case() -> None:
    """Read what a record comes to: status, delays, claims, bulletins."""
