"""The fold of a record into an exchange: entry by entry, each judged by what its author had seen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from allforall.record.entry import Entry
from allforall.record.folding import Book, Fold
from allforall.record.folding import Refusal as Refusal
from allforall.record.state import State

_BOOK: Book[Exchange] = Book()
KINDS = _BOOK.kinds
RULES = _BOOK.rules
rule = _BOOK.rule


class Exchange(Fold):
    """An exchange as its entries make it."""

    book: ClassVar[Book[Any]] = _BOOK


def fold(state: State, entries: Iterable[Entry]) -> Exchange:
    """The exchange that some entries make, each after everything it has seen (see `record.story`)."""
    exchange = Exchange(state)
    exchange.apply_all(entries)
    return exchange
