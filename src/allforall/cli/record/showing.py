"""`allforall record verify` and `show`: for whoever wants to know what was said."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from allforall.cli.record.opening import FILE, json_option, say
from allforall.cli.record.proving import check_case

if TYPE_CHECKING:
    from allforall.record.state import State
    from allforall.record.verify import Source


@click.command()
@click.argument("record", type=FILE)
@click.option("--case", help="The case id it must be of, as read aloud.")
@click.option(
    "--processes", type=click.IntRange(0), default=0, show_default="as many as there are processors"
)
@json_option
def verify(record: Path, case: str | None, processes: int, as_json: bool) -> None:
    """Verify RECORD, a directory or a bundle, with public keys only.

    Exit status 0: valid and complete. 1: one line says what is wrong, or what is missing.
    Without `--case`, compare the case id that is printed with the one you were told: it stands for all keys.
    """
    from allforall.record.verify import verify as verified

    state = verified(source_of(record), processes)
    check_case(state.genesis.case, case)
    say(_facts(state), "\n".join(_lines(state)), as_json)


@click.command()
@click.argument("record", type=FILE)
@click.option("--html", type=FILE, help="Draw the feeds as lanes, on a page of its own.")
@click.option("--lang", type=click.Choice(["en", "uk", "ru", "tr", "ar"]), default="en", show_default=True)
@json_option
def show(record: Path, html: Path | None, lang: str, as_json: bool) -> None:
    """Show who said what in RECORD, in the order of what each had seen, with receipts, and whose move it is.

    RECORD is a directory or a complete bundle. It is verified on the way; a fork is shown, not refused.
    Entries of an exchange and of the talks are told in sentences, in the language of `--lang`; what breaks a
    rule is shown as refused, with the rule. Entries of any other kind are shown as they stand.
    """
    from allforall.account.story import story_facts, story_lines
    from allforall.account.whole import read_whole

    if html is not None:
        from allforall.cli.outputs import check_outputs

        check_outputs([html], [record])
    whole = read_whole(source_of(record))
    if html is not None:
        from allforall.record.lanes import write_page

        write_page(html, whole.state, whole.told, lang)
    say(story_facts(whole, lang), "\n".join(story_lines(whole, lang)), as_json)


def source_of(path: Path) -> Source:
    """Whatever lies at a path: a record's directory, or a bundle; raises RecordError or Refused."""
    from allforall.record.bundle import read
    from allforall.record.errors import RecordError

    if path.is_dir():
        from allforall.record.files import FileStore

        return FileStore(path)
    try:
        return read(path)
    except OSError as failed:
        raise RecordError(f"{path}: cannot be read: {(failed.strerror or '').lower()}") from None


def _facts(state: State) -> dict[str, Any]:
    return {
        "valid": True,
        "case": state.genesis.case,
        "title": state.genesis.title,
        "entries": state.sizes(),
        "seen": {name: feed.others for name, feed in sorted(state.feeds.items())},
        "not_opened": [member for member in state.genesis.members if not state.feeds_of(member)],
    }


def _lines(state: State) -> list[str]:
    total = sum(state.sizes().values())
    lines = [
        f"valid and complete: {total:,} entries, {len(state.feeds)} feeds",
        f"  case {state.genesis.case} “{state.genesis.title}”",
    ]
    for name, feed in sorted(state.feeds.items()):
        seen = ", ".join(
            f"{other} up to {size:,} of {state.sizes()[other]:,}"
            for other, size in sorted(feed.others.items())
        )
        many = f"{feed.size:,} entr{'y' if feed.size == 1 else 'ies'}"
        lines.append(f"  {name}: {many}; known to have seen {seen or 'nothing of others'}")
    return lines + [f"  {member} has not opened" for member in _facts(state)["not_opened"]]
