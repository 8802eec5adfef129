"""Where a case stands, for a reader: the exchange and its stages, the talks, what blocks them, whose move."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from allforall.account.sentences import ranges
from allforall.account.whole import Whole
from allforall.exchange.course import EXCHANGE_STATES
from allforall.exchange.fold import Refusal
from allforall.exchange.machine import STAGE_STATES
from allforall.exchange.owing import Owed
from allforall.exchange.status import StageStatus, Status, status
from allforall.exchange.things import Row, written
from allforall.record.telling import short
from allforall.record.waits import still_owed, waits
from allforall.talks.positions import Position, agreement, positions
from allforall.talks.proposals import proposals


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal of the talks, and where each party stands on it; `agreed` when all have signed it."""

    id: str
    topic: str
    title: str
    positions: tuple[Position, ...]
    agreed: bool


@dataclass(frozen=True)
class Picture:
    """The exchange and the talks at a time, and everything that is owed in either."""

    whole: Whole
    status: Status
    proposals: tuple[Proposal, ...]
    refused: tuple[Refusal, ...]
    moves: tuple[Owed, ...]


def picture(whole: Whole, at: str) -> Picture:
    """The picture of a case at a time, by everything that the record holds."""
    found = status(whole.exchange, at)
    talked = tuple(
        Proposal(
            each.id,
            each.body["topic"],
            each.body["title"],
            tuple(positions(whole.talks, each, at)),
            agreement(whole.talks, each) is not None,
        )
        for each in proposals(whole.talks)
    )
    owed = [
        Owed(each.member, each.act, each.about, each.begin, (), each.due)
        for each in still_owed(waits(whole.talks), at)
        if (whole.talks.kind_of(each.about) or "").startswith("talk.")
    ]
    moves = (*found.moves, *owed)
    return Picture(whole, found, talked, tuple(whole.refusals().values()), moves)


def picture_lines(shown: Picture) -> list[str]:
    """The picture in lines of text; what there is none of is left out, but for whose move it is."""
    genesis, now = shown.whole.state.genesis, shown.status
    beside = f" ({', '.join(now.beside)})" if now.beside else ""
    lines = [
        f"“{genesis.title}”, case {genesis.case}",
        f"at {now.at}: {now.state}{beside}: {EXCHANGE_STATES[now.state]}",
    ]
    lines += _part("stages", [line for each in now.stages for line in _stage(each)])
    lines += _part("people", [f"{state}: {_count(rows)}" for state, rows in now.rows.items()])
    lines += _part("talks", map(_proposal, shown.proposals))
    lines += _part("conflicts", (_conflict(each.about, each.entries, each.rows) for each in now.conflicts))
    lines += _part("incidents", (_incident(each) for each in now.incidents))
    lines += _part("refused", map(_refusal, shown.refused))
    return [*lines, "whose move:", *([f"  {_move(each)}" for each in shown.moves] or ["  nobody's"])]


def picture_facts(shown: Picture) -> dict[str, Any]:
    """The same as values."""
    genesis, now = shown.whole.state.genesis, shown.status
    return {
        "case": genesis.case,
        "title": genesis.title,
        "at": now.at,
        "state": now.state,
        "beside": list(now.beside),
        "stages": [_stage_facts(each) for each in now.stages],
        "people": {state: written(list(rows)) for state, rows in now.rows.items()},
        "talks": [
            {
                "proposal": each.id, "topic": each.topic, "title": each.title, "agreed": each.agreed,
                "positions": {one.party: {"word": one.word, "since": one.since} for one in each.positions},
            }
            for each in shown.proposals
        ],
        "conflicts": [
            {"about": each.about, "entries": list(each.entries), "rows": written(list(each.rows))}
            for each in now.conflicts
        ],
        "incidents": [
            {
                "what": each.what, "stage": each.stage, "rows": written(list(each.rows)),
                "said": [{"by": by, "words": words} for by, words in each.said],
            }
            for each in now.incidents
        ],
        "refused": [
            {"entry": each.entry.id, "rule": each.rule, "about": each.about, "rows": list(each.rows)}
            for each in shown.refused
        ],
        "moves": [
            {
                "member": each.member, "act": each.act, "about": each.about, "since": each.since,
                "rows": written(list(each.rows)), "due": each.due,
            }
            for each in shown.moves
        ],
    }  # fmt: skip


def _part(title: str, lines: Iterable[str]) -> list[str]:
    found = [f"  {line}" for line in lines]
    return [f"{title}:", *found] if found else []


def _stage(stage: StageStatus) -> Iterator[str]:
    when = f", {stage.date} at {stage.place}" if stage.date else ""
    yield f"{stage.number}: {stage.state}{when}: {STAGE_STATES[stage.state]}"
    counts = ", ".join(f"{count} {state}" for state, count in stage.persons.items())
    if counts:
        yield f"   people: {counts}"
    for title, numbers in (("came home", stage.delivered), ("fell short", stage.short)):
        if numbers:
            totals = ", ".join(f"{party} {sum(each.values())}" for party, each in sorted(numbers.items()))
            yield f"   {title}: {totals}"
    for block in stage.blocks:
        yield f"   waits: {block.what}" + _among(block.rows)


def _stage_facts(stage: StageStatus) -> dict[str, Any]:
    return {
        "stage": stage.number, "state": stage.state, "date": stage.date, "place": stage.place,
        "people": stage.persons, "delivered": stage.delivered, "short": stage.short,
        "waits": [{"what": each.what, "rows": written(list(each.rows))} for each in stage.blocks],
    }  # fmt: skip


def _proposal(proposal: Proposal) -> str:
    stand = ", ".join(f"{each.party} {each.word}" for each in proposal.positions)
    agreed = "agreed; " if proposal.agreed else ""
    return f"{short(proposal.id)} ({proposal.topic}) {proposal.title}: {agreed}{stand}"


def _conflict(about: str, entries: Iterable[str], rows: tuple[Row, ...]) -> str:
    return f"{about}: {', '.join(map(short, entries))}" + _among(rows)


def _incident(incident: Any) -> str:
    said = ", ".join(f"{member}: {words}" for member, words in incident.said)
    return f"stage {incident.stage}: {incident.what}{f' ({said})' if said else ''}" + _among(incident.rows)


def _refusal(refusal: Refusal) -> str:
    entry = refusal.entry
    return f"{entry.feed}:{entry.n} {entry.kind}, rule {refusal.rule}: {refusal.about}"


def _move(owed: Owed) -> str:
    about = f" ({short(owed.about)})" if owed.about else ""
    since = f"since {owed.since}" if owed.since else "not known to have received it"
    due = f", due {owed.due}" if owed.due and owed.due != owed.since else ""
    return f"{owed.member}: {owed.act}{about}{_among(owed.rows)}, {since}{due}"


def _among(rows: tuple[Row, ...]) -> str:
    """Rows behind a sentence: `: A:2/0–4, B:2/7`."""
    return (
        (": " + ", ".join(f"{name}/{ranges(n)}" for name, n in written(list(rows)).items())) if rows else ""
    )


def _count(rows: tuple[Row, ...]) -> str:
    """How many, and of which party."""
    owners = sorted({row.owner for row in rows})
    each = ", ".join(f"{owner} {sum(row.owner == owner for row in rows)}" for owner in owners)
    return f"{len(rows)} ({each})"
