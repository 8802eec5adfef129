"""Taking something back in the talks; a proposal is withdrawn by its own kind instead."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from allforall.record.entry import Entry
from allforall.record.undoing import UNDO, take_back
from allforall.talks.fold import BOOK, KINDS, Talks, rule

KINDS.add(UNDO)
_FIRM_KINDS = {"talk.reject", "talk.withdraw"}


@rule("undo")
def _undo(talks: Talks, entry: Entry) -> Iterable[Hashable]:
    """An undo of what another room knows is for that room to judge."""
    kind = talks.kind_of(entry.body["of"])
    if kind is not None and kind not in BOOK.kinds.by_name:
        return []
    return take_back(talks, entry, _FIRM_KINDS)
