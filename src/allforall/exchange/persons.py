"""Where one person stands: computed from what was said of the row, never stored.

Each family of kinds says by which of its entries a state is reached (`shows`). When several are, the one that
stands first in STATES counts: who is home is home; else what keeps somebody back; else how far he has come.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from allforall.exchange.agreements import confirmation
from allforall.exchange.errors import RuleBroken
from allforall.exchange.fold import Exchange
from allforall.exchange.things import Row, row_of
from allforall.record.entry import Entry

HOME = {
    "closed": "home, the family told, the Bureau and the Agency notified",
    "reunited": "home, and the family has been told",
    "received": "received by the own side",
    "crossed": "crossed, by both sheets",
    "returned": "was home already",
    "released_outside": "released outside the exchange",
}
APART = {
    "remains_identified": "dead, the remains home and identified",
    "deceased": "dead",
    "escaped": "escaped",
    "id_disputed": "an officer doubts who this is",
    "declined": "does not want to go",
    "withdrawn": "taken off the list by the party that wants him or her home",
    "held_back": "held back by the other side, on a stated ground",
    "transferred": "in the hands of somebody else",
    "turned_back": "turned back at the crossing",
    "no_show": "was not at the crossing",
    "substituted": "another person goes instead, by both signatures",
}
# Until a later plan places him or her anew.
ANEW = frozenset({"turned_back", "no_show", "substituted"})
CAME_HOME = frozenset({"closed", "reunited", "received", "crossed"})
ON_THE_WAY = {
    "identified": "identified at the crossing by an officer of each side",
    "at_point": "at the crossing",
    "in_transit": "on the way",
    "allocated": "in the agreed manifest of a stage",
    "cleared": "cleared by every body that has to",
    "agreed": "in the plan that all parties signed",
    "held": "held, says the other side",
}
OPEN = {
    "needs_data": "the other side asks for more about this person",
    "not_held": "not held, says the other side",
    "requested": "on a list",
}
PLACED = ON_THE_WAY.keys() - {"held"}
STATES = HOME | APART | ON_THE_WAY | OPEN

# Told what was said of a row, of its kinds, in order of age; whether that brings the person to the state.
Holds = Callable[[Exchange, Row, list[Entry], Entry | None], bool]


@dataclass(frozen=True, slots=True)
class _Sign:
    kinds: frozenset[str]
    holds: Holds


_SIGNS: dict[str, list[_Sign]] = {}
_ORDER = {state: n for n, state in enumerate(STATES)}
_SHOWN_BY: dict[str, set[str]] = {}  # by kind, the states its entries may bring to


def shows(state: str, *kinds: str) -> Callable[[Holds], Holds]:
    """Make a function tell whether entries of some kinds, put into a row's cell, bring it to a state.

    It is asked only when there is such an entry.
    """
    assert state in STATES, state  # noqa: S101  # a mistake of ours

    def made(holds: Holds) -> Holds:
        _SIGNS.setdefault(state, []).append(_Sign(frozenset(kinds), holds))
        for kind in kinds:
            _SHOWN_BY.setdefault(kind, set()).add(state)
        return holds

    return made


def shown_by(state: str, *kinds: str) -> None:
    """Any entry of some kinds in a row's cell brings it to a state."""
    shows(state, *kinds)(lambda _exchange, _row, _said, _knowing: True)


def status(exchange: Exchange, row: Row, knowing: Entry | None = None) -> str:
    """The state of a person, one of STATES, to an entry's knowledge or by all that is held."""
    said = since_capture(exchange, exchange.ledger.about(row, knowing))
    kinds = {each.kind for each in said}
    states = set().union(*(_SHOWN_BY.get(kind, ()) for kind in kinds))
    for state in sorted(states, key=_ORDER.__getitem__):
        for sign in _SIGNS[state]:
            if not sign.kinds.isdisjoint(kinds):
                some = [each for each in said if each.kind in sign.kinds]
                if state in ANEW:
                    some = _since_plan(exchange, said, some, knowing)
                if some and sign.holds(exchange, row, some, knowing):
                    return state
    return "requested"


def since_capture(exchange: Exchange, said: list[Entry]) -> list[Entry]:
    """What was said since the person was captured anew, or without knowing of that; everything, if never."""
    anew = [each for each in said if each.kind == "person.state" and each.body["state"] == "recaptured"]
    return [each for each in said if not any(exchange.state.knows(late, each.feed, each.n) for late in anew)]


def _since_plan(
    exchange: Exchange, said: list[Entry], some: list[Entry], knowing: Entry | None
) -> list[Entry]:
    """What was said without knowledge that a plan had been agreed which places the person anew."""
    agreed = [
        confirm
        for each in said
        if each.kind == "plan.propose" and (confirm := confirmation(exchange, each, knowing)) is not None
    ]
    return [
        each for each in some if not any(exchange.state.knows(plan, each.feed, each.n) for plan in agreed)
    ]


def last_words(exchange: Exchange, said: list[Entry]) -> list[Entry]:
    """Of some entries those that no other of them knew: the last, or several that knew not of each other."""
    if len(said) < 2:
        return said
    return [
        each for each in said if not any(exchange.state.knows(later, each.feed, each.n) for later in said)
    ]


def same_as(exchange: Exchange, row: Row, knowing: Entry | None = None) -> set[Row]:
    """The other rows that are said to be the same person."""
    found, left = {row}, [row]
    while left:
        for each in exchange.ledger.about(left.pop(), knowing, "person.same"):
            new = {row_of(name) for name in each.body["rows"]} - found
            found |= new
            left += new
    return found - {row}


def bar(exchange: Exchange, row: Row, knowing: Entry | None = None) -> str | None:
    """The invariant that a person in a plan or manifest would break; None when he or she may go."""
    state = status(exchange, row, knowing)
    if state in HOME:
        return "not-again"
    if state not in ON_THE_WAY:
        return "both-words" if state in OPEN else "fit-for-manifest"
    others = {status(exchange, other, knowing) for other in same_as(exchange, row, knowing)}
    if not others.isdisjoint(HOME):
        return "not-again"
    return None if others.isdisjoint(PLACED) else "one-live-slot"


def check_fit(exchange: Exchange, entry: Entry, rows: Iterable[Row], beside: Collection[str] = ()) -> None:
    """Raise RuleBroken when, by what an entry's author knew, some of the persons may not go.

    Those in a state of `beside` may, when all places are given anew.
    """
    barred: dict[str, list[Row]] = {}
    for row in rows:
        broken = bar(exchange, row, entry)
        anew = bool(beside) and (broken == "one-live-slot" or status(exchange, row, entry) in beside)
        if broken is not None and not anew:
            barred.setdefault(broken, []).append(row)
    for broken, some in sorted(barred.items()):
        states = ", ".join(sorted({status(exchange, row, entry) for row in some}))
        raise RuleBroken(broken, entry.id, f"not to go, being {states}", tuple(map(str, some)))
