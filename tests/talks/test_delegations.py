"""Who is sent, and who may speak for whom."""

from __future__ import annotations

from allforall.talks.delegations import delegation, may_speak
from tests.talks.telling import Table

FROM, UNTIL = "2026-05-16T00:00:00Z", "2026-05-20T00:00:00Z"


def test_a_delegation_for_one_round_goes_before_that_for_all() -> None:
    table = Table()
    always = table.say("A", "delegation.name", {"head": "Minister of Defence"})
    second = table.say("A", "delegation.name", {"head": "Secretary of the Council", "round": 2})
    assert delegation(table.talks, "A", 1) == always
    assert delegation(table.talks, "A", 2) == second
    assert delegation(table.talks, "B") is None


def test_an_office_speaks_for_a_member_on_its_topics_and_for_its_time() -> None:
    table = Table()
    body = {"role": "Press secretary", "topics": ["exchange"], "from": FROM, "until": UNTIL}
    table.say("B", "speaker.may", body)
    assert may_speak(table.talks, "B", "Press secretary", FROM, "exchange") is True
    assert may_speak(table.talks, "B", "Press secretary", FROM, "ceasefire") is False
    assert may_speak(table.talks, "B", "Press secretary", UNTIL) is False
    assert may_speak(table.talks, "B", "Member of parliament", FROM) is False


def test_nobody_knows_who_speaks_for_a_member_that_named_nobody() -> None:
    assert may_speak(Table().talks, "A", "Press secretary", FROM) is None


def test_a_right_to_speak_is_taken_back_by_undo() -> None:
    table = Table()
    for role in ("Press secretary", "Deputy minister"):
        named = table.say("B", "speaker.may", {"role": role, "from": FROM})
    table.say("B", "undo", {"of": named.id, "why": "no longer in office"})
    assert may_speak(table.talks, "B", "Deputy minister", UNTIL) is False
    assert may_speak(table.talks, "B", "Press secretary", UNTIL) is True


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    body = {"role": "Press secretary", "from": UNTIL, "until": FROM}
    assert Table().refused("B", "speaker.may", body).rule == "bad-period"
