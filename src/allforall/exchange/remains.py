"""Remains: bags handed over, received, and identified in months of work; many bags to many persons."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from allforall.exchange.errors import RuleBroken
from allforall.exchange.fold import KINDS, Exchange, rule
from allforall.exchange.persons import HOME, shown_by, status
from allforall.exchange.things import ROW, STAGE, Row, row_of
from allforall.record.entry import Entry
from allforall.record.genesis import member_of
from allforall.record.kinds import Field, Form, Kind, choice, list_of, matching, text

CODE = matching(r"[A-Z0-9][A-Z0-9/-]{0,39}", "the code on a bag such as K-0412")
_BAGS = {"bags": Field(list_of(CODE), "the codes on the bags")}


@dataclass(frozen=True, slots=True)
class Bag:
    """A bag of remains, by its code; it may hold parts of several persons."""

    code: str


@dataclass(frozen=True, slots=True)
class Share:
    """That a bag holds remains of a person, or of somebody `unknown` (None), and how sure a laboratory is."""

    bag: str
    row: Row | None
    share: str
    laboratory: str


KINDS.add(
    Kind(
        "remains.handed",
        "Bags of remains are handed over; never in the place of a living person.",
        "{who} hands over the bags {bags}.",
        {**_BAGS, "stage": Field(STAGE, "the stage, if it is one's part", optional=True)},
        {"bags": ["K-0412", "K-0413"]},
    )
)
KINDS.add(
    Kind(
        "remains.received",
        "Bags of remains are received.",
        "{who} has received the bags {bags}.",
        _BAGS,
        {"bags": ["K-0412", "K-0413"]},
    )
)
KINDS.add(
    Kind(
        "remains.identified",
        "A laboratory says whose remains a bag holds; a bag may be named for several persons, and a person "
        "in several bags.",
        "{who}: {laboratory} finds {row} in {bag} ({share}).",
        {
            "bag": Field(CODE, "the code on the bag"),
            "row": Field(
                Form(f"{ROW.words}, or unknown", lambda value: value == "unknown" or ROW.holds(value)),
                "the person, or unknown for somebody who is on no list",
            ),
            "share": Field(choice("whole", "part", "trace"), "how much of the person"),
            "laboratory": Field(text(120), "who examined it"),
        },
        {"bag": "K-0412", "row": "A:2/3", "share": "part", "laboratory": "institute of forensic medicine"},
    )
)


@rule("remains.handed")
def _handed(exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
    bags = _once(entry)
    for bag in bags:
        last = exchange.ledger.last(bag, entry, "remains.handed", "remains.received")
        if last is not None and (
            last.kind == "remains.handed" or member_of(last.feed) != member_of(entry.feed)
        ):
            raise RuleBroken("handed-twice", entry.id, f"{bag.code} is not with {member_of(entry.feed)}")
    return bags


@rule("remains.received")
def _received(exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
    bags = _once(entry)
    for bag in bags:
        last = exchange.ledger.last(bag, entry, "remains.handed", "remains.received")
        if last is None or last.kind != "remains.handed" or member_of(last.feed) == member_of(entry.feed):
            raise RuleBroken("unknown-bag", entry.id, f"nobody else has handed over {bag.code}")
    return bags


@rule("remains.identified")
def _identified(exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
    bag = Bag(entry.body["bag"])
    if not exchange.ledger.about(bag, entry, "remains.handed"):
        raise RuleBroken("unknown-bag", entry.id, f"{bag.code} has not been handed over")
    if entry.body["row"] == "unknown":
        return [bag]
    row = row_of(entry.body["row"])
    if not exchange.ledger.about(row, entry):
        raise RuleBroken("unknown-row", entry.id, "nothing was said of this row", (str(row),))
    if status(exchange, row, entry) in HOME:
        raise RuleBroken("fit-for-manifest", entry.id, "the person has come home alive", (str(row),))
    return [bag, row]


def shares_of(exchange: Exchange, thing: Bag | Row, knowing: Entry | None = None) -> list[Share]:
    """Whose remains a bag holds, or in which bags a person's are: what each laboratory said, in order."""
    return [
        Share(
            each.body["bag"],
            None if each.body["row"] == "unknown" else row_of(each.body["row"]),
            each.body["share"],
            each.body["laboratory"],
        )
        for each in exchange.ledger.about(thing, knowing, "remains.identified")
    ]


def unidentified(exchange: Exchange, knowing: Entry | None = None) -> list[str]:
    """The codes of the bags in which no person has been found yet."""
    return sorted(
        bag.code
        for bag in exchange.ledger.things(Bag)
        if isinstance(bag, Bag)
        and exchange.ledger.about(bag, knowing, "remains.handed")
        and not any(share.row is not None for share in shares_of(exchange, bag, knowing))
    )


def _once(entry: Entry) -> list[Bag]:
    bags = [Bag(code) for code in entry.body["bags"]]
    if len(set(bags)) < len(bags):
        raise RuleBroken("handed-twice", entry.id, "a bag is named twice")
    return bags


shown_by("remains_identified", "remains.identified")
