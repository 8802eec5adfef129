"""A whole case: two sides, each with a register of those it holds and a list of those it wants home."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from allforall.rehearsal import sheets
from allforall.rehearsal.lists import TruthRow, make_folder, rehearse, write_truth
from allforall.rehearsal.plan import Plan
from allforall.rehearsal.sheets import Sheet

SIDES = ("a", "b")
CIVILIANS = 0.13  # so that a first stage of 120 civilians a side can be filled


@dataclass(frozen=True)
class CasePlan:
    """What to make: A's people are of Ukrainian home, B's of Russian home; each side keeps its language.

    `held` is how many A and B hold (A's register stands first), `wanted` how many each asks for. A language
    may be given in shares, such as "uk:0.85,la:0.15".
    """

    seed: int = 1
    held: tuple[int, int] = (8_000, 6_000)
    wanted: tuple[int, int] = (2_500, 2_500)
    noise: float = 1.0
    styles: tuple[str, str] = ("office", "office")
    registers: tuple[str, str] = ("uk", "ru")
    lists: tuple[str, str] = ("uk:0.85,la:0.15", "ru")
    civilians: float = CIVILIANS


@dataclass(frozen=True)
class Side:
    """One side's papers: `register` of those it holds, `wanted` of those it asks the other side for.

    `truth` tells which rows of the *other* side's register its own wanted persons are.
    """

    name: str
    register: Sheet
    wanted: Sheet
    truth: list[TruthRow]


@dataclass(frozen=True)
class Case:
    """Both sides of one case."""

    a: Side
    b: Side


def rehearse_case(plan: CasePlan) -> Case:
    """Make both sides' registers and lists; the same plan gives the same texts.

    The persons A wants stand on B's register and the other way round; ids begin with A or B for the side
    whose paper they stand on, then R for a register or W for a list.
    """
    for_a = rehearse(_one_way(plan, 0))  # B's register and A's list
    for_b = rehearse(_one_way(plan, 1))  # A's register and B's list
    return Case(
        Side("a", for_b.register, for_a.wanted, for_a.truth),
        Side("b", for_a.register, for_b.wanted, for_b.truth),
    )


def _one_way(plan: CasePlan, asking: int) -> Plan:
    """Side `asking` asks for its people on the other side's register."""
    holding = 1 - asking
    return Plan(
        register=plan.held[holding],
        wanted=plan.wanted[asking],
        seed=plan.seed * 2 + asking,
        noise=plan.noise,
        style=plan.styles[asking],
        register_language=plan.registers[holding],
        list_language=plan.lists[asking],
        civilians=plan.civilians,
        every_column=True,
        register_prefix=f"{SIDES[holding].upper()}R",
        list_prefix=f"{SIDES[asking].upper()}W",
        home=SIDES[asking],
    )


def write_case(case: Case, folder: Path) -> list[str]:
    """Write a-held.csv, a-wanted.csv, a-truth.csv, and those of b, into the folder; gives their names."""
    make_folder(folder)
    for side in (case.a, case.b):
        sheets.write_csv(side.register, folder / f"{side.name}-held.csv")
        sheets.write_csv(side.wanted, folder / f"{side.name}-wanted.csv")
        write_truth(side.truth, folder / f"{side.name}-truth.csv")
    return [f"{name}-{paper}.csv" for name in SIDES for paper in ("held", "wanted", "truth")]
