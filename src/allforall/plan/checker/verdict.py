"""Checking a plan: every rule and every claim, on files alone."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from allforall.plan.checker.answers import Answers, answer_rows
from allforall.plan.checker.certificate import CLAIMS
from allforall.plan.checker.changes import changes, done_stages, dropped
from allforall.plan.checker.document import Document, Violation, read_lines
from allforall.plan.checker.kinds import kind_of
from allforall.plan.checker.lists import Wanted, wanted_list
from allforall.plan.checker.people import Past, groups_that_may_go
from allforall.plan.checker.rules import RULES
from allforall.plan.checker.shape import check_shape
from allforall.plan.checker.tables import plan_files, plan_json, plan_table
from allforall.plan.checker.terms import WAYS, Agreed, agreed_terms


class Paper(NamedTuple):
    """Where one side's list and answers are, judgements apart from them if any, and how to read the list."""

    wanted: Path
    answers: Path
    judged: Path | None = None
    mapping: Mapping[str, str] = {}


class Side(NamedTuple):
    """One side's list and answers, read."""

    wanted: Mapping[str, Wanted]
    answers: Mapping[str, Answers]


@dataclass(frozen=True)
class Verdict:
    """What was found: nothing, or every rule that breaks.

    `counts` say what was looked at, `terms` what it was held against, `in_words` how good the plan is.
    """

    violations: tuple[Violation, ...]
    counts: Mapping[str, int] = field(default_factory=dict)
    terms: str = ""
    in_words: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def valid(self) -> bool:
        """No rule breaks."""
        return not self.violations


def check(
    path: Path, papers: Mapping[str, Paper], previous: Path | None = None, formula: str | None = None
) -> Verdict:
    """Check a plan against lists and answers; `previous` is the plan that a re-plan mended.

    `formula` is the one the reader agreed to, if it is to be compared.
    Raises CheckError when a file cannot be read as what it should be.
    """
    table, facts_file = plan_files(path)
    rows, facts = plan_table(table), plan_json(facts_file)
    check_shape(facts)
    on = agreed_terms(facts["rules"]).on
    sides = {
        way: Side(
            wanted_list(paper.wanted, dict(paper.mapping), on), answer_rows(paper.answers, paper.judged)
        )
        for way, paper in papers.items()
    }
    before = None
    if previous is not None:
        old_table, old_facts = plan_files(previous)
        before = (plan_table(old_table), plan_json(old_facts))
        check_shape(before[1])
    verdict = replace(verify(rows, facts, sides, before), notes=_other_files(facts, papers))
    if formula is not None and formula.replace(" ", "") != facts.get("formula"):
        other = Violation("formula", f"the plan is for {facts.get('formula')}, not for {formula}")
        return replace(verdict, violations=(other, *verdict.violations))
    return verdict


def verify(
    rows: Sequence[Mapping[str, str]],
    facts: Mapping[str, Any],
    sides: Mapping[str, Side],
    before: tuple[Sequence[Mapping[str, str]], Mapping[str, Any]] | None = None,
) -> Verdict:
    """Check a plan that is already read; `sides` by direction."""
    with _no_collector():
        return _verify(rows, facts, sides, before)


@contextmanager
def _no_collector() -> Iterator[None]:
    """Nothing made here refers to itself, so looking for such things would only cost time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _verify(
    rows: Sequence[Mapping[str, str]],
    facts: Mapping[str, Any],
    sides: Mapping[str, Side],
    before: tuple[Sequence[Mapping[str, str]], Mapping[str, Any]] | None,
) -> Verdict:
    check_shape(facts)
    agreed = agreed_terms(facts["rules"])
    lines, wrong = read_lines(rows, len(agreed.places))
    out, done = dropped(facts), done_stages(facts)
    may_go, barred = {}, {}
    for way in WAYS:
        crossed = {
            each.request_id: each.register_id for each in lines if each.way == way and each.stage in done
        }
        may_go[way], barred[way] = groups_that_may_go(way, *sides[way], agreed, Past(out[way], crossed))
    who = {(way, each.request_id): each for way in WAYS for group in may_go[way] for each in group.members}
    kinds = {way: [kind_of(group, agreed) for group in may_go[way]] for way in WAYS}
    plan = Document(facts, agreed, rows, lines, may_go, barred, who, kinds)
    found = [*wrong, *(violation for rule in (*RULES, *CLAIMS) for violation in rule(plan))]
    found += changes(plan, before)
    counts = {"going": len(plan.going), "rows": len(rows), "may go": len(who)}
    return Verdict(tuple(found), counts, _terms(agreed), tuple(facts["in_words"]))


def _other_files(facts: Mapping[str, Any], papers: Mapping[str, Paper]) -> tuple[str, ...]:
    """Lists and answers that are not the very files the plan was made from; the plan may still be right."""
    made_from = {each["what"]: each["sha256"] for each in facts["inputs"]}
    found = []
    for way, paper in papers.items():
        for what, path in ((f"list of {way[-1]}", paper.wanted), (f"answers to {way[-1]}", paper.answers)):
            with path.open("rb") as handle:
                digest = hashlib.file_digest(handle, "sha256").hexdigest()
            if made_from.get(what) != digest:
                found.append(f"{path.name}: is not the file that the plan was made from ({what})")
    return tuple(found)


def _terms(agreed: Agreed) -> str:
    """What the plan was held against, for whoever has to compare it with what was agreed."""
    stages = ", ".join(
        "+".join(f"{to['to A']}:{to['to B']} {group}" for group, to in groups.items())
        for groups in agreed.places.values()
    )
    numbers = ":".join(str(agreed.formula[way]) for way in WAYS)
    return f"formula {numbers}, stages {stages}" + (", as many as possible" if agreed.as_many else "")
