"""What a person wants: asked in private, with a neutral witness, reversible until the crossing.

The reason, if one was given, lies in a sealed blob that only the neutral and the party itself can open.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from allforall.exchange.configuration import configuration
from allforall.exchange.errors import RuleBroken
from allforall.exchange.fold import KINDS, Exchange, rule
from allforall.exchange.holders import holder
from allforall.exchange.persons import HOME, last_words, shows, since_capture, status
from allforall.exchange.things import ROW, Of, Row, row_of
from allforall.record.entry import Entry
from allforall.record.genesis import member_of
from allforall.record.kinds import MEMBER, REFERENCE, YES, Field, Kind, choice, text

KINDS.add(
    Kind(
        "wish.state",
        "The person's own wish, asked in private before a neutral witness; it may change until the crossing.",
        "{who}: {row} was asked in private, before {witness}, whether to return.",
        {
            "row": Field(ROW, "the person"),
            "wish": Field(choice("return", "stay", "undecided"), "what the person wants", personal=True),
            "witness": Field(MEMBER, "the member whose delegate was present; no party"),
            "in_private": Field(YES, "whether nobody of the holding party could hear"),
            "office": Field(text(80), "who asked"),
        },
        {"row": "B:2/0", "wish": "return", "witness": "M", "in_private": True, "office": "camp 3"},
    )
)
KINDS.add(
    Kind(
        "wish.attest",
        "The witness confirms that a person was asked so, and said so.",
        "{who} attests {of}.",
        {"of": Field(REFERENCE, "the statement of the wish")},
        {"of": "B:3:" + "0" * 64},
        frozenset({"mediator", "observer"}),
    )
)


@rule("wish.state")
def _state(exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
    row = row_of(entry.body["row"])
    if holder(exchange, row, entry) != member_of(entry.feed):
        raise RuleBroken("not-his-to-say", entry.id, "only who holds the person can ask", (str(row),))
    if not exchange.ledger.about(row, entry, "list.answer"):
        raise RuleBroken("unknown-row", entry.id, "nobody has answered for this row", (str(row),))
    if status(exchange, row, entry) in HOME:
        raise RuleBroken("own-will", entry.id, "the person has crossed; the wish was final", (str(row),))
    _check_asked_well(exchange, entry, row)
    return [row, Of(entry.id)]


@rule("wish.attest")
def _attest(exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
    stated = next(iter(exchange.ledger.about(Of(entry.body["of"]), entry, "wish.state")), None)
    if stated is None:
        raise RuleBroken("unknown-entry", entry.id, "there is no such wish that it knows")
    if stated.body["witness"] != member_of(entry.feed):
        raise RuleBroken("own-will", entry.id, "another member was the witness", (stated.body["row"],))
    return [Of(stated.id)]


def wish(exchange: Exchange, row: Row, knowing: Entry | None = None) -> str:
    """What a person wants: return, stay, undecided, or `unasked`.

    A return counts when its witness has attested it, if the case has a neutral; else it is `unattested`.
    Of wishes stated apart, the one that keeps the person safe counts.
    """
    said = since_capture(exchange, exchange.ledger.about(row, knowing, "wish.state", "person.state"))
    stated = last_words(exchange, [each for each in said if each.kind == "wish.state"])
    words = {_counted(exchange, each, knowing) for each in stated}
    for word in ("stay", "undecided", "unattested", "return"):
        if word in words:
            return word
    return "unasked"


def check_willing(exchange: Exchange, entry: Entry, rows: Iterable[Row]) -> None:
    """Raise RuleBroken unless all want to go home, by what an entry's author knows."""
    other = [row for row in rows if wish(exchange, row, entry) != "return"]
    if other:
        raise RuleBroken(
            "own-will", entry.id, "they were not asked in private, or want otherwise", tuple(map(str, other))
        )


def _counted(exchange: Exchange, stated: Entry, knowing: Entry | None) -> str:
    said = str(stated.body["wish"])
    if said != "return" or configuration(exchange).neutral is None:
        return said
    return said if exchange.ledger.about(Of(stated.id), knowing, "wish.attest") else "unattested"


def _check_asked_well(exchange: Exchange, entry: Entry, row: Row) -> None:
    """Raise RuleBroken unless the person was asked in private, before a neutral, and the reason is kept."""
    neutral = configuration(exchange).neutral
    witness = exchange.state.genesis.members.get(entry.body["witness"])
    if not entry.body["in_private"]:
        raise RuleBroken("own-will", entry.id, "the person has to be asked in private", (str(row),))
    if witness is None or witness.role == "party" or neutral not in (None, witness.id):
        raise RuleBroken("own-will", entry.id, "the witness has to be the neutral of the case", (str(row),))
    may_open = {witness.id, member_of(entry.feed)}
    if any(set(blob.get("to", ())) - may_open for blob in entry.blobs):
        raise RuleBroken("own-will", entry.id, "the reason is sealed to the neutral alone", (str(row),))


@shows("declined", "wish.state")
def _declined(exchange: Exchange, row: Row, _said: list[Entry], knowing: Entry | None) -> bool:
    return wish(exchange, row, knowing) == "stay"
