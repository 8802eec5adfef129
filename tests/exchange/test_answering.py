"""Answers, row by row, by the party that holds the people; questions and replies."""

from __future__ import annotations

from typing import Any

import pytest

from allforall.exchange.answering import ANSWERS
from allforall.exchange.persons import status
from allforall.exchange.things import Row
from tests.exchange.telling import HASH, Telling


@pytest.fixture
def told() -> Telling:
    told = Telling()
    told.lists = told.exchange_lists({"A": 4, "B": 4})
    return told


def answer(told: Telling, word: str, *rows: int, **more: str) -> dict[str, Any]:
    return {"rows": {told.lists["A"]: list(rows or (0,))}, "answer": word, **more}


def test_each_answer_brings_a_person_to_the_state_of_its_name(told: Telling) -> None:
    for word in ANSWERS:
        told.say("B", "list.answer", answer(told, word, ground="III GC 115", reason="camp register"))
        assert status(told.exchange, Row(told.lists["A"], 0)) == word


def test_a_later_answer_takes_the_place_of_an_earlier_one(told: Telling) -> None:
    told.say("B", "list.answer", answer(told, "deceased", reason="death notice"))
    told.say("B", "list.answer", answer(told, "held"))
    assert status(told.exchange, Row(told.lists["A"], 0)) == "held"


def test_of_two_answers_that_knew_not_of_each_other_the_cautious_one_counts(told: Telling) -> None:
    told = Telling(parties=("A", "B", "C"))
    told.lists = told.exchange_lists({"A": 4, "B": 4, "C": 4})
    told.say("B", "list.answer", answer(told, "held"))
    told.say("C", "list.answer", answer(told, "held_back", ground="III GC 115"))
    assert status(told.exchange, Row(told.lists["A"], 0)) == "held_back"


def test_nobody_answers_on_his_own_list(told: Telling) -> None:
    assert told.refused("A", "list.answer", answer(told, "held")).rule == "not-his-to-say"


def test_nobody_answers_on_a_row_that_is_not_there(told: Telling) -> None:
    refusal = told.refused("B", "list.answer", answer(told, "held", 3, 4))
    assert (refusal.rule, refusal.rows) == ("unknown-row", (f"{told.lists['A']}/4",))


def test_nobody_answers_on_a_row_twice_in_one_breath(told: Telling) -> None:
    assert told.refused("B", "list.answer", answer(told, "held", 1, 1)).rule == "unknown-row"


def test_nobody_answers_on_a_list_he_cannot_read() -> None:
    told = Telling()
    commit = told.say("A", "list.commit", {"round": 1, "rows": 4, "root": HASH})
    told.hear()
    told.lists = {"A": f"A:{commit.n}"}
    assert told.refused("B", "list.answer", answer(told, "held")).rule == "unknown-row"


def test_sourced_nobody_is_held_back_without_a_ground(told: Telling) -> None:
    assert told.refused("B", "list.answer", answer(told, "held_back")).rule == "sourced"
    told.say("B", "list.answer", answer(told, "held_back", ground="III GC 115, sentenced"))


@pytest.mark.parametrize("word", ["deceased", "returned", "transferred"])
def test_sourced_grave_answers_say_how_it_is_known(told: Telling, word: str) -> None:
    assert told.refused("B", "list.answer", answer(told, word)).rule == "sourced"
    told.say("B", "list.answer", answer(told, word, evidence=HASH))


def test_a_question_is_replied_to_by_whose_list_it_is(told: Telling) -> None:
    rows = {"rows": {told.lists["A"]: [1, 2]}}
    question = told.say("B", "list.ask", {**rows, "needs": ["birth year"]})
    told.hear()
    told.say("A", "list.reply", {**rows, "of": question.id})
    assert told.refused("B", "list.reply", {**rows, "of": question.id}).rule == "not-his-to-say"


def test_nobody_asks_about_his_own_list(told: Telling) -> None:
    body = {"rows": {told.lists["A"]: [1]}, "needs": ["birth year"]}
    assert told.refused("A", "list.ask", body).rule == "not-his-to-say"


def test_a_reply_keeps_to_a_question_that_was_asked(told: Telling) -> None:
    rows = {"rows": {told.lists["A"]: [1]}}
    question = told.say("B", "list.ask", {**rows, "needs": ["birth year"]})
    assert told.refused("A", "list.reply", {**rows, "of": question.id}).rule == "unknown-entry"
    told.hear()
    more = {"rows": {told.lists["A"]: [1, 2]}, "of": question.id}
    assert told.refused("A", "list.reply", more).rows == (f"{told.lists['A']}/2",)
