"""What was found wrong with a list: lines for people, and the rows to mend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from allforall.people.errors import ListError

_LONGEST_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a list.

    `row` is 0 when the whole file or sheet is meant. `kept` says whether the row is still read, without
    the value in question; `text` is the line for a person.
    """

    file: str
    sheet: str
    row: int
    column: str
    value: str
    expected: str
    kept: bool = True

    @property
    def text(self) -> str:
        """The problem in one line: where, what stands there, what was expected."""
        where = [self.file]
        if self.sheet:
            where.append(f'sheet "{self.sheet}"')
        if self.row:
            where.append(f"row {self.row}")
        if self.column:
            where.append(f'column "{shown(self.column)}"')
        value = f'"{shown(self.value)}" ' if self.value else ""
        return f"{', '.join(where)}: {value}{self.expected}"

    def __str__(self) -> str:
        return self.text


@dataclass(slots=True)
class RejectedRow:
    """A row to mend: its cells as written, and the problems found in it."""

    sheet: str
    row: int
    cells: tuple[str, ...]
    headers: tuple[str, ...]
    problems: list[Problem]

    @property
    def kept(self) -> bool:
        """Whether the row was nevertheless read, without the values that could not be."""
        return all(problem.kept for problem in self.problems)


@dataclass(slots=True)
class ProblemLog:
    """Collects problems and rows to mend while one file is read; strict, it raises at the first."""

    file: str
    strict: bool = False
    problems: list[Problem] = field(default_factory=list)
    rejected: dict[tuple[str, int], RejectedRow] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    _settled: int = 0
    _about_file: tuple[list[Problem], list[str]] = ([], [])

    def opened(self) -> None:
        """The file was looked at: what was found so far stays with every pass over its rows."""
        self._about_file = (list(self.problems), list(self.notes))

    def begin(self) -> None:
        """Forget what an earlier pass over the rows found."""
        self.problems[:], self.notes[:] = self._about_file
        self._settled = len(self.problems)
        self.rejected.clear()

    def file_problem(self, expected: str, sheet: str = "", value: str = "") -> None:
        """Something about the whole file or sheet."""
        self.problems.append(Problem(self.file, sheet, 0, "", value, expected))
        self.settle()

    def settle(self) -> None:
        """Put what was found since the last time in the order of rows; strictly, the first ends it all."""
        found = sorted(self.problems[self._settled :], key=lambda each: each.row)
        if self.strict and found:
            raise ListError(found[0].text)
        self.problems[self._settled :] = found
        self._settled = len(self.problems)

    def row_problem(
        self, problem: Problem, cells: Sequence[str], headers: Sequence[str], *, mend: bool = True
    ) -> None:
        """Something about a row; with `mend` it goes to the rows that a person has to look at."""
        self.problems.append(problem)
        if not mend:
            return
        key = (problem.sheet, problem.row)
        row = self.rejected.get(key)
        if row is None:
            row = RejectedRow(problem.sheet, problem.row, tuple(cells), tuple(headers), [])
            self.rejected[key] = row
        row.problems.append(problem)


def shown(value: str) -> str:
    """A cell as one short line without control characters."""
    line = " ".join("".join(c if c.isprintable() else " " for c in value[: 4 * _LONGEST_SHOWN]).split())
    return line if len(line) <= _LONGEST_SHOWN else line[:_LONGEST_SHOWN] + "…"
