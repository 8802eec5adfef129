"""`allforall record open`: a case is opened from a TOML file, or joined from what another sends."""

from __future__ import annotations

import os
import shutil
import tomllib
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from allforall.cli.record.opening import FILE, Device, body_of, clock, json_option, open_key, say

if TYPE_CHECKING:
    from allforall.record.files import FileStore
    from allforall.record.genesis import Genesis
    from allforall.record.importing import Imported

_CASE = ("title", "nonce", "rules", "members")
_MEMBER = ("role", "sign", "threshold", "root", "root_threshold")


@click.command(name="open")
@click.argument("case", type=FILE)
@click.option("-o", "--out", type=FILE, required=True, help="Directory of the record: new, or empty.")
@click.option(
    "--key",
    "keys",
    type=FILE,
    required=True,
    multiple=True,
    help="Key file of this device; with several officers one for each, the device's own first.",
)
@click.option("--as", "feed", help="The feed to write, such as A or A/2 (told by the key, if left out).")
@click.option("--enrol", metavar="JSON", help="For a further device: the statement of `key enrol`, or @FILE.")
@json_option
def open_(
    case: Path, out: Path, keys: tuple[Path, ...], feed: str | None, enrol: str | None, as_json: bool
) -> None:
    """Open a case from a TOML file, or join one from a bundle or a case.json.

    The first to open draws the case's nonce; all others join with what he sends them, so that all hold the
    same case. Compare the case id aloud: it stands for every key.
    """
    from allforall.record.files import FileStore
    from allforall.record.keys import public_of

    genesis, bundle = _genesis(case)
    device = Device(out, feed or _feed_of(genesis, public_of(keys[0]), keys[0]), (keys[0],))
    enrolment = body_of(enrol, "--enrol") if enrol else None
    store = FileStore.create(out, genesis.bytes)
    try:
        with closing(store):
            imported = _begin(store, device, keys, bundle, enrolment)
    except BaseException:
        shutil.rmtree(out, ignore_errors=True)
        raise
    facts = {"case": genesis.case, "feed": device.feed, "record": str(out), "waits": imported.waits}
    lines = [f"{out}: record of {device.feed}", f"  case id {_grouped(genesis.case)}"]
    if imported.waits is not None:
        lines.append(f"  the bundle is kept aside until what it builds on has come: {imported.waits}")
    say(facts, "\n".join(lines), as_json)


def _begin(
    store: FileStore,
    device: Device,
    keys: tuple[Path, ...],
    bundle: Path | None,
    enrolment: dict[str, Any] | None,
) -> Imported:
    """Take in what is there of the case, and make the first entry of the device's feed if it has none."""
    from allforall.record.case import Case, Draft
    from allforall.record.errors import RecordError
    from allforall.record.importing import Imported, import_bundle

    opened = open_key(device.key)
    case = Case(store)
    imported = import_bundle(case, bundle) if bundle is not None else Imported()
    feed = case.state.feed(device.feed)
    further = "/" in device.feed
    if not feed.size and further and enrolment is None:
        raise RecordError(f"{device.feed}: a further device (expected --enrol, the statement of `key enrol`)")
    if (feed.size or not further) and opened.public not in feed.keys(feed.size).sign:
        raise RecordError(f"{device.key}: is not the key of feed {device.feed}")
    device.save()
    if not feed.size:
        seal = {"seal": opened.seal.public} if opened.seal is not None else {}
        case.append(device.signer(case, keys), [Draft("open", {**(enrolment or {}), **seal})], clock)
    return imported


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
    from allforall.record import genesis
    from allforall.record.errors import RecordError, Refused

    try:
        value = tomllib.loads(data.decode())
    except ValueError as wrong:
        raise RecordError(f"{path}: neither a bundle, nor a case.json, nor TOML: {wrong}") from None
    _check_words(path, "the case", value, _CASE)
    named = value.get("members", {})
    if not isinstance(named, dict):
        raise RecordError(f"{path}: expected members as tables such as [members.A]")
    members = [_member(path, name, member) for name, member in named.items()]
    nonce = value.get("nonce", os.urandom(32).hex())
    try:
        return genesis.write(value.get("title", ""), nonce, members, value.get("rules", {}))
    except Refused as refused:
        raise RecordError(f"{path}: {refused.about}") from None


def _member(path: Path, name: str, member: Any) -> dict[str, Any]:
    """One member of the genesis; all its keys must sign, unless a threshold says otherwise."""
    _check_words(path, f"[members.{name}]", member, _MEMBER)
    sign, root = member.get("sign"), member.get("root")
    all_sign, all_root = (len(keys) if isinstance(keys, list) else 0 for keys in (sign, root))
    return {
        "id": name, "role": member.get("role", "party"),
        "sign": sign, "threshold": member.get("threshold", all_sign),
        "root": root, "root_threshold": member.get("root_threshold", all_root),
    }  # fmt: skip


def _check_words(path: Path, where: str, value: Any, known: tuple[str, ...]) -> None:
    """Refuse what is no table, and a word that would be passed over in silence."""
    from allforall.record.errors import RecordError

    expected = f"(expected {', '.join(known)})"
    if not isinstance(value, dict):
        raise RecordError(f"{path}: {where} is no table {expected}")
    for word in value:
        if word not in known:
            raise RecordError(f"{path}: {where} has a word {word!r} that means nothing here {expected}")


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
