"""The table of a run as a page in Markdown."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from accepted import Accepted
from running import Run

from allforall.rehearsal.score import Measures

COLUMNS = (
    "lists", "program", "version", "r@1", "r@10", "F1*", "R@P99", "F1 by default (P / R)", "ECE",
    "strangers accepted", "sure: right / covers", "ask", "wall s", "peak MB",
)  # fmt: skip
LEGEND = """Every list has 1,000 requests, about three in four of them on the register.
The rest are same-name strangers, brothers, twins, fathers and sons, and people who are not there at all.
The name of the lists is the size of the register.
`sources` lists come from comrades, relatives, media and scans.
`noise-2` lists have twice the distortions.

- r@1, r@10: the person stands first, or among the ten first; of those who are on the register.
- F1*: at the best threshold. R@P99: recall at the threshold where 99 % of what is accepted is right.
- F1 by default: at the program's own threshold (allforall and Splink 0.5, logic-v2 0.7, WRatio 90 points).
- ECE: how far the best candidate's probability is from how often it is right (ten bins).
  logic-v2 and WRatio give scores that are not meant as probabilities.
- strangers accepted: same-name strangers taken for the person at that default.
- sure: what allforall says without a person: how often right, and which share of those on the register.
- ask: requests that allforall leaves to a person.
- WRatio compares everything with everything, a quarter of an hour on 1M, and is left out there.
- wall: the whole process, start and reading included. peak: resident memory.
"""


@dataclass(frozen=True)
class Line:
    """One program on one pair of lists."""

    case: str
    program: str
    version: str
    quality: Measures
    accepted: Accepted
    run: Run


def page(lines: Sequence[Line], options: str, note: str) -> str:
    """The whole page: where it was measured, the table, and what the columns mean."""
    rows = [COLUMNS, ("---",) * len(COLUMNS), *(_cells(line) for line in lines)]
    table = "\n".join("| " + " | ".join(row) + " |" for row in rows)
    return f"# Matching: whom does a list of names mean?\n\n{_where(options, note)}\n\n{table}\n\n{LEGEND}"


def _where(options: str, note: str) -> str:
    today = datetime.now(tz=UTC).date().isoformat()
    command = " ".join(["python bench.py", options]).strip()
    return (
        f"Measured on {today} with `{command}` in `benchmarks/matching/`, "
        f"on {os.cpu_count()} cores, Python {platform.python_version()}.{' ' * bool(note)}{note}"
    )


def _cells(line: Line) -> tuple[str, ...]:
    quality, yes = line.quality, line.accepted
    own = line.program == "allforall"
    return (
        line.case,
        f"**{line.program}**" if own else line.program,
        line.version,
        _share(quality.recall_at_1),
        _share(quality.recall_at_10),
        _share(quality.f1),
        _share(quality.recall_at_99),
        f"{_share(yes.f1)} ({_share(yes.precision)} / {_share(yes.recall)})",
        _share(quality.calibration_error),
        f"{yes.strangers} of {yes.of_strangers}",
        f"{_share(quality.sure_precision)} / {_share(quality.sure_coverage)}" if own else "",
        _share(quality.ask) if own else "",
        f"{line.run.seconds:.1f}",
        f"{line.run.peak_mb:,.0f}",
    )


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
