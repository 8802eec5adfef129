"""The one way in which this program writes a file: wholly or not at all."""

from __future__ import annotations

import os
import shutil
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
    Raises OutputError when the folder is missing or closed, or the disk is full. What is no ordinary file
    (/dev/stdout, a pipe) gets a copy at the end.
    """
    target = Path(os.path.realpath(path))  # a link stays, and what it leads to is replaced
    with _plain_errors(Path(path), None):
        temporary = _temporary(target)
    try:
        with _plain_errors(Path(path), temporary):
            yield temporary
            _settle(temporary, target)
    finally:
        with suppress(OSError):
            temporary.unlink()


def _temporary(target: Path) -> Path:
    if target.is_dir():
        raise IsADirectoryError(0, "is a folder", str(target))
    folder = None if _is_stream(target) else target.parent
    handle, name = tempfile.mkstemp(prefix=f".{target.stem[:40]}-", suffix=target.suffix, dir=folder)
    os.fchmod(handle, _mode(target))
    os.close(handle)
    return Path(name)


def _is_stream(target: Path) -> bool:
    return target.exists() and not target.is_file()


def _mode(target: Path) -> int:
    """What the file would have got from an ordinary open: the old file's mode, or 666 less the umask."""
    if target.is_file():
        return target.stat().st_mode & 0o777
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask


def _settle(temporary: Path, target: Path) -> None:
    if _is_stream(target):
        with temporary.open("rb") as source, target.open("wb") as stream:
            shutil.copyfileobj(source, stream)
        return
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
def _plain_errors(target: Path, temporary: Path | None) -> Iterator[None]:
    """Put an error of the output into words; an error of another file, read meanwhile, passes as it is."""
    try:
        yield
    except OSError as failed:
        about = {None, str(target), os.path.realpath(target), str(temporary), str(target.parent)}
        if temporary is not None and failed.filename not in about:
            raise
        reason = (failed.strerror or str(failed)).lower()
        raise OutputError(f"{target}: cannot be written: {reason}") from failed
