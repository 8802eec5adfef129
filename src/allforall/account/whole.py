"""A record read whole: its entries in order, the exchange and the talks that they make."""

from __future__ import annotations

from dataclasses import dataclass

import allforall.exchange.families
import allforall.talks  # noqa: F401  # both bring all kinds and rules
from allforall.exchange import fold as exchanges
from allforall.record.folding import Refusal
from allforall.record.state import State
from allforall.record.story import Told
from allforall.record.telling import stories
from allforall.record.verify import Source
from allforall.talks import fold as talking


@dataclass(frozen=True)
class Whole:
    """What a record holds, verified, and what it means."""

    state: State
    told: list[Told]
    exchange: exchanges.Exchange
    talks: talking.Talks

    def refusals(self) -> dict[str, Refusal]:
        """The entries that a rule refuses, by id; one that both rooms refuse stands here once."""
        return {each.entry.id: each for each in (*self.talks.refused, *self.exchange.refused)}


def read_whole(source: Source) -> Whole:
    """A record or a bundle, read and folded; raises Refused when it does not verify."""
    state, told = stories(source)
    entries = [each.entry for each in told]
    return Whole(state, told, exchanges.fold(state, entries), talking.fold(state, entries))
