"""`allforall record read` and `erase`: lists and files that were sealed."""

from __future__ import annotations

from pathlib import Path

import click

from allforall.cli.record.opening import FILE, clock, json_option, key_option, say, writing


@click.command()
@click.argument("record", type=FILE)
@click.argument("entry")
@click.option("-o", "--out", type=FILE, required=True, help="File to write; a list is written as CSV.")
@json_option
def read(record: Path, entry: str, out: Path, as_json: bool) -> None:
    """Open what ENTRY of RECORD has sealed to this device's member.

    A `list.commit` that has been revealed (or one's own) is written as CSV; each person in it is checked
    against what was committed to. Of any other entry the attached file is written.
    """
    from allforall.cli.outputs import check_outputs
    from allforall.record import listing
    from allforall.record.errors import RecordError

    check_outputs([out], [])
    with writing(record) as (case, device):
        found = case.entry(entry)
        if found.kind == "list.commit":
            from allforall.cli.record.people import write_people

            records = device.unseal(
                lambda key: listing.read_list(case, found, device.member, key, device.secrets)
            )
            people = write_people(out, records)
            say({"people": people, "file": str(out)}, f"{people:,} people; {out}", as_json)
            return
        files = device.unseal(
            lambda key: listing.read_attachments(case, found, device.member, key) if key else []
        )
        if not files:
            raise RecordError(f"{found.feed}:{found.n} holds nothing that is sealed to {device.member}")
        from allforall.people.files import writing as writing_file

        with writing_file(out) as temporary:
            temporary.write_bytes(files[0])
        say({"bytes": len(files[0]), "file": str(out)}, f"{len(files[0]):,} bytes; {out}", as_json)


@click.command()
@click.argument("record", type=FILE)
@click.argument("entry")
@click.argument("row", type=click.IntRange(0))
@click.option("--ground", required=True, help="Why, for all to read: no name, nothing personal.")
@key_option
@json_option
def erase(record: Path, entry: str, row: int, ground: str, keys: tuple[Path, ...], as_json: bool) -> None:
    """Destroy the person in ROW of one's own list ENTRY, and say so in the record.

    The secret and the sealed row are destroyed on this machine; every signature stays valid. Other members'
    machines drop the row when they import the entry. What has been copied cannot be called back.
    """
    from allforall.record.case import Draft
    from allforall.record.listing import check_person, erase_person

    with writing(record) as (case, device):
        commit = case.entry(entry)
        check_person(commit, row, device.secrets)
        draft = Draft("erase", {"of": commit.id, "row": row, "ground": ground})
        made = case.append(device.signer(case, keys), [draft], clock)[0]
        erase_person(case, commit, row, device.secrets)
    say(
        {"id": made.id, "row": row},
        f"{made.feed}:{made.n} erase: row {row} of {entry} is destroyed here",
        as_json,
    )
