"""What a re-plan says it changed, held against the plan it mended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from allforall.plan.checker.document import Document, Violation
from allforall.plan.checker.terms import WAYS

Before = tuple[Sequence[Mapping[str, str]], Mapping[str, Any]]


def dropped(facts: Mapping[str, Any]) -> dict[str, set[str]]:
    """The requests that a re-plan counts as dropped out, by direction."""
    return {way: set(facts["replanned"]["dropped"][way] if "replanned" in facts else ()) for way in WAYS}


def done_stages(facts: Mapping[str, Any]) -> set[int]:
    """The stages that were done when the plan was mended."""
    return set(facts["replanned"]["done"] if "replanned" in facts else ())


def changes(plan: Document, before: Before | None) -> Iterator[Violation]:
    """Done stages are untouched, and what was added, removed and moved is just what is said.

    Without the plan before, only what PLAN.json says of itself is looked at.
    """
    said = plan.facts.get("replanned")
    if said is None:
        if before is not None:
            yield Violation("changes", "PLAN.json does not say that it mends another plan (replanned)")
        return
    if said["touched"] != _touched(said):
        yield Violation("changes", "touched is not added plus removed plus twice moved")
    if said["touched"] < said["bound"]:
        yield Violation("changes", "fewer people are touched than must be")
    places = {(line.way, line.request_id): (line.stage, line.place) for line in plan.going}
    for what, goes in (("added", True), ("moved", True), ("removed", False)):
        for each in said[what]:
            there = places.get((each["direction"], each["request_id"]))
            if (goes and there != (each["stage"], each["place"])) or (there and not goes):
                name = f"{each['direction'][-1:]}:{each['request_id']}"
                yield Violation("changes", f"{name} is not {what} as the rows have it", (name,))
    if before is not None:
        yield from _against(plan, said, *before)


def _against(
    plan: Document, said: Mapping[str, Any], rows: Sequence[Mapping[str, str]], facts: Mapping[str, Any]
) -> Iterator[Violation]:
    if said["mends"] != facts["seal"]:
        yield Violation("changes", "it mends another plan than this one (mends)")
    if {**facts["rules"], "as_many": plan.agreed.as_many or facts["rules"]["as_many"]} != plan.facts["rules"]:
        yield Violation("changes", "the terms are not those of the plan before")
    old = {(r["direction"], r["request_id"]): int(r["stage"]) for r in rows if r["stage"].isdigit()}
    new = plan.stage_of
    out = dropped(plan.facts)
    done = done_stages(plan.facts)
    for way, request in sorted(old.keys() | new.keys()):
        was, now = old.get((way, request), 0), new.get((way, request), 0)
        if was != now and (was in done or now in done):
            yield Violation(
                "changes", f"stage {was or now} is done, but was changed", (f"{way[-1]}:{request}",)
            )
    expected = {
        "added": _names(key for key in new if key not in old),
        "removed": _names(key for key in old if key not in new and key[1] not in out[key[0]]),
        "moved": _names(key for key in new if key in old and old[key] != new[key]),
    }
    for what, names in expected.items():
        if sorted(_named(said[what])) != names:
            yield Violation("changes", f"{what} is not what was {what}: {len(names)} people were")


def _touched(said: Mapping[str, Any]) -> int:
    count = {what: len(said[what]) for what in ("added", "removed", "moved")}
    return count["added"] + count["removed"] + 2 * count["moved"]


def _named(entries: Sequence[Mapping[str, Any]]) -> list[str]:
    return [f"{each['direction']}:{each['request_id']}" for each in entries]


def _names(keys: Any) -> list[str]:
    return sorted(f"{way}:{request}" for way, request in keys)
