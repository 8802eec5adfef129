"""Each claim held against the record: borne out, contradicted, or the record is silent."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from allforall.account.claims import BORNE_OUT, CONTRADICTED, SILENT, Finding, findings
from allforall.account.evidence import EVIDENCE
from allforall.talks.statements import CLAIMS
from tests.talks.telling import Body, Table

ROOT = "ab" * 32
EVENING = "2026-05-16T20:00:00Z"


def held(table: Table, claim: Body, **more: str) -> Finding:
    """What becomes of a claim that is made in the evening."""
    table.at(max(EVENING, table.clock)).report("M", "B", [claim], **more)
    return findings(table.exchange, table.talks)[-1]


def bound(table: Table) -> None:
    for who in "AB":
        table.say(who, "list.commit", {"round": 1, "rows": 10, "root": ROOT})
    table.hear()


def opened(table: Table) -> None:
    bound(table)
    commit = next(each for each in table.exchange.standing("list.commit") if each.feed == "B")
    table.say("B", "list.reveal", {"of": commit.id})
    table.hear()


def received(table: Table) -> None:
    opened(table)
    table.say("A", "note", {"text": "received"})


def rejected(table: Table) -> None:
    table.answer("B", "reject", table.propose("A", days=30))


def accepted(table: Table) -> None:
    table.answer("B", "accept", table.propose("A", days=30))


def offered(table: Table) -> None:
    table.propose("B", "memorandum")


def met(table: Table) -> None:
    proposal = table.propose("M", "meeting", day="2026-06-02", place="Istanbul")
    for who in "AB":
        table.answer(who, "accept", proposal)


def nothing(_: Table) -> None:
    pass


GIVEN = {"that": "list-delivered", "party": "B"}
GOT = {"that": "list-received", "party": "A"}
CEASEFIRE = {"that": "ceasefire-accepted", "party": "B"}


@pytest.mark.parametrize(
    ("happened", "claim", "verdict"),
    [
        (received, GIVEN, BORNE_OUT),
        (opened, GIVEN, BORNE_OUT),
        (bound, GIVEN, CONTRADICTED),
        (nothing, GIVEN, SILENT),
        (received, GOT, BORNE_OUT),
        (opened, GOT, CONTRADICTED),
        (bound, GOT, CONTRADICTED),
        (nothing, GOT, SILENT),
        (accepted, CEASEFIRE, BORNE_OUT),
        (accepted, CEASEFIRE | {"days": 3}, SILENT),
        (rejected, CEASEFIRE, CONTRADICTED),
        (rejected, {"that": "ceasefire-rejected", "party": "B"}, BORNE_OUT),
        (accepted, {"that": "ceasefire-rejected", "party": "B"}, CONTRADICTED),
        (nothing, CEASEFIRE, SILENT),
        (rejected, {"that": "ceasefire-proposed", "party": "A"}, BORNE_OUT),
        (rejected, {"that": "ceasefire-proposed", "party": "B"}, SILENT),
        (offered, {"that": "memorandum-offered", "party": "B"}, BORNE_OUT),
        (offered, {"that": "memorandum-offered", "party": "A"}, SILENT),
        (met, {"that": "meeting-agreed"}, BORNE_OUT),
        (met, {"that": "meeting-agreed", "day": "2026-06-02"}, BORNE_OUT),
        (met, {"that": "meeting-agreed", "day": "2026-06-03"}, CONTRADICTED),
        (met, {"that": "venue-agreed", "place": "istanbul"}, BORNE_OUT),
        (met, {"that": "venue-agreed", "place": "Vatican"}, CONTRADICTED),
        (nothing, {"that": "exchange-agreed"}, SILENT),
        (nothing, {"that": "exchange-under-way"}, SILENT),
        (nothing, {"that": "delayed-by", "party": "A"}, SILENT),
        (nothing, {"that": "contact-held", "party": "A"}, SILENT),
    ],
)
def test_a_claim_is_held_against_what_happened(
    happened: Callable[[Table], None], claim: Body, verdict: str
) -> None:
    table = Table()
    happened(table)
    found = held(table, claim)
    assert found.verdict == verdict
    assert bool(found.bears_out) is (verdict == BORNE_OUT)
    assert verdict in found.words


@pytest.mark.parametrize(
    ("happened", "verdict"), [(accepted, CONTRADICTED), (rejected, BORNE_OUT), (nothing, SILENT)]
)
def test_a_denial_turns_it_round(happened: Callable[[Table], None], verdict: str) -> None:
    table = Table()
    happened(table)
    assert held(table, CEASEFIRE, act="denies").verdict == verdict


def test_a_claim_is_held_against_what_stood_when_it_was_made() -> None:
    """What happened only afterwards does not bear it out, and is shown."""
    table = Table()
    proposal = table.propose("A")
    table.at("2026-05-16T13:00:00Z").report("M", "B", [CEASEFIRE])
    table.at("2026-05-17T13:00:00Z").answer("B", "accept", proposal)
    (found,) = findings(table.exchange, table.talks)
    assert found.verdict == CONTRADICTED
    assert "B accepted it only afterwards" in found.words


def test_a_statement_known_to_the_day_has_the_benefit_of_that_day() -> None:
    table = Table()
    proposal = table.propose("A")
    table.at("2026-05-16T22:00:00Z").answer("B", "accept", proposal)
    table.at("2026-05-17T13:00:00Z")
    times = {"said_at": "2026-05-16T00:00:00Z", "said_precision": "day"}
    table.report("M", "B", [CEASEFIRE], **times)
    (found,) = findings(table.exchange, table.talks)
    assert found.verdict == BORNE_OUT


def test_a_list_with_room_for_fewer_is_told() -> None:
    table = Table()
    received(table)
    found = held(table, GIVEN | {"number": 640})
    assert found.verdict == CONTRADICTED
    assert "B's list has room for 10 rows, not for 640" in found.words


def test_an_exchange_agreed_with_another_number_is_not_the_one_claimed() -> None:
    table = Table()
    table.agree("A", "terms", {"formula": {"A": 100, "B": 100}, "release": "stage"})
    claim = {"that": "exchange-agreed", "number": 1000}
    assert held(table, claim).verdict == CONTRADICTED
    assert held(table, claim | {"number": 100}).verdict == BORNE_OUT


def test_a_statement_about_one_proposal_is_held_against_that_one() -> None:
    """One ceasefire was rejected and another accepted; which is meant decides."""
    table = Table()
    rejected(table)
    other = table.propose("A", days=3)
    table.answer("B", "accept", other)
    first = next(table.talks.standing("talk.propose"))
    assert held(table, CEASEFIRE, proposal=first.id).verdict == CONTRADICTED
    assert held(table, CEASEFIRE, proposal=other.id).verdict == BORNE_OUT


def test_what_was_withdrawn_before_the_acceptance_was_known_is_not_agreed() -> None:
    """The account says the same as the positions do."""
    table = Table()
    proposal = table.propose("A", "venue", place="Istanbul")
    table.say("B", "talk.accept", {"of": proposal.id})
    table.say("A", "talk.withdraw", {"of": proposal.id})
    table.hear()
    found = held(table, {"that": "venue-agreed"})
    assert found.verdict == CONTRADICTED
    assert "A withdrew it" in found.words


def test_every_claim_has_a_place_to_look() -> None:
    assert set(EVIDENCE) == set(CLAIMS)
