"""The directory of plain files: what lies where, and what happens when something goes wrong.

What holds for every store is tested in `test_store.py`.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from allforall.record.bundle import Blob
from allforall.record.errors import RecordError
from allforall.record.files import FileStore
from allforall.record.store import Addition, Change
from tests.record.building import GENESIS

LINES = [b'{"n":0}', b'{"n":1}']


def new(folder: Path) -> FileStore:
    return FileStore.create(folder / "case", GENESIS.bytes)


def added(feed: str, start: int, *lines: bytes) -> Change:
    return Change([Addition(feed, start, list(lines), ["head"])])


def test_files_are_plain_and_named_by_feed_and_hash(tmp_path: Path) -> None:
    store = new(tmp_path)
    change = added("A/2", 0, *LINES)
    change.evidence["B"] = b"{}"
    change.blobs.extend([Blob("00" * 32, False, b"x"), Blob("11" * 32, True, b"y")])
    change.waiting["22" * 32] = b"z"
    store.commit(change)
    store.close()
    found = {str(path.relative_to(store.folder)): path.read_bytes() for path in store.folder.rglob("*.*")}
    assert found == {
        "case.json": GENESIS.bytes,
        "feeds/A.2.jsonl": b'{"n":0}\n{"n":1}\n',
        "feeds/A.2.heads": b'"head"\n',
        "evidence/B.json": b"{}",
        f"blobs/{'00' * 32}.sealed": b"x",
        f"blobs/{'11' * 32}.rows": b"y",
    }
    assert (store.folder / "waiting" / ("22" * 32)).read_bytes() == b"z"
    assert not (store.folder / "journal").exists()


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "case").mkdir()
    (tmp_path / "case" / "letter.txt").write_text("dear sir")
    with pytest.raises(RecordError, match="something is there already"):
        new(tmp_path)


def test_a_directory_without_a_record_is_named(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="no record here"):
        FileStore(tmp_path)


def test_what_a_writer_did_not_finish_is_finished_by_who_opens_it_next(tmp_path: Path) -> None:
    store = new(tmp_path)
    store.commit(added("A", 0, LINES[0]))
    store.commit(added("A", 1, LINES[1]))
    for left in ("A.jsonl", "A.heads"):  # the files were never flushed
        (store.folder / "feeds" / left).write_bytes(b"")
    assert list(FileStore(store.folder).lines("A")) == LINES


def test_what_is_cut_short_in_the_journal_was_never_kept(tmp_path: Path) -> None:
    store = new(tmp_path)
    store.commit(added("A", 0, LINES[0]))
    journal = store.folder / "journal"
    before = journal.read_bytes().rstrip(b"\x00")
    store.commit(added("A", 1, LINES[1]))
    after = journal.read_bytes().rstrip(b"\x00")
    journal.write_bytes(after[: (len(before) + len(after)) // 2])
    (store.folder / "feeds" / "A.jsonl").write_bytes(LINES[0] + b"\n")
    assert list(FileStore(store.folder).lines("A")) == LINES[:1]


def test_leftovers_of_a_writer_are_cleared_away(tmp_path: Path) -> None:
    store = new(tmp_path)
    store.commit(added("A", 0, *LINES))
    left = store.folder / "blobs" / f"{'00' * 32}.sealed.new"
    left.write_bytes(b"half a bl")
    assert list(FileStore(store.folder).blobs()) == []
    assert not left.exists()


def test_a_full_disk_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = new(tmp_path)
    store.commit(added("A", 0, LINES[0]))
    real = os.pwrite

    def full(handle: int, data: bytes, at: int) -> int:
        if data == LINES[1] + b"\n":
            raise OSError(28, "No space left on device")
        return real(handle, data, at)

    monkeypatch.setattr(os, "pwrite", full)
    with pytest.raises(RecordError, match="no space left"):
        store.commit(added("A", 1, LINES[1]))
    monkeypatch.undo()
    assert list(store.lines("A")) == LINES[:1]
    assert list(FileStore(store.folder).lines("A")) == LINES[:1]


def test_a_large_feed_is_read_in_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("allforall.record.files._RUN", 20)
    store = new(tmp_path)
    lines = [b"%d" % at * 5 for at in range(50)]
    store.commit(added("A", 0, *lines))
    for start in (0, 1, 7, 49, 50):
        (part,) = store.parts({"A": start})
        assert list(part.lines()) == lines[start:]
    assert len(next(store.parts()).runs) > 5
