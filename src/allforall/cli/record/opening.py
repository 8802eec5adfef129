"""What the commands of `allforall record` share: the record, the device's key, and how results are said."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from allforall.record.case import Case, Signer
    from allforall.record.guard import Guard
    from allforall.record.keys import DeviceKey
    from allforall.record.listing import Secrets
    from allforall.record.seal import SealKey

T = TypeVar("T")
FILE = click.Path(path_type=Path)
OWN = "own.json"
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
key_option = click.option(
    "--key",
    "keys",
    type=FILE,
    multiple=True,
    help="Key file, if not the record's own; one for each officer who signs.",
)


@dataclass(frozen=True)
class Device:
    """Whose record a directory is: the feed its device writes, and its key files, the first one first."""

    folder: Path
    feed: str
    keys: tuple[Path, ...]

    @property
    def key(self) -> Path:
        """The key file that signs."""
        return self.keys[-1]

    @property
    def member(self) -> str:
        """The member whose device this is."""
        return self.feed.partition("/")[0]

    @property
    def secrets(self) -> Secrets:
        """The secrets of its own lists: beside the first key, so that a copy of the record holds none."""
        from allforall.record.listing import Secrets

        return Secrets(self.keys[0].with_name(f"{self.keys[0].name}.secrets"))

    def guard(self, case: Case) -> Guard:
        """The signing guard beside its first key: it outlives every rotation."""
        from allforall.record.guard import Guard

        return Guard(self.keys[0], case.genesis.case, self.feed)

    def signer(self, case: Case, keys: tuple[Path, ...]) -> Signer:
        """Who signs: the device's key, or several officers' keys."""
        from allforall.record.case import Signer

        signing = tuple(open_key(each).sign for each in keys or (self.key,))
        return Signer(self.feed, signing, self.guard(case))

    def unseal(self, use: Callable[[SealKey | None], T]) -> T:
        """What `use` makes of the device's seal key, or of the earlier one that something was sealed to."""
        from allforall.record.errors import Refused

        for path in reversed(self.keys[1:]):
            try:
                return use(open_key(path).seal)
            except Refused as refused:
                if refused.verdict != "wrong-seal":
                    raise
        return use(open_key(self.keys[0]).seal)

    def save(self) -> None:
        """Write down in the record's directory whose it is."""
        from allforall.people.files import writing as writing_file

        value = {"feed": self.feed, "keys": [str(each.resolve()) for each in self.keys]}
        with writing_file(self.folder / OWN) as temporary:
            temporary.write_text(json.dumps(value, indent=1) + "\n", encoding="utf-8")


@contextmanager
def writing(folder: Path) -> Iterator[tuple[Case, Device]]:
    """A record to be written to by its device; other writers wait."""
    from allforall.record.case import Case
    from allforall.record.files import FileStore

    store = FileStore(folder)
    with store.locked():
        try:
            yield Case(store), device_of(folder)
        finally:
            store.close()


def device_of(folder: Path) -> Device:
    """Whose record a directory is; raises RecordError when it does not say."""
    from allforall.record.errors import RecordError

    try:
        value = json.loads((folder / OWN).read_text(encoding="utf-8"))
        first, *later = map(Path, value["keys"])
        return Device(folder, str(value["feed"]), (first, *later))
    except (OSError, ValueError, KeyError, TypeError):
        raise RecordError(
            f"{folder}: does not say whose record it is (expected {OWN}, made by `record open`)"
        ) from None


def check_members(case: Case, members: Iterable[str]) -> None:
    """Raise RecordError when somebody is no member of the case."""
    from allforall.record.errors import RecordError

    for member in members:
        if member not in case.genesis.members:
            known = ", ".join(case.genesis.members)
            raise RecordError(f"{member}: no member of this case (its members are {known})")


def open_key(path: Path) -> DeviceKey:
    """A key from its file; its passphrase is taken from ALLFORALL_PASSPHRASE, or asked for."""
    from allforall.record.keys import is_locked, read_key

    return read_key(path, passphrase(f"passphrase of {path}") if is_locked(path) else None)


def passphrase(prompt: str, *, twice: bool = False) -> str | None:
    """The passphrase from the environment, or from whoever sits at the terminal; None without both."""
    given = os.environ.get("ALLFORALL_PASSPHRASE")
    if given is not None or not sys.stdin.isatty():
        return given
    return str(click.prompt(prompt, hide_input=True, confirmation_prompt=twice, err=True))


def clock() -> str:
    """The time of this machine, as entries state it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def say(facts: dict[str, Any], line: str, as_json: bool) -> None:
    """Print a result, as one line or as JSON."""
    click.echo(json.dumps(facts, ensure_ascii=False) if as_json else line)


def body_of(text: str, what: str = "--body") -> dict[str, Any]:
    """An object given as JSON, or as @FILE; wrong usage when it is none."""
    if text.startswith("@"):
        try:
            text = Path(text[1:]).read_text(encoding="utf-8")
        except OSError as failed:
            raise click.BadParameter(
                f"{text[1:]}: {(failed.strerror or '').lower()}", param_hint=what
            ) from None
    try:
        value = json.loads(text)
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise click.BadParameter('expected a JSON object such as \'{"text":"…"}\', or @FILE', param_hint=what)
    return value
