"""The report of 22 May 2025, told as a record: every fact of it, and what the record says of each claim.

A is the side whose delegation was led by its Minister of Defence, B the side whose list was given first; M
mediates. Offices are those that spoke in public; the entries are made up.
"""

from __future__ import annotations

import random

import pytest

from allforall.account.claims import BORNE_OUT, CONTRADICTED, SILENT, Finding, findings
from allforall.account.delay import delay, hours, in_words
from allforall.exchange.fold import fold as fold_exchange
from allforall.record.waits import waits
from allforall.talks.contacts import contacts
from allforall.talks.figures import figures
from allforall.talks.fold import fold as fold_talks
from allforall.talks.incidents import in_window, incidents
from allforall.talks.positions import agreements, position
from allforall.talks.situation import situation
from tests.exchange.telling import orders
from tests.talks.telling import TEXT, Table

ROOT = "ab" * 32
LIST = {"round": 1, "rows": 1000, "root": ROOT, "answer_by": "2025-05-22T20:00:00Z"}
ROLE = "Presidential press secretary"
MOD = "Ministry of Defence of B"
REGION = "Moscow region"
SHELLED = "Kherson region"
REPORT = "2025-05-22T12:00:00Z"
TUESDAY_LATE, WEDNESDAY_EVENING, THURSDAY_EARLY = (
    "2025-05-20T17:00:00Z", "2025-05-21T17:00:00Z", "2025-05-22T05:00:00Z",
)  # fmt: skip


@pytest.fixture(scope="module")
def may() -> Table:
    """From the round of 16 May to the day of the report."""
    table = Table(clock="2025-05-16T08:00:00Z")
    for who in "AB":
        table.say(who, "round.open", {"round": 1, "day": "2025-05-16", "place": "Istanbul"})
    table.say("B", "speaker.may", {"role": ROLE, "from": "2025-05-16T00:00:00Z"})
    table.at("2025-05-16T10:00:00Z").propose("A", days=30, title="a full ceasefire for 30 days")
    table.at("2025-05-16T12:00:00Z").agree(
        "B", "terms", {"formula": {"A": 1000, "B": 1000}, "release": "series"}
    )
    ceasefire = next(table.talks.standing("talk.propose"))
    table.at("2025-05-16T14:00:00Z").answer("B", "reject", ceasefire)
    _lists(table)
    _incidents(table)
    _statements(table)
    return table


def _lists(table: Table) -> None:
    """B is bound on 19 May, A on 22 May; then B opens its list, and A its own after it had that."""
    table.at("2025-05-19T09:00:00Z")
    theirs = table.say("B", "list.commit", LIST)
    table.propose("M", "venue", title="the next round in the Vatican", place="Vatican")
    table.at("2025-05-19T12:00:00Z").say("A", "note", {"text": "received"})
    table.say("B", "note", {"text": "received"})
    table.hear()
    table.at("2025-05-21T09:00:00Z").propose("B", "memorandum", title="a memorandum on a settlement")
    table.at("2025-05-22T06:00:00Z")
    ours = table.say("A", "list.commit", LIST)
    table.hear()
    table.at("2025-05-22T07:00:00Z").say("B", "list.reveal", {"of": theirs.id})
    table.hear()
    table.at("2025-05-22T08:00:00Z").say("A", "list.reveal", {"of": ours.id})
    table.hear()
    table.at("2025-05-22T09:00:00Z").say("B", "list.receipt", {"list": f"A:{ours.n}", "version": 1})
    table.hear()


def _incidents(table: Table) -> None:
    """B's ministry counts drones; A's region counts shelling; A's air force counts the night otherwise."""
    table.at("2025-05-22T09:30:00Z")
    drones = {"what": "drone", "unit": "downed", "precision": "part_of_day", "source": MOD}
    whole = {"from": TUESDAY_LATE, "until": THURSDAY_EARLY, **drones}
    night = {"from": WEDNESDAY_EVENING, "until": THURSDAY_EARLY, **drones}
    table.say("B", "incident.report", {"count": 485, **whole})
    overnight = table.say("B", "incident.report", {"count": 105, **night})
    table.say("B", "incident.report", {"count": 35, **night, "region": REGION, "part_of": overnight.id})
    table.say("A", "incident.report", {"count": 90, **night, "source": "General Staff of A"})
    day = {"from": "2025-05-21T03:00:00Z", "until": "2025-05-22T03:00:00Z", "precision": "hour"}
    shelling = {"what": "shelling", "region": SHELLED, "source": "regional administration", **day}
    for unit, count in (("places", 35), ("killed", 1), ("wounded", 11)):
        table.say("A", "incident.report", {"unit": unit, "count": count, **shelling})


def _statements(table: Table) -> None:
    table.say(
        "M",
        "contact.report",
        {
            "third": "President of the United States", "with": ["B"], "means": "call", "topic": "ceasefire",
            "contact_at": "2025-05-20T00:00:00Z", "contact_precision": "day", "source": "both offices",
        },
    )  # fmt: skip
    table.at("2025-05-22T10:00:00Z")
    table.report(
        "B", "B",
        [{"that": "list-delivered", "party": "B", "number": 1000}, {"that": "list-received", "party": "B"},
         {"that": "exchange-agreed", "number": 1000}, {"that": "exchange-under-way"},
         {"that": "memorandum-offered", "party": "B"}],
        role=ROLE, words="the list has been received, after ours was given", topic="exchange",
    )  # fmt: skip
    table.report(
        "B", "B", [{"that": "venue-agreed", "place": "Vatican"}, {"that": "meeting-agreed"}],
        role=ROLE, act="denies", words="no concrete agreement about the next meetings", topic="meeting",
    )  # fmt: skip
    table.report(
        "A", "A",
        [{"that": "delayed-by", "party": "B"}, {"that": "ceasefire-rejected", "party": "B", "days": 30},
         {"that": "ceasefire-proposed", "party": "A", "days": 30},
         {"that": "contact-held", "party": "President of the United States", "day": "2025-05-20"}],
        role="Minister of Foreign Affairs", act="accuses", topic="ceasefire",
    )  # fmt: skip
    table.report(
        "B", "B", [{"that": "list-received", "party": "B"}], role=ROLE, said_at="2025-05-22T07:30:00Z"
    )
    table.report("B", "B", [{"that": "ceasefire-accepted", "party": "B"}], role="Member of parliament")


@pytest.fixture(scope="module")
def found(may: Table) -> dict[tuple[str, str, str], Finding]:
    """By the hour in which it was said, the party whose word it is, and the claim."""
    return {
        (each.statement.body["said_at"][11:13], each.statement.body["party"], each.claim["that"]): each
        for each in findings(may.exchange, may.talks)
    }


def kinds(found: Finding) -> list[str]:
    return [each.kind for each in found.bears_out]


def test_nothing_of_the_story_was_refused(may: Table) -> None:
    assert may.exchange.refused == may.talks.refused == []


def test_the_ceasefire_of_30_days_was_proposed_by_one_side_and_rejected_by_the_other(may: Table) -> None:
    (proposal,) = [each for each in may.talks.standing("talk.propose") if each.body.get("days") == 30]
    assert position(may.talks, proposal, "A", REPORT).word == "proposed"
    assert position(may.talks, proposal, "B", REPORT).word == "rejected"
    assert agreements(may.talks, "ceasefire") == []


def test_that_it_was_rejected_is_borne_out_and_that_it_was_accepted_is_not(
    found: dict[tuple[str, str, str], Finding],
) -> None:
    assert found["10", "A", "ceasefire-rejected"].verdict == BORNE_OUT
    assert kinds(found["10", "A", "ceasefire-rejected"]) == ["talk.reject"]
    assert found["10", "A", "ceasefire-proposed"].verdict == BORNE_OUT
    assert found["10", "B", "ceasefire-accepted"].verdict == CONTRADICTED


def test_the_exchange_was_agreed_by_both(found: dict[tuple[str, str, str], Finding]) -> None:
    assert found["10", "B", "exchange-agreed"].verdict == BORNE_OUT
    assert kinds(found["10", "B", "exchange-agreed"]) == ["terms.propose", "terms.accept", "terms.confirm"]


def test_one_list_was_received_after_the_other_was_given(
    may: Table, found: dict[tuple[str, str, str], Finding]
) -> None:
    given, received = found["10", "B", "list-delivered"], found["10", "B", "list-received"]
    assert (given.verdict, received.verdict) == (BORNE_OUT, BORNE_OUT)
    assert given.bears_out[0].kind == "list.reveal"
    assert received.bears_out[-1].kind == "list.receipt"
    assert given.bears_out[0].t < received.bears_out[0].t


def test_that_the_list_was_received_before_it_was_is_contradicted(
    found: dict[tuple[str, str, str], Finding],
) -> None:
    """At half past seven B had opened its own; A's came at eight."""
    early = found["07", "B", "list-received"]
    assert early.verdict == CONTRADICTED
    assert "only afterwards" in early.words


def test_the_memorandum_was_offered_and_not_answered(
    may: Table, found: dict[tuple[str, str, str], Finding]
) -> None:
    assert found["10", "B", "memorandum-offered"].verdict == BORNE_OUT
    (memorandum,) = [
        each for each in may.talks.standing("talk.propose") if each.body["topic"] == "memorandum"
    ]
    silent = position(may.talks, memorandum, "A", REPORT)
    assert (silent.word, silent.since) == ("silent", "2025-05-22T06:00:00Z")


def test_the_denial_of_the_venue_is_borne_out(found: dict[tuple[str, str, str], Finding]) -> None:
    """The Vatican was proposed, and neither side had accepted."""
    denial = found["10", "B", "venue-agreed"]
    assert denial.verdict == BORNE_OUT
    assert [(each.feed, each.kind) for each in denial.bears_out] == [("M", "talk.propose")]
    assert "A had it since 2025-05-19T12:00:00Z, and had not answered it" in denial.words


def test_of_a_next_meeting_the_record_is_silent(found: dict[tuple[str, str, str], Finding]) -> None:
    assert found["10", "B", "meeting-agreed"].verdict == SILENT


def test_the_exchange_was_prepared_and_nobody_had_moved(
    found: dict[tuple[str, str, str], Finding],
) -> None:
    under_way = found["10", "B", "exchange-under-way"]
    assert under_way.verdict == SILENT
    assert "it was being prepared" in under_way.words


def test_the_alleged_delay_is_shown_for_both_sides(found: dict[tuple[str, str, str], Finding]) -> None:
    """B had not answered the mediator; neither had A, which moreover had the memorandum."""
    alleged = found["10", "A", "delayed-by"]
    assert alleged.verdict == BORNE_OUT
    assert [each.body["topic"] for each in alleged.bears_out] == ["venue"]
    assert {each.body.get("topic") for each in alleged.contradicts} >= {"venue", "memorandum"}


def test_the_speaker_was_entitled_to_speak_and_the_other_was_not(
    found: dict[tuple[str, str, str], Finding],
) -> None:
    assert found["10", "B", "list-received"].authorised is True
    assert found["10", "B", "ceasefire-accepted"].authorised is False
    assert found["10", "A", "delayed-by"].authorised is None


def test_the_call_of_two_days_before_is_on_record(
    may: Table, found: dict[tuple[str, str, str], Finding]
) -> None:
    (call,) = contacts(may.talks, "2025-05-20T00:00:00Z", "2025-05-21T00:00:00Z")
    assert (call.body["third"], call.body["contact_precision"]) == ("President of the United States", "day")
    assert found["10", "A", "contact-held"].bears_out == (call,)


def test_485_drones_are_485_and_not_the_sum_of_what_lies_within(may: Table) -> None:
    drones = [each for each in figures(incidents(may.talks)) if each.what == "drone"]
    assert [(each.source, each.least) for each in drones] == [("General Staff of A", 90), (MOD, 485)]
    assert [each.body["count"] for each in drones[1].left_out] == [105]
    assert [each.body["count"] for each in drones[1].parts] == [35]


def test_overnight_it_was_105_of_them_35_over_one_region(may: Table) -> None:
    night = [each for each in may.talks.standing("incident.report") if each.body["from"] == WEDNESDAY_EVENING]
    assert [each.least for each in figures(night) if each.source == MOD] == [105]
    found = {each.region: each.figures for each in situation(may.talks, WEDNESDAY_EVENING, THURSDAY_EARLY)}
    assert [each.least for each in found[REGION]] == [35]


def test_one_killed_and_eleven_wounded_in_35_shelled_places(may: Table) -> None:
    found = {each.region: each.figures for each in situation(may.talks, TUESDAY_LATE, REPORT)}
    assert {each.unit: each.least for each in found[SHELLED]} == {"killed": 1, "wounded": 11, "places": 35}


def test_a_window_in_that_night_would_have_been_alerted(may: Table) -> None:
    touched = in_window(may.talks, REGION, "2025-05-22T04:00:00Z", "2025-05-22T08:00:00Z")
    assert {each.body["count"] for each in touched} == {485, 105, 35, 90}


def test_the_delay_statement_counts_from_receipt_to_act(may: Table) -> None:
    """A was bound to its list 66 hours after it had shown that it had B's commitment."""
    both = [*waits(may.exchange), *waits(may.talks)]
    found = delay(both, "A", "2025-05-17T00:00:00Z", "2025-05-22T06:00:00Z")
    lists = [each for each in found.held if each.wait.act == "commit"]
    assert [hours(each.minutes) for each in lists] == ["66 h 00 min"]
    assert hours(found.minutes) == "66 h 00 min"
    assert "received 2025-05-19T12:00:00Z" in " ".join(in_words(found))


def test_the_text_of_a_proposal_stands_by_its_hash_in_every_language(may: Table) -> None:
    assert all(each.body["text"] == TEXT for each in may.talks.standing("talk.propose"))


@pytest.mark.parametrize("seed", range(3))
def test_in_whatever_order_the_entries_came_the_findings_are_the_same(may: Table, seed: int) -> None:
    order = list(orders(may, random.Random(seed).choice))
    again = findings(fold_exchange(may.state, order), fold_talks(may.state, order))
    assert again == findings(may.exchange, may.talks)
