"""The answers as one HTML page with charts, for officers who judge and for whoever answers for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from allforall.matching.about import About, Source
from allforall.matching.answer import Answer, Decision
from allforall.matching.pairs import embedded
from allforall.matching.report_names import namesakes_section
from allforall.matching.report_numbers import certainty_section, decisions_section
from allforall.matching.report_work import WATERFALL_HEADERS, pair_section, work_section
from allforall.matching.rows import SIDE_BY_SIDE
from allforall.matching.work import to_judge
from allforall.people.files import writing
from allforall.people.messages import Messages, messages
from allforall.people.page import Section, own_script, page, render


def write_report(
    path: Path,
    answers: Iterable[Answer],
    requests: Mapping[str, Mapping[str, str]],
    register: Mapping[str, Mapping[str, str]],
    *,
    about: About,
    lang: str = "en",
) -> None:
    """Write the report of a match: one HTML file that fetches nothing and reads without JavaScript.

    `requests` and `register` give the rows as written, by row id and canonical column name; only rows that
    candidates point to are looked up in `register`.  The ten best candidates of each request are
    embedded; of lists above 5,000 requests the unlikely ones are left out, so that the page stays quick.
    """
    text = report(list(answers), requests, register, about, messages(lang))
    with writing(path) as target:
        target.write_bytes(text.encode("utf-8", "replace"))


def report(
    answers: list[Answer],
    requests: Mapping[str, Mapping[str, str]],
    register: Mapping[str, Mapping[str, str]],
    about: About,
    words: Messages,
) -> str:
    """The page as text."""
    say = words.say
    sections = [
        decisions_section(answers, words),
        certainty_section(answers, words),
        work_section(answers, requests, register, words),
        pair_section(words),
        namesakes_section(answers, requests, register, words),
        _trust_section(words),
    ]
    return page(
        say("report.title"),
        sections,
        words.lang,
        words.direction,
        lead=say(
            "report.lead",
            requests=f"{len(answers):,}",
            wanted=about.wanted.name,
            rows=f"{about.register.rows:,}",
            register=about.register.name,
        ),
        small_print=_small_print(about, words),
        contents=say("report.contents"),
        script=own_script("matching/templates/report.js"),
        data=embedded(answers, requests, register, words)
        | {"open": _places(answers), "words": _labels(words)},
    )


def _trust_section(words: Messages) -> Section:
    texts = [text for key, text in words.part("summary").items() if key.startswith("stop_")]
    return Section(words.say("report.trust"), render("matching/templates/trust.html", texts=texts))


def _small_print(about: About, words: Messages) -> list[str]:
    return [
        words.say("workbook.meaning"),
        words.say("summary.made", made_on=about.made_on, program=about.program),
        _file_line(words.say("summary.wanted"), about.wanted, words),
        _file_line(words.say("summary.register"), about.register, words),
    ]


def _file_line(side: str, source: Source, words: Messages) -> str:
    rows, rejected = words.say("summary.rows"), words.say("summary.rejected")
    return (
        f"{side}: {source.name} · {rows}: {source.rows:,} · {rejected}: {source.rejected:,} "
        f"· SHA-256 {source.sha256}"
    )


def _places(answers: list[Answer]) -> list[int]:
    """Where the requests to judge stand among the answers, the quickest first."""
    place = {answer.request_id: at for at, answer in enumerate(answers)}
    return [place[answer.request_id] for answer in to_judge(answers)]


def _labels(words: Messages) -> dict[str, object]:
    """What the script needs to say."""
    keys = (
        "no_hit", "old_browser", "probability", "nobody", "no_candidate", "same_as", "asked_row",
        "on_list", "on_register", "waterfall_caption", "total",
    )  # fmt: skip
    return {key: words.table[f"report.{key}"] for key in keys} | {
        "decisions": {each.value: words.say(f"decision.{each.value}") for each in Decision},
        "side_by_side": [words.say(f"fields.{field}") for field in SIDE_BY_SIDE],
        "waterfall_headers": [words.say(key) for key in WATERFALL_HEADERS],
    }
