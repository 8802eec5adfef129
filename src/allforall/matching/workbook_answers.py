"""The sheets `Answers` and `To judge`: every candidate beside the row it may be, as written on both sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from allforall.matching.answer import Answer, Candidate, Decision
from allforall.matching.evidence import TELLING, reasons, why_in_words, with_values
from allforall.matching.judgements import Verdict
from allforall.matching.rows import SIDE_BY_SIDE, Row, Rows, shown, shown_field
from allforall.matching.sheets import A3, Book, Cell, Column
from allforall.matching.work import minutes, near, settles, settles_in_words, to_judge
from allforall.people.messages import Messages

ALWAYS_SHOWN = 3
UNLIKELY = 0.001
WIDTHS = {"name": 28, "capture": 17, "birth_place": 14, "unit": 14, "birth_date": 11, "rank": 10}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a sheet: a request's row with one of its candidates, or with none."""

    answer: Answer
    candidate: Candidate | None
    asked: Row
    held: Row
    settles: str = ""


def lines_of(answer: Answer, requests: Rows, register: Rows) -> list[Line]:
    """The lines of one request: its candidates, without the unlikely ones after the third."""
    asked = requests.get(answer.request_id, {})
    shown_ones = [
        Line(answer, each, asked, register.get(each.register_id, {}))
        for each in answer.candidates
        if each.rank <= ALWAYS_SHOWN or each.probability >= UNLIKELY
    ]
    return shown_ones or [Line(answer, None, asked, {})]


def write_answers(
    book: Book, answers: Sequence[Answer], requests: Rows, register: Rows, words: Messages
) -> None:
    """Every request with its candidates, one block after the other in the order of the list."""
    sheet = book.sheet("Answers", paper=A3)
    lines = (line for answer in answers for line in lines_of(answer, requests, register))
    columns = [
        *_keys(), *_names(words), _decision(), _in_words(words), _probability(), _weight(),
        *_pairs(words), *_fill_in(), _reasons(80, words),
    ]  # fmt: skip
    count = book.table(sheet, columns, lines, frozen=5)
    _finish(book, sheet, columns, count, words)


def write_to_judge(
    book: Book, answers: Sequence[Answer], requests: Rows, register: Rows, words: Messages
) -> None:
    """Only the requests a person must judge with their near candidates, the quickest first."""
    sheet = book.sheet(words.say("workbook.to_judge"), paper=A3)
    columns = [
        *_keys(), *_names(words), _decision(), _probability(), *_pairs(words), _settles(words),
        _reasons(60, words), *_fill_in(), _minutes(words),
    ]  # fmt: skip
    lines = _lines_to_judge(answers, requests, register, words)
    count = book.table(sheet, columns, lines, frozen=5, wrap=True)
    _finish(book, sheet, columns, count, words)


def _lines_to_judge(
    answers: Sequence[Answer], requests: Rows, register: Rows, words: Messages
) -> Iterator[Line]:
    for answer in to_judge(answers):
        asked = requests.get(answer.request_id, {})
        help_ = settles_in_words(settles(answer, requests, register), words)
        candidates: tuple[Candidate | None, ...] = near(answer) or (None,)
        for each in candidates:
            held = register.get(each.register_id, {}) if each else {}
            yield Line(answer, each, asked, held, help_)


def _keys() -> list[Column[Line]]:
    return [
        Column("request_id", 10, lambda line: line.answer.request_id),
        Column("rank", 6, lambda line: line.candidate.rank if line.candidate else 0),
        Column("register_id", 11, lambda line: line.candidate.register_id if line.candidate else ""),
    ]


def _names(words: Messages) -> list[Column[Line]]:
    return [_on_list("name", words), _on_register("name", words)]


def _pairs(words: Messages) -> list[Column[Line]]:
    both = [side(field, words) for field in SIDE_BY_SIDE[1:] for side in (_on_list, _on_register)]
    return [*both, _on_register("held_at", words)]


def _on_list(field: str, words: Messages) -> Column[Line]:
    header = words.say("workbook.on_list", field=words.say(f"fields.{field}"))
    return Column(header, WIDTHS.get(field, 12), lambda line: shown(line.asked, field), "list")


def _on_register(field: str, words: Messages) -> Column[Line]:
    """The register's value, coloured by what the comparison of this field says."""
    header = words.say("workbook.on_register", field=words.say(f"fields.{field}"))
    nobody = words.say("workbook.nobody") if field == "name" else ""
    return Column(
        header,
        WIDTHS.get(field, 12),
        lambda line: shown(line.held, field) if line.candidate else nobody,
        "register",
        lambda line: _tone(line.candidate, field),
    )


def _tone(candidate: Candidate | None, field: str) -> str:
    if candidate is None:
        return "plain"
    weights = [
        each.weight
        for each in candidate.comparisons
        if with_values(each) and shown_field(each.field) == field
    ]
    if min(weights, default=0) <= -TELLING:
        return "against"
    return "for" if sum(weights) >= TELLING else "plain"


def _decision() -> Column[Line]:
    return Column("decision", 9, lambda line: line.answer.decision.value, "evidence", _decision_style)


def _in_words(words: Messages) -> Column[Line]:
    said = {each: words.say(f"decision.{each.value}") for each in Decision}
    return Column(
        words.say("workbook.in_words"),
        20,
        lambda line: said[line.answer.decision],
        "evidence",
        _decision_style,
    )


def _decision_style(line: Line) -> str:
    return line.answer.decision.value


def _probability() -> Column[Line]:
    return Column("probability", 10, _probability_of, "evidence", lambda _: "percent")


def _probability_of(line: Line) -> Cell:
    """A candidate's probability; 0 without any candidate, as in ANSWERS."""
    return line.candidate.probability if line.candidate else 0.0


def _weight() -> Column[Line]:
    return Column(
        "match_weight",
        9,
        lambda line: line.candidate.match_weight if line.candidate else None,
        "evidence",
        lambda _: "weight",
    )


def _reasons(width: float, words: Messages) -> Column[Line]:
    return Column("reasons", width, lambda line: _reasons_of(line, words), "evidence", _words_style)


def _reasons_of(line: Line, words: Messages) -> Cell:
    if line.candidate is None:
        return why_in_words(line.answer, words)
    return reasons(line.answer, line.candidate, words)


def _words_style(_: Line) -> str:
    return "words"


def _settles(words: Messages) -> Column[Line]:
    return Column(words.say("workbook.settles"), 20, lambda line: line.settles, "evidence", _words_style)


def _minutes(words: Messages) -> Column[Line]:
    return Column(words.say("workbook.minutes"), 9, lambda line: minutes(line.answer))


def _fill_in() -> list[Column[Line]]:
    widths = {"judgement": 13, "by": 8, "comment": 22}
    return [Column(header, width, lambda _: None, "person") for header, width in widths.items()]


def _finish(book: Book, sheet: Any, columns: Sequence[Column[Line]], count: int, words: Messages) -> None:
    """The choice of words for the judgement, and a rule above each request that survives sorting."""
    last = max(count, 1)
    at = next(place for place, column in enumerate(columns) if column.header == "judgement")
    sheet.data_validation(1, at, last, at, {
        "validate": "list", "source": verdict_words(words), "error_type": "warning",
        "input_title": words.say("workbook.pick_title"), "input_message": words.say("workbook.pick"),
        "error_title": words.say("workbook.pick_title"), "error_message": words.say("workbook.pick_wrong"),
    })  # fmt: skip
    block = {"type": "formula", "criteria": "=$A2<>$A1", "format": book.book.add_format({"top": 1})}
    sheet.conditional_format(1, 0, last, len(columns) - 1, block)


def verdict_words(words: Messages) -> list[str]:
    """The words to choose from: ours alone in English, elsewhere with the translation behind a colon."""
    if words.lang == "en":
        return [verdict.value for verdict in Verdict]
    return [f"{verdict.value}: {words.say(f'verdict.{verdict.name.lower()}')}" for verdict in Verdict]
