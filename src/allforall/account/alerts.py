"""Alerts: incidents that may fall into the window of a stage. A person then says HOLD; this says why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from allforall.exchange.fold import Exchange
from allforall.exchange.things import Stage
from allforall.exchange.windows import requests
from allforall.record.entry import Entry
from allforall.talks.fold import Talks
from allforall.talks.incidents import in_window


@dataclass(frozen=True, slots=True)
class Alert:
    """Incidents that touch the window of a stage, in the regions of its way."""

    stage: int
    window: Entry
    incidents: tuple[Entry, ...]


def alerts(exchange: Exchange, talks: Talks, regions: Iterable[str] = ()) -> list[Alert]:
    """The alerts of every stage for which a window was requested, acknowledged or not.

    `regions` are those the way leads through; without any, whatever is reported anywhere counts.
    """
    named: list[str | None] = [*regions]
    found = []
    for stage in sorted(each for each in exchange.ledger.things(Stage) if isinstance(each, Stage)):
        for window in requests(exchange, stage):
            period = window.body["from"], window.body["until"]
            touched = {
                each.id: each for region in named or [None] for each in in_window(talks, region, *period)
            }
            if touched:
                found.append(Alert(stage.number, window, tuple(touched.values())))
    return found
