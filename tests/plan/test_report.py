"""The report: one page, nothing fetched, names of any kind harmless."""

from __future__ import annotations

import re
from typing import Any

from allforall.plan.make import make_plan
from allforall.plan.paper import plan_facts, plan_rows
from allforall.plan.replan import Drops, replan
from allforall.plan.report import report, write_report
from allforall.plan.reread import read_plan


def page(world: Any, **rules: Any) -> str:
    plan = make_plan(world.papers(), world.terms(**rules))
    return report(plan, plan_facts(plan, plan_rows(plan)))


def test_the_page_has_stages_bound_reserves_and_reasons(small: Any) -> None:
    text = page(small, formula="6:6", stages="4=3m+1c,2", transport={"seats": 5, "stretchers_per_stage": 2})
    for part in ("Stages", "How good it is known to be", "Reserves", "Why not", "Terms", "People by stage"):
        assert part in text
    assert "the prices prove that no plan has more" in text
    assert "2 stretchers a stage" in text


def test_the_page_fetches_nothing(small: Any) -> None:
    text = page(small, formula="6:6")
    assert not re.search(r"(?:src|href)=\"(?!#)", text)
    assert "default-src &#39;none&#39;" in text or "default-src 'none'" in text


def test_a_hostile_name_stays_text(kit: Any) -> None:
    name = "<script>alert(1)</script>"
    people = [kit.person(name, category="<b>odd</b>", rank="x"), kit.person("2")]
    world = kit.World(
        dict.fromkeys("AB", people), {s: [kit.sure(name), kit.sure("2")] for s in "AB"}, kit.folder
    )
    assert "<script>alert" not in page(world, formula="1:1")


def test_a_mended_plan_says_what_was_changed(kit: Any, small: Any) -> None:
    from allforall.plan.paper import write_plan

    write_plan(make_plan(small.papers(), small.terms(formula="6:6")), small.folder / "plan.csv")
    mended = replan(read_plan(small.folder / "plan.csv"), small.papers(), Drops({"A": {"A10"}}))
    facts = plan_facts(mended, plan_rows(mended))
    write_report(mended, facts, small.folder / "plan.html")
    text = (small.folder / "plan.html").read_text(encoding="utf-8")
    assert "This plan mends an earlier one, by swaps: 1 added, 0 removed, 0 moved." in text
