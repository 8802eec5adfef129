"""How fast made-up people are made, and how hard their lists are, measured from outside."""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.csv as pa_csv

HERE = Path(__file__).parent
WORK = HERE / "work"
COLUMNS = (
    "lists",
    "wall s",
    "processor s",
    "peak MB",
    "different surnames",
    "commonest surname",
    "commonest given name",
)
LEGEND = """- wall: the whole process, start and writing included; processor: its user and system time.
- different surnames: on the register as written, women's forms, typos and hearing errors included.
- commonest: its share of the register's rows.
"""


@dataclass(frozen=True)
class Case:
    """One rehearsal to be made."""

    name: str
    register: int
    style: str = "office"
    list_language: str = "uk"

    def command(self) -> list[str]:
        options = [
            "--register",
            str(self.register),
            "--style",
            self.style,
            "--list-language",
            self.list_language,
        ]
        program = [sys.executable, "-m", "allforall", "rehearse", "lists"]
        return [*program, *options, "-o", str(WORK / self.name)]


QUICK = [Case("10k", 10_000), Case("100k", 100_000), Case("100k-sources", 100_000, "sources", "mixed")]
LARGE = [Case("1M", 1_000_000), Case("1M-mixed", 1_000_000, "office", "mixed")]


def line(case: Case) -> tuple[str, ...]:
    """Make one rehearsal in a process of its own and look at the register it wrote."""
    started = time.perf_counter()
    process = subprocess.Popen(case.command(), stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{' '.join(case.command())} failed")
    register = pa_csv.read_csv(WORK / case.name / "register.csv")
    surnames, given = (register[name].value_counts() for name in ("surname", "given_name"))
    figures = (wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
    shares = (_commonest(counts) / len(register) for counts in (surnames, given))
    cells = (f"{figures[0]:.1f}", f"{figures[1]:.1f}", f"{figures[2]:.0f}", f"{len(surnames):,}")
    return (case.name, *cells, *(f"{share:.2%}" for share in shares))


def _commonest(counts: object) -> int:
    return max(entry["counts"].as_py() for entry in counts if entry["values"].as_py())


def page(rows: Sequence[Sequence[str]], options: str) -> str:
    """The whole page: where it was measured, the table, and what the columns mean."""
    today = datetime.now(tz=UTC).date().isoformat()
    python = f"{os.cpu_count()} processors, Python {platform.python_version()}"
    where = f"{today}, {python}: `{' '.join(['python bench.py', options]).strip()}`"
    table = "\n".join("| " + " | ".join(row) + " |" for row in (COLUMNS, ("---",) * len(COLUMNS), *rows))
    return f"# Rehearsal: how fast are people made up?\n\n{where}\n\n{table}\n\n{LEGEND}"


def main(arguments: Sequence[str]) -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--full", action="store_true", help="a million people too")
    options.add_argument("--freeze", action="store_true", help="write the table to RESULTS.md")
    chosen = options.parse_args(arguments)
    WORK.mkdir(exist_ok=True)
    text = page([line(case) for case in (QUICK + LARGE if chosen.full else QUICK)], " ".join(arguments))
    print(text)
    if chosen.freeze:
        (HERE / "RESULTS.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
