"""What the commands of `allforall case` share: a record read whole, and moments."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from allforall.account.whole import Whole


def moment(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """A time as entries state it; a day stands for its beginning."""
    from allforall.record.kinds import DAY, TIME

    if value is None or TIME.holds(value):
        return value
    if not DAY.holds(value):
        raise click.BadParameter(f"{value}: expected a day such as 2026-05-16, or {TIME.words}")
    return f"{value}T00:00:00Z"


def whole_of(path: Path) -> Whole:
    """The record or bundle at a path, verified and folded; raises RecordError or Refused."""
    from allforall.account.whole import read_whole
    from allforall.cli.record.showing import source_of

    return read_whole(source_of(path))
