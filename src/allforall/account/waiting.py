"""Every wait of a record, those of the talks and those of the exchange, ended or not."""

from __future__ import annotations

from collections.abc import Iterator

from allforall.exchange.fold import Exchange
from allforall.exchange.lists import listing_of
from allforall.record.entry import Entry
from allforall.record.genesis import member_of
from allforall.record.waits import Wait, since, waits
from allforall.talks.fold import Talks

# What asks something of the other parties, what answers it, and what is owed meanwhile.
_QUESTIONS = (
    ("list.ask", "list.reply", "reply"),
    ("stage.window.request", "stage.window.acknowledge", "acknowledge the window"),
)


def all_waits(exchange: Exchange, talks: Talks) -> tuple[Wait, ...]:
    """All waits: for answers to proposals, for lists and their opening, for answers to rows, for replies.

    What must be done by somebody without being asked, such as clearing, is no wait for a receipt;
    `exchange.moves` names it.
    """
    return (*waits(exchange), *waits(talks), *_for_rows(exchange), *_for_replies(exchange))


def _for_rows(exchange: Exchange) -> Iterator[Wait]:
    """Each opened list waits for the other parties until the last of its rows is answered."""
    commits = {each.id: each for each in exchange.standing("list.commit")}
    for opening in exchange.standing("list.reveal"):
        commit = commits.get(opening.body["of"])
        if commit is None:
            continue
        last = _last_answer(exchange, listing_of(commit).name, commit.body["rows"], opening)
        for party in exchange.state.genesis.parties:
            if party != member_of(opening.feed):
                begin = since(exchange, party, opening)
                end, by = (last.t, last.id) if last else (None, None)
                yield Wait(party, "answer", opening.id, begin, end, by, commit.body.get("answer_by"))


def _last_answer(exchange: Exchange, name: str, rows: int, opening: Entry) -> Entry | None:
    """The answer with which every row of a list was answered; None while one is not."""
    open_rows = set(range(rows))
    for each in exchange.standing("list.answer"):
        if exchange.state.knows(each, opening.feed, opening.n):
            open_rows.difference_update(each.body["rows"].get(name, ()))
            if not open_rows:
                return each
    return None


def _for_replies(exchange: Exchange) -> Iterator[Wait]:
    for question, answer, act in _QUESTIONS:
        replies: dict[str, list[Entry]] = {}
        for each in exchange.standing(answer):
            replies.setdefault(each.body["of"], []).append(each)
        for asked in exchange.standing(question):
            for party in exchange.state.genesis.parties:
                if party != member_of(asked.feed):
                    own = [each for each in replies.get(asked.id, ()) if member_of(each.feed) == party]
                    end, by = (own[0].t, own[0].id) if own else (None, None)
                    yield Wait(party, act, asked.id, since(exchange, party, asked), end, by)
