"""Incidents as claims by a source: what, how many, where and when, and how sharply that is known."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from datetime import datetime, timedelta

from allforall.record.entry import Entry
from allforall.record.folding import RuleBroken
from allforall.record.kinds import REFERENCE, TIME, Field, Kind, choice, integer, matching
from allforall.record.ledger import Of
from allforall.talks.fold import KINDS, Talks, rule
from allforall.talks.things import (
    EVERYBODY,
    PLACE,
    PRECISION,
    PRECISIONS,
    ROLE,
    SOURCE,
    WORDS,
    referred,
    times,
)

WHAT = ("drone", "missile", "shelling", "bombing", "gunfire", "mine", "sabotage", "closure", "other")
UNITS = ("launched", "downed", "hit", "attacks", "places", "killed", "wounded", "captured", "hours")
REGION = matching(r"[^/]{1,60}(/[^/]{1,60}){0,4}", "a region such as North/Harbour")

KINDS.add(
    Kind(
        "incident.report",
        "What a source says has happened; two sources on one incident stand side by side.",
        "{who} reports, from {source}: {what}, {count} {unit}, from {from} until {until}.",
        {
            "what": Field(choice(*WHAT), "what kind of incident"),
            "unit": Field(choice(*UNITS), "what is counted"),
            "count": Field(integer(0, 10_000_000), "how many, as the source says"),
            "from": Field(TIME, "since when"),
            "until": Field(TIME, "until before when"),
            "precision": Field(PRECISION, "how sharply both are known"),
            "region": Field(
                REGION,
                "where: a region, smaller ones after a slash; everywhere when left out",
                optional=True,
            ),
            "place": Field(PLACE, "the place, if it is one", optional=True),
            "by": Field(ROLE, "who did it, as the source says", optional=True),
            "source": Field(SOURCE, "who says so: the same words each time"),
            "published": Field(WORDS, "where it can be found", optional=True),
            **times("reported", "when the source said so", optional=True),
            "part_of": Field(REFERENCE, "the same source's report of which this is a part", optional=True),
        },
        {
            "what": "drone",
            "unit": "downed",
            "count": 105,
            "from": "2025-05-21T17:00:00Z",
            "until": "2025-05-22T05:00:00Z",
            "precision": "hour",
            "source": "Ministry of Defence of B",
        },
        EVERYBODY,
    )
)
_SAME = ("what", "unit", "source")


@rule("incident.report")
def _incident(talks: Talks, entry: Entry) -> Iterable[Hashable]:
    if not entry.body["from"] < entry.body["until"]:
        raise RuleBroken("bad-period", entry.id, "an incident ends after it began")
    if entry.body["from"] > entry.t:
        raise RuleBroken("not-yet", entry.id, "it reports what is still to come")
    whole = referred(talks, entry, "part_of", "incident.report")
    if whole is not None:
        _check_part(entry, whole)
    return [Of(entry.id)]


def _check_part(entry: Entry, whole: Entry) -> None:
    """A part lies within its total: same source, same thing counted, period, region and number."""
    part, total = entry.body, whole.body
    if any(part[name] != total[name] for name in _SAME) or part.get("by") != total.get("by"):
        raise RuleBroken(
            "not-a-part", entry.id, "a part counts the same thing by the same source as its total"
        )
    if part["from"] < total["from"] or part["until"] > total["until"]:
        raise RuleBroken("not-a-part", entry.id, "a part lies within the period of its total")
    if not within(part.get("region"), total.get("region")):
        raise RuleBroken("not-a-part", entry.id, "a part lies within the region of its total")
    if part["count"] > total["count"]:
        raise RuleBroken("not-a-part", entry.id, "a part is not more than its total")


def within(region: str | None, other: str | None) -> bool:
    """Whether a region is another or lies in it; None is everywhere."""
    return other is None or (region is not None and (region == other or region.startswith(f"{other}/")))


def incidents(talks: Talks, region: str | None = None, begin: str = "", end: str = "9") -> list[Entry]:
    """The incidents in a region that overlap a period, by when they began."""
    found = [
        each
        for each in talks.standing("incident.report")
        if within(each.body.get("region"), region) and each.body["from"] < end and begin < each.body["until"]
    ]
    return sorted(found, key=lambda each: (each.body["from"], talks.ledger.age(each)))


def in_window(talks: Talks, region: str | None, begin: str, end: str) -> list[Entry]:
    """The incidents that may fall into a window: everything that may have happened there, and may have then.

    Caution before sharpness: a period is widened by how vaguely it is known, an incident of an unnamed region
    may have happened anywhere, and one of a larger region may have happened in this one.
    """
    return [
        each
        for each in talks.standing("incident.report")
        if _may_touch(each.body.get("region"), region)
        and shifted(each.body["from"], -PRECISIONS[each.body["precision"]]) < end
        and begin < shifted(each.body["until"], PRECISIONS[each.body["precision"]])
    ]


def shifted(t: str, hours: int) -> str:
    """A time some hours later; at the ends of the calendar the same time."""
    try:
        return (datetime.fromisoformat(t) + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ")
    except OverflowError:
        return t


def _may_touch(region: str | None, other: str | None) -> bool:
    return within(region, other) or within(other, region)
