"""Reading a plan of ours back, to mend it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from allforall.plan.errors import PlanError, TermsError
from allforall.plan.paper import COLUMNS, FORMAT, plan_paths, seal
from allforall.plan.sheet import open_sheet
from allforall.plan.terms import SIDES, Terms, direction
from allforall.plan.terms_paper import terms_from


@dataclass(frozen=True)
class OldPlan:
    """A plan as it was written. `stages` are the requests and register rows of each (side, stage), by place.

    `out` are requests that had dropped out by then, `done` the stages that were done.
    """

    terms: Terms
    facts: Mapping[str, Any]
    stages: Mapping[tuple[str, int], tuple[tuple[str, str], ...]]
    out: Mapping[str, frozenset[str]]
    done: frozenset[int]


def read_plan(path: Path) -> OldPlan:
    """Read `PLAN.csv` and `PLAN.json`; raises PlanError when they are not a plan, or not of one another."""
    table, facts_path, _ = plan_paths(path)
    facts = _facts(facts_path)
    try:
        terms = terms_from(facts["rules"])
        mended = facts.get("replanned")
        out = {side: _texts(mended["dropped"][direction(side)] if mended else []) for side in SIDES}
        done = frozenset(int(each) for each in (mended["done"] if mended else ()))
    except (TermsError, KeyError, TypeError, ValueError, AttributeError) as failed:
        raise PlanError(
            f"{facts_path}: the rules cannot be read ({type(failed).__name__}: {failed})"
        ) from failed
    return OldPlan(terms, facts, _stages(table, len(terms.stages)), out, done)


def _texts(values: object) -> frozenset[str]:
    if not isinstance(values, list) or not all(isinstance(each, str) for each in values):
        raise TypeError(f"{values!r} is not a list of texts")
    return frozenset(values)


def _facts(path: Path) -> dict[str, Any]:
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
    except OSError as failed:
        raise PlanError(f"{path}: cannot be read: {(failed.strerror or str(failed)).lower()}") from failed
    except (ValueError, RecursionError) as failed:
        raise PlanError(f"{path}: is not JSON: {failed}") from failed
    if not isinstance(facts, dict) or facts.get("format") != FORMAT:
        raise PlanError(f"{path}: is not a plan (expected format {FORMAT!r})")
    if facts.get("seal") != seal(facts):
        raise PlanError(f"{path}: was changed after it was written (its seal does not fit); check it first")
    return facts


def _stages(path: Path, stages: int) -> dict[tuple[str, int], tuple[tuple[str, str], ...]]:
    sheet = open_sheet(path, "request_id")
    sheet.require(*COLUMNS)
    found: dict[tuple[str, int], dict[int, tuple[str, str]]] = {}
    for number, cells in sheet.rows:
        row = {name: cells[at] if at < len(cells) else "" for name, at in sheet.columns.items()}
        side = next((each for each in SIDES if direction(each) == row["direction"]), None)
        if side is None:
            raise PlanError(
                f"{path}, row {number}: direction {row['direction'][:40]!r} (expected to A or to B)"
            )
        if row["stage"]:
            stage, place = (
                _number(row[name], f"{path}, row {number}: {name}") for name in ("stage", "place")
            )
            if not 1 <= stage <= stages:
                raise PlanError(f"{path}, row {number}: stage {stage} (expected 1 to {stages})")
            found.setdefault((side, stage), {})[place] = (row["request_id"], row["register_id"])
    return {key: tuple(people[place] for place in sorted(people)) for key, people in found.items()}


def _number(text: str, what: str) -> int:
    if not text.isdecimal():
        raise PlanError(f"{what} {text[:40]!r} (expected a number)")
    return int(text)
