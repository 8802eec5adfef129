"""Taking something back: a new entry, never a deletion."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable

from allforall.record.entry import Entry, split_id
from allforall.record.folding import Fold, RuleBroken
from allforall.record.genesis import member_of
from allforall.record.kinds import REFERENCE, TEXT, Field, Kind
from allforall.record.ledger import Undone

# What others rest on as soon as it is said: it is answered by a new entry of its own kind instead.
_FIRM = ("propose", "accept", "confirm", "commit", "reveal", "chunk", "release")
_FIRM_KINDS = {"undo", "erase", "open"}

UNDO = Kind(
    "undo",
    "Takes back an entry of one's own side; what it said no longer counts for whoever knows this.",
    "{who} takes back {of}: {why}",
    {
        "of": Field(REFERENCE, "the entry that no longer counts"),
        "why": Field(TEXT, "why, without a name"),
    },
    {"of": "A:1:" + "0" * 64, "why": "entered for the wrong stage"},
    frozenset({"party", "mediator", "observer"}),
)


def take_back(fold: Fold, entry: Entry, firm: Collection[str] = ()) -> Iterable[Hashable]:
    """What an undo is about; raises RuleBroken, also for what is of one of the `firm` kinds."""
    found = split_id(entry.body["of"])
    if found is None or member_of(found[0]) != member_of(entry.feed):
        raise RuleBroken("not-his-to-say", entry.id, "only one's own entry can be taken back")
    if not fold.state.knows(entry, found[0], found[1]):
        raise RuleBroken("unknown-entry", entry.id, "there is no such entry that it knows")
    kind = fold.kind_of(entry.body["of"])
    if kind is None or kind in _FIRM_KINDS or kind in firm or kind.rpartition(".")[2] in _FIRM:
        raise RuleBroken("firm", entry.id, f"{kind or 'this'} cannot be taken back; answer it by a new entry")
    return [Undone(entry.body["of"])]
