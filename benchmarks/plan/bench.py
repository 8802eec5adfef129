"""Our planner and its peers on the same made-up exchanges, one process at a time, scored by one scorer."""

from __future__ import annotations

import argparse
import csv
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cases import Case
from scoring import AIMS, Score, score

HERE = Path(__file__).parent
PROGRAM = [sys.executable, "-m", "allforall"]
QUICK = [
    Case("1,000 of 5,000", 5_000, 1_000, 10),
    Case("1,000 of 5,000, hard", 5_000, 1_000, 10, together=0.40, stretchers=0.02),
]
LARGE = [Case("10,000 of 100,000", 100_000, 10_000, 10)]
PARTS_ONLY = [Case("10,000 of 11,000", 11_000, 10_000, 10)]  # nearly everyone goes: what 20,000 seats cost
PROGRAMS = ("allforall", "CP-SAT per person", "greedy")


@dataclass(frozen=True)
class Line:
    """What one program made of one case."""

    case: str
    program: str
    seconds: float
    mebibytes: float
    proven: str
    score: Score | None


def run(program: str, case: Case) -> Line:
    out = case.folder / f"{program.split()[0].lower()}.csv"
    out.unlink(missing_ok=True)
    print(f"  {case.name}: {program} ...", file=sys.stderr, flush=True)
    log = out.with_suffix(".log")
    with log.open("wb") as output:
        started = time.perf_counter()
        process = subprocess.Popen(_command(program, case, out), stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        seconds, memory = time.perf_counter() - started, usage.ru_maxrss / 1024
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode or not out.exists():
        said = log.read_text(encoding="utf-8", errors="replace").strip() or "no plan"
        print(f"    {said.splitlines()[-1][:200]}", file=sys.stderr)
        return Line(case.name, program, seconds, memory, "no plan", None)
    return Line(
        case.name, program, seconds, memory, _proven(program, out), score(case.folder, _stages(program, out))
    )


def _command(program: str, case: Case, out: Path) -> list[str]:
    if program == "CP-SAT per person":
        return [sys.executable, str(HERE / "peers" / "cpsat_peer.py"), str(case.folder), str(out)]
    words = ["plan", *case.papers, "--rules", str(case.folder / "rules.toml"), "-o", str(out)]
    return [*PROGRAM, *words, *(["--solver", "greedy"] if program == "greedy" else ["--seconds", "20"])]


def _stages(program: str, out: Path) -> dict[str, int]:
    with out.open(encoding="utf-8", newline="") as handle:
        if program == "CP-SAT per person":
            return {name: int(stage) for _, name, stage in csv.reader(handle)}
        return {row["request_id"]: int(row["stage"]) for row in csv.DictReader(handle) if row["stage"]}


def _proven(program: str, out: Path) -> str:
    """By what it is known that nothing better exists: of who goes, and of the stages."""
    if program == "CP-SAT per person":
        return out.with_suffix(".proof").read_text(encoding="utf-8")
    facts = json.loads(out.with_suffix(".json").read_text(encoding="utf-8"))
    proofs = {each["proven"] for each in facts["objectives"]}
    if proofs == {"prices"}:
        return "prices"
    gap = sum(each["gap"] for each in facts["objectives"] if each["name"] == "priority")
    return "solver" if "" not in proofs else f"gap {gap} in priority"


def inside(case: Case) -> dict:
    print(f"  {case.name}: parts in one process ...", file=sys.stderr, flush=True)
    command = [sys.executable, str(HERE / "inside.py"), str(case.folder)]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def page(lines: Sequence[Line], parts: dict[str, dict], arguments: str) -> str:
    machine = (
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the end, Python {sys.version.split()[0]}"
    )
    headers = ["case", "program", "seconds", "MiB", *AIMS, "proven by"]
    text = [
        "# Who goes home, when: our planner beside CP-SAT and greedy", "",
        f"`{' '.join(['bench.py', arguments]).strip()}` on {machine}.",
        "Each side sends as many of its held as the case says, in ten stages, fixed numbers by category;",
        "six places of detention fill their share of a stage and 30 % more at most; companions go together.",
        "Time is that of the whole process, from file to file; CP-SAT gets the people ready-made as JSON.",
        "CP-SAT has 30 s for each objective and direction, so four minutes at most, and both cores.",
        "`prices`: the bound follows from prices that `allforall check` verifies in exact fractions.", "",
        f"| {' | '.join(headers)} |",
        "| --- | --- |" + " ---: |" * (len(headers) - 3) + " --- |",
        *map(_row, lines), "",
        "## Parts, in one process", "",
        "| case | " + " | ".join(next(iter(parts.values()))["seconds"]) + " | plan valid |",
        "| --- |" + " ---: |" * (len(next(iter(parts.values()))["seconds"])) + " --- |",
        *(_parts_row(name, found) for name, found in parts.items()), "",
        "`check` is of the whole plan with its certificate, over everyone who may go, without reading files.",
        "Mending is by swaps from the reserve order.",
    ]  # fmt: skip
    return "\n".join(text) + "\n"


def _row(line: Line) -> str:
    if line.score is None:
        return (
            f"| {line.case} | {line.program} | {line.seconds:.1f} | {line.mebibytes:.0f} |"
            + " |" * 5
            + " no plan |"
        )
    values = " | ".join(f"{line.score.values[aim]:,}" for aim in AIMS)
    proof = line.proven if not line.score.broken else f"invalid: {line.score.broken}"
    return (
        f"| {line.case} | {line.program} | {line.seconds:.1f} | {line.mebibytes:.0f} | {values} | {proof} |"
    )


def _parts_row(name: str, found: dict) -> str:
    seconds = " | ".join(f"{each:.3f}" for each in found["seconds"].values())
    return f"| {name} | {seconds} | {'yes' if found['valid'] else 'no'} |"


def main(arguments: Sequence[str]) -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--full", action="store_true", help="the large case too")
    options.add_argument("--freeze", action="store_true", help="write the table to RESULTS.md")
    options.add_argument("--only", choices=PROGRAMS, help="one program alone")
    chosen = options.parse_args(arguments)
    cases = [*QUICK, *LARGE] if chosen.full else QUICK
    lines, parts = [], {}
    for case in cases:
        case.make()
        for program in PROGRAMS:
            too_large = program == "CP-SAT per person" and case in LARGE  # a million variables a side
            if chosen.only in (None, program) and not too_large:
                lines.append(run(program, case))
    for case in [*cases, *PARTS_ONLY]:
        case.make()
        parts[case.name] = inside(case)
    text = page(lines, parts, " ".join(arguments))
    print(text)
    if chosen.freeze:
        (HERE / "RESULTS.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
