"""Where a record is kept: the interface that a directory, memory, or a database stands behind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from allforall.record.bundle import Blob, Part


@dataclass(frozen=True)
class Addition:
    """New entries of one feed from place `start` on; `heads` are those of the whole feed from now on."""

    feed: str
    start: int
    lines: list[bytes]
    heads: list[str]


@dataclass(frozen=True)
class Change:
    """What is added to a record in one go, wholly or not at all.

    `waiting` has bundles to keep aside, by their digest; None drops one.
    """

    additions: list[Addition] = field(default_factory=list)
    evidence: dict[str, bytes] = field(default_factory=dict)
    blobs: list[Blob] = field(default_factory=list)
    waiting: dict[str, bytes | None] = field(default_factory=dict)


class Store(Protocol):
    """A record on some medium. A reader sees each change wholly or not at all; a writer holds `lock`."""

    def genesis(self) -> bytes:
        """The bytes of the genesis."""
        ...

    def parts(self, since: Mapping[str, int] | None = None) -> Iterator[Part]:
        """The feeds ascending, from some sizes on (with an empty frontier; the caller knows the tree)."""
        ...

    def lines(self, feed: str, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """The entries of a feed."""
        ...

    def evidence(self) -> Iterator[bytes]:
        """The pieces of fork evidence, ascending by feed."""
        ...

    def blobs(self) -> Iterator[Blob]:
        """The blobs that are there, ascending by name."""
        ...

    def blob(self, name: str) -> Blob | None:
        """One blob; None when it is not there."""
        ...

    def waiting(self) -> dict[str, bytes]:
        """The bundles that wait for what they build on, by their digest."""
        ...

    def commit(self, change: Change, *, durable: bool = True) -> None:
        """Keep a change; when this returns, it is on disk, if it is to be durable.

        Raises RecordError, and then nothing has changed.
        """
        ...

    def replace_blob(self, blob: Blob) -> None:
        """Put a blob in the place of one of the same name, of which rows are erased."""
        ...
