"""The small case of `tests.exchange.telling`, told to the exchange and to the talks at once."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from allforall.record.entry import Entry
from allforall.record.folding import Refusal
from allforall.talks.fold import Talks
from tests.exchange.telling import Telling

Body = dict[str, Any]
TEXT = {"en": "e1" * 32, "uk": "a2" * 32, "ru": "b3" * 32}


class Table(Telling):
    """Two parties at a table; `at` sets the clock."""

    @cached_property
    def talks(self) -> Talks:
        return Talks(self.state)

    def tell(self, feed: str, kind: str, body: Body | None = None) -> tuple[Entry, Refusal | None]:
        entry = self.append(feed, kind, body or {})
        refusals = [fold.apply(entry) for fold in (self.exchange, self.talks)]
        return entry, next((each for each in refusals if each is not None), None)

    def at(self, clock: str) -> Table:
        self.clock = clock
        return self

    def propose(self, who: str, topic: str = "ceasefire", **more: Any) -> Entry:
        """A proposal that everybody hears of."""
        body = {"topic": topic, "title": f"a proposal ({topic})", "text": TEXT, **more}
        proposal = self.say(who, "talk.propose", body)
        self.hear()
        return proposal

    def answer(self, who: str, last: str, proposal: Entry) -> Entry:
        """`accept`, `reject` or `withdraw`, and everybody hears of it."""
        entry = self.say(who, f"talk.{last}", {"of": proposal.id})
        self.hear()
        return entry

    def report(self, who: str, party: str, claims: list[Body], **more: Any) -> Entry:
        """A statement made at the clock's time."""
        body = {
            "party": party,
            "role": "press secretary",
            "act": "states",
            "words": "as reported",
            "language": "en",
            "outlet": "briefing",
            "said_at": self.clock,
            "said_precision": "minute",
            "source": "agency",
            **({"claims": claims} if claims else {}),
            **more,
        }
        return self.say(who, "statement.report", body)

    def incident(self, count: int, begin: str, end: str, **more: Any) -> Entry:
        """Something A reports from a source."""
        return self.say("A", "incident.report", incident(count, begin, end, **more))


def incident(count: int, begin: str, end: str, **more: Any) -> Body:
    """The body of a report of downed drones."""
    return {
        "what": "drone",
        "unit": "downed",
        "count": count,
        "from": begin,
        "until": end,
        "precision": "hour",
        "source": "ministry of defence",
        **more,
    }
