"""Row by row: what the side that holds people answers to those who want them home, and questions between."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from allforall.exchange.errors import RuleBroken
from allforall.exchange.fold import KINDS, Exchange, rule
from allforall.exchange.lists import check_holder, check_owner, check_rows
from allforall.exchange.persons import last_words, shows
from allforall.exchange.things import ROWS, Of, Row, rows_of
from allforall.record.entry import Entry
from allforall.record.kinds import HASH, REFERENCE, TEXT, Field, Kind, choice, list_of, text

# What was answered, and the state it brings a person to, in the words of `persons.STATES`.
ANSWERS = ("held", "not_held", "deceased", "returned", "held_back", "transferred", "needs_data")
# What nobody may say of a person without saying how he knows.
_GRAVE = ("deceased", "returned", "transferred")
OFFICE = text(80)

KINDS.add(
    Kind(
        "list.answer",
        "Say of persons on the other side's list whether they are held; a later answer replaces this one.",
        "{who} answers on {rows}: {answer}.",
        {
            "rows": Field(ROWS, "the persons"),
            "answer": Field(choice(*ANSWERS), "what is so"),
            "ground": Field(
                text(200),
                "why somebody is held back, such as: III GC 115, sentenced",
                optional=True,
                personal=True,
            ),
            "reason": Field(TEXT, "how this is known, in words without a name", optional=True, personal=True),
            "evidence": Field(HASH, "a document that bears it out, by SHA-256", optional=True),
            "office": Field(OFFICE, "the office that answers", optional=True),
        },
        {"rows": {"A:2": [0, 1, 5]}, "answer": "held", "office": "MOD"},
    )
)


@rule("list.answer")
def _answer(exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
    body = entry.body
    check_holder(entry, body["rows"])
    check_rows(exchange, entry, body["rows"])
    if body["answer"] == "held_back" and "ground" not in body:
        raise RuleBroken("sourced", entry.id, "nobody is held back without a ground (III GC 115, 119)")
    if body["answer"] in _GRAVE and "reason" not in body and "evidence" not in body:
        raise RuleBroken("sourced", entry.id, f"{body['answer']} is not said without a reason or evidence")
    return list(rows_of(body["rows"]))


def _shown_by_answer(answer: str) -> None:
    @shows(answer, "list.answer")
    def _holds(exchange: Exchange, _row: Row, said: list[Entry], _knowing: Entry | None) -> bool:
        return any(each.body["answer"] == answer for each in last_words(exchange, said))


for each in ANSWERS:
    _shown_by_answer(each)

KINDS.add(
    Kind(
        "list.ask",
        "Ask the party that wants persons home for more about them, such as the year of birth.",
        "{who} asks about {rows}: {needs}.",
        {
            "rows": Field(ROWS, "the persons"),
            "needs": Field(list_of(text(80), 50), "which fields are asked for; no value of anybody's"),
        },
        {"rows": {"A:2": [17]}, "needs": ["birth year", "unit"]},
    )
)
KINDS.add(
    Kind(
        "list.reply",
        "Answer a question about persons; the values themselves are in a sealed file.",
        "{who} replies to {of} about {rows}.",
        {
            "of": Field(REFERENCE, "the question"),
            "rows": Field(ROWS, "the persons on whom there is an answer"),
        },
        {"of": "B:4:" + "0" * 64, "rows": {"A:2": [17]}},
    )
)


@rule("list.ask")
def _ask(exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
    check_holder(entry, entry.body["rows"])
    check_rows(exchange, entry, entry.body["rows"])
    return [Of(entry.id), *rows_of(entry.body["rows"])]


@rule("list.reply")
def _reply(exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
    rows = entry.body["rows"]
    check_owner(entry, rows)
    question = exchange.ledger.last(Of(entry.body["of"]), entry, "list.ask")
    if question is None:
        raise RuleBroken("unknown-entry", entry.id, "there is no such question that it knows")
    asked = set(rows_of(question.body["rows"]))
    beside = tuple(str(row) for row in rows_of(rows) if row not in asked)
    if beside:
        raise RuleBroken("unknown-row", entry.id, "this was not asked", beside)
    return [Of(question.id), *rows_of(rows)]
