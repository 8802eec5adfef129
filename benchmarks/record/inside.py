"""One measurement of the record in a process of its own; prints JSON.

python inside.py verify PATH PROCESSES | append N | directory N | durable N | carry SIZE | sizes SIZE
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import statistics
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import records

from allforall.record import note
from allforall.record.bundle import Blob, Part, read
from allforall.record.case import Case, Draft, Signer
from allforall.record.evidence import write_evidence
from allforall.record.files import FileStore
from allforall.record.importing import import_bundle
from allforall.record.proof import write_proof
from allforall.record.store import Change, Store
from allforall.record.verify import verify

SAYS = Draft(
    "handover.out",
    {"person": "2eb4e57f94f4b099d06d745639ba27ecddc9b77a", "place": "Nadvirna", "stage": 3, "walks": True},
)
Figures = dict[str, Any]


class Memory:
    """The smallest store: the lines of one feed and its heads."""

    def __init__(self) -> None:
        self.lines: list[bytes] = []
        self.heads: list[str] = []

    def genesis(self) -> bytes:
        return records.case().bytes

    def parts(self, since: object = None) -> Iterator[Part]:
        return iter(())

    def evidence(self) -> Iterator[bytes]:
        return iter(())

    def blobs(self) -> Iterator[Blob]:
        return iter(())

    def commit(self, change: Change, *, durable: bool = True) -> None:
        for addition in change.additions:
            self.lines += addition.lines
            self.heads = addition.heads


def verified(path: str, processes: str) -> Figures:
    """Wall and processor seconds, and the peak memory of all processes, pages they share counted twice."""
    record = Path(path)
    started = time.perf_counter()
    state = verify(FileStore(record) if record.is_dir() else read(record), int(processes))
    wall = time.perf_counter() - started
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {
        "entries": sum(state.sizes().values()),
        "wall": wall,
        "user": own.ru_utime + others.ru_utime,
        "mebibytes": (own.ru_maxrss + (int(processes) - 1) * others.ru_maxrss) / 1024,
    }


def append(count: str) -> Figures:
    """Appends with a checkpoint each, in memory, and how many signatures alone would be possible."""
    return _appending(Memory(), int(count), durable=False)  # type: ignore[arg-type]


def directory(count: str) -> Figures:
    """The same into a directory, not flushed."""
    return _appending(_new_directory("append"), int(count), durable=False)


def durable(count: str) -> Figures:
    """The same, each on disk before the next, and how often the same disk can flush in the same minute."""
    disk = [_flushes()]
    found = _appending(_new_directory("durable"), int(count), durable=True)
    disk.append(_flushes())
    return found | {name: [each[name] for each in disk] for name in disk[0]}


def carry(size: str) -> Figures:
    """Seconds to write a bundle of a whole record, and to import it into an empty one."""
    record, path = Case(FileStore(records.directory(int(size)))), records.WORK / "carried.bundle"
    started = time.perf_counter()
    with path.open("wb") as out:
        record.write_bundle(out)
    written = time.perf_counter()
    import_bundle(Case(_new_directory("import")), path)
    return {"write": written - started, "import": time.perf_counter() - written}


def sizes(size: str) -> Figures:
    """Bytes of things, in a record of some size."""
    record = Case(FileStore(records.directory(int(size))))
    feed, case = record.state.feeds["A"], record.genesis
    lines = list(record.store.lines("A"))
    head, half, chain = feed.heads[-1], feed.size // 2, record.chain(feed)
    lie = note.sign(case.origin("A"), half, bytes(32), [records.key("A")])
    return {
        "entry": statistics.mean(map(len, lines)),
        "entry that has seen": statistics.mean(len(line) for line in lines if b'"seen"' in line),
        "checkpoint": len(head.encode()),
        "proof of an entry": len(write_proof(case, chain, lines[half], head, feed.tree, None)),
        "evidence of a fork": len(write_evidence(case, "A", chain, lie, head, feed.tree)),
        "entry in a bundle": records.bundle(int(size)).stat().st_size / int(size),
        "zlib makes entries smaller by": sum(map(len, lines)) / len(zlib.compress(b"\n".join(lines))),
    }


def _appending(store: Store, count: int, *, durable: bool) -> Figures:
    record, signer = Case(store), Signer("A", (records.key("A"),))
    clock: Callable[[], str] = lambda: "2026-05-16T09:30:00Z"  # noqa: E731
    record.append(signer, [Draft("open", {})], clock, durable=durable)
    started, used = time.perf_counter(), time.process_time()
    for _ in range(count):
        record.append(signer, [SAYS], clock, durable=durable)
    return {
        "each second": count / (time.perf_counter() - started),
        "microseconds": (time.process_time() - used) / count * 1e6,
    }


def _flushes() -> Figures:
    """Writes of 1,000 bytes into a file made long before, each flushed, for half a second."""
    path = records.WORK / "flushed"
    handle = os.open(path, os.O_RDWR | os.O_CREAT)
    os.posix_fallocate(handle, 0, 16 << 20)
    os.fsync(handle)
    rates = {}
    for flush in (os.fsync, os.fdatasync):
        done, started = 0, time.perf_counter()
        while time.perf_counter() - started < 0.5:
            os.pwrite(handle, bytes(1000), done * 1000)
            flush(handle)
            done += 1
        rates[flush.__name__] = done / (time.perf_counter() - started)
    os.close(handle)
    path.unlink()
    return rates


def _new_directory(name: str) -> FileStore:
    folder = records.WORK / name
    shutil.rmtree(folder, ignore_errors=True)
    return FileStore.create(folder, records.case().bytes)


WORDS = {
    "verify": verified, "append": append, "directory": directory, "durable": durable, "carry": carry,
    "sizes": sizes,
}  # fmt: skip

if __name__ == "__main__":
    print(json.dumps(WORDS[sys.argv[1]](*sys.argv[2:])))
