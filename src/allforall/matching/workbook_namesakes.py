"""The sheet `Namesakes and doubles`: where names do not suffice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from allforall.matching.answer import Answer
from allforall.matching.namesakes import crowded, doubles, shared
from allforall.matching.rows import SIDE_BY_SIDE, Row, Rows, shown
from allforall.matching.sheets import Book, Column
from allforall.matching.work import near
from allforall.people.messages import Messages


@dataclass(frozen=True, slots=True)
class Finding:
    """One row of a finding: rows with the same `group` belong together; `side` says whose row it is."""

    kind: str
    group: int
    side: str
    row_id: str
    row: Row
    others: str


def write_namesakes(
    book: Book, answers: Sequence[Answer], requests: Rows, register: Rows, words: Messages
) -> None:
    """One line for each row that a finding is about, findings one after the other."""
    sheet = book.sheet(words.say("workbook.namesakes"))
    findings = [
        *_doubles(answers, register, words),
        *_shared(answers, requests, register, words),
        *_crowded(answers, requests, register, words),
    ]
    count = book.table(sheet, _columns(words), findings, frozen=4, wrap=True)
    rule = {"type": "formula", "criteria": "=$A2<>$A1", "format": book.book.add_format({"top": 1})}
    sheet.conditional_format(1, 0, max(count, 1), len(_columns(words)) - 1, rule)
    if not count:
        sheet.write_string(1, 0, words.say("workbook.namesakes_none"))


def _columns(words: Messages) -> list[Column[Finding]]:
    fields = (*SIDE_BY_SIDE, "held_at")
    return [
        Column(words.say("workbook.group"), 7, lambda each: each.group),
        Column(words.say("workbook.kind"), 24, lambda each: each.kind),
        Column(words.say("summary.file"), 10, lambda each: each.side),
        Column("id", 12, lambda each: each.row_id),
        *(_field(field, words) for field in fields),
        Column(words.say("workbook.requests"), 24, lambda each: each.others),
    ]


def _field(field: str, words: Messages) -> Column[Finding]:
    width = 34 if field == "name" else 16
    return Column(words.say(f"fields.{field}"), width, lambda each: shown(each.row, field), "register")


def _doubles(answers: Sequence[Answer], register: Rows, words: Messages) -> Iterator[Finding]:
    asked_by: dict[str, list[str]] = {}
    for answer in answers:
        for each in near(answer):
            asked_by.setdefault(each.register_id, []).append(answer.request_id)
    kind, side = words.say("workbook.kind_double"), words.say("summary.register")
    for group, rows in enumerate(doubles(answers), 1):
        for row in rows:
            others = ", ".join(asked_by.get(row, []))
            yield Finding(kind, group, side, row, register.get(row, {}), others)


def _shared(answers: Sequence[Answer], requests: Rows, register: Rows, words: Messages) -> Iterator[Finding]:
    kind = words.say("workbook.kind_shared")
    for group, (row, asking) in enumerate(shared(answers).items(), 1):
        others = ", ".join(asking)
        yield Finding(kind, group, words.say("summary.register"), row, register.get(row, {}), others)
        for request in asking:
            yield Finding(kind, group, words.say("summary.wanted"), request, requests.get(request, {}), "")


def _crowded(answers: Sequence[Answer], requests: Rows, register: Rows, words: Messages) -> Iterator[Finding]:
    kind = words.say("workbook.kind_crowd")
    for group, answer in enumerate(crowded(answers), 1):
        asked = answer.request_id
        yield Finding(kind, group, words.say("summary.wanted"), asked, requests.get(asked, {}), asked)
        for each in near(answer):
            held = register.get(each.register_id, {})
            yield Finding(kind, group, words.say("summary.register"), each.register_id, held, asked)
