"""The one way in which this program writes a file: wholly or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from allforall.people.errors import OutputError


@contextmanager
def writing(path: str | os.PathLike[str]) -> Iterator[Path]:
    """Give a temporary path in the target's folder; put it in the target's place when all went well.

    The temporary file exists, is empty, and has the target's suffix. When the block ends it is flushed to
    disk and renamed; when the block fails it is removed and what stood at the target stays as it was.
    Raises OutputError when the folder is missing or closed, or the disk is full.
    """
    target = Path(path)
    with _plain_errors(target):
        temporary = _beside(target)
    try:
        with _plain_errors(target):
            yield temporary
            _settle(temporary, target)
    finally:
        with suppress(OSError):
            temporary.unlink()


def _beside(target: Path) -> Path:
    if target.is_dir():
        raise IsADirectoryError(None, "is a folder", str(target))
    handle, name = tempfile.mkstemp(prefix=f".{target.stem[:40]}-", suffix=target.suffix, dir=target.parent)
    os.fchmod(handle, _mode(target))
    os.close(handle)
    return Path(name)


def _mode(target: Path) -> int:
    """What the file would have got from an ordinary open: the old file's mode, or 666 less the umask."""
    with suppress(OSError):
        return target.stat().st_mode & 0o777
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask


def _settle(temporary: Path, target: Path) -> None:
    with temporary.open("rb+") as handle:
        os.fsync(handle.fileno())
    temporary.replace(target)
    with suppress(OSError):  # not every system lets a folder be flushed
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


@contextmanager
def _plain_errors(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as failed:
        reason = failed.strerror or str(failed)
        raise OutputError(f"{target}: cannot be written: {reason.lower()}") from failed
