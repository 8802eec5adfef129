"""A disk that stops, fills up, or loses what was not flushed, at any chosen call to the system."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CALLS = ("open", "pwrite", "ftruncate", "fsync", "fdatasync", "posix_fallocate", "replace", "unlink")
NEED_ROOM = ("pwrite", "posix_fallocate", "fsync", "fdatasync")


class Crash(BaseException):
    """The machine stops here; nothing that follows is carried out."""


class Disk:
    """Stands between the program and the system; the call with number `at` is where it happens.

    `how` is "stop" (before the call), "torn" (a write is half done), "fail" (that call alone finds
    no room) or "full" (from that call on nothing can grow).
    """

    def __init__(self, folder: Path, at: int | None = None, how: str = "stop") -> None:
        self.folder, self.at, self.how = folder, at, how
        self.calls = 0
        self.real: dict[str, Callable[..., Any]] = {name: getattr(os, name) for name in CALLS}
        self.names: dict[str, dict[str, int]] = {}  # folder -> name -> inode, as flushed
        self.contents: dict[int, bytes] = {}  # inode -> content, as flushed
        self.held: list[int] = []
        for path in [folder, *folder.rglob("*")]:
            self._flushed(self._hold(os.open(path, os.O_RDONLY)))

    def __enter__(self) -> Disk:
        self.patch = pytest.MonkeyPatch()
        for name in CALLS:
            self.patch.setattr(os, name, self._instead(name))
        return self

    def __exit__(self, *_: object) -> None:
        self.patch.undo()
        for handle in self.held:
            os.close(handle)

    def _instead(self, name: str) -> Callable[..., Any]:
        def call(*args: Any, **named: Any) -> Any:
            if name == "open" and not args[1] & os.O_CREAT:
                return self.real[name](*args, **named)
            self.calls += 1
            if self.at is not None and self.calls >= self.at:
                self._happen(name, args)
            done = self.real[name](*args, **named)
            if name == "open":
                self.contents.setdefault(os.fstat(self._hold(os.dup(done))).st_ino, b"")
            if name in ("fsync", "fdatasync"):
                self._flushed(args[0])
            return done

        return call

    def _happen(self, name: str, args: tuple[Any, ...]) -> None:
        if self.how == "torn" and name == "pwrite" and self.calls == self.at:
            self.real[name](args[0], args[1][: len(args[1]) // 2], args[2])
        if self.how in ("stop", "torn"):
            raise Crash
        if self.how == "fail" and name in NEED_ROOM and self.calls == self.at:
            raise OSError(errno.ENOSPC, "no space left on device")
        if self.how == "full" and self._grows(name, args):
            raise OSError(errno.ENOSPC, "no space left on device")

    def _grows(self, name: str, args: tuple[Any, ...]) -> bool:
        if name == "open":
            return not os.path.exists(args[0])  # noqa: PTH110 - os.stat alone stays as it is
        if name == "pwrite":
            return bool(args[2] + len(args[1]) > os.fstat(args[0]).st_size)
        return name == "posix_fallocate"

    def _hold(self, handle: int) -> int:
        """Keep a file open, so that its inode's number is not given to another."""
        self.held.append(handle)
        return handle

    def _flushed(self, handle: int) -> None:
        found = os.fstat(handle)
        path = f"/proc/self/fd/{handle}"
        if stat.S_ISDIR(found.st_mode):
            there = os.scandir(path)
            self.names[str(Path(path).readlink())] = {each.name: each.inode() for each in there}
        else:
            self.contents[found.st_ino] = Path(path).read_bytes()

    def after_power_cut(self, target: Path) -> Path:
        """The folder as it is when nothing survives that was not flushed."""
        folders = sorted(self.names, key=len)
        for folder in folders:
            here = target / os.path.relpath(folder, self.folder)
            here.mkdir(parents=True, exist_ok=True)
            for name, inode in self.names[folder].items():
                if os.path.join(folder, name) not in self.names:  # noqa: PTH118
                    (here / name).write_bytes(self.contents[inode])
        return target
