"""The same entries come to the same state in any order in which each follows what its author had seen."""

from __future__ import annotations

from typing import Any

from hypothesis import event, given, settings
from hypothesis import strategies as st

from allforall.exchange.clocks import lapsed
from allforall.exchange.fold import Exchange
from allforall.exchange.freezing import Listing, frozen_at
from allforall.exchange.persons import status
from allforall.exchange.plans import agreed_plan, conflicts, slot
from allforall.exchange.terms import agreed_terms, owed
from allforall.record.errors import Refused
from tests.exchange.telling import HASH, PEOPLE, Body, Telling, answered, orders, plan, row

FEEDS = ("A", "B", "M")
ROW = st.integers(0, PEOPLE - 1)
WORDS = ("held", "held", "deceased", "returned", "held_back", "needs_data")
FATES = ("deceased", "escaped", "returned", "recaptured")


def act(told: Telling, draw: st.DrawFn) -> tuple[str, str, Body]:
    """Something that somebody might say; most of it sensible, some of it not."""
    who = draw(st.sampled_from(FEEDS))
    party, n, m = draw(st.sampled_from(told.parties)), draw(ROW), draw(ROW)
    rows = {"rows": {told.lists[party]: [n]}}
    names = [each.id for each in told.entries if each.kind.endswith(".propose")]
    of = draw(st.sampled_from([*names, told.entries[-1].id]))
    kind = next(each.kind for each in told.entries if each.id == of).rpartition(".")[0] or "plan"
    said: list[tuple[str, Body]] = [
        ("list.answer", {**rows, "answer": draw(st.sampled_from(WORDS)), "ground": "III", "reason": "known"}),
        ("person.state", {**rows, "state": draw(st.sampled_from(FATES)), "source": "register"}),
        ("list.withdraw", {**rows, "why": "a namesake"}),
        ("list.freeze.propose", {"lists": dict.fromkeys(told.lists.values(), 1)}),
        ("owed.state", {"rows": {told.lists[party]: [5]}, "ground": "III GC 110"}),
        ("plan.propose", plan(told, seed=f"{n}")),
        ("plan.swap.propose", swap(told, party, n, m)),
        ("plan.swap.propose", swap(told, party, n % 4, 4)),
        (f"{kind}.accept", {"of": of}),
        (f"{kind}.accept", {"of": of}),
        (f"{kind}.accept", {"of": of}),
        (f"{kind}.confirm", {"of": of}),
        (f"{kind}.confirm", {"of": of}),
        ("undo", {"of": of, "why": "a mistake"}),
        ("undo", {"of": [each.id for each in told.entries if each.feed == who][-1], "why": "a mistake"}),
        ("clock.report", {"what": "health", "until": told.clock}),
        ("list.commit", {"round": n + 2, "rows": 7, "root": HASH, "list": told.lists[party], "version": 2}),
        ("clearance.give", {**rows, "body": "MOD", "verdict": "clear", "office": "MOD 1"}),
    ]
    return who, *draw(st.sampled_from(said))


def swap(told: Telling, party: str, out: int, in_: int) -> Body:
    name = told.lists[party]
    places = {"out": f"{name}/{out}", "in": f"{name}/{in_}"}
    return {"plan": told.plan.id, "stage": 1 + out // 2 % 2, "why": "ill", **places}


@st.composite
def stories(draw: st.DrawFn) -> Telling:
    """A plan agreed, or one that is not, and then much that may or may not be in order."""
    told = answered()
    told.plan = told.say("A", "plan.propose", plan(told))
    if draw(st.booleans()):
        told.confirm(told.plan)
    for _ in range(draw(st.integers(1, 25))):
        if draw(st.booleans()):
            told.hear(draw(st.sampled_from(FEEDS)), of=[draw(st.sampled_from(FEEDS))])
        try:
            entry, refusal = told.tell(*act(told, draw))
        except Refused:
            continue
        event(f"{entry.kind} {'is refused' if refusal else 'stands'}")
    return told


def picture(exchange: Exchange, told: Telling) -> dict[str, Any]:
    """Everything that can be asked of an exchange."""
    persons = [row(told, party, n) for party in told.parties for n in range(PEOPLE)]
    terms, agreed = agreed_terms(exchange), agreed_plan(exchange)
    return {
        "status": [status(exchange, each) for each in persons],
        "slot": [slot(exchange, each) for each in persons],
        "owed": [owed(exchange, each) for each in persons],
        "refused": {(each.entry.id, each.rule, each.about, each.rows) for each in exchange.refused},
        "terms": terms and terms.id,
        "plan": agreed and agreed.id,
        "frozen": [frozen_at(exchange, Listing(each)) for each in told.lists.values()],
        "conflicts": conflicts(exchange),
        "clocks": list(lapsed(exchange, "2026-06-01T00:00:00Z")),
    }


@settings(max_examples=40, deadline=None)
@given(stories(), st.randoms(use_true_random=False))
def test_any_order_that_follows_what_was_seen_gives_the_same_state(told: Telling, chance: Any) -> None:
    as_it_came = picture(told.exchange, told)
    another = told.fold(list(orders(told, chance.choice)))
    assert picture(another, told) == as_it_came


@settings(max_examples=20, deadline=None)
@given(stories())
def test_what_is_refused_changes_nothing(told: Telling) -> None:
    refused = {each.entry.id for each in told.exchange.refused}
    for cell in told.exchange.ledger.cells.values():
        assert not refused & {each.id for each in cell}
