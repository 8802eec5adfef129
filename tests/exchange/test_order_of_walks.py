"""A whole exchange, with much said out of turn by whoever likes, comes to the same state in any order."""

from __future__ import annotations

from typing import Any

from hypothesis import event, given, settings
from hypothesis import strategies as st

from allforall.exchange.counts import delivered
from allforall.exchange.fold import KINDS, Exchange
from allforall.exchange.going import going
from allforall.exchange.manifests import manifest_rows
from allforall.exchange.persons import status
from allforall.exchange.plans import conflicts, slot
from allforall.exchange.stages import signed
from allforall.record.errors import Refused
from tests.exchange.telling import Body, orders
from tests.exchange.walking import ONE, STEPS, Walk

FEEDS = ("A", "B", "M")


def bent(walk: Walk, body: Body, draw: st.DrawFn) -> Body:
    """A body with other persons and another reference in it; the rest as it was."""
    party, n = draw(st.sampled_from("AB")), draw(st.integers(0, 2))
    said = draw(st.sampled_from(walk.entries)).id
    other = {
        "rows": walk.of(party, n),
        "row": str(walk.row(party, n)),
        "out": str(walk.row(party, n)),
        "in": str(walk.row(party, 2)),
        "of": said,
        "stage": 1,
    }
    return {name: other.get(name, value) for name, value in body.items()}


def act(walk: Walk, draw: st.DrawFn) -> tuple[str, str, Body]:
    """Something said before, said again by somebody, or something of a kind that was not said yet."""
    who = draw(st.sampled_from(FEEDS))
    if draw(st.booleans()):
        again = draw(st.sampled_from(walk.entries[4:]))
        return who, again.kind, bent(walk, again.body, draw) if draw(st.booleans()) else again.body
    kind = KINDS.by_name[draw(st.sampled_from(sorted(KINDS.by_name)))]
    return who, kind.name, bent(walk, kind.vector, draw)


@st.composite
def walks(draw: st.DrawFn) -> Walk:
    """An exchange up to some step, and then anything."""
    walk = Walk().upto(draw(st.sampled_from(STEPS[2:])))
    for _ in range(draw(st.integers(1, 20))):
        if draw(st.booleans()):
            walk.hear(draw(st.sampled_from(FEEDS)), of=[draw(st.sampled_from(FEEDS))])
        try:
            entry, refusal = walk.tell(*act(walk, draw))
        except Refused:
            continue
        event(f"{entry.kind} {'is refused' if refusal else 'stands'}")
    return walk


def picture(exchange: Exchange, walk: Walk) -> dict[str, Any]:
    """What can be asked of an exchange of one stage."""
    persons = [walk.row(party, n) for party in "AB" for n in range(3)]
    return {
        "status": [status(exchange, each) for each in persons],
        "slot": [slot(exchange, each) for each in persons],
        "refused": {(each.entry.id, each.rule, each.about, each.rows) for each in exchange.refused},
        "manifest": manifest_rows(exchange, ONE),
        "going": going(exchange, ONE),
        "signed": signed(exchange, ONE),
        "delivered": delivered(exchange, ONE),
        "conflicts": conflicts(exchange),
    }


@settings(max_examples=30, deadline=None)
@given(walks(), st.randoms(use_true_random=False))
def test_any_order_that_follows_what_was_seen_gives_the_same_exchange(walk: Walk, chance: Any) -> None:
    as_it_came = picture(walk.exchange, walk)
    another = walk.fold(list(orders(walk, chance.choice)))
    assert picture(another, walk) == as_it_came
