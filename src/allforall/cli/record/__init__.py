"""`allforall record`: one record that both sides keep, and neither can bend."""

from __future__ import annotations

import click

from allforall.cli.lazy import LazyGroup

# word -> (where its command lives, one line of help)
COMMANDS: dict[str, tuple[str, str]] = {
    "append": ("allforall.cli.record.writing:append", "Say something: append an entry to one's own feed."),
    "bundle": ("allforall.cli.record.carrying:bundle", "Write the file that carries what a peer lacks."),
    "check-proof": (
        "allforall.cli.record.proving:check_proof",
        "Check the proof of one entry or one person.",
    ),
    "erase": ("allforall.cli.record.listing:erase", "Destroy one person of one's own list."),
    "evidence": (
        "allforall.cli.record.proving:evidence",
        "Show, or write out, the proof that a feed was forked.",
    ),
    "import": ("allforall.cli.record.carrying:import_", "Take in a bundle: all of it or nothing."),
    "key": ("allforall.cli.record.keys:key", "Make and show keys; enrol and revoke devices."),
    "open": ("allforall.cli.record.founding:open_", "Open a case, or join one that was opened."),
    "prove": ("allforall.cli.record.proving:prove", "Write the proof of one entry or one person."),
    "read": ("allforall.cli.record.listing:read", "Open a list or a file that was sealed to you."),
    "show": ("allforall.cli.record.showing:show", "Show who said what, and whose move it is."),
    "verify": ("allforall.cli.record.showing:verify", "Verify a record or a bundle with public keys only."),
}


@click.group(cls=LazyGroup, table=COMMANDS)
def record() -> None:
    """Keep one record that both sides can verify and neither can bend."""
