"""A record as a directory of plain files that only grow.

    case.json            the genesis
    feeds/A.jsonl        the entries of feed A, one a line (A/2 is A.2)
    feeds/A.heads        its checkpoints: those of rotations, and last that of its size
    evidence/A.json      fork evidence against feed A
    blobs/<name>.sealed  sealed files, and <name>.rows, tables of rows
    waiting/<digest>     bundles that wait for what they build on
    journal              the changes that may not be in those files yet

The order of writing: blobs and waiting bundles are written under the name <name>.new and flushed; then the
whole change goes to the journal, which is flushed: from now on it is kept. Then it is written to the files,
at the places it names, and the .new files are renamed. When the journal has grown, or the record is closed,
the files are flushed and the journal is emptied. Whoever opens the directory first writes what it holds
to the files again: once or twice makes no difference. What is cut short in the journal was never kept.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from allforall.record.bundle import ENTRIES, Blob, Part, Run, Section
from allforall.record.errors import RecordError
from allforall.record.journal import Journal
from allforall.record.store import Addition, Change

_RUN = 4 << 20
_FOLDERS = ("feeds", "evidence", "blobs", "waiting")
_NEW = ".new"
Write = tuple[str, int, bytes]  # file, place, bytes; the file ends there


class FileStore:
    """A record in a directory; see the module for what lies where."""

    def __init__(self, folder: Path) -> None:
        """Open a record and bring it up to its last kept change; raises RecordError when there is none."""
        if not (folder / "case.json").is_file():
            raise RecordError(f"{folder}: no record here (expected a directory with case.json)")
        self.folder = folder
        self._sizes: dict[str, int] = {}
        self._journal: Journal | None = None
        if (folder / "journal").exists():
            with self.locked():
                self._recover()

    @classmethod
    def create(cls, folder: Path, genesis: bytes) -> FileStore:
        """A new record; raises RecordError when something stands there already."""
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise RecordError(f"{folder}: something is there already (expected a new or empty directory)")
        with _in_words(folder):
            for each in _FOLDERS:
                (folder / each).mkdir(parents=True, exist_ok=True)
            _write_whole(folder / "case.json", genesis)
        return cls(folder)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the record against other writers; waits while another process holds it."""
        with _in_words(self.folder):
            handle = os.open(self.folder / "case.json", os.O_RDONLY | os.O_CLOEXEC)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def genesis(self) -> bytes:
        """The bytes of the genesis."""
        return (self.folder / "case.json").read_bytes()

    def parts(self, since: Mapping[str, int] | None = None) -> Iterator[Part]:
        """The feeds ascending, from some sizes on."""
        for feed in sorted(_feed_of(path) for path in (self.folder / "feeds").glob("*.jsonl")):
            start = (since or {}).get(feed, 0)
            runs, stop = self._runs(feed, start)
            yield Part(feed, start, stop, [], self._heads(feed), runs)

    def lines(self, feed: str, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """The entries of a feed."""
        with self._path(feed, "jsonl").open("rb") as file:
            for n, line in enumerate(file):
                if stop is not None and n >= stop:
                    return
                if n >= start:
                    yield line[:-1]

    def evidence(self) -> Iterator[bytes]:
        """The pieces of fork evidence, ascending by feed."""
        for path in sorted((self.folder / "evidence").glob("*.json"), key=_feed_of):
            yield path.read_bytes()

    def blobs(self) -> Iterator[Blob]:
        """The blobs that are there, ascending by name."""
        for path in sorted((self.folder / "blobs").iterdir()):
            if path.suffix in (".rows", ".sealed"):
                yield Blob(path.stem, path.suffix == ".rows", path.read_bytes())

    def blob(self, name: str) -> Blob | None:
        """One blob; None when it is not there."""
        for suffix in (".sealed", ".rows"):
            with suppress(FileNotFoundError):
                content = (self.folder / "blobs" / f"{name}{suffix}").read_bytes()
                return Blob(name, suffix == ".rows", content)
        return None

    def waiting(self) -> dict[str, bytes]:
        """The bundles that wait for what they build on, by their digest."""
        paths = sorted((self.folder / "waiting").iterdir())
        return {path.name: path.read_bytes() for path in paths if path.suffix != _NEW}

    def commit(self, change: Change, *, durable: bool = True) -> None:
        """Make a change durable; raises RecordError (a full disk, say), and then nothing has changed."""
        with _in_words(self.folder):
            renames = self._put_aside(change)
            writes = [write for addition in change.additions for write in self._writes(addition)]
            writes += [(f"evidence/{_file_of(feed)}.json", 0, data) for feed, data in change.evidence.items()]
            drops = [f"waiting/{name}" for name, data in change.waiting.items() if data is None]
            journal = self._open_journal()
            journal.keep(_piece(writes, renames, drops), durable=durable)
            before = [(name, at, self._tail(name, at)) for name, at, _ in writes]
            try:
                self._write(writes)
            except OSError:
                journal.drop_last()
                self._write(before)
                raise
            self._finish(renames, drops)
            if journal.full:
                self.flush()

    def replace_blob(self, blob: Blob) -> None:
        """Put a blob in the place of one of the same name, of which rows are erased."""
        with _in_words(self.folder):
            _write_whole(self._blob_path(blob), blob.content)

    def flush(self) -> None:
        """Flush every file that was written to, and empty the journal."""
        with _in_words(self.folder):
            for name in self._sizes:
                _flush(self.folder / name)
            for each in _FOLDERS:
                _flush(self.folder / each)
            self._open_journal().empty()
            self._sizes.clear()

    def close(self) -> None:
        """Flush, and take the journal away, for there is nothing in it."""
        if self._journal is not None:
            self.flush()
            self._journal.close()
            self._journal = None
            with _in_words(self.folder):
                (self.folder / "journal").unlink()

    def _open_journal(self) -> Journal:
        if self._journal is None:
            self._journal = Journal(self.folder / "journal")
        return self._journal

    def _recover(self) -> None:
        with _in_words(self.folder):
            for piece in self._open_journal().pieces():
                writes, renames, drops = _read_piece(piece)
                self._write(writes)
                self._finish(renames, drops)
            for each in ("blobs", "waiting"):
                for left in (self.folder / each).glob(f"*{_NEW}"):
                    left.unlink()
        self.close()

    def _put_aside(self, change: Change) -> list[str]:
        """Write blobs and waiting bundles under their .new names; the names they will get."""
        files = {self._blob_path(blob): blob.content for blob in change.blobs}
        for name, data in change.waiting.items():
            if data is not None:
                files[self.folder / "waiting" / name] = data
        for path, content in files.items():
            _write_flushed(path.with_name(path.name + _NEW), content)
        return [str(path.relative_to(self.folder)) for path in files]

    def _writes(self, addition: Addition) -> list[Write]:
        lines = f"feeds/{_file_of(addition.feed)}.jsonl"
        at = self._size(lines)
        heads = "".join(json.dumps(head, ensure_ascii=False) + "\n" for head in addition.heads).encode()
        return [
            (lines, at, b"".join(line + b"\n" for line in addition.lines)),
            (f"feeds/{_file_of(addition.feed)}.heads", 0, heads),
        ]

    def _write(self, writes: list[Write]) -> None:
        for name, at, data in writes:
            handle = os.open(self.folder / name, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o644)
            try:
                _pwrite(handle, data, at)
                os.ftruncate(handle, at + len(data))
            finally:
                os.close(handle)
            self._sizes[name] = at + len(data)

    def _tail(self, name: str, at: int) -> bytes:
        """What stands in a file from a place on."""
        with suppress(FileNotFoundError), (self.folder / name).open("rb") as file:
            file.seek(at)
            return file.read()
        return b""

    def _finish(self, renames: list[str], drops: list[str]) -> None:
        for name in renames:
            with suppress(FileNotFoundError):  # done before the machine stopped
                (self.folder / (name + _NEW)).replace(self.folder / name)
        for name in drops:
            (self.folder / name).unlink(missing_ok=True)

    def _size(self, name: str) -> int:
        if name not in self._sizes:
            path = self.folder / name
            self._sizes[name] = path.stat().st_size if path.exists() else 0
        return self._sizes[name]

    def _runs(self, feed: str, start: int) -> tuple[list[Run], int]:
        """The entries of a feed in runs that can be read by themselves, and how many entries there are."""
        path = self._path(feed, "jsonl")
        runs: list[Run] = []
        offset = n = 0
        with path.open("rb") as file:
            while block := file.read(_RUN):
                block += file.readline()
                count = block.count(b"\n")
                if n + count > start:
                    skip = _skipped(block, start - n)
                    runs.append(
                        Run(
                            Section(ENTRIES, path, offset + skip, len(block) - skip, len(block) - skip),
                            max(n, start),
                        )
                    )
                n += count
                offset += len(block)
        return runs, n

    def _heads(self, feed: str) -> list[str]:
        with suppress(FileNotFoundError, ValueError):
            text = self._path(feed, "heads").read_text(encoding="utf-8")
            return [str(json.loads(line)) for line in text.splitlines()]
        return []

    def _path(self, feed: str, suffix: str) -> Path:
        return self.folder / "feeds" / f"{_file_of(feed)}.{suffix}"

    def _blob_path(self, blob: Blob) -> Path:
        return self.folder / "blobs" / f"{blob.name}{'.rows' if blob.rows else '.sealed'}"


def _file_of(feed: str) -> str:
    return feed.replace("/", ".")


def _feed_of(path: Path) -> str:
    return path.stem.replace(".", "/")


def _skipped(block: bytes, lines: int) -> int:
    """How many bytes the first lines of a block take."""
    at = 0
    for _ in range(lines):
        at = block.index(b"\n", at) + 1
    return at


def _piece(writes: list[Write], renames: list[str], drops: list[str]) -> bytes:
    header = {
        "writes": [[name, at, len(data)] for name, at, data in writes],
        "renames": renames,
        "drops": drops,
    }
    return json.dumps(header).encode() + b"\n" + b"".join(data for _, _, data in writes)


def _read_piece(piece: bytes) -> tuple[list[Write], list[str], list[str]]:
    first, _, rest = piece.partition(b"\n")
    header: dict[str, Any] = json.loads(first)
    writes: list[Write] = []
    for name, at, size in header["writes"]:
        writes.append((name, at, rest[:size]))
        rest = rest[size:]
    return writes, header["renames"], header["drops"]


def _pwrite(handle: int, data: bytes, at: int) -> None:
    done = 0
    while done < len(data):
        done += os.pwrite(handle, data[done:], at + done)


def _write_flushed(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _write_whole(path: Path, content: bytes) -> None:
    """Write a file wholly or not at all."""
    new = path.with_name(path.name + _NEW)
    _write_flushed(new, content)
    new.replace(path)
    _flush(path.parent)


def _flush(path: Path) -> None:
    with suppress(FileNotFoundError):
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _in_words(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as failed:
        reason = (failed.strerror or str(failed)).lower()
        raise RecordError(f"{failed.filename or folder}: cannot be read or written: {reason}") from failed
