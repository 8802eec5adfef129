"""What went otherwise than agreed is listed, never settled by the program."""

from __future__ import annotations

from allforall.exchange.incidents import conflicts, incidents
from tests.exchange.walking import DATE, ONE, Walk


def words(walk: Walk) -> list[str]:
    return [each.what for each in incidents(walk.exchange, ONE)]


def test_a_stage_that_goes_well_has_none() -> None:
    walk = Walk().upto("bureau")
    assert words(walk) == []
    assert conflicts(walk.exchange, [ONE]) == []


def test_sheets_that_differ_are_an_incident_line_by_line() -> None:
    walk = Walk().upto("received")
    less = {**walk.of("A", 0, 1), **walk.of("B", 0)}
    walk.say("A", "stage.count", walk.sheet(crossed=walk.going))
    walk.say("B", "stage.count", walk.sheet(crossed=less, turned_back=walk.of("B", 1)))
    (found,) = incidents(walk.exchange, ONE)
    assert (found.what, found.rows) == ("the sheets differ", (walk.row("B", 1),))
    assert dict(found.said) == {"A": "crossed", "B": "turned_back"}


def test_a_crossing_that_one_side_alone_saw() -> None:
    walk = Walk().upto("batch")
    walk.say("A", "crossing.crossed", {"stage": 1, "batch": 1, "rows": walk.of("A", 0)})
    (found,) = incidents(walk.exchange, ONE)
    assert (found.what, found.said) == ("one side alone saw it", (("A", "crossed"),))


def test_strangers_holds_and_doubts() -> None:
    walk = Walk().upto("batch")
    walk.say("A", "crossing.stranger", {"stage": 1, "count": 2})
    walk.say("A", "stage.hold", {"stage": 1, "why": "drones"})
    walk.say("A", "crossing.disputed", {"stage": 1, "rows": walk.of("A", 0), "office": "officer"})
    assert words(walk) == [
        "people came who are not in the manifest",
        "HOLD",
        "who they are is disputed",
    ]


def test_windows_requested_apart_are_a_conflict_that_a_new_request_ends() -> None:
    walk = Walk().upto("date")
    for party in "AB":
        walk.say(party, "stage.window.request", walk.window_body())
    (found,) = conflicts(walk.exchange, [ONE])
    assert (found.about, len(found.entries)) == ("windows of stage 1", 2)
    walk.hear()
    walk.say("A", "stage.window.request", walk.window_body())
    assert conflicts(walk.exchange, [ONE]) == []


def test_two_dates_agreed_apart_are_a_conflict() -> None:
    walk = Walk().upto("wishes")
    body = {"stage": 1, "date": DATE, "place": "the crossing"}
    one = walk.say("A", "stage.date.propose", body)
    other = walk.say("B", "stage.date.propose", {**body, "date": "2026-05-24"})
    walk.hear()
    walk.say("A", "stage.date.accept", {"of": other.id})
    walk.say("B", "stage.date.accept", {"of": one.id})
    walk.hear()
    walk.say("A", "stage.date.confirm", {"of": one.id})
    walk.say("B", "stage.date.confirm", {"of": other.id})
    assert [each.about for each in conflicts(walk.exchange, [ONE])] == ["dates of stage 1"]
