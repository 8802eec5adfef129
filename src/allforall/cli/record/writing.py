"""`allforall record open` and `append`: what a device says."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from allforall.cli.record.opening import (
    FILE,
    OWN,
    Device,
    body_of,
    clock,
    device_of,
    json_option,
    key_option,
    open_key,
    say,
    writing,
)

if TYPE_CHECKING:
    from allforall.record.case import Case, Draft
    from allforall.record.genesis import Genesis


@click.command(name="open")
@click.argument("case", type=FILE)
@click.option("-o", "--out", type=FILE, required=True, help="Directory of the record: new, or empty.")
@click.option("--key", type=FILE, required=True, help="Key file of this device.")
@click.option("--as", "feed", help="The feed to write, such as A or A/2 (told by the key, if left out).")
@click.option("--enrol", metavar="JSON", help="For a further device: the statement of `key enrol`, or @FILE.")
@json_option
def open_(case: Path, out: Path, key: Path, feed: str | None, enrol: str | None, as_json: bool) -> None:
    """Open a case from a TOML file, or join one from a bundle or a case.json.

    The first to open draws the case's nonce; all others join with what he sends them, so that all hold the
    same case. Compare the case id aloud: it stands for every key.
    """
    from allforall.record.case import Case, Draft
    from allforall.record.files import FileStore
    from allforall.record.importing import import_bundle
    from allforall.record.keys import public_of

    genesis, bundle = _genesis(case)
    feed = feed or _feed_of(genesis, public_of(key), key)
    body: dict[str, Any] = body_of(enrol, "--enrol") if enrol else {}
    opened = open_key(key)
    if opened.seal is not None:
        body["seal"] = opened.seal.public
    store = FileStore.create(out, genesis.bytes)
    own = json.dumps({"feed": feed, "key": str(key.resolve())}, indent=1)
    (out / OWN).write_text(own + "\n", encoding="utf-8")
    try:
        made = Case(store)
        if bundle is not None:
            import_bundle(made, bundle)
        if feed not in made.state.sizes():
            made.append(device_of(out).signer(made, ()), [Draft("open", body)], clock)
    finally:
        store.close()
    facts = {"case": genesis.case, "feed": feed, "record": str(out)}
    say(facts, f"{out}: record of {feed}\n  case id {_grouped(genesis.case)}", as_json)


@click.command()
@click.argument("record", type=FILE)
@click.option("--kind", required=True, help="What is said: plan.propose, plan.accept, list.commit, ack, ...")
@click.option("--body", default="{}", metavar="JSON", help="Its public facts, an object of JSON, or @FILE.")
@click.option("--attach", type=FILE, multiple=True, help="File to seal; for list.commit the list of people.")
@click.option("--to", multiple=True, help="Member to seal to; more than one may be given.")
@click.option("--moved", is_flag=True, help="This record or key was moved here, and stands nowhere else.")
@key_option
@json_option
def append(
    record: Path, kind: str, body: str, attach: tuple[Path, ...], to: tuple[str, ...], moved: bool,
    keys: tuple[Path, ...], as_json: bool,
) -> None:  # fmt: skip
    """Append an entry to the feed of RECORD's device, and sign it.

    \b
    Some kinds do more than carry their body:
      list.commit   commits to the people in the list of --attach (CSV, XLSX, ...);
                    with --to, their key box goes to a mediator in escrow
      list.reveal   opens one's own list ({"of":"A:1"}) to --to, or to all other parties
      list.chunk    the same, part i of k ({"of":"A:1","i":0,"k":10})
      list.release  a mediator gives each party the others' lists ({"of":["A:1","B:1"]})

    References may be shortened to feed and place, as here.
    """
    with writing(record) as (case, device):
        if moved:
            guard = device.guard(case)
            guard.settle(case.state.feed(device.feed).tree, f"feed {device.feed}")
        draft = _draft(case, device, kind, _long_references(case, body_of(body)), attach, to)
        made = case.append(device.signer(case, keys), [draft], clock)[0]
    say({"id": made.id, "t": made.t, "kind": kind}, f"{made.feed}:{made.n} {kind}\n  id {made.id}", as_json)


def _draft(
    case: Case, device: Device, kind: str, body: dict[str, Any], attach: tuple[Path, ...], to: tuple[str, ...]
) -> Draft:
    from allforall.record import listing
    from allforall.record.case import Draft

    feed, others = device.feed, [each for each in case.genesis.parties if each != device.member]
    match kind:
        case "list.commit" if attach:
            if len(attach) != 1 or len(to) > 1:
                raise click.UsageError("list.commit takes one --attach, and at most one --to")
            from allforall.cli.record.people import records_of

            body.setdefault("round", 0)
            people = records_of(attach[0])
            return listing.commit_draft(case, feed, people, body, device.secrets, to[0] if to else None)
        case "list.reveal":
            return listing.reveal_draft(case, feed, case.entry(body["of"]), device.secrets, to or others)
        case "list.chunk":
            commit = case.entry(body["of"])
            at, count = body.get("i", 0), body.get("k", 2)
            return listing.chunk_draft(case, feed, commit, device.secrets, to or others, at, count)
        case "list.release":
            commits = [case.entry(each) for each in body["of"]]
            seal = open_key(device.key).seal
            if seal is None:
                raise click.UsageError("this device has no seal key")
            return listing.release_draft(case, feed, commits, seal)
    if bool(attach) != bool(to):
        raise click.UsageError("--attach and --to go together: a file is sealed to named members")
    draft = Draft(kind, body)
    for each in attach:
        draft = listing.with_sealed(case, feed, draft, each.read_bytes(), to)
    return draft


def _long_references(case: Case, body: dict[str, Any]) -> dict[str, Any]:
    """The body with the references of its rules written out."""
    for name in ("of", "replaces"):
        value = body.get(name)
        if isinstance(value, str):
            body[name] = case.entry(value).id
        elif isinstance(value, list):
            body[name] = [case.entry(str(each)).id for each in value]
    return body


def _genesis(path: Path) -> tuple[Genesis, Path | None]:
    """The case in a file, and the file itself when it is a bundle."""
    from allforall.record import genesis
    from allforall.record.bundle import MAGIC, read
    from allforall.record.errors import RecordError

    try:
        data = path.read_bytes() if path.suffix != ".bundle" else MAGIC
    except OSError as failed:
        raise RecordError(f"{path}: cannot be read: {(failed.strerror or '').lower()}") from None
    if data.startswith(MAGIC):
        return genesis.read(read(path).genesis()), path
    if data.lstrip().startswith(b"{"):
        return genesis.read(data), None
    return _written_out(path, data), None


def _written_out(path: Path, data: bytes) -> Genesis:
    """A new genesis from a TOML file."""
    import os

    from allforall.record import genesis
    from allforall.record.errors import RecordError

    try:
        value = tomllib.loads(data.decode())
    except ValueError as wrong:
        raise RecordError(f"{path}: neither a bundle, nor a case.json, nor TOML: {wrong}") from None
    members = []
    for name, member in sorted(value.get("members", {}).items()):
        if not isinstance(member, dict):
            raise RecordError(f"{path}: [members.{name}] expected, with role, sign and root")
        sign, root = (member.get(key, []) for key in ("sign", "root"))
        members.append(
            {
                "id": name, "role": member.get("role", "party"),
                "sign": sign, "threshold": member.get("threshold", len(sign)),
                "root": root, "root_threshold": member.get("root_threshold", len(root)),
            }
        )  # fmt: skip
    nonce = value.get("nonce") or os.urandom(32).hex()
    return genesis.write(value.get("title", ""), nonce, members, value.get("rules", {}))


def _feed_of(genesis: Genesis, public: str, key: Path) -> str:
    from allforall.record.errors import RecordError

    for member in genesis.members.values():
        if public in member.keys.sign:
            return member.id
    raise RecordError(
        f"{key}: is the key of no member of this case (for a further device give --as and --enrol)"
    )


def _grouped(digest: str) -> str:
    return " ".join(digest[at : at + 8] for at in range(0, 64, 8))
