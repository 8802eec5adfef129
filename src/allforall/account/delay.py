"""A delay statement for a party and a period: what waited for it, from receipt to act, for both to quote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from allforall.record.waits import Wait


@dataclass(frozen=True, slots=True)
class Held:
    """A wait as far as it falls into the period; `open` says that it was still owed at the period's end."""

    wait: Wait
    begin: str
    end: str
    minutes: int
    open: bool


@dataclass(frozen=True, slots=True)
class Delay:
    """What waited for a party in a period, in order of time.

    `minutes` is the time in which anything waited, time in which two things did counted once. `unreceived`
    are things the party gave no receipt for: no delay can be shown for them.
    """

    party: str
    begin: str
    end: str
    held: tuple[Held, ...]
    unreceived: tuple[Wait, ...]
    minutes: int


def delay(waits: Iterable[Wait], party: str, begin: str, end: str) -> Delay:
    """The delay statement of a party for a period, from `begin` until before `end`."""
    own = [each for each in waits if each.member == party]
    held = sorted(
        (_held(each, begin, end) for each in own if _falls_into(each, begin, end)),
        key=lambda each: (each.begin, each.wait.about, each.wait.act),
    )
    unreceived = tuple(each for each in own if each.begin is None and (each.end is None or each.end > begin))
    return Delay(party, begin, end, tuple(held), unreceived, sum(_spans(held)))


def in_words(statement: Delay) -> list[str]:
    """The statement in sentences: the sum first, then thing by thing with receipt and act."""
    counted = f"{_count(len(statement.held))} for {hours(statement.minutes)} in all"
    sentences = [
        f"Between {statement.begin} and {statement.end} {statement.party} was waited for in {counted}, "
        "time in which several things waited counted once."
    ]
    for each in statement.held:
        ended = "still owed" if each.open else _ended(each.wait)
        since = f"received {each.wait.begin}" + (f", due {each.wait.due}" if each.wait.due else "")
        sentences.append(
            f"{each.wait.act} ({_short(each.wait.about)}): {since}, {ended}; {hours(each.minutes)}."
        )
    sentences += [
        f"{wait.act} ({_short(wait.about)}): {statement.party} gave no receipt; no delay can be shown."
        for wait in statement.unreceived
    ]
    return sentences


def hours(minutes: int) -> str:
    """Minutes as hours and minutes, for a reader."""
    return f"{minutes // 60} h {minutes % 60:02d} min"


def _falls_into(wait: Wait, begin: str, end: str) -> bool:
    return (
        wait.begin is not None
        and wait.begin < end
        and (wait.end is None or wait.end > max(begin, wait.begin))
    )


def _held(wait: Wait, begin: str, end: str) -> Held:
    assert wait.begin is not None  # noqa: S101  # see _falls_into
    start, stop = max(wait.begin, begin), min(wait.end or end, end)
    return Held(wait, start, stop, minutes(start, stop), wait.end is None or wait.end > end)


def _spans(held: list[Held]) -> Iterator[int]:
    """The minutes of the stretches in which something waited; `held` in order of their beginnings."""
    reached = ""
    for each in held:
        start = max(each.begin, reached)
        if each.end > start:
            yield minutes(start, each.end)
            reached = each.end


def minutes(begin: str, end: str) -> int:
    """The minutes from one time to another, begun ones left out."""
    return int((datetime.fromisoformat(end) - datetime.fromisoformat(begin)).total_seconds() // 60)


def _ended(wait: Wait) -> str:
    return f"done {wait.end} ({_short(wait.by)})" if wait.by else f"over {wait.end}"


def _count(number: int) -> str:
    return "1 thing" if number == 1 else f"{number} things"


def _short(reference: str) -> str:
    return reference.rpartition(":")[0]
