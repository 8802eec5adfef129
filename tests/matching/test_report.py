"""The report page: it says what was answered, needs nothing from outside, and no name can act in it."""

import base64
import json
import re
import zlib
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allforall.matching import pairs
from allforall.matching.about import About, Source
from allforall.matching.answer import Answer, Candidate, Comparison, Decision
from allforall.matching.pairs import MOST_CANDIDATES, PORTION
from allforall.matching.report import report, write_report
from allforall.people.errors import OutputError
from allforall.people.messages import LANGUAGES, messages

ABOUT = About(
    Source("list.csv", "ab" * 32, 3, 1), Source("register.xlsx", "cd" * 32, 5), "2026-11-22", "allforall"
)


def compared(left: str, right: str, words: str = "surnames agree") -> Comparison:
    return Comparison("surname", "same_surname", left, right, 9.0, words)


def answers_of(count: int, *, name: str = "Гук", held: str = "Huk", candidates: int = 1) -> list[Answer]:
    return [
        Answer(
            f"R{number}",
            (Decision.ASK, Decision.SURE, Decision.NONE)[number % 3],
            tuple(
                Candidate(f"H{number}-{rank}", rank, 0.5 / rank, 9.0, (compared(name, held),))
                for rank in range(1, candidates + 1)
            ),
            0.1,
            "because",
        )
        for number in range(count)
    ]


def page_of(answers: list[Answer], lang: str = "en", **fields: str) -> str:
    requests = {each.request_id: {"surname": "Гук", "given_name": "Іван", **fields} for each in answers}
    register = {one.register_id: {"surname": "Huk", "given_name": "Ivan", **fields}
                for each in answers for one in each.candidates}  # fmt: skip
    return report(answers, requests, register, ABOUT, messages(lang))


def block(text: str, name: str) -> object:
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', text, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


def portion(text: str, number: int) -> list[dict[str, object]]:
    packed = block(text, f"pairs-{number}")
    assert isinstance(packed, str)
    unpacked: list[dict[str, object]] = json.loads(zlib.decompress(base64.b64decode(packed)))
    return unpacked


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[str, ...]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, tuple(name for name, _ in attrs)))


def test_the_page_counts_the_decisions_and_names_the_files():
    text = page_of(answers_of(30))
    assert "30 requests of list.csv, looked for among 5 rows of register.xlsx." in text
    for words in ("ab" * 32, "cd" * 32, "sure: one person", "ask: a person judges", "none: not found here"):
        assert words in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_speaks_five_languages_in_their_direction(lang):
    text = page_of(answers_of(6), lang)
    assert f'<html lang="{lang}" dir="{messages(lang).direction}">' in text
    assert f"<h1>{messages(lang).say('report.title')}</h1>" in text


def test_names_tell_their_script_and_keep_their_direction():
    assert '<bdi lang="und-Cyrl">Гук Іван</bdi>' in page_of(answers_of(6), "ar")


def test_every_pair_can_be_unpacked_from_the_page():
    text = page_of(answers_of(PORTION + 3, candidates=MOST_CANDIDATES + 2))
    index = block(text, "index")
    assert isinstance(index, dict)
    assert len(index["rows"]) == PORTION + 3
    assert index["rows"][0][:3] == ["R0", "Гук Іван", "Huk Ivan"]
    last = portion(text, 1)
    assert len(last) == 3
    candidates = last[0]["candidates"]
    assert isinstance(candidates, list)
    assert len(candidates) == MOST_CANDIDATES
    assert candidates[0]["steps"] == [["surname", "Гук", "Huk", "surnames agree", 9.0]]


def test_the_page_is_readable_without_javascript():
    """The most urgent pairs stand in the page with their waterfalls, charts are drawn by the program."""
    text = page_of(answers_of(6))
    assert text.count("<details>") == 2
    assert "<noscript>" in text
    assert text.count("<rect") > 20


def test_nothing_left_to_judge_is_said_plainly():
    sure = [
        Answer("1", Decision.SURE, (Candidate("2", 1, 0.999, 20.0, (compared("Гук", "Huk"),)),), 0.001, "")
    ]
    assert "No request is left for a person to judge." in page_of(sure)


def test_a_page_of_no_answers_is_still_a_page():
    assert page_of([]).rstrip().endswith("</html>")


def test_ten_thousand_requests_stay_below_fifteen_megabytes():
    """A tenth of that is made here, with names and dates as varied as on a real list."""
    answers = answers_of(1000)
    full = [
        replace(each, candidates=tuple(varied(each.request_id, rank) for rank in range(1, 11)))
        for each in answers
    ]
    assert len(page_of(full).encode()) < 1_500_000


def test_unlikely_candidates_of_long_lists_are_left_out(monkeypatch):
    monkeypatch.setattr(pairs, "MOST_PAIRS", 20)
    answers = answers_of(5, candidates=10)
    likely = [
        replace(each, probability=0.001 if each.rank == 9 else 0.0001) for each in answers[0].candidates
    ]
    answers[0] = replace(answers[0], candidates=tuple(likely))
    candidates = portion(page_of(answers), 0)[0]["candidates"]
    assert isinstance(candidates, list)
    assert [each["id"] for each in candidates] == ["H0-1", "H0-2", "H0-3", "H0-4", "H0-9"]


def varied(request: str, rank: int) -> Candidate:
    seeded = Random(f"{request} {rank}")
    comparisons = tuple(
        replace(
            compared(f"Name{seeded.randrange(500)}", f"Name{seeded.randrange(500)}"),
            weight=seeded.gauss(0, 5),
        )
        for _ in range(8)
    )
    return Candidate(f"H{request}-{rank}", rank, 0.1, 20.0, comparisons)


HOSTILE = st.sampled_from([
    "<script>alert(1)</script>", "</script><script>alert(1)</script>", '"><img src=x onerror=alert(1)>',
    "<!--", "' onclick='alert(1)", "]]>", "\u202e", "\x00", "\ud800", "{{ 7 }}", "{request}", "&amp;",
    "javascript:alert(1)",
])  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.one_of(HOSTILE, st.text(min_size=1)), st.one_of(HOSTILE, st.text(min_size=1)))
def test_no_value_of_a_row_changes_the_elements_of_the_page(name, other):
    """A name is data: the page of a hostile list has the elements of the page of a harmless one."""

    def elements(one: str, two: str) -> list[tuple[str, tuple[str, ...]]]:
        comparison = Comparison("surname", "same_surname", one, two, 9.0, two)
        again = Comparison(one, two, one, two, -2.0, one)
        best = Candidate("7", 1, 0.5, 7.0, (comparison, again), ("8",))
        answers = [Answer("1", Decision.ASK, (best, Candidate("9", 2, 0.3, 9.0, (comparison,))), 0.1, one)]
        rows = {"surname": one, "given_name": two, "birth_date": one}
        register = {"7": rows, "8": rows, "9": rows}
        about = About(Source(one, two, 1), Source(two, one, 1), one, two)
        return Tags(report(answers, {"1": rows}, register, about, messages("en"))).found

    assert elements(name, other) == elements("Name", "Other")


def test_a_file_is_written_wholly_or_not_at_all(tmp_path: Path):
    write_report(tmp_path / "a.html", answers_of(3), {}, {}, about=ABOUT)
    assert (tmp_path / "a.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    with pytest.raises(OutputError):
        write_report(tmp_path / "nowhere" / "a.html", answers_of(3), {}, {}, about=ABOUT)
    assert [each.name for each in tmp_path.iterdir()] == ["a.html"]
