"""Our matcher and its peers on the same generated lists, one process at a time, scored by one scorer."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from accepted import Accepted, accepted
from running import Run, measured
from table import Line, page

from allforall.rehearsal.score import score

HERE = Path(__file__).parent
WORK = HERE / "work"
PROGRAM = [sys.executable, "-m", "allforall"]


@dataclass(frozen=True)
class Case:
    """One pair of lists to be made: a thousand requests against a register of some size."""

    name: str
    register: int
    style: str = "office"
    noise: float = 1.0
    register_language: str = "ru"
    list_language: str = "mixed"
    seed: int = 1

    @property
    def folder(self) -> Path:
        return WORK / self.name

    def make(self, keep: bool) -> None:
        """Write the lists; with `keep` only if they are not there."""
        if keep and (self.folder / "truth.csv").exists():
            return
        command = [*PROGRAM, "rehearse", "lists", "--list", "1000", "-o", str(self.folder)]
        for option in ("register", "style", "noise", "register_language", "list_language", "seed"):
            command += [f"--{option.replace('_', '-')}", str(getattr(self, option))]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


@dataclass(frozen=True)
class Peer:
    """A program that answers a list: its process, and the probability from which on it says yes by itself."""

    name: str
    package: str
    threshold: float
    largest: int = 1_000_000_000

    def command(self, wanted: Path, register: Path, answers: Path) -> list[str]:
        files = [str(wanted), str(register)]
        if self.name == "allforall":
            return [*PROGRAM, "match", *files, "-o", str(answers)]
        return [sys.executable, str(HERE / "peers" / f"{self.package}_peer.py"), *files, str(answers)]


QUICK = [
    Case("10k", 10_000),
    Case("20k-sources", 20_000, style="sources", register_language="mixed"),
]
LARGE = [
    Case("100k", 100_000),
    Case("100k-noise-2", 100_000, noise=2.0),
    Case("1M", 1_000_000),
]
PEERS = [
    Peer("allforall", "allforall", 0.5),
    Peer("Splink", "splink", 0.5),
    Peer("logic-v2", "nomenklatura", 0.7),
    Peer("WRatio", "rapidfuzz", 90 / 110, largest=100_000),
]


def line(peer: Peer, case: Case, keep: bool) -> Line:
    """Run one peer on one case, or take the answers it left there, and score them."""
    answers = case.folder / f"{peer.package}.csv"
    run = _run(peer, case, answers, keep)
    truth = case.folder / "truth.csv"
    quality = score(answers, truth)
    yes: Accepted = accepted(answers, truth, peer.threshold)
    return Line(case.name, peer.name, version(peer.package), quality.overall, yes, run)


def _run(peer: Peer, case: Case, answers: Path, keep: bool) -> Run:
    figures = answers.with_suffix(".json")
    if keep and figures.exists() and answers.exists():
        return Run(**json.loads(figures.read_text(encoding="utf-8")))
    print(f"  {case.name}: {peer.name} ...", file=sys.stderr, flush=True)
    command = peer.command(case.folder / "wanted.csv", case.folder / "register.csv", answers)
    run = measured(command, answers.with_suffix(".log"))
    figures.write_text(json.dumps(run.as_dict()), encoding="utf-8")
    return run


def _given(chosen: argparse.Namespace) -> str:
    """The switches that make the table another one."""
    return " ".join(f"--{name}" for name in ("full", "keep") if getattr(chosen, name))


def main(arguments: Sequence[str]) -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--full", action="store_true", help="the large registers too")
    options.add_argument("--freeze", action="store_true", help="write the table to RESULTS.md")
    options.add_argument(
        "--keep", action="store_true", help="take the lists and the peers' answers of an earlier run"
    )
    options.add_argument("--note", default="", help="a sentence on the machine, kept with the table")
    options.add_argument("--only", choices=[peer.package for peer in PEERS], help="one program alone")
    options.add_argument("--case", choices=[case.name for case in QUICK + LARGE], help="one case alone")
    chosen = options.parse_args(arguments)
    cases = QUICK + LARGE if chosen.full or chosen.case else QUICK
    cases = [case for case in cases if chosen.case in (None, case.name)]
    peers = [peer for peer in PEERS if chosen.only in (None, peer.package)]
    lines = []
    for case in cases:
        case.make(chosen.keep)
        able = [peer for peer in peers if case.register <= peer.largest]
        lines += [line(peer, case, chosen.keep and peer.name != "allforall") for peer in able]
    text = page(lines, _given(chosen), chosen.note)
    print(text)
    if chosen.freeze:
        (HERE / "RESULTS.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
