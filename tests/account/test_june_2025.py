"""The dispute of 7 June 2025 and after, told as a record: was a date agreed, and who delayed?

B said that it stood at the point with remains, that 640 names had been handed over and that A had put the
exchange off; A said that no date had been agreed and that the timing was fixed for the week after. On 12 June
each side said that the other wanted delay. A and B are the two sides; offices spoke in public, the entries
are made up.
"""

from __future__ import annotations

import pytest

from allforall.account.claims import BORNE_OUT, CONTRADICTED, SILENT, Finding, findings
from allforall.account.delay import delay, hours
from allforall.record.waits import waits
from tests.talks.telling import Table

ROOT = "ab" * 32
PLACE = "the border crossing"
HEAD = "Head of the delegation"
HQ = "Coordination Headquarters"


@pytest.fixture(scope="module")
def june() -> Table:
    """From the second round, 2 June, to 12 June."""
    table = Table(clock="2025-06-02T10:00:00Z")
    table.agree("B", "terms", {"all_for_all": True, "bodies": {"A": 6000, "B": 6000}, "release": "series"})
    commits = {
        who: table.say(who, "list.commit", {"round": 1, "rows": 640, "root": ROOT}) for who in ("A", "B")
    }
    table.hear()
    table.at("2025-06-05T10:00:00Z").say("B", "list.reveal", {"of": commits["B"].id})
    table.hear()
    table.at("2025-06-05T14:00:00Z").say("A", "list.reveal", {"of": commits["A"].id})
    table.at("2025-06-05T15:00:00Z").say("A", "list.receipt", {"list": f"B:{commits['B'].n}", "version": 1})
    table.hear()
    for who, other in (("A", "B"), ("B", "A")):
        rows = {f"{other}:{commits[other].n}": list(range(640))}
        table.at("2025-06-05T20:00:00Z").say(who, "list.answer", {"rows": rows, "answer": "held"})
    table.hear()
    _first_date(table)
    _dispute(table)
    _second_date(table)
    return table


def _first_date(table: Table) -> None:
    """B names the 7th; A has it on the 6th, rejects it on the morning of the 7th and names the 9th."""
    table.at("2025-06-06T08:00:00Z")
    body = {"stage": 1, "date": "2025-06-07", "place": PLACE}
    seventh = table.say("B", "stage.date.propose", body)
    table.hear()
    table.at("2025-06-06T12:00:00Z").say("A", "note", {"text": "received"})
    table.at("2025-06-07T06:00:00Z").say("A", "stage.date.reject", {"of": seventh.id})
    table.say("A", "stage.date.propose", body | {"date": "2025-06-09"})
    table.hear()
    table.at("2025-06-07T07:00:00Z").say("B", "note", {"text": "received"})
    table.hear()


def _dispute(table: Table) -> None:
    table.at("2025-06-07T12:00:00Z")
    said = table.report(
        "B", "B",
        [{"that": "date-agreed", "stage": 1, "day": "2025-06-07"},
         {"that": "list-delivered", "party": "B", "number": 640},
         {"that": "delayed-by", "party": "A"}, {"that": "other", "number": 1212, "place": PLACE}],
        role=HEAD, act="accuses", words="the other side has put the exchange off",
    )  # fmt: skip
    table.hear()
    table.at("2025-06-07T15:00:00Z").report(
        "A", "A", [{"that": "date-agreed", "day": "2025-06-07"}], role=HQ, act="denies", of=said.id,
        words="no date was agreed",
    )  # fmt: skip
    table.report("A", "A", [{"that": "date-agreed", "day": "2025-06-09"}], role=HQ)
    table.report("A", "A", [{"that": "delayed-by", "party": "B"}], role=HQ, act="accuses")


def _second_date(table: Table) -> None:
    """B accepts the 9th on the 8th; on the 12th each has something of the other's before it."""
    (ninth,) = [each for each in table.exchange.standing("stage.date.propose") if each.feed == "A"]
    table.at("2025-06-08T09:00:00Z").confirm(ninth)
    table.report("A", "A", [{"that": "date-agreed", "day": "2025-06-09"}], role=HQ)
    for who, stage in (("A", 2), ("B", 3)):
        table.at("2025-06-11T09:00:00Z").say(
            who, "stage.date.propose", {"stage": stage, "date": "2025-06-14", "place": PLACE}
        )
    table.hear()
    for who in ("A", "B"):
        table.at("2025-06-11T12:00:00Z").say(who, "note", {"text": "received"})
    table.at("2025-06-12T12:00:00Z")
    table.report("B", "B", [{"that": "delayed-by", "party": "A"}], role=HEAD, act="accuses")
    table.report("A", "A", [{"that": "delayed-by", "party": "B"}], role=HQ, act="accuses")


def said(june: Table, day: str, party: str, that: str, act: str | None = None) -> list[Finding]:
    """The findings on what a party said on a day of June."""
    return [
        each
        for each in findings(june.exchange, june.talks)
        if each.statement.body["said_at"].startswith(f"2025-06-{day}")
        and each.statement.body["party"] == party
        and each.claim["that"] == that
        and act in (None, each.statement.body["act"])
    ]


def test_nothing_of_the_story_was_refused(june: Table) -> None:
    assert june.exchange.refused == june.talks.refused == []


def test_the_7th_was_only_proposed_and_then_rejected(june: Table) -> None:
    (found,) = said(june, "07", "B", "date-agreed")
    assert found.verdict == CONTRADICTED
    assert [each.kind for each in found.contradicts] == ["stage.date.propose", "stage.date.reject"]
    assert "only proposed, by B" in found.words
    assert "A rejected it" in found.words


def test_the_denial_that_a_date_was_agreed_is_borne_out(june: Table) -> None:
    (found,) = said(june, "07", "A", "date-agreed", "denies")
    assert found.verdict == BORNE_OUT
    assert [each.kind for each in found.bears_out] == ["stage.date.propose", "stage.date.reject"]


def test_that_the_timing_was_fixed_for_the_9th_was_said_a_day_too_early(june: Table) -> None:
    """Neither side is spared: A had proposed it, and B had not yet accepted."""
    (early,) = said(june, "07", "A", "date-agreed", "states")
    (later,) = said(june, "08", "A", "date-agreed", "states")
    assert (early.verdict, later.verdict) == (CONTRADICTED, BORNE_OUT)
    assert "B accepted it only afterwards" in early.words


def test_the_list_had_been_handed_over(june: Table) -> None:
    (found,) = said(june, "07", "B", "list-delivered")
    assert found.verdict == BORNE_OUT
    assert [(each.feed, each.kind) for each in found.bears_out] == [
        ("B", "list.reveal"),
        ("A", "list.reveal"),
    ]


def test_that_a_had_put_it_off_is_contradicted(june: Table) -> None:
    """A had answered in the morning, and by noon it was B's turn."""
    (found,) = said(june, "07", "B", "delayed-by")
    assert found.verdict == CONTRADICTED
    assert "A had done “accept or counter” by then" in found.words
    assert "B owed “accept or counter” since 2025-06-07T07:00:00Z" in found.words


def test_of_what_stood_at_the_point_the_record_is_silent(june: Table) -> None:
    (found,) = said(june, "07", "B", "other")
    assert (found.verdict, found.bears_out, found.contradicts) == (SILENT, (), ())


@pytest.mark.parametrize(("party", "other"), [("A", "B"), ("B", "A")])
def test_on_the_12th_each_waited_for_the_other(june: Table, party: str, other: str) -> None:
    """Both allegations are borne out, and in both the reader is shown what the speaker himself owed."""
    (found,) = said(june, "12", party, "delayed-by")
    assert found.verdict == BORNE_OUT
    assert party in {each.feed for each in found.bears_out}
    assert f"{other} owed" in found.words
    assert f"{party} owed" in found.words


def test_both_sides_can_quote_one_delay_statement(june: Table) -> None:
    """The date of the 7th waited 18 hours for A; the 9th waited 26 hours for B."""
    both = [*waits(june.exchange), *waits(june.talks)]
    period = ("2025-06-06T00:00:00Z", "2025-06-09T00:00:00Z")
    dates = {
        party: [hours(each.minutes) for each in delay(both, party, *period).held if each.wait.act != "reveal"]
        for party in ("A", "B")
    }
    assert dates == {"A": ["18 h 00 min"], "B": ["26 h 00 min"]}
