"""What parties report of persons outside any stage: death, return, escape, capture anew; with a source."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from allforall.exchange.errors import RuleBroken
from allforall.exchange.fold import KINDS, Exchange, rule
from allforall.exchange.lists import check_holder, check_rows
from allforall.exchange.persons import HOME, shows, status
from allforall.exchange.things import ROWS, Row, rows_of
from allforall.record.entry import Entry
from allforall.record.kinds import TEXT, Field, Kind, choice, text

FATES = ("deceased", "returned", "escaped", "released_outside", "transferred")

KINDS.add(
    Kind(
        "person.state",
        "Say what became of persons outside any stage, and how that is known; a new capture begins anew.",
        "{who} states that {rows} are {state}.",
        {
            "rows": Field(ROWS, "the persons"),
            "state": Field(choice(*FATES, "recaptured"), "what became of them"),
            "source": Field(TEXT, "how this is known, in words without a name", optional=True, personal=True),
            "office": Field(text(80), "the office that says so", optional=True),
        },
        {"rows": {"A:2": [3]}, "state": "returned", "source": "exchange of 3 January 2024"},
    )
)


@rule("person.state")
def _state(exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
    body = entry.body
    check_rows(exchange, entry, body["rows"])
    if "source" not in body:
        raise RuleBroken("sourced", entry.id, f"{body['state']} is not said without a source")
    rows = list(rows_of(body["rows"]))
    if body["state"] == "recaptured":
        check_holder(entry, body["rows"])
        held = [row for row in rows if status(exchange, row, entry) not in (*HOME, "escaped")]
        if held:
            about = "nobody is captured anew who has been neither home nor free"
            raise RuleBroken("one-live-slot", entry.id, about, tuple(map(str, held)))
    return rows


def _shown_by_fate(state: str, fate: str) -> None:
    @shows(state, "person.state")
    def _holds(_exchange: Exchange, _row: Row, said: list[Entry], _knowing: Entry | None) -> bool:
        return any(each.body["state"] == fate for each in said)


for _fate in FATES:
    _shown_by_fate(_fate, _fate)
_shown_by_fate("held", "recaptured")
