"""Who may go, and the reason of everyone who may not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from allforall.plan.eligible import Eligible, eligible


def side_a(kit: Any, people: list[Any], answers: list[Any], **rules: Any) -> Eligible:
    world = kit.World({"A": people, "B": []}, {"A": answers, "B": []}, kit.folder)
    papers = world.papers()
    return eligible("A", papers.wanted["A"], papers.answers["A"], world.terms(formula="1:1", **rules))


def why(found: Eligible) -> dict[str, str]:
    return {each.request_id: each.reason for each in found.why_not}


def going(found: Eligible) -> list[tuple[str, ...]]:
    return sorted(tuple(sorted(unit.ids)) for unit in found.units)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"decision": "ask"}, "answered ask: an officer has to judge"),
        ({"decision": "ask", "judgement": "not same"}, "judged register row R-1 not to be this person"),
        ({"judgement": "not same"}, "judged register row R-1 not to be this person"),
        ({"judgement": "unsure"}, "an officer is unsure about register row R-1"),
        ({"status": "declined"}, "declined to return, as the list or the answer says"),
    ],
)
def test_an_answer_that_is_not_sure_needs_a_judgement(kit: Any, answer: dict[str, str], reason: str) -> None:
    found = side_a(kit, [kit.person("1")], [kit.sure("1", **answer)])
    assert found.units == ()
    assert reason in why(found)["1"]


def test_a_judgement_makes_any_answer_good(kit: Any) -> None:
    found = side_a(kit, [kit.person("1")], [kit.sure("1", decision="ask", judgement="same")])
    assert going(found) == [("1",)]


def test_nobody_found_and_no_answer_are_told_apart(kit: Any) -> None:
    found = side_a(kit, [kit.person("1"), kit.person("2")], [kit.none("1")])
    assert why(found)["1"].startswith("answered none")
    assert why(found)["2"] == "no answer to this request yet"


@pytest.mark.parametrize("notes", ["died", "already exchanged", "відмовився", "held back"])
def test_who_is_dead_home_unwilling_or_held_back_does_not_go(kit: Any, notes: str) -> None:
    found = side_a(kit, [kit.person("1", notes=notes)], [kit.sure("1")])
    assert found.units == ()


def test_two_requests_for_one_register_row_are_one_person(kit: Any) -> None:
    answers = [kit.sure("1", "R", probability="0.97"), kit.sure("2", "R", probability="0.99")]
    found = side_a(kit, [kit.person("1"), kit.person("2")], answers)
    assert going(found) == [("2",)]
    assert why(found)["1"] == "the same person as request 2 (register row R): one goes"


def test_an_officers_word_stands_before_the_machines(kit: Any) -> None:
    answers = [
        kit.sure("1", "R", probability="0.6", judgement="same"),
        kit.sure("2", "R", probability="0.99"),
    ]
    assert going(side_a(kit, [kit.person("1"), kit.person("2")], answers)) == [("1",)]


def test_one_who_has_returned_under_another_request_does_not_go_again(kit: Any) -> None:
    people = [kit.person("1", notes="returned"), kit.person("2")]
    found = side_a(kit, people, [kit.sure("1", "R", probability="0.9"), kit.sure("2", "R")])
    assert found.units == ()
    assert "the same person as request 1, who has already returned" in why(found)["2"]


def test_a_person_on_the_register_twice_joins_requests_for_either_row(kit: Any) -> None:
    answers = [
        kit.sure("1", "R1", decision="ask", judgement="same"),
        kit.sure("1", "R2", decision="ask", judgement="same", rank="2"),
        kit.sure("2", "R2"),
    ]
    found = side_a(kit, [kit.person("1"), kit.person("2")], answers)
    assert [unit.members[0].register_id for unit in found.units] == ["R1"]
    assert "the same person as request 1" in why(found)["2"]


def test_companions_of_notes_and_rules_travel_together(kit: Any) -> None:
    people = [kit.person("1", notes="with: 2"), kit.person("2"), kit.person("3"), kit.person("4")]
    found = side_a(kit, people, [kit.sure(name) for name in "1234"], companions=[["A:3", "A:4"]])
    assert going(found) == [("1", "2"), ("3", "4")]


def test_a_companion_who_may_not_go_keeps_the_others_back(kit: Any) -> None:
    people = [kit.person("1", notes="with: 2"), kit.person("2")]
    found = side_a(kit, people, [kit.sure("1"), kit.none("2")])
    assert found.units == ()
    assert why(found)["1"] == "travels with 2, who may not go"


def test_a_companion_is_known_under_any_request_of_the_person(kit: Any) -> None:
    people = [kit.person("1", notes="with: 3"), kit.person("2"), kit.person("3")]
    answers = [kit.sure("1"), kit.sure("2", "R", probability="0.99"), kit.sure("3", "R", probability="0.9")]
    assert going(side_a(kit, people, answers)) == [("1", "2")]


def test_an_unknown_category_counts_as_the_rules_say(kit: Any) -> None:
    people = [kit.person("1", category="")]
    plain = side_a(kit, people, [kit.sure("1")]).units[0].members[0]
    ruled = side_a(kit, people, [kit.sure("1")], unknown_category="military").units[0].members[0]
    assert (plain.category, ruled.category) == ("unknown", "military")


def test_a_narrower_category_shows_only_where_the_terms_name_it(kit: Any) -> None:
    people = [kit.person("1", category="conscript")]
    plain = side_a(kit, people, [kit.sure("1")])
    named = side_a(kit, people, [kit.sure("1")], stages="1=1 conscript")
    assert [each.units[0].members[0].category for each in (plain, named)] == [
        "military",
        "military:conscript",
    ]


def test_the_checker_finds_the_same_people(kit: Any, small: Any) -> None:
    """`test_laws` holds this for any world; here is one to read."""
    lists = {
        **small.lists,
        "A": [{**row, "notes": "with: A9" if row["id"] == "A1" else ""} for row in small.lists["A"]],
    }
    world = replace(small, lists=lists)
    terms = world.terms(formula="6:6")
    papers, sides = world.papers(), world.sides()
    ours = {
        name
        for unit in eligible("A", papers.wanted["A"], papers.answers["A"], terms).units
        for name in unit.ids
    }
    from allforall.plan.checker.people import Past, groups_that_may_go
    from allforall.plan.checker.terms import agreed_terms
    from allforall.plan.terms_paper import terms_facts

    groups, _ = groups_that_may_go("to A", *sides["to A"], agreed_terms(terms_facts(terms)), Past(set(), {}))
    assert {each.request_id for group in groups for each in group.members} == ours
