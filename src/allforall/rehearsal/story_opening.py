"""The first half of a story: talks and terms, lists and answers, the plan, clearances and wishes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import TYPE_CHECKING

from allforall.exchange.clocks import WHAT, Clock, due
from allforall.exchange.things import Row, written
from allforall.rehearsal.desk import NEUTRAL, OVERSEER, PARTIES, RULES, Body, Desk, Rows, other

if TYPE_CHECKING:
    from allforall.rehearsal.story import Story

AT_ONCE = 100  # rows in one entry
TEXT = {"en": sha256(b"text in English").hexdigest(), "uk": sha256(b"text in Ukrainian").hexdigest()}


def hashed(*words: object) -> str:
    """A hash that stands for a document of the story."""
    return sha256(" ".join(map(str, words)).encode()).hexdigest()


def some(rows: Iterable[Row]) -> Iterator[Rows]:
    """Rows as bodies name them, at most AT_ONCE together."""
    ordered = sorted(rows)
    for at in range(0, len(ordered), AT_ONCE):
        yield written(ordered[at : at + AT_ONCE])


def talks(desk: Desk) -> None:
    """A round of talks: a ceasefire that is refused, and an exchange that is agreed."""
    desk.each(
        "delegation.name",
        {"A": {"head": "Minister of Defence"}, "B": {"head": "Aide to the President"}},
    )
    day = desk.clock[:10]
    desk.both("round.open", {"round": 1, "day": day, "place": "Istanbul", "form": "direct"})
    ceasefire = {"topic": "ceasefire", "title": "a full ceasefire for 30 days", "text": TEXT, "days": 30}
    proposal = desk.say("A", "talk.propose", ceasefire)
    desk.say("B", "talk.reject", {"of": proposal.id})
    desk.agree("A", "talk", {"topic": "exchange", "title": "an exchange in equal numbers", "text": TEXT})
    desk.both("round.close", {"round": 1, "day": day})


def lists(story: Story) -> dict[str, str]:
    """Each party binds itself to a list, opens it, and receives the other's; gives the lists' names."""
    desk, persons = story.desk, story.wishes.persons
    desk.pass_days(3)
    bodies = {
        party: {"round": 1, "rows": persons, "root": hashed(desk.seed, party, "list"), "title": "wanted home"}
        for party in PARTIES
    }
    commits = desk.each("list.commit", bodies)
    desk.each("list.reveal", {party: {"of": commit.id} for party, commit in commits.items()})
    names = {party: f"{commit.feed}:{commit.n}" for party, commit in commits.items()}
    desk.each("list.receipt", {party: {"list": names[other(party)], "version": 1} for party in PARTIES})
    return names


def answers(story: Story) -> None:
    """Each side answers row by row; what is asked is replied to; then the lists are frozen."""
    desk = story.desk
    desk.pass_days(2)
    for party in PARTIES:
        _answer(story, party)
        for rows in some(story.of_fate("owed", party)):
            desk.say(
                NEUTRAL, "owed.state", {"rows": rows, "ground": "III GC 110", "office": "Mixed Commission"}
            )
        for rows in some(story.of_fate("withdrawn", party)):
            desk.say(party, "list.withdraw", {"rows": rows, "why": "a namesake, asked for by mistake"})
    desk.agree("B", "list.freeze", {"lists": dict.fromkeys(story.lists.values(), 1)})


def _answer(story: Story, party: str) -> None:
    """The other side answers on a party's list."""
    desk, holder = story.desk, other(party)
    said: dict[str, Body] = {
        "deceased": {"reason": "death certificate", "evidence": hashed(desk.seed, party, "certificates")},
        "returned": {"reason": "exchange of 3 January 2024"},
        "held_back": {"ground": "III GC 115, sentenced"},
        "transferred": {"reason": "handed to a third State"},
        "not_held": {},
        "needs_data": {},
    }
    apart = {fate: story.of_fate(fate, party) for fate in said}
    held = set(story.people(party)) - {row for rows in apart.values() for row in rows}
    for rows in some(held):
        desk.say(holder, "list.answer", {"rows": rows, "answer": "held", "office": "National Bureau"})
    for answer, people in apart.items():
        for rows in some(people):
            desk.say(holder, "list.answer", {"rows": rows, "answer": answer, **said[answer]})
    for rows in some(apart["needs_data"]):
        question = desk.say(holder, "list.ask", {"rows": rows, "needs": ["birth year", "unit"]})
        desk.say(party, "list.reply", {"of": question.id, "rows": rows})
        desk.say(holder, "list.answer", {"rows": rows, "answer": "held"})


def plan(story: Story) -> None:
    """Terms, a plan and the better one that answers it; then everybody is asked, and cleared."""
    desk = story.desk
    desk.pass_days(1)
    going = {
        party: sum(row.owner == party for rows in story.seats.values() for row in rows) for party in PARTIES
    }
    terms = desk.agree(
        "A",
        "terms",
        {"formula": going, "bodies": {"A": 2}, "release": "stage", "text": TEXT, "office": "Ministry"},
    )
    body = _plan(story, terms.id)
    first = desk.say("B", "plan.propose", {**body, "objective": [1, 0], "office": "planners"})
    desk.say(NEUTRAL, "plan.verify", {"of": first.id, "valid": True, "objective": [1, 0]})
    second = desk.say("A", "plan.propose", {**body, "counters": first.id, "office": "negotiators"})
    for member in (NEUTRAL, "B"):
        desk.say(member, "plan.verify", {"of": second.id, "valid": True, "objective": body["objective"]})
    desk.confirm(second)
    desk.pass_days(1)
    people = [row for rows in story.seats.values() for row in rows]
    reserves = [row for rows in story.reserves.values() for row in rows]
    for row in (*people, *reserves):
        ask(desk, row, "return")
    clear(desk, [*people, *reserves])


def _plan(story: Story, terms: str) -> Body:
    body: Body = {
        "terms": terms,
        "stages": [
            {party: written([row for row in rows if row.owner == party]) for party in PARTIES}
            for rows in story.seats.values()
        ],
        "objective": [len(story.wounded), story.wishes.stages],
        "certificate": hashed(story.desk.seed, "certificate"),
        "seed": f"drawn by both: {story.wishes.seed}",
    }
    reserves = {
        party: {story.lists[party]: [row.n for row in rows]} for party, rows in story.reserves.items() if rows
    }
    wounded = written(list(story.wounded))
    return body | ({"reserves": reserves} if reserves else {}) | ({"wounded": wounded} if wounded else {})


def ask(desk: Desk, row: Row, wish: str) -> None:
    """Who holds a person asks in private what he or she wants; the neutral was there, and attests."""
    stated = desk.say(
        other(row.owner),
        "wish.state",
        {"row": str(row), "wish": wish, "witness": NEUTRAL, "in_private": True, "office": "camp"},
    )
    desk.say(NEUTRAL, "wish.attest", {"of": stated.id})


def clear(desk: Desk, people: Iterable[Row]) -> None:
    """Every office of the side that holds them clears some persons, then its overseer."""
    for party in PARTIES:
        for rows in some(row for row in people if row.owner == other(party)):
            for body in RULES["clearing"][party]["bodies"]:
                said = {"rows": rows, "body": body, "verdict": "clear", "office": f"{body} desk"}
                desk.say(party, "clearance.give", said)
            said = {"rows": rows, "verdict": "clear", "office": OVERSEER[party]}
            desk.say(party, "clearance.overseer", said)


def report_clocks(desk: Desk) -> None:
    """Each party reports its capture cards and its list of the sick; late ones say why."""
    for party in PARTIES:
        for what in WHAT:
            late = desk.clock > due(desk.exchange, Clock(party, what))
            body: Body = {"what": what, "until": desk.clock, **({"late": "the office moved"} if late else {})}
            desk.say(party, "clock.report", body)
