"""A journal: pieces that are kept wholly or not at all, however the machine stops."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from allforall.record.flushing import write_at

_EPOCH = 16
_HEAD = 8 + 32
_ROOM = 1 << 20  # bytes kept ready, so that a flush need not write down a new length
_FULL = 8 << 20


class Journal:
    """Pieces after an epoch drawn by chance; each has its length and a digest over epoch and content.

    To empty it is to draw a new epoch: what stands behind no longer counts.
    """

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        self._epoch = os.pread(self._file, _EPOCH, 0)
        self._at = self._last = _EPOCH
        if len(self._epoch) < _EPOCH:
            self.empty()

    @property
    def full(self) -> bool:
        """Whether it is time to empty it."""
        return self._at > _FULL

    @property
    def used(self) -> bool:
        """Whether it holds pieces, as far as this process knows."""
        return self._at > _EPOCH

    def pieces(self) -> Iterator[bytes]:
        """The pieces that were kept, in order; what follows the last is written over by the next."""
        self._at = _EPOCH
        while True:
            head = os.pread(self._file, _HEAD, self._at)
            size = int.from_bytes(head[:8], "big")
            if len(head) < _HEAD or not 0 < size <= os.fstat(self._file).st_size - self._at - _HEAD:
                return
            piece = os.pread(self._file, size, self._at + _HEAD)
            if sha256(self._epoch + piece).digest() != head[8:]:
                return
            yield piece
            self._at += _HEAD + size

    def keep(self, piece: bytes, *, durable: bool = True) -> None:
        """Write a piece and flush it to disk; raises OSError, and then the piece is not kept."""
        data = len(piece).to_bytes(8, "big") + sha256(self._epoch + piece).digest() + piece
        self._make_room(self._at + len(data))
        try:
            write_at(self._file, data, self._at)
            if durable:
                os.fdatasync(self._file)
        except OSError:
            with suppress(OSError):  # it may stand there wholly, and must not count when next opened
                os.pwrite(self._file, bytes(8), self._at)
            raise
        self._last, self._at = self._at, self._at + len(data)

    def drop_last(self) -> None:
        """Take back the piece kept last; needs no room on the disk."""
        os.pwrite(self._file, bytes(8), self._last)
        os.fdatasync(self._file)
        self._at = self._last

    def empty(self) -> None:
        """Forget all pieces; needs no room on the disk once the file is there."""
        epoch = os.urandom(_EPOCH)
        write_at(self._file, epoch, 0)
        self._epoch, self._at = epoch, _EPOCH
        os.ftruncate(self._file, _EPOCH)
        os.fsync(self._file)

    def close(self) -> None:
        """Let the file go."""
        os.close(self._file)

    def _make_room(self, size: int) -> None:
        if size > os.fstat(self._file).st_size:
            with suppress(OSError):  # not every file system can; the write itself will say what is wrong
                os.posix_fallocate(self._file, 0, size + _ROOM)
