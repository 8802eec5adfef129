"""A record told in sentences: what stands, what the rules refuse, what nobody knows."""

from __future__ import annotations

import pytest

from allforall.account.story import story_facts, story_lines
from allforall.account.whole import Whole
from allforall.record.story import tell
from allforall.talks.fold import fold
from tests.exchange.telling import Telling


@pytest.fixture(scope="module")
def whole() -> Whole:
    told = Telling()
    told.say("A", "terms.propose", {"formula": {"A": 3, "B": 2}, "release": "stage"})
    told.hear()
    told.tell("B", "stage.resume", {"stage": 1, "office": "Council"})
    told.tell("B", "stage.hold", {"stage": "one"})
    told.tell("M", "weather.report", {"sky": "blue"})
    return Whole(
        told.state, list(tell(told.state, told.entries)), told.exchange, fold(told.state, told.entries)
    )


def test_an_entry_is_a_sentence_with_the_rest_below_it(whole: Whole) -> None:
    lines = story_lines(whole)
    at = next(i for i, line in enumerate(lines) if "terms.propose" in line)
    assert lines[at].endswith("A:1  terms.propose  A proposes terms of the exchange.")
    assert lines[at + 1] == "    formula: A 3, B 2; release: stage"


def test_what_a_rule_refuses_is_shown_with_the_rule(whole: Whole) -> None:
    text = "\n".join(story_lines(whole))
    assert (
        "B: the overseer lets stage 1 go on.\n    office: Council\n    REFUSED by the rule window: " in text
    )
    assert "за правилом window" in "\n".join(story_lines(whole, "uk"))


def test_nonsense_is_shown_as_it_stands_and_refused(whole: Whole) -> None:
    text = "\n".join(story_lines(whole))
    assert 'stage.hold  {"stage": "one"}\n    REFUSED by the rule bad-fields: ' in text


def test_a_kind_that_nobody_knows_is_shown_as_it_stands(whole: Whole) -> None:
    lines = story_lines(whole, "ar")
    assert any(line.endswith('M:1  weather.report  {"sky": "blue"}') for line in lines)


def test_the_same_as_values(whole: Whole) -> None:
    entries = {each["id"].rpartition(":")[0]: each for each in story_facts(whole)["entries"]}
    assert entries["A:1"]["says"] == "A proposes terms of the exchange."
    assert entries["A:1"]["refused"] is None
    assert entries["B:1"]["refused"]["rule"] == "window"
    assert (entries["M:1"]["says"], entries["M:1"]["refused"]) == (None, None)
