"""Clocks: a week for capture cards, a week for health, and no silence when one runs out."""

from __future__ import annotations

from allforall.exchange.clocks import Clock, due, lapsed
from tests.exchange.telling import Telling

HEALTH = Clock("A", "health")


def at(day: str, hour: str = "12:00:00") -> str:
    return f"2026-{day}T{hour}Z"


def test_the_first_report_is_due_a_week_after_a_party_opened_its_feed() -> None:
    assert due(Telling().exchange, HEALTH) == at("05-23")


def test_the_next_report_is_due_a_week_after_the_last_reaches() -> None:
    told = Telling()
    told.clock = at("05-20")
    told.say("A", "clock.report", {"what": "health", "until": at("05-19")})
    assert due(told.exchange, HEALTH) == at("05-26")
    assert due(told.exchange, Clock("A", "cards")) == at("05-23")


def test_a_clock_that_has_run_out_is_named() -> None:
    told = Telling()
    told.clock = at("05-20")
    told.say("A", "clock.report", {"what": "health", "until": at("05-19")})
    assert list(lapsed(told.exchange, at("05-23"))) == []
    assert set(lapsed(told.exchange, at("05-24"))) == {
        Clock("A", "cards"),
        Clock("B", "cards"),
        Clock("B", "health"),
    }


def test_clocks_no_week_passes_without_a_word_why() -> None:
    told = Telling()
    told.clock = at("06-01")
    late = {"what": "health", "until": at("06-01")}
    assert told.refused("A", "clock.report", late).rule == "clocks"
    told.say("A", "clock.report", {**late, "late": "the camp was moved"})
    told.clock = at("06-08")
    told.say("A", "clock.report", {"what": "health", "until": at("06-08")})


def test_clocks_nothing_is_reported_before_its_time() -> None:
    told = Telling()
    ahead = {"what": "cards", "until": at("05-17")}
    assert told.refused("A", "clock.report", ahead).rule == "clocks"


def test_a_report_dated_at_the_end_of_time_stops_nothing() -> None:
    told = Telling()
    told.clock = "9999-12-31T23:59:59Z"
    told.say("A", "clock.report", {"what": "health", "until": told.clock, "late": "a clock set wrong"})
    assert due(told.exchange, HEALTH) == told.clock


def test_a_mediator_has_no_clock() -> None:
    told = Telling()
    assert told.refused("M", "clock.report", {"what": "cards", "until": at("05-16")}).rule == "not-his-to-say"
