"""Taking something back in an exchange."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from allforall.exchange.fold import KINDS, Exchange, rule
from allforall.record.entry import Entry
from allforall.record.undoing import UNDO, take_back

# What others rest on as soon as it is said.
_FIRM_KINDS = {
    "stage.sign", "stage.count", "stage.batch", "crossing.crossed", "crossing.received",
    "stage.hold", "stage.alert", "stage.postpone", "stage.rollback", "stage.divert",
    "crossing.disputed", "wish.state", "bulletin.publish",
}  # fmt: skip

KINDS.add(UNDO)


@rule("undo")
def _undo(exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
    return take_back(exchange, entry, _FIRM_KINDS)
