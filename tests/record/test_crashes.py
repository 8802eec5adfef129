"""A record on disk whose writer is stopped, runs out of room, or loses its power, at every possible moment.

THOROUGH=1 kills a real writer for a minute instead of a few times.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from allforall.record import journal
from allforall.record.blobs import Row, name_of_rows, row_of, write_rows
from allforall.record.bundle import Blob
from allforall.record.case import Case, Draft, Signer
from allforall.record.errors import RecordError
from allforall.record.files import FileStore
from allforall.record.importing import import_bundle
from allforall.record.store import Change
from allforall.record.verify import load, verify
from tests.contrib import writer
from tests.record.disk import Crash, Disk
from tests.record.nodes import GENESIS, NOON, Evil, Honest

Snapshot = tuple[Any, ...]
ROUNDS = 150 if os.environ.get("THOROUGH") else 6


def blob(content: bytes) -> Draft:
    """An entry with a sealed file (its content does not matter to the store)."""
    kept = writer.Record().blob("sealed", content)
    return Draft("note.sealed", {}, (Blob(kept["h"], False, content),), (kept,))


def say(case: Case, *drafts: Draft, durable: bool = True) -> None:
    case.append(Signer("A", (writer.Key("A").private,)), drafts, lambda: NOON, durable=durable)


class Peers:
    """What others have sent: an ordinary bundle, one that must wait for it, and another history of E."""

    def __init__(self, folder: Path) -> None:
        peer, history = Honest("B", folder), Evil()
        other = history.fork(1)
        history.say("note", {"story": 1}, {})
        other.say("note", {"story": 2}, {})
        peer.take(history.bundle(2, peer.bundle()))
        peer.say("ack")
        peer.attach(b"a letter", "B")
        self.first = peer.bundle()
        peer.say("plan.propose")
        peer.case.known_to = lambda member: {"B": 3, "E": 2}  # type: ignore[method-assign]
        self.later = peer.bundle("A")
        self.fork = other.bundle(2, peer.bundle())


STORIES: dict[str, Callable[[Case, Peers], object]] = {
    "append": lambda case, _: say(case, Draft("ack", {})),
    "append with a file": lambda case, _: say(case, blob(b"sealed"), blob(b"sealed too")),
    "append without flush": lambda case, _: say(case, Draft("ack", {}), durable=False),
    "append with a full journal": lambda case, _: [say(case, Draft("ack", {})), say(case, Draft("ack", {}))],
    "import": lambda case, peers: import_bundle(case, peers.first),
    "import what waits": lambda case, peers: import_bundle(case, peers.later),
    "import what was waited for": lambda case, peers: [
        import_bundle(case, each) for each in (peers.later, peers.first)
    ],
    "import into nothing": lambda case, peers: import_bundle(case, peers.first),
    "import a fork": lambda case, peers: [import_bundle(case, each) for each in (peers.first, peers.fork)],
    "append twice and close": lambda case, _: [
        say(case, Draft("ack", {})),
        say(case, blob(b"one more")),
        case.store.close(),  # type: ignore[attr-defined]
    ],
}


@pytest.fixture(scope="module")
def peers(tmp_path_factory: pytest.TempPathFactory) -> Peers:
    return Peers(tmp_path_factory.mktemp("peers"))


@pytest.fixture
def folder() -> Iterator[Path]:
    """A place in memory where there is one: what is flushed is known here without waiting for a disk."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as name:
        yield Path(name)


@pytest.fixture
def start(folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A record before the story; closed, as it is when its writer went home."""
    if name.endswith("a full journal"):
        monkeypatch.setattr(journal, "_FULL", 0)
    store = FileStore.create(folder / "start", GENESIS.bytes)
    if not name.endswith("nothing"):
        say(Case(store), Draft("open", {}))
    store.close()
    return folder / "start"


def snapshot(folder: Path) -> Snapshot:
    """All that a record holds, opened anew and checked."""
    store = FileStore(folder)
    load(store)
    feeds = {part.feed: (list(store.lines(part.feed)), part.heads) for part in store.parts()}
    left = [path.name for path in folder.rglob("*.new")]
    assert not left, left
    return feeds, list(store.evidence()), list(store.blobs()), store.waiting()


class Story:
    """One story on a copy of the record, with how many changes it was told are kept."""

    def __init__(self, name: str, start: Path, peers: Peers, folder: Path) -> None:
        self.name, self.peers, self.told = name, peers, 0
        self.folder = shutil.copytree(start, folder)
        self.store = FileStore(self.folder)
        self.case = Case(self.store)
        self.snapshots: list[Snapshot] = []
        self._commit = self.store.commit
        self.store.commit = self.commit  # type: ignore[method-assign]

    def commit(self, change: Change, *, durable: bool = True) -> None:
        self._commit(change, durable=durable)
        self.told += durable

    def run(self) -> None:
        STORIES[self.name](self.case, self.peers)


def ends(name: str, start: Path, peers: Peers, folder: Path) -> list[Snapshot]:
    """What the record holds after each change of a story that is not disturbed."""
    story = Story(name, start, peers, folder)
    found: list[Snapshot] = [snapshot(start)]
    plain = story.store.commit

    def commit(change: Change, *, durable: bool = True) -> None:
        plain(change, durable=durable)
        copy = folder.with_name(f"{folder.name} {len(found)}")
        found.append(snapshot(shutil.copytree(folder, copy)))

    story.store.commit = commit  # type: ignore[method-assign]
    story.run()
    return found


def calls(name: str, start: Path, peers: Peers, folder: Path) -> int:
    story = Story(name, start, peers, folder)
    with Disk(story.folder) as disk:
        story.run()
    return disk.calls


@pytest.mark.parametrize("how", ["stop", "torn", "power"])
@pytest.mark.parametrize("name", STORIES)
def test_whoever_stops_at_any_call_loses_nothing_that_was_kept(
    name: str, how: str, start: Path, peers: Peers, folder: Path
) -> None:
    allowed = ends(name, start, peers, folder / "whole")
    for at in range(1, calls(name, start, peers, folder / "count") + 1):
        story = Story(name, start, peers, folder / f"{at}")
        with Disk(story.folder, at, "stop" if how == "power" else how) as disk, pytest.raises(Crash):
            story.run()
        left = disk.after_power_cut(folder / f"cut {at}") if how == "power" else story.folder
        assert snapshot(left) in allowed[story.told :], f"call {at}"


@pytest.mark.parametrize("how", ["stop", "power"])
@pytest.mark.parametrize("name", ["import what was waited for"])
def test_whoever_stops_again_while_bringing_the_record_up_loses_nothing(
    name: str, how: str, start: Path, peers: Peers, folder: Path
) -> None:
    story = Story(name, start, peers, folder / "left")
    story.run()
    expected = snapshot(shutil.copytree(story.folder, folder / "expected"))
    with Disk(story.folder) as disk:
        FileStore(shutil.copytree(story.folder, folder / "count"))
    for at in range(1, disk.calls + 1):
        left = shutil.copytree(story.folder, folder / f"{at}")
        with Disk(left, at) as disk, pytest.raises(Crash):
            FileStore(left)
        if how == "power":
            left = disk.after_power_cut(folder / f"cut {at}")
        assert snapshot(left) == expected


@pytest.mark.parametrize("how", ["fail", "full"])
@pytest.mark.parametrize("name", STORIES)
def test_a_full_disk_leaves_the_record_as_it_was_and_usable(
    name: str, how: str, start: Path, peers: Peers, folder: Path
) -> None:
    allowed = ends(name, start, peers, folder / "whole")
    for at in range(1, calls(name, start, peers, folder / "count") + 1):
        story = Story(name, start, peers, folder / f"{at}")
        before, failed = story.case.state.sizes(), ""
        with Disk(story.folder, at, how):
            try:
                story.run()
            except RecordError as refused:
                failed = str(refused)
        assert not failed or "no space left" in failed
        if failed and len(allowed) == 2:
            assert {k: n for k, n in story.case.state.sizes().items() if n} == before
            left = snapshot(shutil.copytree(story.folder, folder / f"left {at}"))
            assert left == allowed[story.told]
        if failed:
            story.run()
            again = snapshot(story.folder)
            assert again == allowed[-1] or name in ("append twice and close", "append with a full journal")
        else:
            assert snapshot(story.folder) == allowed[-1]


@pytest.mark.parametrize("how", ["stop", "torn", "power"])
@pytest.mark.parametrize("name", ["append a table"])
def test_whoever_stops_while_erasing_has_the_table_before_or_after(
    how: str, start: Path, folder: Path
) -> None:
    """The change that brought the table may still be in the journal, and must not bring half a new one."""
    rows = [row_of(b"one"), row_of(b"other")]
    old = write_rows(rows)
    new = write_rows([rows[0], Row(None, rows[1].leaf)])
    table = Blob(name_of_rows(rows), True, old)
    words = {"h": table.name, "kind": "rows", "rows": 2, "size": len(old)}

    def erase(at: int | None, copy: Path) -> Disk:
        store = FileStore(shutil.copytree(start, copy))
        say(Case(store), Draft("note.table", {}, (table,), (words,)))
        with Disk(copy, at, "stop" if how == "power" else how) as disk:
            try:
                store.replace_blob(Blob(table.name, True, new))
            except Crash:
                return disk
        return disk

    for at in range(1, erase(None, folder / "count").calls + 1):
        disk = erase(at, folder / f"{at}")
        left = disk.after_power_cut(folder / f"cut {at}") if how == "power" else folder / f"{at}"
        assert [each.content for each in snapshot(left)[2]] in ([old], [new])


WRITER = """
import sys
from pathlib import Path
from tests.record.test_crashes import work
work(Path(sys.argv[1]), int(sys.argv[2]))
"""


def work(folder: Path, at: int) -> None:
    """Write on and on, and say what is kept: entries, a file now and then, a close now and then."""
    sys.stdout.write("\n")
    while True:
        store = FileStore(folder)
        with store.locked():
            case = Case(store)
            for _ in range(at % 7 + 1):
                at += 1
                drafts = [blob(f"file {at}".encode())] if at % 3 == 0 else [Draft("note", {"at": at})] * 2
                say(case, *drafts)
                print(case.state.feed("A").size, flush=True)
            store.close()


def test_a_writer_killed_at_random_moments_loses_and_doubles_nothing(folder: Path) -> None:
    chance = random.Random(20260516)
    folder = folder / "record"
    store = FileStore.create(folder, GENESIS.bytes)
    say(Case(store), Draft("open", {}))
    store.close()
    for at in range(ROUNDS):
        child = subprocess.Popen([sys.executable, "-c", WRITER, folder, str(at)], stdout=subprocess.PIPE)
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(chance.uniform(0.0, 0.08))
        child.send_signal(signal.SIGKILL)
        told = [int(line) for line in child.stdout.read().split()]
        child.wait()
        held = verify(FileStore(folder)).sizes()["A"]
        assert held >= max(told, default=1)
        places = [entry.n for entry in Case(FileStore(folder)).entries()]
        assert places == list(range(held))
