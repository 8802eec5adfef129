"""The things that entries of the talks are about, and the forms their bodies share."""

from __future__ import annotations

from dataclasses import dataclass

from allforall.record.entry import Entry
from allforall.record.folding import RuleBroken
from allforall.record.kinds import HASH, TIME, Field, choice, integer, matching, object_of, text
from allforall.record.ledger import Of
from allforall.talks.fold import Talks

EVERYBODY = frozenset({"party", "mediator", "observer"})
TOPICS = ("ceasefire", "exchange", "memorandum", "meeting", "venue", "other")
TOPIC = choice(*TOPICS)
LANGUAGE = matching(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?", "a language such as uk")
TEXTS = object_of(LANGUAGE, HASH)
ROLE = text(120)
PLACE = text(120)
SOURCE = text(300)
WORDS = text(300)
ROUND = integer(1, 9999)

# How sharply a time is known, and how many hours it may lie after the time that is written.
PRECISIONS = {"minute": 0, "hour": 1, "part_of_day": 6, "day": 24, "week": 168}
PRECISION = choice(*PRECISIONS)


@dataclass(frozen=True, slots=True)
class Delegation:
    """Who a member sends, and who may speak for it."""

    member: str


@dataclass(frozen=True, slots=True, order=True)
class Round:
    """A round of talks, by number."""

    number: int


@dataclass(frozen=True, slots=True)
class Topic:
    """What is talked about."""

    name: str


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose word a statement is: a member's id, or the name of somebody who is no member."""

    name: str


def times(name: str, about: str, *, optional: bool = False) -> dict[str, Field]:
    """A time and how sharply it is known: the fields `NAME_at` and `NAME_precision`."""
    return {
        f"{name}_at": Field(TIME, about, optional),
        f"{name}_precision": Field(PRECISION, f"how sharply that is known ({name})", optional),
    }


def referred(talks: Talks, entry: Entry, field: str, *kinds: str) -> Entry | None:
    """The entry that a field names; None when the field is not there.

    Raises RuleBroken when the author knows no entry of that id that stands and is of one of these kinds.
    """
    reference = entry.body.get(field)
    if reference is None:
        return None
    for each in talks.ledger.about(Of(reference), entry, *kinds):
        if each.id == reference:
            return each
    raise RuleBroken("unknown-entry", entry.id, f"{field} names no {' or '.join(kinds)} that stands")
