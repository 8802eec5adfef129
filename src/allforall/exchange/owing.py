"""What a member owes, about which entry, and since when by the member's own receipt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from allforall.exchange.fold import Exchange
from allforall.exchange.things import Row
from allforall.record import moves
from allforall.record.entry import Entry
from allforall.record.genesis import member_of


@dataclass(frozen=True, slots=True)
class Owed:
    """Something a member owes: `act` on the entry `about`, for some rows, if it is about rows.

    `since` is the time of the member's receipt for that entry, or of the entry when it is his own; None when
    he is not known to have it. `due` is the time by which it was to be done, if one was set.
    """

    member: str
    act: str
    about: str
    since: str | None
    rows: tuple[Row, ...] = ()
    due: str | None = None


def owes(exchange: Exchange, member: str, act: str, about: Entry, rows: Iterable[Row] = ()) -> Owed:
    """That a member owes an act since he has an entry."""
    since: str | None = about.t
    if member_of(about.feed) != member:
        found = moves.receipt(exchange.state, member, about.feed, about.n)
        since = found.t if found is not None else None
    return Owed(member, act, about.id, since, tuple(rows))
