"""Every kind has its sentence in each language, with the same fields."""

from __future__ import annotations

import re

import pytest

from allforall.account.sentences import beside, kinds, pattern, ranges, sentence, table, word
from allforall.people.messages import LANGUAGES, LanguageError
from allforall.record.entry import Entry
from allforall.record.kinds import Kind

OTHERS = [lang for lang in LANGUAGES if lang != "en"]
HASH = "ab" * 32
OWN = ["open", "ack", "note", "erase", "key.rotate", "key.revoke", "key.seal"]


def fields(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def entry(kind: str, body: dict, feed: str = "A/2") -> Entry:
    return Entry(HASH, feed, 1, "2026-05-16T09:00:00Z", kind, body, {}, [], b"")


@pytest.mark.parametrize("lang", OTHERS)
@pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.name)
def test_a_sentence_has_the_fields_of_the_english_one(kind: Kind, lang: str) -> None:
    assert fields(pattern(kind.name, lang) or "") == fields(kind.says)


@pytest.mark.parametrize("lang", OTHERS)
@pytest.mark.parametrize("name", OWN)
def test_the_kinds_of_the_record_itself_have_sentences_too(name: str, lang: str) -> None:
    assert fields(pattern(name, lang) or "") == fields(pattern(name) or "") != set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_is_for_a_kind_that_is_not_there(lang: str) -> None:
    assert set(table(lang)["says"]) - set(kinds()) <= {*OWN, "accept", "reject", "confirm"}


@pytest.mark.parametrize("lang", OTHERS)
def test_every_word_that_can_be_chosen_is_translated(lang: str) -> None:
    chosen = {
        each for kind in kinds().values() for field in kind.fields.values() for each in field.form.choices
    }
    assert chosen <= set(table(lang)["words"])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.name)
def test_every_vector_is_told(kind: Kind, lang: str) -> None:
    told = sentence(entry(kind.name, kind.vector), lang)
    assert told is not None
    assert "{" not in told
    assert HASH not in told


def test_rows_and_entries_are_told_by_their_places() -> None:
    body = {"rows": {"B:2": [0, 1, 2, 5]}, "answer": "not_held"}
    assert sentence(entry("list.answer", body)) == "A answers on B:2/0–2, 5: not held."
    assert sentence(entry("terms.accept", {"of": f"B:3:{HASH}"})) == "A accepts B:3."
    assert sentence(entry("terms.accept", {"of": f"B:3:{HASH}"}), "uk") == "A приймає B:3."


def test_free_text_is_not_translated_even_when_it_is_one_of_the_words() -> None:
    told = sentence(entry("exchange.suspend", {"why": "hold"}), "uk")
    assert told == "A зупиняє обмін: hold"
    assert word("hold", "uk") == "стоп"


def test_what_a_sentence_leaves_out_stands_beside_it_but_nothing_personal() -> None:
    body = {"rows": {"B:2": [0]}, "answer": "held_back", "ground": "sentenced", "office": "MOD"}
    assert beside(entry("list.answer", body)) == ["office: MOD"]
    assert beside(entry("terms.propose", {"formula": {"A": 3, "B": 2}, "release": "stage"})) == [
        "formula: A 3, B 2", "release: stage"
    ]  # fmt: skip


def test_a_kind_that_nobody_knows_has_no_sentence() -> None:
    assert sentence(entry("weather.report", {"sky": "blue"}), "tr") is None
    assert sentence(entry("accept", {}), "tr") is None


def test_a_language_without_sentences_is_refused() -> None:
    with pytest.raises(LanguageError, match="'fr'"):
        table("fr")


def test_numbers_in_a_row_are_a_range() -> None:
    assert ranges([4, 0, 1, 2, 9, 8]) == "0–2, 4, 8–9"
