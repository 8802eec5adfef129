"""What a re-plan says it changed, held against the plan it mended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from allforall.plan.checker.document import Document, Violation
from allforall.plan.checker.errors import CheckError
from allforall.plan.checker.terms import WAYS

Before = tuple[Sequence[Mapping[str, str]], Mapping[str, Any]]


def dropped(facts: Mapping[str, Any]) -> dict[str, set[str]]:
    """The requests that a re-plan counts as dropped out, by direction."""
    try:
        out = facts.get("replanned", {}).get("dropped", {})
        return {way: set(map(str, out.get(way, []))) for way in WAYS}
    except (AttributeError, TypeError) as failed:
        raise CheckError(f"PLAN.json: replanned cannot be read ({failed})") from failed


def done_stages(facts: Mapping[str, Any]) -> set[int]:
    """The stages that were done when the plan was mended."""
    try:
        return {int(each) for each in facts.get("replanned", {}).get("done", [])}
    except (AttributeError, TypeError, ValueError) as failed:
        raise CheckError(f"PLAN.json: replanned cannot be read ({failed})") from failed


def changes(plan: Document, before: Before | None) -> Iterator[Violation]:
    """Done stages are untouched, and what was added, removed and moved is just what is said.

    Without the plan before, only what PLAN.json says of itself is looked at.
    """
    said = plan.facts.get("replanned")
    if said is None:
        if before is not None:
            yield Violation("changes", "PLAN.json does not say that it mends another plan (replanned)")
        return
    if said.get("touched") != _touched(said):
        yield Violation("changes", "touched is not added plus removed plus twice moved")
    if said.get("touched", 0) < said.get("bound", 0):
        yield Violation("changes", "fewer people are touched than must be")
    if before is not None:
        yield from _against(plan, said, *before)


def _against(
    plan: Document, said: Mapping[str, Any], rows: Sequence[Mapping[str, str]], facts: Mapping[str, Any]
) -> Iterator[Violation]:
    if said.get("mends") != facts.get("seal"):
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
        if sorted(_named(said.get(what, []))) != names:
            yield Violation("changes", f"{what} is not what was {what}: {len(names)} people were")


def _touched(said: Mapping[str, Any]) -> int:
    count = {what: len(said.get(what, [])) for what in ("added", "removed", "moved")}
    return count["added"] + count["removed"] + 2 * count["moved"]


def _named(entries: Sequence[Mapping[str, Any]]) -> list[str]:
    return [f"{each.get('direction')}:{each.get('request_id')}" for each in entries]


def _names(keys: Any) -> list[str]:
    return sorted(f"{way}:{request}" for way, request in keys)
