"""Stages as the model sees them: one by one, or all stages of one kind taken together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from allforall.plan.terms import ANY, SIDES, Stage


@dataclass(frozen=True)
class Block:
    """One stage, or several with the same groups whose places and limits are added up."""

    stages: tuple[int, ...]
    groups: tuple[str, ...]
    places: Mapping[tuple[str, str], int]  # (side, group) -> places

    @property
    def days(self) -> int:
        """How many stages it stands for."""
        return len(self.stages)


def single_blocks(stages: Sequence[Stage]) -> list[Block]:
    """Each stage on its own."""
    return [_block([stage]) for stage in stages]


def merged_blocks(stages: Sequence[Stage]) -> list[Block]:
    """Stages with equal groups together: whoever fits these blocks may still not fit the single stages."""
    kinds: dict[tuple[str, ...], list[Stage]] = defaultdict(list)
    for stage in stages:
        kinds[stage.groups].append(stage)
    return [_block(each) for each in kinds.values()]


def group_of(groups: Sequence[str], category: str) -> str | None:
    """The group in which a category counts, None when the stage has no place for it.

    `military:conscript` counts as a conscript where conscripts have their own places, else as military.
    A group may join categories with `/`: `military/civilian`.
    """
    main, _, narrower = category.partition(":")
    for wanted in (narrower, main):
        for group in groups:
            if wanted and wanted in group.split("/"):
                return group
    return ANY if ANY in groups else None


def _block(stages: Sequence[Stage]) -> Block:
    places: dict[tuple[str, str], int] = defaultdict(int)
    for stage in stages:
        for each in stage.places:
            for side in SIDES:
                places[side, each.group] += each.to[side]
    return Block(tuple(stage.number for stage in stages), stages[0].groups, dict(places))
