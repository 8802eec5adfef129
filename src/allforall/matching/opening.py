"""A register from wherever it is: an index folder, or a list that is indexed on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from allforall.matching.building import build_register
from allforall.matching.errors import RegisterIndexError
from allforall.matching.keys import Keyed
from allforall.matching.register import Register
from allforall.people.ahead import read_ahead
from allforall.people.reading import ListReader, read_list

Progress = Callable[[int, int], None]


def open_register(
    path: Path,
    *,
    mapping: Mapping[str, str] | None = None,
    strict: bool = False,
    progress: Progress | None = None,
) -> tuple[Register, ListReader | None]:
    """The register at a path, and the reader with its problems when the path was a list.

    Raises RegisterIndexError, MatchingError or the reader's ListError.
    """
    return opening(path, mapping=mapping, strict=strict, progress=progress)()


def opening(
    path: Path,
    *,
    mapping: Mapping[str, str] | None = None,
    strict: bool = False,
    progress: Progress | None = None,
) -> Callable[[], tuple[Register, ListReader | None]]:
    """Begin to open the register at a path; what is given back opens it, as `open_register` does.

    A large list is read in a second process from now on, whatever is done here until it is asked for.
    """
    if path.is_dir():
        return lambda: (Register.open(path), None)
    reader = read_list(path, mapping=mapping, strict=strict, progress=progress)
    batches = read_ahead(reader, Keyed.of)
    return lambda: (build_register(path.name, reader.sha256, batches), reader)


def save_register(register: Register, folder: Path) -> None:
    """Write an index to a folder, wholly or not at all; an index that stands there is replaced.

    Raises RegisterIndexError when something else stands there, OSError when it cannot be written.
    """
    if (
        folder.exists()
        and not (folder / "index.json").is_file()
        and (folder.is_file() or any(folder.iterdir()))
    ):
        raise RegisterIndexError(f"{folder}: exists and is not an index (expected a new or empty folder)")
    try:
        making = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as failed:
        raise RegisterIndexError(
            f"{folder}: cannot be written: {(failed.strerror or str(failed)).lower()}"
        ) from failed
    try:
        register.save(making)
        making.chmod(0o755)
        if folder.exists():
            rmtree(folder)
        making.rename(folder)
    except OSError as failed:
        raise RegisterIndexError(
            f"{folder}: cannot be written: {(failed.strerror or str(failed)).lower()}"
        ) from failed
    finally:
        rmtree(making, ignore_errors=True)
