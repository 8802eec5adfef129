"""Writing to disk so that it is known what is there when the machine stops."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

NEW = ".new"  # the ending of a file that is not yet whole


def write_at(handle: int, data: bytes, at: int) -> None:
    """Write all of some bytes at a place of an open file."""
    done = 0
    while done < len(data):
        done += os.pwrite(handle, data[done:], at + done)


def write_flushed(path: Path, content: bytes) -> None:
    """Write a file anew and flush it; its folder is not flushed."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o644)
    try:
        write_at(handle, content, 0)
        os.fsync(handle)
    finally:
        os.close(handle)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file wholly or not at all."""
    new = path.with_name(path.name + NEW)
    write_flushed(new, content)
    new.replace(path)
    flush(path.parent)


def flush(path: Path) -> None:
    """Flush a file, or the names in a folder; nothing when it is not there."""
    with suppress(FileNotFoundError):
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
