"""`allforall record append`: what a device says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from allforall.cli.record.opening import (
    FILE,
    Device,
    body_of,
    check_members,
    clock,
    json_option,
    key_option,
    open_key,
    say,
    writing,
)

if TYPE_CHECKING:
    from allforall.record.case import Case, Draft
    from allforall.record.entry import Entry
    from allforall.record.seal import SealKey


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
      key.rotate    exchanges the signing key: --key OLD --key NEW; from now on NEW signs here
      key.seal      has others seal to the seal key of the record's own key file

    References may be shortened to feed and place, as here.
    """
    with writing(record) as (case, device):
        if moved:
            guard = device.guard(case)
            guard.settle(case.state.feed(device.feed).tree, f"feed {device.feed}")
        check_members(case, to)
        words = _long_references(case, body_of(body))
        if kind in ("key.rotate", "key.seal") and not words:
            words = _new_keys(case, device, kind, keys)
        draft = _draft(case, device, kind, words, attach, to)
        made = case.append(device.signer(case, keys), [draft], clock)[0]
        if kind == "key.rotate":
            _turn_to_new_key(device, keys, made)
    say({"id": made.id, "t": made.t, "kind": kind}, f"{made.feed}:{made.n} {kind}\n  id {made.id}", as_json)


def _draft(
    case: Case, device: Device, kind: str, body: dict[str, Any], attach: tuple[Path, ...], to: tuple[str, ...]
) -> Draft:
    from allforall.record import listing
    from allforall.record.case import Draft

    feed, others = device.feed, [each for each in case.genesis.parties if each != device.member]
    match kind:
        case "list.commit":
            if len(attach) != 1 or len(to) > 1:
                raise click.UsageError("list.commit takes one --attach, and at most one --to")
            from allforall.cli.record.people import records_of

            body.setdefault("round", 0)
            people = records_of(attach[0])
            return listing.commit_draft(case, feed, people, body, device.secrets, to[0] if to else None)
        case "list.reveal":
            return listing.reveal_draft(case, feed, _commit(case, body), device.secrets, to or others)
        case "list.chunk":
            at, count = body.get("i"), body.get("k")
            if type(at) is not int or type(count) is not int or not 0 <= at < count:
                raise click.UsageError('list.chunk needs --body \'{"of":"A:1","i":0,"k":10}\', i below k')
            return listing.chunk_draft(
                case, feed, _commit(case, body), device.secrets, to or others, at, count
            )
        case "list.release":
            if not isinstance(body.get("of"), list):
                raise click.UsageError('list.release needs --body \'{"of":["A:1","B:1"]}\'')
            commits = [case.entry(each) for each in body["of"]]
            return device.unseal(lambda key: listing.release_draft(case, feed, commits, _needed(key)))
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


def _commit(case: Case, body: dict[str, Any]) -> Entry:
    """The list that a body names."""
    if not isinstance(body.get("of"), str):
        raise click.UsageError('this kind needs --body \'{"of":"A:1"}\', one\'s own list.commit')
    return case.entry(body["of"])


def _needed(key: SealKey | None) -> SealKey:
    if key is None:
        raise click.UsageError("this device has no seal key")
    return key


def _new_keys(case: Case, device: Device, kind: str, keys: tuple[Path, ...]) -> dict[str, Any]:
    """What an entry says that brings in new keys: those of --key that are not in force, or the seal key."""
    from allforall.record.keys import public_of

    if kind == "key.seal":
        return {"seal": _needed(open_key(device.key).seal).public}
    feed = case.state.feed(device.feed)
    sign = sorted({public_of(each) for each in keys} - set(feed.keys(feed.size).sign))
    if not sign:
        raise click.UsageError("key.rotate needs the key in force and the new one: --key OLD --key NEW")
    return {"sign": sign, "threshold": len(sign)}


def _turn_to_new_key(device: Device, keys: tuple[Path, ...], rotation: Entry) -> None:
    """Let the device sign with its new key, unless its own is still in force."""
    from allforall.record.keys import public_of

    new = [each for each in keys if public_of(each) in rotation.body["sign"]]
    if new and public_of(device.key) not in rotation.body["sign"]:
        replace(device, keys=(*device.keys, new[0])).save()
