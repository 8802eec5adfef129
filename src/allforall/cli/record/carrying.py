"""`allforall record bundle` and `import`: what travels between machines."""

from __future__ import annotations

from pathlib import Path

import click

from allforall.cli.record.opening import FILE, check_members, json_option, say, writing


@click.command()
@click.argument("record", type=FILE)
@click.option("--for", "member", help="Only what this member is not known to have.")
@click.option("-o", "--out", type=FILE, required=True, help="The bundle to write; its name ends in .bundle.")
@json_option
def bundle(record: Path, member: str | None, out: Path, as_json: bool) -> None:
    """Write a bundle of RECORD: the whole record, or what a member lacks.

    The same file may go by USB stick, by network or through a mediator; it holds no names and no paths. What
    leaves is noted beside the key first, so that a restored backup cannot sign a second history.
    """
    from allforall.cli.outputs import check_outputs
    from allforall.people.files import writing as writing_file

    check_outputs([out], [])
    with writing(record) as (case, device):
        check_members(case, [member] if member is not None else [])
        with writing_file(out) as temporary, temporary.open("wb") as file:
            case.write_bundle(file, member, [device.guard(case)])
        sizes = case.state.sizes()
    size = out.stat().st_size
    say({"bundle": str(out), "bytes": size, "feeds": sizes}, f"{out}: {size:,} bytes", as_json)


@click.command(name="import")
@click.argument("record", type=FILE)
@click.argument("file", type=FILE)
@json_option
def import_(record: Path, file: Path, as_json: bool) -> None:
    """Take the bundle FILE into RECORD, all of it or nothing.

    A bundle that builds on what is not here yet is kept aside, and taken in when that has come. Two histories
    signed with one key are kept as evidence, and nothing more is taken from that feed.
    """
    from dataclasses import asdict

    from allforall.record.importing import import_bundle
    from allforall.record.listing import drop_erased

    with writing(record) as (case, _):
        done = import_bundle(case, file)
        drop_erased(case, done.entries)
    say(
        asdict(done),
        "\n".join(_lines(done.entries, done.forks, done.waits, done.after, done.dropped)),
        as_json,
    )


def _lines(
    entries: dict[str, int], forks: list[str], waits: str | None, after: int, dropped: list[str]
) -> list[str]:
    lines = [f"{feed}: {count:,} new entr{'y' if count == 1 else 'ies'}" for feed, count in entries.items()]
    lines += [f"{feed}: FORKED; two histories are signed, see `allforall record evidence`" for feed in forks]
    if waits is not None:
        lines.append(f"kept aside until what it builds on has come: {waits}")
    if after:
        lines.append(f"{after} that had waited came in after it")
    lines += [f"a bundle that had waited was refused: {each}" for each in dropped]
    return lines or ["nothing new"]
