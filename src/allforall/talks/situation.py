"""The situation: what sources say has happened, region by region, over a period."""

from __future__ import annotations

from dataclasses import dataclass

from allforall.record.entry import Entry
from allforall.talks.figures import Figure, figures
from allforall.talks.fold import Talks
from allforall.talks.incidents import incidents


@dataclass(frozen=True, slots=True)
class Situation:
    """What happened in a region, None for what no region was named for.

    `figures` count what is reported of the region and those in it; `last` is the latest report.
    """

    region: str | None
    figures: tuple[Figure, ...]
    last: Entry


def situation(talks: Talks, begin: str, end: str) -> list[Situation]:
    """The situation of every region named in a period, larger regions before those in them.

    A report that only overlaps the period counts as a whole: nobody knows which part of it falls inside.
    """
    found = incidents(talks, None, begin, end)
    named: dict[str | None, list[Entry]] = {}
    for each in found:
        for region in _regions(each.body.get("region")):
            named.setdefault(region, []).append(each)
    return [
        Situation(region, tuple(figures(reports)), max(reports, key=lambda each: str(each.body["until"])))
        for region, reports in sorted(named.items(), key=lambda item: item[0] or "")
    ]


def _regions(region: str | None) -> list[str | None]:
    """A region and those it lies in; what has none stands by itself."""
    if region is None:
        return [None]
    words = region.split("/")
    return ["/".join(words[:i]) for i in range(1, len(words) + 1)]
