"""`allforall record prove`, `check-proof` and `evidence`: for those who hold no record."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from allforall.cli.record.opening import FILE, json_option, say, writing


@click.command()
@click.argument("record", type=FILE)
@click.argument("entry")
@click.option(
    "--row", type=click.IntRange(0), help="Disclose the person in this row of one's own list ENTRY."
)
@click.option("-o", "--out", type=FILE, required=True, help="The proof to write; its name ends in .proof.")
@json_option
def prove(record: Path, entry: str, row: int | None, out: Path, as_json: bool) -> None:
    """Write a proof that ENTRY stands in RECORD, for a court, a family or an auditor.

    About 2 kB; it is checked with the case id alone, by `check-proof` or by `contrib/verify.py`.
    """
    from allforall.cli.outputs import check_outputs
    from allforall.people.files import writing as writing_file
    from allforall.record.listing import disclose_person
    from allforall.record.proof import write_proof

    check_outputs([out], [])
    with writing(record) as (case, device):
        found = case.entry(entry)
        feed = case.state.feeds[found.feed]
        person = None if row is None else disclose_person(case, found, row, device.secrets)
        line = next(case.store.lines(feed.name, found.n, found.n + 1))
        data = write_proof(case.genesis, case.chain(feed), line, feed.heads[-1], feed.tree, person)
        if feed.name == device.feed:
            device.guard(case).note(feed.size, feed.tree.root())
        with writing_file(out) as temporary:
            temporary.write_bytes(data)
    say({"id": found.id, "proof": str(out), "bytes": len(data)}, f"{out}: {len(data):,} bytes", as_json)


@click.command(name="check-proof")
@click.argument("proof", type=FILE)
@click.option("--case", help="The case id it must be of, as read aloud.")
@json_option
def check_proof(proof: Path, case: str | None, as_json: bool) -> None:
    """Check PROOF with public keys only, and print what it proves.

    Without `--case`, compare the case id that is printed with the one you were told: it stands for all keys.
    """
    from allforall.record.errors import RecordError
    from allforall.record.proof import read_proof

    try:
        data = proof.read_bytes()
    except OSError as failed:
        raise RecordError(f"{proof}: cannot be read: {(failed.strerror or '').lower()}") from None
    proven = read_proof(data)
    check_case(proven.genesis.case, case)
    entry = proven.entry
    facts: dict[str, Any] = {
        "case": proven.genesis.case, "title": proven.genesis.title, "id": entry.id, "t": entry.t,
        "kind": entry.kind, "body": entry.body, "size": proven.size,
        "person": json.loads(proven.person) if proven.person else None,
    }  # fmt: skip
    lines = [
        f"valid: {entry.feed} has signed entry {entry.n} ({entry.kind}), dated {entry.t}",
        f"  case {proven.genesis.case} “{proven.genesis.title}”",
        f"  body {json.dumps(entry.body, ensure_ascii=False)}",
    ]
    if facts["person"] is not None:
        lines.append(f"  person {json.dumps(facts['person'], ensure_ascii=False)}")
    say(facts, "\n".join(lines), as_json)


@click.command()
@click.argument("record", type=FILE)
@click.option("-o", "--out", type=FILE, help="Write the evidence to this file, to be handed on.")
@json_option
def evidence(record: Path, out: Path | None, as_json: bool) -> None:
    """Say which feeds of RECORD, a directory or a bundle, have signed two histories, and write the proof.

    The file is a small bundle with the genesis and the evidence; anybody can verify it with `record verify`.
    """
    from allforall.cli.record.showing import source_of
    from allforall.record.verify import load

    state = load(source_of(record))
    feeds = sorted(state.evidence)
    if out is not None and feeds:
        from allforall.people.files import writing as writing_file
        from allforall.record.bundle import write

        pieces = [state.evidence[feed] for feed in feeds]
        with writing_file(out) as temporary, temporary.open("wb") as file:
            write(file, state.genesis.bytes, (), pieces)
    line = (
        f"two histories are signed by: {', '.join(feeds)}"
        if feeds
        else "no feed was forked, as far as is known here"
    )
    say({"forked": feeds, "file": str(out) if out and feeds else None}, line, as_json)


def check_case(found: str, wanted: str | None) -> None:
    """Raise Refused when a file is of another case than it must be; groups and spaces do not matter."""
    from allforall.record.errors import Refused

    if wanted is not None and found != wanted.replace(" ", "").lower():
        raise Refused("wrong-case", f"this is of case {found[:16]}…, not of the one you named")
