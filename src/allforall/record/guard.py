"""The signing guard: what a key has signed and given away is written down beside the key (after EIP-3076).

A record that was restored from an old backup, or a laptop that was cloned, would sign another history of its
own feed without knowing it, and so convict its honest owner of a fork. So before a checkpoint leaves, its
size and root are flushed to a file that lies with the key, not with the record. Nothing is signed by a record
that does not hold what the guard names, nor with a guard that was copied: it knows its own place on the disk.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from allforall.record.errors import GuardError, RecordError
from allforall.record.merkle import Tree

_SLOT = 512


class Guard:
    """The guard of one feed of one case, in a file beside the key; two slots are written by turns."""

    def __init__(self, key: Path, case: str, feed: str) -> None:
        self.feed = feed
        folder = key.with_name(key.name + ".guard")
        self.path = folder / f"{case[:16]}-{feed.replace('/', '.')}"

    def check(self, tree: Tree, where: str) -> None:
        """Raise GuardError unless the feed holds all that was given away, on this very disk."""
        size, root, copied = self._read()
        if copied:
            raise GuardError(
                f"{where}: the key or its guard was copied or restored; signing could fork your own feed. "
                "Import a bundle from a member who has your newest entries, then say --moved"
            )
        if size > tree.size or (size and tree.root(size).hex() != root):
            raise GuardError(
                f"{where}: this record holds {tree.size} of your entries, but {size} were given away; it was "
                "restored from a backup. Import a bundle from a member who has them before you sign anything"
            )

    def note(self, size: int, root: bytes) -> None:
        """Write down that a head leaves; returns when it is on disk."""
        held, _, copied = self._read()
        if size <= held and not copied:
            return
        self._write(size, root.hex())

    def settle(self, tree: Tree, where: str) -> None:
        """Accept that the guard was moved, when the record holds what it names; raises GuardError."""
        size, root, _ = self._read()
        if size > tree.size or (size and tree.root(size).hex() != root):
            raise GuardError(
                f"{where}: this record holds {tree.size} of your entries, {size} were given away"
            )
        self._write(tree.size, tree.root().hex())

    def _read(self) -> tuple[int, str, bool]:
        """The largest size and its root, and whether the file stands elsewhere than where it was written."""
        try:
            data = self.path.read_bytes()
            here = self.path.stat().st_ino
        except FileNotFoundError:
            return 0, "", False
        slots = [slot for at in (0, _SLOT) if (slot := _slot(data[at : at + _SLOT]))]
        if not slots:
            raise RecordError(f"{self.path}: the signing guard is damaged; nothing is signed without it")
        size, root, inode = max(slots)
        return size, root, inode != here

    def _write(self, size: int, root: str) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as failed:
            raise RecordError(
                f"{self.path}: the signing guard cannot be written: {failed.strerror}"
            ) from failed
        try:
            inode = os.fstat(handle).st_ino
            slots = [_slot(os.pread(handle, _SLOT, at)) for at in (0, _SLOT)]
            older = 0 if (slots[0] or (-1, "", 0)) <= (slots[1] or (-1, "", 0)) else _SLOT
            line = json.dumps([size, root, inode]).encode()
            os.pwrite(handle, line.ljust(_SLOT - 1) + b"\n", older)
            os.fsync(handle)
        finally:
            os.close(handle)


def _slot(data: bytes) -> tuple[int, str, int] | None:
    """What one slot says; None when it is empty or was being written when the machine stopped."""
    try:
        size, root, inode = json.loads(data)
    except (ValueError, TypeError):
        return None
    return int(size), str(root), int(inode)
