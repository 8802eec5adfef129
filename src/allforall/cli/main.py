"""The command `allforall`: finds the group a word belongs to, and imports only that one.

`allforall --help` must answer in a quarter of a second, so no room is imported before its command is called.
"""

from __future__ import annotations

import io
import os
import sys

import click

from allforall import __version__
from allforall.cli.lazy import LazyGroup
from allforall.errors import AllForAllError

# word -> (where its command lives, one line of help)
COMMANDS: dict[str, tuple[str, str]] = {
    "case": ("allforall.cli.case:case", "Read what a record comes to: status, delays, claims, bulletins."),
    "check": ("allforall.cli.plan:check", "Check a plan independently of the solver."),
    "demo": ("allforall.cli.demo:demo", "Run the main job with made-up people and write its papers."),
    "index": ("allforall.cli.match:index", "Build a memory-mapped index of a register."),
    "match": ("allforall.cli.match:match", "Answer a list of wanted persons against a register."),
    "names": ("allforall.cli.names:names", "Compare names across scripts and explain the evidence."),
    "plan": ("allforall.cli.plan:plan", "Choose who goes home, in which stage."),
    "record": ("allforall.cli.record:record", "Keep one record that both sides verify and neither can bend."),
    "rehearse": (
        "allforall.cli.rehearse:rehearse",
        "Write made-up registers and lists with the noise of life.",
    ),
    "replan": ("allforall.cli.plan:replan", "Repair a plan after drop-outs with the least change."),
}


@click.group(cls=LazyGroup, table=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="allforall")
def cli() -> None:
    """Bring everyone home: match lists across scripts, plan the exchange, check it independently."""


def main() -> None:
    """Run the command line; a refusal is one line on standard error and exit status 1, never a traceback."""
    _speak_every_script()
    sys.exit(_run())


def _run() -> int:
    try:
        status = int(cli.main(standalone_mode=False) or 0)
        sys.stdout.flush()
    except BrokenPipeError:  # `allforall ... | head` has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except click.exceptions.Abort:
        return _complain("stopped by the user", 1)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.exceptions.NoArgsIsHelpError as bare:
        print(bare.format_message(), file=sys.stderr)
        return 2
    except click.ClickException as wrong:
        return _complain(wrong.format_message(), 2)
    except AllForAllError as refused:
        return _complain(str(refused), 1)
    except Exception as failed:
        if os.environ.get("ALLFORALL_DEBUG"):
            raise
        return _complain(_in_words(failed), 1)
    return status


def _in_words(failed: Exception) -> str:
    """What the machine under us refused (disk, memory), or that this program is wrong."""
    match failed:
        case OSError():
            return f"{failed.filename or 'a file'}: {failed.strerror or failed}"
        case MemoryError():
            return "not enough memory for this input"
        case _:
            kind = type(failed).__name__
            return f"a mistake in this program ({kind}); set ALLFORALL_DEBUG=1 to see where, and report it"


def _speak_every_script() -> None:
    """Let a terminal without Cyrillic show a mark instead of stopping the work."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _complain(text: str, status: int) -> int:
    print("allforall: " + " ".join(text.split()), file=sys.stderr)
    return status
