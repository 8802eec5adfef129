"""A register, a list of wanted persons, and the truth between them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from allforall.rehearsal import requests, sheets
from allforall.rehearsal.chance import Chance
from allforall.rehearsal.errors import RehearsalError
from allforall.rehearsal.exports import write_exports
from allforall.rehearsal.families import make_families
from allforall.rehearsal.people import population
from allforall.rehearsal.plan import Plan
from allforall.rehearsal.rates import scaled
from allforall.rehearsal.sheets import Sheet
from allforall.rehearsal.spreadsheets import write_office_workbook
from allforall.rehearsal.writing import write_register, write_wanted

TRUTH_COLUMNS = ("request_id", "register_id", "kind", "noise")
STANDING_TWICE = 0.01  # of the register's persons


@dataclass(frozen=True)
class TruthRow:
    """What a request means: the register rows of the person asked for (none if absent), and their noise.

    `noise` names the slips of the request; those of the register rows follow with "register:" before them.
    """

    request_id: str
    register_ids: tuple[str, ...]
    kind: str
    noise: tuple[str, ...]


@dataclass(frozen=True)
class Rehearsed:
    """A register, a list of wanted persons, and the truth, a row for each row of the list."""

    register: Sheet
    wanted: Sheet
    truth: list[TruthRow]


def rehearse(plan: Plan) -> Rehearsed:
    """Make a register and a list after the plan; the same plan gives the same texts."""
    with _no_collection():
        return _rehearsed(plan)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Millions of texts and no cycles: looking for garbage among them costs a tenth of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _rehearsed(plan: Plan) -> Rehearsed:
    doubled = min(max(int(plan.register * STANDING_TWICE), 1), max(plan.wanted, 100))
    held = plan.register - doubled
    people = population(held + plan.wanted, plan.seed, plan.russian_share, plan.civilians)
    make_families(people, Chance(plan.seed, "families"))
    repeats = float(scaled(requests.REPEATED, plan.noise))
    asked = requests.draw(people, held, doubled, plan.wanted, repeats, plan.seed)
    register = write_register(plan, people, held, doubled)
    wanted = write_wanted(plan, people, asked.persons)
    wanted.mark("repeated_row", np.array(asked.repeated, dtype=np.int64))
    return Rehearsed(register, wanted, _truth(register, wanted, asked.kinds))


def _truth(register: Sheet, wanted: Sheet, kinds: list[str]) -> list[TruthRow]:
    rows = np.flatnonzero(np.isin(register.persons, wanted.persons))
    stands: dict[int, list[tuple[str, list[str]]]] = {}
    for row, noise in zip(rows.tolist(), register.noise(rows), strict=True):
        stands.setdefault(int(register.persons[row]), []).append((str(register.columns["id"][row]), noise))
    result = []
    for row, noise in enumerate(wanted.noise(np.arange(len(wanted)))):
        found = stands.get(int(wanted.persons[row]), [])
        theirs = dict.fromkeys(f"register:{name}" for _, names in found for name in names)
        ids = tuple(register_id for register_id, _ in found)
        result.append(TruthRow(str(wanted.columns["id"][row]), ids, kinds[row], (*noise, *theirs)))
    return result


def write(rehearsed: Rehearsed, folder: Path) -> list[str]:
    """Write register.csv, wanted.csv and truth.csv into the folder, made if missing; gives their names."""
    make_folder(folder)
    sheets.write_csv(rehearsed.register, folder / "register.csv")
    sheets.write_csv(rehearsed.wanted, folder / "wanted.csv")
    write_truth(rehearsed.truth, folder / "truth.csv")
    return ["register.csv", "wanted.csv", "truth.csv"]


def write_spreadsheets(rehearsed: Rehearsed, folder: Path, language: str, seed: int) -> list[str]:
    """Write the list once more as an officer's workbook and as old exports; gives the files' names.

    Headers are Ukrainian or Russian with the list's language, else English or Turkish by the seed.
    """
    header = language if language in ("uk", "ru") else ("en", "tr", "uk", "ru")[seed % 4]
    write_office_workbook(rehearsed.wanted, folder / "wanted.xlsx", header, seed)
    return ["wanted.xlsx", *(path.name for path in write_exports(rehearsed.wanted, folder, header, seed))]


def make_folder(folder: Path) -> None:
    """Make the folder and those above it, where they are missing."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as failed:
        raise RehearsalError(f"{folder}: cannot be made a folder: {failed.strerror}") from failed


def write_truth(truth: list[TruthRow], path: Path) -> None:
    """Write the truth as CSV; several register ids, and several slips, are joined by "|"."""
    rows = [(row.request_id, "|".join(row.register_ids), row.kind, "|".join(row.noise)) for row in truth]
    sheets.write_columns(dict(zip(TRUTH_COLUMNS, map(list, zip(*rows, strict=True)), strict=True)), path)
