"""The fold of a record into the talks, over the same entries as an exchange's and in the same manner."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from allforall.record.entry import Entry
from allforall.record.folding import Book, Fold
from allforall.record.state import State

BOOK: Book[Talks] = Book()
KINDS = BOOK.kinds
rule = BOOK.rule


class Talks(Fold):
    """The talks as a case's entries make them."""

    book: ClassVar[Book[Any]] = BOOK


def fold(state: State, entries: Iterable[Entry]) -> Talks:
    """The talks that some entries make, each after everything it has seen (see `record.story`)."""
    talks = Talks(state)
    talks.apply_all(entries)
    return talks
