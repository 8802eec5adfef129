"""Bundles: one file that carries what a peer lacks (section 11), written and taken apart."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from allforall.record.bodies import BLOB_LIMIT
from allforall.record.canonical import LARGEST, canon, parse
from allforall.record.errors import Refused
from allforall.record.genesis import KEY, is_feed

MAGIC = b"allforall bundle 1\n"
END, GENESIS, FEED, ENTRIES, EVIDENCE, BLOB = range(6)
LONGEST = BLOB_LIMIT + 33
ENTRIES_LIMIT = 4_000_000  # of one feed
_TOTAL = 4 << 30
_SECTIONS = 100_000
_HEADER = 1 << 20
_RUN = 4 << 20  # bytes of entries that are written into one section
_PREFIX = 17
# What may stand before a section of each kind.
_AFTER: dict[int, set[int | None]] = {
    GENESIS: {None},
    FEED: {GENESIS, FEED, ENTRIES},
    ENTRIES: {FEED, ENTRIES},
    EVIDENCE: {GENESIS, FEED, ENTRIES, EVIDENCE},
    BLOB: {GENESIS, FEED, ENTRIES, EVIDENCE, BLOB},
    END: {GENESIS, FEED, ENTRIES, EVIDENCE, BLOB},
}


@dataclass(frozen=True, slots=True)
class Section:
    """Where one section's stored bytes lie: in a file, or in memory. `length` is that of its content."""

    kind: int
    source: Path | bytes
    offset: int
    stored: int
    length: int

    def content(self) -> bytes:
        """The content, inflated no further than stated; raises Refused (`bad-section`)."""
        inflater = zlib.decompressobj()
        try:
            content = inflater.decompress(_slice(self.source, self.offset, self.stored), self.length + 1)
        except zlib.error:
            raise Refused("bad-section", f"the section at byte {self.offset} cannot be inflated") from None
        if (
            len(content) != self.length
            or not inflater.eof
            or inflater.unused_data
            or inflater.unconsumed_tail
        ):
            raise Refused("bad-section", f"the section at byte {self.offset} is not of the stated length")
        return content


@dataclass(frozen=True, slots=True)
class Run:
    """Some entries in a row and where to read them: a section of a bundle, or a stretch of a plain file.

    `first` is the place of the first in the feed; None for a section, which states it itself.
    """

    section: Section
    first: int | None = None

    def lines(self) -> tuple[int, list[bytes]]:
        """The place of the first entry, and the lines without line feeds; raises Refused (`bad-section`)."""
        section = self.section
        if self.first is None:
            content = section.content()
            first, content = int.from_bytes(content[:8], "big"), content[8:]
        else:
            first, content = self.first, _slice(section.source, section.offset, section.stored)
        lines = content.split(b"\n")
        if len(lines) < 2 or lines.pop():
            raise Refused("bad-section", f"the entries at byte {section.offset} are not whole lines")
        return first, lines


@dataclass
class Part:
    """What a bundle carries of one feed: the entries from `start` to `stop`, in runs, and the heads."""

    feed: str
    start: int
    stop: int
    frontier: list[bytes]
    heads: list[str]
    runs: list[Run] = field(default_factory=list)

    def check_size(self) -> None:
        """Refuse (`too-large`) more entries of one feed than a record may hold."""
        if self.stop > ENTRIES_LIMIT:
            raise Refused("too-large", f"feed {self.feed}: {self.stop} entries (at most {ENTRIES_LIMIT})")

    def lines(self) -> Iterator[bytes]:
        """All entries in order; raises Refused (`bad-section`) when they are not those the header states."""
        at = self.start
        for run in self.runs:
            first, lines = run.lines()
            if first != at:
                raise Refused("bad-section", f"feed {self.feed}: entries from {first} where {at} was due")
            yield from lines
            at += len(lines)
        if at != self.stop:
            raise Refused(
                "bad-section", f"feed {self.feed}: the header states {self.stop} entries, here are {at}"
            )


@dataclass(frozen=True, slots=True)
class Blob:
    """A blob as carried: its name, whether it is a blob of rows, and its content."""

    name: str
    rows: bool
    content: bytes


@dataclass(frozen=True)
class Bundle:
    """A bundle whose container has been checked; what its sections hold is read when asked for."""

    sections: list[Section]

    def genesis(self) -> bytes:
        """The bytes of the genesis."""
        return self.sections[0].content()

    def parts(self) -> Iterator[Part]:
        """The feeds, their headers checked one by one; raises Refused."""
        last = ""
        for at, section in enumerate(self.sections):
            if section.kind == FEED:
                part = _part(section)
                if part.feed <= last:
                    raise Refused("bad-section", f"feed {part.feed} is out of order")
                last = part.feed
                for run in self.sections[at + 1 :]:
                    if run.kind != ENTRIES:
                        break
                    part.runs.append(Run(run))
                yield part

    def evidence(self) -> Iterator[bytes]:
        """The pieces of fork evidence."""
        return (section.content() for section in self.sections if section.kind == EVIDENCE)

    def blobs(self) -> Iterator[Blob]:
        """The blobs, in the order of their names; raises Refused."""
        last = ""
        for section in self.sections:
            if section.kind == BLOB:
                content = section.content()
                if len(content) < 33 or content[0] > 1 or content[1:33].hex() <= last:
                    raise Refused(
                        "bad-section", f"the blob at byte {section.offset} is out of order or unnamed"
                    )
                last = content[1:33].hex()
                yield Blob(last, content[0] == 1, content[33:])


def write(
    out: IO[bytes],
    genesis: bytes,
    parts: Iterable[tuple[Part, Iterable[bytes]]],
    evidence: Iterable[bytes] = (),
    blobs: Iterable[Blob] = (),
) -> None:
    """Write a bundle: parts ascending by feed, each with its lines, evidence by feed, blobs by name."""
    digest = sha256()

    def put(data: bytes) -> None:
        digest.update(data)
        out.write(data)

    put(MAGIC)
    put(_packed(GENESIS, genesis))
    for part, lines in parts:
        put(_packed(FEED, _header(part)))
        for content in _runs(part.start, lines):
            put(_packed(ENTRIES, content))
    for piece in evidence:
        put(_packed(EVIDENCE, piece))
    for blob in blobs:
        put(_packed(BLOB, bytes([blob.rows]) + bytes.fromhex(blob.name) + blob.content))
    out.write(_packed(END, digest.digest()))


def read(source: Path | bytes) -> Bundle:
    """A bundle whose container is as specified; raises Refused, or OSError for a file that cannot be read."""
    total = len(source) if isinstance(source, bytes) else source.stat().st_size
    if _slice(source, 0, len(MAGIC)) != MAGIC:
        raise Refused("bad-magic", "not a bundle of this format")
    sections: list[Section] = []
    at, lengths = len(MAGIC), 0
    before: int | None = None
    while before != END:
        section = _section(source, at, total)
        if before not in _AFTER.get(section.kind, ()):
            raise Refused("bad-section", f"a section of type {section.kind} at byte {at} is out of order")
        lengths += section.length
        limit = _HEADER if section.kind == FEED else LONGEST
        if section.length > limit or lengths > _TOTAL or len(sections) >= _SECTIONS:
            raise Refused("too-large", f"the section at byte {at} is beyond the limits")
        sections.append(section)
        at, before = section.offset + section.stored, section.kind
    if at != total:
        raise Refused("bad-section", "something follows the end")
    _check_digest(source, sections.pop())
    return Bundle(sections)


def _section(source: Path | bytes, at: int, total: int) -> Section:
    head = _slice(source, at, _PREFIX)
    if len(head) < _PREFIX:
        raise Refused("truncated", "the bundle ends before its last section")
    section = Section(
        head[0], source, at + _PREFIX, int.from_bytes(head[9:], "big"), int.from_bytes(head[1:9], "big")
    )
    if section.offset + section.stored > total:
        raise Refused("truncated", f"the section at byte {at} is cut short")
    return section


def _check_digest(source: Path | bytes, end: Section) -> None:
    if end.length != 32:
        raise Refused("bad-section", "the last section is no digest")
    if end.content() != _digest(source, end.offset - _PREFIX):
        raise Refused("damaged", "the bundle has changed since it was written (its digest differs)")


def _digest(source: Path | bytes, stop: int) -> bytes:
    digest = sha256()
    if isinstance(source, bytes):
        digest.update(memoryview(source)[:stop])
        return digest.digest()
    with source.open("rb") as file:
        while stop > 0 and (block := file.read(min(stop, 1 << 20))):
            digest.update(block)
            stop -= len(block)
    return digest.digest()


def _part(section: Section) -> Part:
    value = parse(section.content(), "a feed's header")
    right = (
        set(value) == {"feed", "from", "to", "frontier", "heads"}
        and is_feed(value["feed"])
        and all(type(value[name]) is int and 0 <= value[name] <= LARGEST for name in ("from", "to"))
        and value["from"] <= value["to"] >= 1
        and _texts(value["frontier"])
        and all(KEY.match(each) for each in value["frontier"])
        and len(value["frontier"]) == value["from"].bit_count()
        and _texts(value["heads"])
    )
    if not right:
        raise Refused("bad-section", "a feed's header is not of the form")
    frontier = [bytes.fromhex(each) for each in value["frontier"]]
    return Part(value["feed"], value["from"], value["to"], frontier, value["heads"])


def _header(part: Part) -> bytes:
    frontier = [each.hex() for each in part.frontier]
    return canon(
        {"feed": part.feed, "from": part.start, "to": part.stop, "frontier": frontier, "heads": part.heads}
    )


def _runs(start: int, lines: Iterable[bytes]) -> Iterator[bytes]:
    """The contents of the sections that carry some entries."""
    run: list[bytes] = []
    size = 0
    for line in lines:
        run.append(line + b"\n")
        size += len(line) + 1
        if size >= _RUN:
            yield start.to_bytes(8, "big") + b"".join(run)
            start += len(run)
            run, size = [], 0
    if run:
        yield start.to_bytes(8, "big") + b"".join(run)


def _packed(kind: int, content: bytes) -> bytes:
    stored = zlib.compress(content, 6 if kind != BLOB else 0)
    return bytes([kind]) + len(content).to_bytes(8, "big") + len(stored).to_bytes(8, "big") + stored


def _slice(source: Path | bytes, offset: int, length: int) -> bytes:
    if isinstance(source, bytes):
        return source[offset : offset + length]
    with source.open("rb") as file:
        file.seek(offset)
        return file.read(length)


def _texts(value: Any) -> bool:
    return type(value) is list and all(type(each) is str for each in value)
