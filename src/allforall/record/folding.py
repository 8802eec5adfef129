"""The fold of a record into what its entries mean: entry by entry, each judged by what its author had seen.

A room above makes a `Book` of its kinds and rules and a class of `Fold` with it; an entry of a kind that the
book does not know is another room's, or nobody's.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar, Generic, TypeVar

from allforall.errors import AllForAllError
from allforall.record.entry import Entry
from allforall.record.kinds import BodyError, Kinds
from allforall.record.ledger import Ledger
from allforall.record.state import State

F = TypeVar("F", bound="Fold")
T = TypeVar("T")


class RuleBroken(AllForAllError):  # noqa: N818 - it reads as a finding
    """An entry that its author had no right to make, by what he had seen.

    `rule` names an invariant of the room, or says in two or three words what was missing. `rows` are row ids,
    such as `A:2/17`; the text names no person.
    """

    def __init__(self, rule: str, entry: str, about: str, rows: tuple[str, ...] = ()) -> None:
        shown = f" (rows {', '.join(rows[:5])}{', …' if len(rows) > 5 else ''})" if rows else ""
        super().__init__(f"{rule}: {entry}: {about}{shown}")
        self.rule = rule
        self.entry = entry
        self.about = about
        self.rows = rows


@dataclass(frozen=True, slots=True)
class Refusal:
    """An entry that was well signed but breaks a rule: it stays in the record and counts for nothing."""

    entry: Entry
    rule: str
    about: str
    rows: tuple[str, ...] = ()


@dataclass
class Book(Generic[F]):
    """The kinds of a room and their rules.

    A rule judges an entry and names the things it is about; it raises RuleBroken.
    """

    kinds: Kinds = field(default_factory=Kinds)
    rules: dict[str, Callable[[F, Entry], Iterable[Hashable]]] = field(default_factory=dict)

    def rule(
        self, *kinds: str
    ) -> Callable[[Callable[[F, Entry], Iterable[Hashable]]], Callable[[F, Entry], Iterable[Hashable]]]:
        """Make a function the rule of some kinds."""

        def made(
            function: Callable[[F, Entry], Iterable[Hashable]],
        ) -> Callable[[F, Entry], Iterable[Hashable]]:
            for kind in kinds:
                assert kind not in self.rules, kind  # noqa: S101  # a mistake of ours
                self.rules[kind] = function
            return function

        return made


@dataclass
class Fold:
    """What entries make of a case; `refused` break a rule, `unknown` are of no kind that the book knows."""

    book: ClassVar[Book[Any]]

    state: State
    ledger: Ledger = field(init=False)
    refused: list[Refusal] = field(default_factory=list)
    unknown: list[Entry] = field(default_factory=list)
    kinds: dict[str, str] = field(default_factory=dict)
    by_kind: dict[str, list[Entry]] = field(default_factory=dict)
    judged: tuple[Entry, dict[Hashable, Any]] | None = None

    def __post_init__(self) -> None:
        self.ledger = Ledger(self.state)

    def apply(self, entry: Entry) -> Refusal | None:
        """Take one entry in, after everything it has seen; what is refused is kept as refused."""
        self.ledger.tell(entry)
        self.kinds[entry.id] = entry.kind
        self.judged = entry, {}
        try:
            things = self.judge(entry)
        except BodyError as wrong:
            refusal = Refusal(entry, "bad-fields", str(wrong))
        except RuleBroken as broken:
            refusal = Refusal(entry, broken.rule, broken.about, broken.rows)
        else:
            for thing in things:
                self.ledger.put(thing, entry)
            if entry.kind in self.book.kinds.by_name:
                self.by_kind.setdefault(entry.kind, []).append(entry)
            return None
        finally:
            self.judged = None
        self.refused.append(refusal)
        return refusal

    def once(self, key: Hashable, knowing: Entry | None, find: Callable[[], T]) -> T:
        """What `find` gives, found once while an entry is judged: nothing that it knows changes meanwhile."""
        if self.judged is None or self.judged[0] is not knowing:
            return find()
        if key not in self.judged[1]:
            self.judged[1][key] = find()
        found: T = self.judged[1][key]
        return found

    def apply_all(self, entries: Iterable[Entry]) -> None:
        """Take in some entries, each after everything it has seen (see `record.story`)."""
        for entry in entries:
            self.apply(entry)

    def kind_of(self, reference: str) -> str | None:
        """The kind of an entry that has been taken in; None when there is none of that id."""
        return self.kinds.get(reference)

    def standing(self, *kinds: str) -> Iterator[Entry]:
        """The entries of some kinds that are not refused, void or undone, kind by kind in order of age."""
        for kind in kinds:
            found = (entry for entry in self.by_kind.get(kind, ()) if self.ledger.knows(None, entry))
            yield from sorted(found, key=self.ledger.age)

    def judge(self, entry: Entry) -> list[Hashable]:
        """The things an entry is about; raises BodyError or RuleBroken when it may not stand."""
        kind = self.book.kinds.by_name.get(entry.kind)
        if kind is None:
            self.unknown.append(entry)
            return []
        kind.check(entry)
        if self.state.genesis.role(entry.feed) not in kind.by:
            raise RuleBroken("not-his-to-say", entry.id, f"{entry.kind} is not for {entry.feed} to say")
        found = self.book.rules.get(entry.kind)
        return list(found(self, entry)) if found else []
