"""Many texts in two arrays."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allforall.matching.texts import Coded, Coding, Texts

SOME = st.lists(st.text(max_size=8), max_size=12)


@given(SOME)
def test_texts_come_back_as_they_were(values):
    texts = Texts.of(values)
    assert list(texts) == values
    assert [texts[at] for at in range(len(texts))] == values


def test_a_lone_surrogate_is_kept():
    assert list(Texts.of(["a\ud800"])) == ["a\ud800"]


@given(st.lists(SOME, max_size=4))
def test_joined_lots_are_one_sequence(lots):
    joined = Texts.joined([Texts.of(lot) for lot in lots])
    assert list(joined) == [value for lot in lots for value in lot]


@settings(max_examples=20, deadline=None)
@given(SOME)
def test_saved_texts_open_the_same(tmp_path_factory, values):
    stem = tmp_path_factory.mktemp("texts") / "names"
    Texts.of(values).save(stem)
    assert list(Texts.open(stem)) == values


def test_a_coding_gives_every_text_one_code_and_the_empty_one_zero(tmp_path):
    coding = Coding()
    codes = [coding[value] for value in ("Гук", "", "Кіт", "Гук")]
    coding.extend(np.array(codes))
    column = coding.coded()
    assert codes == [1, 0, 2, 1]
    assert [column[row] for row in range(4)] == ["Гук", "", "Кіт", "Гук"]
    assert column.counts().tolist() == [1, 2, 1]
    column.save(tmp_path / "surname")
    opened = Coded.open(tmp_path / "surname")
    assert [opened[row] for row in range(4)] == ["Гук", "", "Кіт", "Гук"]


def test_an_empty_column_can_be_saved_and_opened(tmp_path):
    Coding().coded().save(tmp_path / "empty")
    assert len(Coded.open(tmp_path / "empty")) == 0


@pytest.mark.parametrize("values", [[], [""], ["", ""]])
def test_nothing_but_empty_texts_can_be_saved_and_opened(tmp_path, values):
    Texts.of(values).save(tmp_path / "none")
    assert list(Texts.open(tmp_path / "none")) == values
