"""What a command would write, checked before long work: no list and no officer's work is written over."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def check_outputs(outputs: Sequence[Path], inputs: Sequence[Path]) -> None:
    """Raise OutputError when a folder is missing, or an input or another output would be written over."""
    from allforall.people.errors import OutputError

    for place, path in enumerate(outputs):
        if not path.parent.is_dir():
            raise OutputError(f"{path}: cannot be written: there is no folder {path.parent}")
        if any(_same(path, each) for each in inputs):
            raise OutputError(f"{path}: is read by this command and would be written over; give another name")
        if any(_same(path, each) for each in outputs[:place]):
            raise OutputError(f"{path}: would be written twice; give another name")


def check_judged(workbook: Path) -> None:
    """Raise OutputError when a workbook stands there that is not ours, or in which somebody has judged."""
    if not workbook.exists():
        return
    from allforall.errors import AllForAllError
    from allforall.matching.judgements import read_judgements
    from allforall.people.errors import OutputError

    try:
        judged = len(read_judgements(workbook))
    except AllForAllError as unreadable:
        raise OutputError(
            f"{workbook}: would be written over, and is no plain workbook of answers; move it"
        ) from unreadable
    if judged:
        many = f"{judged} judgement{'s' * (judged != 1)}"
        raise OutputError(f"{workbook}: holds {many} and would be written over; move it first")


def _same(left: Path, right: Path) -> bool:
    return left.absolute() == right.absolute() or (left.exists() and right.exists() and left.samefile(right))
