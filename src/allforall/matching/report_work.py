"""The report for those who judge: how much is left, what would settle it, the evidence pair by pair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from allforall.matching.answer import Answer, Candidate
from allforall.matching.evidence import percent, steps_of, why_in_words
from allforall.matching.rows import Rows, shown
from allforall.matching.work import (
    CANDIDATE_MINUTES,
    READING_MINUTES,
    best_probability,
    minutes,
    missing_counts,
    people,
    settles,
    settles_in_words,
    to_judge,
)
from allforall.people.charts import Bar, Tile, bar_chart, tiles, waterfall
from allforall.people.messages import Messages
from allforall.people.page import Section, render

FIRST = 12  # pairs whose evidence stands in the page itself, for readers without JavaScript
WATERFALL_HEADERS = (
    "report.compared",
    "report.on_list",
    "report.on_register",
    "report.in_words",
    "report.weight",
    "report.so_far",
)


@dataclass(frozen=True, slots=True)
class First:
    """One of the pairs shown with its evidence."""

    request_id: str
    asked: str
    register_id: str
    held: str
    probability: str
    settles: str
    why: str
    waterfall: Markup


def work_section(answers: Sequence[Answer], requests: Rows, register: Rows, words: Messages) -> Section:
    """How many requests wait for a person, how long it takes, and which fields would settle them."""
    say = words.say
    todo = to_judge(answers)
    if not todo:
        return Section(
            say("report.work"), render("people/templates/text.html", text=say("report.nothing_open"))
        )
    body = _figures(todo, words) + _missing_chart(todo, requests, register, words)
    first = [_first(each, requests, register, words) for each in todo if each.candidates][:FIRST]
    if first:
        body += render("matching/templates/first.html", first=first, say=say)
    lead = say("report.work_lead", reading=READING_MINUTES, candidate=CANDIDATE_MINUTES)
    return Section(say("report.work"), body, lead, "work")


def pair_section(words: Messages) -> Section:
    """The choice of any pair; the script fills it."""
    body = render("matching/templates/chooser.html", say=words.say)
    return Section(words.say("report.pair"), body, words.say("report.pair_lead"), "any-pair")


def _figures(todo: Sequence[Answer], words: Messages) -> Markup:
    total = sum(map(minutes, todo))
    quick = sum(people(each) <= 1 for each in todo)
    return tiles([
        Tile(f"{len(todo):,}", words.say("report.tile_ask"), "ask"),
        Tile(f"{total / 60:,.1f}", words.say("report.tile_minutes", minutes=f"{total:,.0f}")),
        Tile(f"{quick:,}", words.say("report.tile_quick")),
    ])  # fmt: skip


def _missing_chart(todo: Sequence[Answer], requests: Rows, register: Rows, words: Messages) -> Markup:
    counts = missing_counts(todo, requests, register)
    bars = [
        Bar(
            settles_in_words(missing, words),
            count,
            _tone(missing is None, missing is not None and missing.ask),
        )
        for missing, count in counts.most_common()
    ]
    caption, lead = words.say("report.missing_caption"), words.say("report.missing_lead")
    headers = (words.say("report.help"), words.say("report.requests"))
    return bar_chart(bars, caption=caption, lead=lead, headers=headers)


def _tone(nothing: bool, ask: bool) -> str:
    return "none" if nothing else "one" if ask else "three"


def _first(answer: Answer, requests: Rows, register: Rows, words: Messages) -> First:
    best = answer.candidates[0]
    return First(
        answer.request_id,
        shown(requests.get(answer.request_id, {}), "name"),
        best.register_id,
        shown(register.get(best.register_id, {}), "name"),
        percent(best_probability(answer)),
        settles_in_words(settles(answer, requests, register), words),
        why_in_words(answer, words),
        _waterfall(answer, best, words),
    )


def _waterfall(answer: Answer, candidate: Candidate, words: Messages) -> Markup:
    caption = words.say(
        "report.waterfall_caption", request=answer.request_id, candidate=candidate.register_id
    )
    headers = [words.say(key) for key in WATERFALL_HEADERS]
    return waterfall(
        steps_of(candidate, words), caption=caption, headers=headers, total=words.say("report.total")
    )
