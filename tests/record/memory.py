"""A store in memory: the second one behind the interface, and a quick one for tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from allforall.record.bundle import ENTRIES, Blob, Part, Run, Section
from allforall.record.store import Change


class MemoryStore:
    """A record in dictionaries; nothing of it outlives the process."""

    def __init__(self, genesis: bytes) -> None:
        self._genesis = genesis
        self._lines: dict[str, list[bytes]] = {}
        self._heads: dict[str, list[str]] = {}
        self._evidence: dict[str, bytes] = {}
        self._blobs: dict[str, Blob] = {}
        self._waiting: dict[str, bytes] = {}

    def genesis(self) -> bytes:
        return self._genesis

    def parts(self, since: Mapping[str, int] | None = None) -> Iterator[Part]:
        for feed in sorted(self._lines):
            start = (since or {}).get(feed, 0)
            data = b"".join(line + b"\n" for line in self._lines[feed][start:])
            runs = [Run(Section(ENTRIES, data, 0, len(data), len(data)), start)] if data else []
            yield Part(feed, start, len(self._lines[feed]), [], list(self._heads[feed]), runs)

    def lines(self, feed: str, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        return iter(self._lines[feed][start:stop])

    def evidence(self) -> Iterator[bytes]:
        return iter([data for _, data in sorted(self._evidence.items())])

    def blobs(self) -> Iterator[Blob]:
        return iter([blob for _, blob in sorted(self._blobs.items())])

    def blob(self, name: str) -> Blob | None:
        return self._blobs.get(name)

    def waiting(self) -> dict[str, bytes]:
        return dict(sorted(self._waiting.items()))

    def commit(self, change: Change, *, durable: bool = True) -> None:
        for each in change.additions:
            self._lines.setdefault(each.feed, []).extend(each.lines)
            self._heads[each.feed] = list(each.heads)
        self._evidence |= change.evidence
        self._blobs |= {blob.name: blob for blob in change.blobs}
        for name, data in change.waiting.items():
            if data is None:
                self._waiting.pop(name, None)
            else:
                self._waiting[name] = data

    def replace_blob(self, blob: Blob) -> None:
        self._blobs[blob.name] = blob

    def contents(self) -> tuple[object, ...]:
        """Everything in it, to be compared."""
        return tuple(map(repr, (self._lines, self._heads, self._evidence, self._blobs, self._waiting)))
