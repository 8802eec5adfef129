"""The message tables: five languages, the same keys, the same gaps to fill in."""

import re

import pytest

from allforall.matching.levels import LEVELS
from allforall.people.messages import LANGUAGES, LanguageError, messages

OTHERS = [lang for lang in LANGUAGES if lang != "en"]


def braces(text: str) -> set[str]:
    return set(re.findall(r"\{\w+\}|&[PN]", text))


@pytest.mark.parametrize("lang", OTHERS)
def test_every_language_says_everything_in_its_own_words(lang):
    english, other = messages("en").table, messages(lang).table
    same = {key for key in english if other[key] == english[key]}
    assert same <= {"summary.sha256"}


@pytest.mark.parametrize("lang", OTHERS)
def test_every_translation_keeps_what_the_program_fills_in(lang):
    english, other = messages("en").table, messages(lang).table
    assert {key for key in english if braces(english[key]) != braces(other[key])} == set()


@pytest.mark.parametrize("lang", OTHERS)
def test_every_fact_of_the_matcher_is_translated(lang):
    assert {level.fact for level in LEVELS[1:]} <= messages(lang).part("facts").keys()


def test_arabic_is_written_from_right_to_left():
    assert [lang for lang in LANGUAGES if messages(lang).direction == "rtl"] == ["ar"]


def test_an_unknown_language_is_refused_with_those_there_are():
    with pytest.raises(LanguageError, match="expected one of en, uk, ru, tr, ar"):
        messages("fr")
