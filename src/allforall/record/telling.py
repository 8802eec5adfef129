"""The record in lines for a reader: who said what, who has acknowledged it, and whose move it is."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from allforall.record.entry import Entry, entry_of
from allforall.record.genesis import member_of
from allforall.record.moves import Receipt, in_force, moves, receipt
from allforall.record.state import State
from allforall.record.story import Told, tell
from allforall.record.verify import Source, load

# What an entry says, for a reader: a line, and more lines that go below it.
Says = Callable[[Entry], list[str]]

_LONGEST = 100  # characters of a body that one line shows
_HASH = re.compile(r"\b[0-9a-f]{64}\b")


def stories(source: Source) -> tuple[State, list[Told]]:
    """A record's state and its entries in the order of what each had seen; raises Refused."""
    state = load(source)
    return state, list(tell(state, _entries(source)))


def _entries(source: Source) -> Iterator[Entry]:
    for part in source.parts():
        for line in part.lines():
            yield entry_of(line, part.feed)


def facts_of(state: State, told: list[Told]) -> dict[str, Any]:
    """Everything that `lines_of` says, as values."""
    return {
        "case": state.genesis.case,
        "title": state.genesis.title,
        "members": {each.id: each.role for each in state.genesis.members.values()},
        "entries": [
            {
                "id": each.entry.id, "t": each.entry.t, "kind": each.entry.kind, "body": each.entry.body,
                "void": each.void, "dated_before": each.dated_before,
                "receipts": {m: r.t if r else None for m, r in receipts(state, each.entry)},
            }
            for each in told
        ],
        "in_force": [{"proposal": p.id, "confirm": c.id} for p, c in in_force(state)],
        "moves": [
            {"member": m.member, "act": m.act, "about": m.about, "since": m.since} for m in moves(state)
        ],
        "forked": sorted(state.evidence),
    }  # fmt: skip


def plainly(entry: Entry) -> list[str]:
    """What an entry of any kind says: its kind and its body."""
    return [f"{entry.kind}  {short_body(entry)}".rstrip()]


def lines_of(state: State, told: list[Told], says: Says = plainly) -> list[str]:
    """The record in lines of text; `says` tells what each entry says."""
    members = ", ".join(f"{each.id} ({each.role})" for each in state.genesis.members.values())
    lines = [f"“{state.genesis.title}”, case {state.genesis.case}", f"members: {members}", ""]
    for each in told:
        lines += _told(state, each, says)
    lines += ["", "in force:"]
    lines += [f"  {short(p.id)} ({p.kind}), confirmed by {short(c.id)}" for p, c in in_force(state)] or [
        "  nothing"
    ]
    lines.append("whose move:")
    lines += [f"  {_move(each.member, each.act, each.about, each.since)}" for each in moves(state)] or [
        "  nobody's"
    ]
    lines += [f"FORKED: {feed} has signed two histories" for feed in sorted(state.evidence)]
    return lines


def short(reference: str) -> str:
    """An entry id without its hash, for a reader."""
    return reference.rpartition(":")[0]


def short_body(entry: Entry) -> str:
    """The body of an entry for a reader: one line, hashes and what is long cut short; none for an opening."""
    body = json.dumps(entry.body, ensure_ascii=False) if entry.body and entry.kind != "open" else ""
    body = _HASH.sub(lambda found: f"{found[0][:8]}…", body)
    return body if len(body) <= _LONGEST else body[: _LONGEST - 1] + "…"


def receipts(state: State, entry: Entry) -> Iterator[tuple[str, Receipt | None]]:
    """Each other member, and the receipt that it gave for an entry, None when none is held."""
    for member in state.genesis.members:
        if member != member_of(entry.feed):
            yield member, receipt(state, member, entry.feed, entry.n)


def _told(state: State, told: Told, says: Says) -> list[str]:
    entry = told.entry
    mark = "  VOID, its key was revoked" if told.void else ""
    first, *more = says(entry)
    lines = [f"{entry.t}  {entry.feed}:{entry.n}  {first}{mark}", *(f"    {line}" for line in more)]
    if told.dated_before:
        lines.append(f"    dated before what it had seen ({told.dated_before}); a date proves nothing")
    seen = ", ".join(
        f"{other} up to {size}" + ("" if state.backs(other, size, root) else " of its other history")
        for other, (size, root) in entry.seen.items()
    )
    if seen:
        lines.append(f"    had seen {seen}")
    received = [
        f"{member} {found.t} ({short(found.entry)})" for member, found in receipts(state, entry) if found
    ]
    if received:
        lines.append(f"    received: {', '.join(received)}")
    return lines


def _move(member: str, act: str, about: str, since: str | None) -> str:
    return f"{member}: {act} ({short(about)}), " + (
        f"since {since}" if since else "not known to have received it"
    )
