"""The report's part on namesakes and doubles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from allforall.matching.answer import Answer
from allforall.matching.evidence import percent
from allforall.matching.namesakes import crowded, doubles, most_asked, shared
from allforall.matching.rows import Rows, shown
from allforall.matching.work import near, people
from allforall.people.charts import Bar, bar_chart, table
from allforall.people.messages import Messages
from allforall.people.page import Section, named, render

MOST_LINES = 15
MOST_NAMES = 4  # candidates named in one line


def namesakes_section(answers: Sequence[Answer], requests: Rows, register: Rows, words: Messages) -> Section:
    """Crowded requests, names asked for most, rows that may be one person, rows asked for twice."""
    body = (
        _crowded(answers, requests, register, words)
        + _most_asked(requests, words)
        + _doubles(answers, register, words)
        + _shared(answers, requests, register, words)
    )
    return Section(words.say("report.namesakes"), body, words.say("report.namesakes_lead"), "namesakes")


def _crowded(answers: Sequence[Answer], requests: Rows, register: Rows, words: Messages) -> Markup:
    found = crowded(answers)
    lines = [
        (
            each.request_id,
            named(shown(requests.get(each.request_id, {}), "name")),
            people(each),
            _listed(f"{_of(register, one.register_id)}, {percent(one.probability)}" for one in near(each)),
        )
        for each in found[:MOST_LINES]
    ]
    headers = ("request", "on_list", "near", "on_register")
    return _table("crowded", headers, lines, len(found), words)


def _most_asked(requests: Rows, words: Messages) -> Markup:
    found = most_asked(requests)
    if not found:
        return _nothing("most_asked", words)
    bars = [Bar(name, count) for name, count in found[:MOST_LINES]]
    headers = (words.say("report.names"), words.say("report.times"))
    chart = bar_chart(bars, caption=words.say("report.most_asked_caption"), headers=headers)
    return chart + _more(len(found), words)


def _doubles(answers: Sequence[Answer], register: Rows, words: Messages) -> Markup:
    found = doubles(answers)
    lines = [(", ".join(rows), _listed(_of(register, row) for row in rows)) for rows in found[:MOST_LINES]]
    return _table("doubles", ("register_rows", "names"), lines, len(found), words)


def _shared(answers: Sequence[Answer], requests: Rows, register: Rows, words: Messages) -> Markup:
    found = shared(answers)
    lines = [
        (f"{row}: {_of(register, row)}", _listed(f"{each}: {_of(requests, each)}" for each in asking))
        for row, asking in list(found.items())[:MOST_LINES]
    ]
    return _table("shared", ("on_register", "requests"), lines, len(found), words)


def _of(rows: Rows, row_id: str) -> str:
    """A row's name and birth date as written."""
    row = rows.get(row_id, {})
    return ", ".join(part for part in (shown(row, "name") or row_id, shown(row, "birth_date")) if part)


def _listed(texts: Iterable[str]) -> Markup:
    """The first few texts, one a line."""
    every = list(texts)
    rest = [f"… +{len(every) - MOST_NAMES}"] if len(every) > MOST_NAMES else []
    return Markup("<br>").join([named(text) for text in every[:MOST_NAMES]] + [named(text) for text in rest])


def _table(
    key: str, headers: Sequence[str], lines: Sequence[Sequence[object]], found: int, words: Messages
) -> Markup:
    if not found:
        return _nothing(key, words)
    caption = words.say(f"report.{key}_caption")
    heads = [words.say(f"report.{header}") for header in headers]
    return table(heads, lines, caption=caption) + _more(found, words)


def _more(found: int, words: Messages) -> Markup:
    if found <= MOST_LINES:
        return Markup("")
    text = words.say("report.more", count=f"{found - MOST_LINES:,}")
    return render("people/templates/text.html", text=text)


def _nothing(key: str, words: Messages) -> Markup:
    text = f"{words.say(f'report.{key}_caption')}: {words.say('report.none_found')}"
    return render("people/templates/text.html", text=text)
