"""A bulletin for the public: numbers that every party has signed for, and nothing before its time."""

from __future__ import annotations

from dataclasses import dataclass

from allforall.account.sentences import table
from allforall.errors import AllForAllError
from allforall.exchange.fold import Exchange
from allforall.exchange.telling import planned_stages, silence, totals, untold


class TooEarly(AllForAllError):  # noqa: N818 - it reads as a verdict
    """Numbers may not be published yet; the text says why, and names no person."""


@dataclass(frozen=True, slots=True)
class Bulletin:
    """How many people of each party came home; of one stage, or of all when `stage` is None."""

    stage: int | None
    numbers: dict[str, int]


def bulletin(exchange: Exchange, at: str, stage: int | None = None) -> Bulletin:
    """The numbers that may be published at a time; raises TooEarly.

    They are those of signed count sheets alone. Neither an embargo nor the release point of the terms is
    passed, and the families know first: what the entry `bulletin.publish` is held to holds here.
    """
    stages = [each for each in planned_stages(exchange) if stage in (None, each.number)]
    if not stages:
        raise TooEarly(f"stage {stage}: not in the plan" if stage else "no plan is agreed")
    why_not = silence(exchange, stages, at)
    if why_not is not None:
        raise TooEarly(f"{_what(stage)}: nothing is to be published: {why_not}")
    waiting = untold(exchange, stages)
    if waiting:
        some = f"{', '.join(map(str, waiting[:5]))}{', …' if len(waiting) > 5 else ''}"
        raise TooEarly(f"{_what(stage)}: nothing is to be published: families have not been told ({some})")
    return Bulletin(stage, totals(exchange, stages))


def bulletin_lines(shown: Bulletin, lang: str = "en") -> list[str]:
    """The text of a bulletin in a language: numbers and nobody's name."""
    words = table(lang)["bulletin"]
    title = words["series"] if shown.stage is None else words["stage"].format(stage=shown.stage)
    counts = [
        words["line"].format(party=party, count=count) for party, count in sorted(shown.numbers.items())
    ]
    return [title, *counts, words["signed"]]


def _what(stage: int | None) -> str:
    return "the series" if stage is None else f"stage {stage}"
