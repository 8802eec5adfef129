"""The fold of a record into an exchange: entry by entry, each judged by what its author had seen."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field

from allforall.exchange.errors import RuleBroken
from allforall.record.entry import Entry
from allforall.record.kinds import BodyError, Kinds
from allforall.record.ledger import Ledger
from allforall.record.state import State

# A rule judges an entry and names the things it is about; it raises RuleBroken.
Rule = Callable[["Exchange", Entry], Iterable[Hashable]]
KINDS = Kinds()
RULES: dict[str, Rule] = {}


def rule(*kinds: str) -> Callable[[Rule], Rule]:
    """Make a function the rule of some kinds."""

    def made(function: Rule) -> Rule:
        for kind in kinds:
            assert kind not in RULES, kind  # noqa: S101  # a mistake of ours
            RULES[kind] = function
        return function

    return made


@dataclass(frozen=True, slots=True)
class Refusal:
    """An entry that was well signed but breaks a rule: it stays in the record and counts for nothing."""

    entry: Entry
    rule: str
    about: str
    rows: tuple[str, ...] = ()


@dataclass
class Exchange:
    """An exchange as its entries make it; `refused` break a rule, `unknown` are of no kind that is known."""

    state: State
    ledger: Ledger = field(init=False)
    refused: list[Refusal] = field(default_factory=list)
    unknown: list[Entry] = field(default_factory=list)
    kinds: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ledger = Ledger(self.state)

    def apply(self, entry: Entry) -> Refusal | None:
        """Take one entry in, after everything it has seen; what is refused is kept as refused."""
        self.ledger.tell(entry)
        self.kinds[entry.id] = entry.kind
        try:
            things = self.judge(entry)
        except BodyError as wrong:
            refusal = Refusal(entry, "bad-fields", str(wrong))
        except RuleBroken as broken:
            refusal = Refusal(entry, broken.rule, broken.about, broken.rows)
        else:
            for thing in things:
                self.ledger.put(thing, entry)
            return None
        self.refused.append(refusal)
        return refusal

    def kind_of(self, reference: str) -> str | None:
        """The kind of an entry that has been taken in; None when there is none of that id."""
        return self.kinds.get(reference)

    def judge(self, entry: Entry) -> list[Hashable]:
        """The things an entry is about; raises BodyError or RuleBroken when it may not stand."""
        kind = KINDS.by_name.get(entry.kind)
        if kind is None:
            self.unknown.append(entry)
            return []
        kind.check(entry)
        if self.state.genesis.role(entry.feed) not in kind.by:
            raise RuleBroken("not-his-to-say", entry.id, f"{entry.kind} is not for {entry.feed} to say")
        found = RULES.get(entry.kind)
        return list(found(self, entry)) if found else []


def fold(state: State, entries: Iterable[Entry]) -> Exchange:
    """The exchange that some entries make, each after everything it has seen (see `record.story`)."""
    exchange = Exchange(state)
    for entry in entries:
        exchange.apply(entry)
    return exchange
