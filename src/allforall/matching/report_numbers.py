"""The report's first two parts: what was decided, and how certain the best candidates are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from allforall.matching.answer import Answer, Decision
from allforall.matching.work import best_probability, expected_wrong
from allforall.people.charts import Bar, Tile, columns, share_bar, tiles
from allforall.people.messages import Messages
from allforall.people.page import Section

COLUMNS = 20


def decisions_section(answers: Sequence[Answer], words: Messages) -> Section:
    """How many requests were answered in which way."""
    say = words.say
    counts = Counter(answer.decision for answer in answers)
    figures = [
        Tile(f"{len(answers):,}", say("report.tile_requests")),
        *(Tile(f"{counts[each]:,}", say(f"report.tile_{each}"), each.value) for each in Decision),
        Tile(_few(expected_wrong(answers)), say("report.tile_wrong"), "against"),
    ]
    bars = [
        Bar(say(f"decision.{each}"), counts[each], each.value, note=say(f"decision_note.{each}"))
        for each in Decision
    ]
    chart = share_bar(bars, caption=say("report.decisions_caption"))
    return Section(say("report.decisions"), tiles(figures) + chart, say("report.decisions_lead"), "decisions")


def certainty_section(answers: Sequence[Answer], words: Messages) -> Section:
    """The distribution of the best candidates' probabilities, in steps of five per cent."""
    kinds: list[Counter[Decision]] = [Counter() for _ in range(COLUMNS)]
    for answer in answers:
        at = min(int(best_probability(answer) * COLUMNS), COLUMNS - 1)
        kinds[at][answer.decision] += 1
    bars = [
        Bar(f"{100 * at // COLUMNS}–{100 * (at + 1) // COLUMNS}", sum(kind.values()), _most(kind))
        for at, kind in enumerate(kinds)
    ]
    chart = columns(
        bars, caption=words.say("report.certainty_caption"), lead=words.say("report.certainty_axis")
    )
    return Section(words.say("report.certainty"), chart, words.say("report.certainty_lead"), "certainty")


def _few(count: float) -> str:
    """An expected number; what may happen is never shown as 0."""
    return "< 0.1" if 0 < count < 0.05 else f"{count:,.1f}"


def _most(kinds: Counter[Decision]) -> str:
    """The tone of the decision that most requests of a column got."""
    return kinds.most_common(1)[0][0].value if kinds else "plain"
