"""A record as a directory of plain files that only grow.

    case.json            the genesis
    feeds/A.jsonl        the entries of feed A, one a line (A/2 is A.2)
    feeds/A.heads        its checkpoints: those of rotations, and last that of its size
    evidence/A.json      fork evidence against feed A
    blobs/<name>.sealed  sealed files, and <name>.rows, tables of rows
    waiting/<digest>     bundles that wait for what they build on
    journal              the changes that may not be in those files yet

The order of writing: blobs and waiting bundles are written under the name <name>.new and flushed, and so are
their folders; then the whole change goes to the journal, which is flushed: from now on it is kept. Then it is
written to the files, at the places it names, and the .new files are renamed. When the journal has grown, or
the record is closed, the files are flushed and the journal is emptied. Whoever opens the directory first
writes what the journal holds to the files again: once or twice makes no difference. What is cut short in the
journal was never kept.
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
from allforall.record.flushing import NEW, flush, write_at, write_flushed, write_whole
from allforall.record.journal import Journal
from allforall.record.store import Addition, Change

_RUN = 1 << 20  # bytes of entries that are read in one go
_FOLDERS = ("feeds", "evidence", "blobs", "waiting")
Write = tuple[str, int, bytes]  # file, place, bytes; the file ends there
Before = tuple[str, int, bytes | None]  # what stood there; None when there was no file


class FileStore:
    """A record in a directory; see the module for what lies where."""

    def __init__(self, folder: Path) -> None:
        """Open a record and bring it up to its last kept change; raises RecordError when there is none."""
        if not (folder / "case.json").is_file():
            raise RecordError(f"{folder}: no record here (expected a directory with case.json)")
        self.folder = folder
        self._sizes: dict[str, int] = {}
        self._journal: Journal | None = None
        self._torn = False  # a change is only in the journal; whoever opens the record next completes it
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
            write_whole(folder / "case.json", genesis)
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
        return {path.name: path.read_bytes() for path in paths if path.suffix != NEW}

    def commit(self, change: Change, *, durable: bool = True) -> None:
        """Make a change durable; raises RecordError (a full disk, say), and then nothing has changed."""
        with _in_words(self.folder):
            journal = self._open_journal()
            writes = [write for addition in change.additions for write in self._writes(addition)]
            writes += [(f"evidence/{_file_of(feed)}.json", 0, data) for feed, data in change.evidence.items()]
            drops = [f"waiting/{name}" for name, data in change.waiting.items() if data is None]
            before = [(name, at, self._tail(name, at)) for name, at, _ in writes]
            files = self._files(change)
            try:
                self._put_aside(files)
                journal.keep(_piece(writes, list(files), drops), durable=durable)
                self._carry_out(writes, before, list(files), drops)
            except BaseException:
                self._drop_aside(files)
                raise
        if journal.full:
            with suppress(RecordError):  # the change is kept in the journal all the same
                self.flush()

    def replace_blob(self, blob: Blob) -> None:
        """Put a blob in the place of one of the same name, of which rows are erased."""
        self.flush()  # no change in the journal may rename this blob's .new file
        with _in_words(self.folder):
            write_whole(self._blob_path(blob), blob.content)

    def flush(self) -> None:
        """Flush every file that was written to, and empty the journal."""
        if self._torn:
            return
        with _in_words(self.folder):
            for name in self._sizes:
                flush(self.folder / name)
            for each in _FOLDERS:
                flush(self.folder / each)
            self._open_journal().empty()
            self._sizes.clear()

    def close(self) -> None:
        """Flush, and take the journal away when there is nothing in it."""
        if self._journal is not None:
            self.flush()
            self._journal.close()
            self._journal = None
            if not self._torn:
                with _in_words(self.folder):
                    (self.folder / "journal").unlink()

    def _open_journal(self) -> Journal:
        if self._journal is None:
            self._journal = Journal(self.folder / "journal")
            flush(self.folder)
        return self._journal

    def _recover(self) -> None:
        with _in_words(self.folder):
            for piece in self._open_journal().pieces():
                writes, renames, drops = _read_piece(piece)
                self._write(writes)
                self._finish(renames, drops)
            for each in ("blobs", "waiting"):
                for left in (self.folder / each).glob(f"*{NEW}"):
                    left.unlink()
        self.close()

    def _carry_out(
        self, writes: list[Write], before: list[Before], renames: list[str], drops: list[str]
    ) -> None:
        """Write a kept change to the files; when that fails, undo it, or leave it to the next to open."""
        torn, self._torn = self._torn, True
        try:
            self._write(writes)
            self._finish(renames, drops)
        except BaseException:
            self._put_back(before, renames)
            self._open_journal().drop_last()
            self._torn = torn
            raise
        self._torn = torn

    def _files(self, change: Change) -> dict[str, bytes]:
        """The blobs and waiting bundles in a change that are not there yet, by their names."""
        files = {self._blob_path(blob): blob.content for blob in change.blobs}
        for name, data in change.waiting.items():
            if data is not None:
                files[self.folder / "waiting" / name] = data
        there = {path: str(path.relative_to(self.folder)) for path in files if not path.exists()}
        return {name: files[path] for path, name in there.items()}

    def _put_aside(self, files: dict[str, bytes]) -> None:
        """Write files under their .new names."""
        for name, content in files.items():
            write_flushed(self.folder / (name + NEW), content)
        for folder in {(self.folder / name).parent for name in files}:
            flush(folder)

    def _drop_aside(self, files: dict[str, bytes]) -> None:
        """Remove what an undone change left under .new names."""
        for name in files:
            with suppress(OSError):
                (self.folder / (name + NEW)).unlink()

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
                write_at(handle, data, at)
                os.ftruncate(handle, at + len(data))
            finally:
                os.close(handle)
            self._sizes[name] = at + len(data)

    def _put_back(self, before: list[Before], renames: list[str]) -> None:
        """Undo a change that could not be written; raises OSError."""
        for name, at, data in before:
            self._sizes[name] = at + len(data or b"")
        for name, at, data in before:
            if data is None:
                (self.folder / name).unlink(missing_ok=True)
            else:
                self._write([(name, at, data)])
        for name in renames:
            (self.folder / name).unlink(missing_ok=True)

    def _tail(self, name: str, at: int) -> bytes | None:
        """What stands in a file from a place on; None when there is no such file."""
        with suppress(FileNotFoundError), (self.folder / name).open("rb") as file:
            file.seek(at)
            return file.read()
        return None

    def _finish(self, renames: list[str], drops: list[str]) -> None:
        for name in renames:
            with suppress(FileNotFoundError):  # done before the machine stopped
                (self.folder / (name + NEW)).replace(self.folder / name)
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


@contextmanager
def _in_words(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as failed:
        reason = (failed.strerror or str(failed)).lower()
        raise RecordError(f"{failed.filename or folder}: cannot be read or written: {reason}") from failed
