"""Figures over incidents: what a source's reports come to at least, with nothing counted twice.

Reports of one source may overlap in time and place: a total for three days, one for a night among them, one
region out of it. What overlaps is never added up. Sources are never added to one another either: each has its
own figure, and a reader sees them side by side.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from allforall.record.entry import Entry

# Where a report stands: the words of its region, the larger first; everywhere is ().
_Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """What one source's reports come to: `least` is the sum of `counted`; `left_out` overlap those.

    `parts` are parts of a total that is among the reports.
    """

    source: str
    what: str
    unit: str
    by: str | None
    least: int
    counted: tuple[Entry, ...]
    left_out: tuple[Entry, ...]
    parts: tuple[Entry, ...]


def figures(reports: Iterable[Entry]) -> list[Figure]:
    """One figure for each source and thing counted, side by side, sorted by what is counted."""
    groups: dict[tuple[str, str, str, str], list[Entry]] = {}
    for each in reports:
        body = each.body
        groups.setdefault((body["what"], body["unit"], body.get("by", ""), body["source"]), []).append(each)
    return [_figure(*key, group) for key, group in sorted(groups.items())]


def _figure(what: str, unit: str, by: str, source: str, reports: list[Entry]) -> Figure:
    there = {each.id for each in reports}
    parts = tuple(each for each in reports if each.body.get("part_of") in there)
    totals = [each for each in reports if each.body.get("part_of") not in there]
    counted = tuple(_without_overlap(totals, 0))
    taken = {each.id for each in counted}
    left_out = tuple(each for each in totals if each.id not in taken)
    return Figure(source, what, unit, by or None, _sum(counted), counted, left_out, parts)


def _without_overlap(reports: list[Entry], depth: int) -> list[Entry]:
    """Reports of the largest sum that do not overlap, as far as this finds them.

    Stretch by stretch of time: either those for the region as a whole, or those for the regions in it,
    whichever come to more, never both in one stretch.
    """
    found: list[Entry] = []
    for stretch in _stretches(reports):
        here = _chain([each for each in stretch if len(_path(each)) == depth])
        inside = [
            each
            for group in _by_region([each for each in stretch if len(_path(each)) > depth], depth)
            for each in _without_overlap(group, depth + 1)
        ]
        found += here if _sum(here) >= _sum(inside) else inside
    return found


def _stretches(reports: list[Entry]) -> Iterator[list[Entry]]:
    """The reports in groups that have no moment in common with one another."""
    stretch: list[Entry] = []
    end = ""
    for each in sorted(reports, key=_order):
        if stretch and each.body["from"] >= end:
            yield stretch
            stretch = []
        stretch.append(each)
        end = max(end, each.body["until"])
    if stretch:
        yield stretch


def _chain(reports: list[Entry]) -> list[Entry]:
    """Of reports for one region those of the largest sum no two of which overlap in time."""
    ordered = sorted(reports, key=lambda each: (each.body["until"], _order(each)))
    ends = [each.body["until"] for each in ordered]
    best = [0]
    before = []
    for i, each in enumerate(ordered):
        before.append(bisect_right(ends, each.body["from"], 0, i))
        best.append(max(best[i], best[before[i]] + each.body["count"]))
    found: list[Entry] = []
    i = len(ordered)
    while i:
        if best[i] == best[i - 1]:
            i -= 1
        else:
            found.append(ordered[i - 1])
            i = before[i - 1]
    return found[::-1]


def _by_region(reports: list[Entry], depth: int) -> Iterator[list[Entry]]:
    groups: dict[str, list[Entry]] = {}
    for each in reports:
        groups.setdefault(_path(each)[depth], []).append(each)
    return iter(groups.values())


def _path(report: Entry) -> _Path:
    region = report.body.get("region")
    return tuple(region.split("/")) if region else ()


def _order(report: Entry) -> tuple[str, str, str]:
    return report.body["from"], report.body["until"], report.id


def _sum(reports: Iterable[Entry]) -> int:
    return sum(each.body["count"] for each in reports)
