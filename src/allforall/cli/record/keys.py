"""`allforall record key`: make and show keys; statements of the root keys."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from allforall.cli.record.opening import FILE, json_option, open_key, passphrase, say

if TYPE_CHECKING:
    from allforall.record.keys import DeviceKey


@click.group()
def key() -> None:
    """Make and show keys; enrol and revoke devices."""


@key.command()
@click.option("-o", "--out", type=FILE, required=True, help="The key file to write; it must not exist.")
@click.option("--root", is_flag=True, help="A root key: kept offline, it enrols and revokes devices.")
@click.option(
    "--locked", is_flag=True, help="Seal it under a passphrase (ALLFORALL_PASSPHRASE, or asked for)."
)
@json_option
def new(out: Path, root: bool, locked: bool, as_json: bool) -> None:
    """Make a key: for signing and opening seals on one device, or with `--root` for a member's root.

    The file is readable by its owner alone. Print what it says with `key show`.
    """
    from allforall.record.errors import RecordError
    from allforall.record.keys import DeviceKey, write_key

    phrase = passphrase("new passphrase", twice=True) if locked else None
    if locked and not phrase:
        raise RecordError("--locked needs a passphrase (in ALLFORALL_PASSPHRASE, or at a terminal)")
    made = DeviceKey.new(root=root)
    write_key(out, made, phrase)
    _say_key(out, made, as_json)


@key.command()
@click.argument("file", type=FILE)
@json_option
def show(file: Path, as_json: bool) -> None:
    """Print the public half of a key, and the fingerprint to compare aloud."""
    _say_key(file, open_key(file), as_json)


@key.command()
@click.argument("record", type=FILE)
@click.option("--feed", required=True, help="The new device's feed, such as A/2.")
@click.option("--device", type=FILE, required=True, multiple=True, help="Its key file, or its public key.")
@click.option(
    "--root", type=FILE, required=True, multiple=True, help="Root key file; as many as the case asks."
)
def enrol(record: Path, feed: str, device: tuple[Path, ...], root: tuple[Path, ...]) -> None:
    """Print the statement with which root keys enrol a further device, for `record open --enrol`.

    RECORD is any record or bundle of the case.
    """
    from allforall.record.errors import RecordError

    if "/" not in feed:
        raise RecordError(f"{feed}: is a member's first feed (expected a further one, such as {feed}/2)")
    sign = [_public(each) for each in device]
    _print_statement("enrol", record, {"feed": feed, "sign": sign, "threshold": len(sign)}, root)


@key.command()
@click.argument("record", type=FILE)
@click.option("--feed", required=True, help="The feed whose device is lost, such as A.")
@click.option("--size", type=click.IntRange(0), required=True, help="How many of its entries stand.")
@click.option(
    "--root", type=FILE, required=True, multiple=True, help="Root key file; as many as the case asks."
)
def revoke(record: Path, feed: str, size: int, root: tuple[Path, ...]) -> None:
    """Print the body of the `key.revoke` entry that makes a lost device's later entries void.

    Append it from another device of the same member. RECORD is any record or bundle of the case.
    """
    _print_statement("revoke", record, {"feed": feed, "size": size}, root)


def _print_statement(kind: str, record: Path, words: dict[str, object], roots: tuple[Path, ...]) -> None:
    """Sign a statement on a feed with root keys of its member, and print it."""
    from allforall.cli.record.showing import source_of
    from allforall.record import genesis
    from allforall.record.errors import RecordError

    case = genesis.read(source_of(record).genesis())
    feed = str(words["feed"])
    owner = case.members.get(genesis.member_of(feed)) if genesis.is_feed(feed) else None
    if owner is None:
        raise RecordError(f"{feed}: no feed of this case (expected one such as {case.parties[0]}/2)")
    for each in roots:
        if _public(each) not in owner.roots.sign:
            raise RecordError(f"{each}: is no root key of {owner.id}")
    statement = {"case": case.case, **words}
    signatures = [open_key(each).sign_statement(kind, statement) for each in roots]
    click.echo(json.dumps({kind: statement, "roots": signatures}))


def _public(path: Path) -> str:
    from allforall.record.genesis import KEY
    from allforall.record.keys import public_of

    return str(path) if KEY.match(str(path)) else public_of(path)


def _say_key(file: Path, made: DeviceKey, as_json: bool) -> None:
    facts = {"file": str(file), "public": made.public, "fingerprint": made.fingerprint}
    lines = f"{file}: {'device' if made.seal else 'root'} key\n  public      {made.public}\n"
    say(facts, f"{lines}  fingerprint {made.fingerprint}", as_json)
