"""Whose move it is, and since when by receipt; clocks do not lapse in silence: `clocks`."""

from __future__ import annotations

import pytest

from allforall.exchange.moves import moves
from allforall.exchange.owing import Owed
from tests.exchange.walking import DATE, Walk


def owed(walk: Walk, at: str | None = None) -> dict[tuple[str, str], Owed]:
    return {(each.member, each.act): each for each in moves(walk.exchange, at or walk.clock)}


def test_rows_are_owed_an_answer_by_who_has_received_the_list_since_then() -> None:
    walk = Walk()
    commits = {
        party: walk.say(party, "list.commit", {"round": 1, "rows": 3, "root": "ab" * 32}) for party in "AB"
    }
    walk.hear()
    reveal = walk.say("A", "list.reveal", {"of": commits["A"].id})
    assert owed(walk)["B", "answer"].since is None
    walk.clock = "2026-05-17T08:00:00Z"
    walk.hear("B")
    receipt = walk.say("B", "list.reveal", {"of": commits["B"].id})
    answer = owed(walk)["B", "answer"]
    assert (answer.about, answer.since, len(answer.rows)) == (reveal.id, receipt.t, 3)
    walk.say("B", "list.answer", {"rows": {f"A:{commits['A'].n}": [0, 1]}, "answer": "held"})
    assert len(owed(walk)["B", "answer"].rows) == 1


def test_questions_are_owed_a_reply() -> None:
    walk = Walk().upto("lists")
    walk.say("B", "list.ask", {"rows": walk.of("A", 0), "needs": ["birth year"]})
    walk.hear()
    assert owed(walk)["A", "reply"].rows == (walk.row("A", 0),)


def test_a_proposal_is_owed_a_word_until_it_is_rejected_or_overtaken() -> None:
    walk = Walk()
    body = {"stage": 1, "date": DATE, "place": "the crossing"}
    first = walk.say("A", "stage.date.propose", body)
    walk.hear()
    assert owed(walk)["B", "accept or counter"].about == first.id
    walk.say("B", "stage.date.reject", {"of": first.id})
    assert ("B", "accept or counter") not in owed(walk)
    second = walk.say("A", "stage.date.propose", body)
    assert owed(walk)["B", "accept or counter"].about == second.id
    walk.agree("B", "stage.date", {**body, "date": "2026-05-24"})
    assert ("B", "accept or counter") not in owed(walk)


def test_clearances_are_owed_by_office_and_the_overseer_comes_last() -> None:
    walk = Walk().upto("plan")
    assert {act for member, act in owed(walk) if member == "A" and "clear" in act} == {
        "clear (MOD)",
        "clear (SBU)",
    }
    walk.step("clear")
    assert {act for member, act in owed(walk) if member == "A" and "clear" in act} == {"clear (Minister)"}


def test_a_wish_is_owed_by_who_holds_and_its_attestation_by_the_neutral() -> None:
    walk = Walk().upto("oversee")
    assert owed(walk)["B", "ask the wish"].rows == (walk.row("A", 0), walk.row("A", 1))
    body = {"row": str(walk.row("A", 0)), "wish": "return", "witness": "M", "in_private": True}
    walk.say("B", "wish.state", {**body, "office": "camp"})
    assert owed(walk)["M", "attest the wish"].rows == (walk.row("A", 0),)


@pytest.mark.parametrize(
    ("step", "act"),
    [
        ("wishes", "propose a date (stage 1)"),
        ("date", "request a window (stage 1)"),
        ("window", "propose the manifest (stage 1)"),
        ("manifest", "give GO (stage 1)"),
        ("go", "set out (stage 1)"),
        ("moving", "arrive (stage 1)"),
        ("arrived", "identify"),
        ("identified", "form a batch (stage 1)"),
        ("batch", "count batch 1"),
        ("count", "sign (stage 1)"),
        ("sign", "tell the families"),
        ("families", "notify the Bureau"),
    ],
)
def test_each_step_of_a_stage_is_owed_by_both(step: str, act: str) -> None:
    walk = Walk().upto(step)
    assert {member for member, each in owed(walk) if each == act} == {"A", "B"}


def test_a_window_is_owed_an_acknowledgement_and_a_hold_its_lifting() -> None:
    walk = Walk().upto("date")
    request = walk.say("A", "stage.window.request", walk.window_body())
    assert owed(walk)["B", "acknowledge the window"].about == request.id
    assert ("A", "acknowledge the window") not in owed(walk)
    hold = walk.say("O", "stage.hold", {"stage": 1, "why": "drones"})
    assert owed(walk)["A", "lift the HOLD"].about == hold.id


def test_sheets_that_differ_are_owed_a_new_count() -> None:
    walk = Walk().upto("received")
    less = {**walk.of("A", 0, 1), **walk.of("B", 0)}
    walk.say("A", "stage.count", walk.sheet(crossed=walk.going))
    assert ("B", "count batch 1") in owed(walk)
    walk.say("B", "stage.count", walk.sheet(crossed=less, turned_back=walk.of("B", 1)))
    assert owed(walk)["A", "count batch 1 again"].rows == (walk.row("B", 1),)


def test_a_clock_that_runs_out_is_a_move() -> None:
    walk = Walk()
    assert ("A", "report health") not in owed(walk)
    late = owed(walk, "2026-05-24T00:00:00Z")
    assert late["A", "report health"].due == "2026-05-23T12:00:00Z"


def test_nothing_is_owed_when_all_is_done() -> None:
    assert moves(Walk().upto("bureau").exchange, f"{DATE}T08:00:00Z") == []
