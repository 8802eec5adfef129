"""Freezing lists: at one version each, by the word of all parties."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from allforall.exchange.agreements import answers
from allforall.exchange.errors import RuleBroken
from allforall.exchange.fold import KINDS, Exchange, rule
from allforall.exchange.lists import VERSION, Listing, frozen_at, opened, version_of, versions
from allforall.exchange.things import LIST, Of
from allforall.record.entry import Entry
from allforall.record.kinds import Field, object_of

KINDS.agreement(
    "list.freeze",
    "Freeze lists at a version: from then on only swaps signed by both sides change who goes.",
    "{who} proposes to freeze the lists {lists}.",
    {"lists": Field(object_of(LIST, VERSION), "each list with its version")},
    {"lists": {"A:2": 1, "B:2": 1}},
)


def _check_freeze(exchange: Exchange, entry: Entry, proposal: Entry) -> None:
    """Each list's version is the last one known, and open: nobody freezes what he cannot read."""
    for name, version in proposal.body["lists"].items():
        if frozen_at(exchange, Listing(name), entry) is not None:
            raise RuleBroken("frozen-list", entry.id, f"{name} is frozen already")
        known = versions(exchange, Listing(name), entry)
        if [version_of(each) for each in known].count(version) != 1 or version_of(known[-1]) != version:
            raise RuleBroken("frozen-list", entry.id, f"version {version} is not the last one of {name}")
        if not opened(exchange, known[-1], entry):
            raise RuleBroken("frozen-list", entry.id, f"version {version} of {name} has not been opened")


@rule("list.freeze.propose")
def _freeze(exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
    _check_freeze(exchange, entry, entry)
    return [Of(entry.id), *(Listing(name) for name in entry.body["lists"])]


answers("list.freeze", _check_freeze)
