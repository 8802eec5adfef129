"""The sheet `Summary`: what was decided, how to read the workbook, the files, when to stop trusting it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from allforall.matching.about import About
from allforall.matching.answer import Answer, Decision
from allforall.matching.sheets import Book, Cell, write_cell
from allforall.matching.work import expected_wrong, minutes, to_judge
from allforall.people.messages import Messages

# One line: the style of its first cell, then its cells.
SummaryLine = tuple[str, Sequence[Cell]]


def write_summary(book: Book, answers: Sequence[Answer], about: About, words: Messages) -> None:
    """Write the sheet and make it the one a reader sees first."""
    sheet: Any = book.sheet(words.say("workbook.summary"), repeat_header=False)
    sheet.set_row(0, 24)
    sheet.set_column(0, 0, 36)
    sheet.set_column(1, 2, 14)
    sheet.set_column(3, 3, 70)
    for row, (style, cells) in enumerate(_lines(answers, about, words)):
        for column, cell in enumerate(cells):
            look = style if column == 0 else "words"
            write_cell(sheet, row, column, cell, book.formats[look])
    sheet.activate()


def _lines(answers: Sequence[Answer], about: About, words: Messages) -> Iterator[SummaryLine]:
    yield "title", [words.say("summary.title")]
    yield (
        "words",
        [words.say("summary.lead", wanted=about.wanted.name, register=about.register.name)],
    )
    yield "words", [words.say("summary.made", made_on=about.made_on, program=about.program)]
    yield "words", [words.say("workbook.meaning")]
    yield "plain", []
    yield from _decisions(answers, words)
    yield from _work(answers, words)
    yield from _texts("summary.how", words)
    yield from _texts("summary.stop", words)
    yield from _files(about, words)


def _decisions(answers: Sequence[Answer], words: Messages) -> Iterator[SummaryLine]:
    counts = Counter(answer.decision for answer in answers)
    yield "heading", [words.say("summary.decisions")]
    yield "words", [words.say("summary.requests"), len(answers)]
    for decision in Decision:
        name, note = words.say(f"decision.{decision}"), words.say(f"decision_note.{decision}")
        yield decision.value, [name, counts[decision], None, note]
    yield "words", [words.say("summary.expected_wrong"), round(expected_wrong(answers), 1)]
    yield "plain", []


def _work(answers: Sequence[Answer], words: Messages) -> Iterator[SummaryLine]:
    yield "heading", [words.say("summary.work")]
    yield "words", [words.say("decision.ask"), len(to_judge(answers))]
    yield "words", [words.say("summary.minutes"), round(sum(map(minutes, answers)))]
    yield "plain", []


def _texts(part: str, words: Messages) -> Iterator[SummaryLine]:
    """A heading and its numbered sentences."""
    sheets = {"answers": "Answers", "to_judge": words.say("workbook.to_judge")}
    yield "heading", [words.say(part)]
    number = 1
    while words.say_or(f"{part}_{number}", ""):
        yield "words", [words.say(f"{part}_{number}", **sheets)]
        number += 1
    yield "plain", []


def _files(about: About, words: Messages) -> Iterator[SummaryLine]:
    headers = ("file", "rows", "rejected", "sha256")
    yield "heading", [words.say("summary.files")]
    yield "words", [words.say(f"summary.{header}") for header in headers]
    for source in (about.wanted, about.register):
        yield "plain", [source.name, source.rows, source.rejected, source.sha256]
