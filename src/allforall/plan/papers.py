"""Reading both sides' lists and answers, and where they came from."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from allforall.people.reading import ListReader, read_list
from allforall.plan.answered import Answered, read_answers, read_judged
from allforall.plan.errors import PlanError
from allforall.plan.listed import Listed, listed
from allforall.plan.terms import SIDES


@dataclass(frozen=True)
class Papers:
    """Each side's list and the answers to it. `sources` are the files: what it is, its name, its SHA-256."""

    wanted: Mapping[str, Mapping[str, Listed]]
    answers: Mapping[str, Mapping[str, Answered]]
    sources: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class Files:
    """Where one side's papers are; `judged` holds judgements that are not in the answers themselves."""

    wanted: Path
    answers: Path
    judged: Path | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)


def read_papers(
    files: Mapping[str, Files],
    today: date,
    tell: Callable[[ListReader], None] = lambda _: None,
    progress: Callable[[int, int], None] | None = None,
) -> Papers:
    """Read everything; `today` settles ages on the lists, `tell` hears of each list that was read.

    `progress` is called while a list is read, with how much of it is done and how much it is.
    """
    wanted, answers = {}, {}
    sources: list[tuple[str, str, str]] = []
    for side in SIDES:
        mine = files[side]
        reader = read_list(mine.wanted, mapping=mine.mapping, today=today, progress=progress)
        wanted[side] = {each.request_id: each for each in listed(reader)}
        tell(reader)
        if not wanted[side]:
            raise PlanError(f"{mine.wanted}: the list has no rows (expected one wanted person a row)")
        judged = read_judged(mine.judged) if mine.judged is not None else None
        answers[side] = read_answers(mine.answers, wanted[side], judged)
        sources.append((f"list of {side}", mine.wanted.name, reader.sha256))
        sources.append((f"answers to {side}", mine.answers.name, _sha256(mine.answers)))
        if mine.judged is not None:
            sources.append((f"judgements for {side}", mine.judged.name, _sha256(mine.judged)))
    return Papers(wanted, answers, tuple(sources))


def _sha256(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
