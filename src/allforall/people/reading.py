"""Reading a list of persons from whatever file it came in."""

from __future__ import annotations

import datetime
import hashlib
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from allforall.people.batch import Batch
from allforall.people.cells import CellReader
from allforall.people.choosing import Chosen, choose
from allforall.people.cleaning import Cleaner
from allforall.people.errors import ListError
from allforall.people.person import Person
from allforall.people.problems import Problem, ProblemLog, RejectedRow
from allforall.people.repeats import Met
from allforall.people.sources.formats import open_tables
from allforall.people.tables import Column, Progress

__all__ = ["Batch", "Column", "ListReader", "Problem", "RejectedRow", "read_list"]


@dataclass(slots=True)
class ListReader:
    """One list: what its columns are, its rows, and what was wrong with them.

    `problems`, `rejected` and `notes` fill while rows are read, and start anew with every pass. `notes` are
    facts about the file that need no mending.
    """

    path: Path
    sha256: str
    today: datetime.date
    progress: Progress | None
    _log: ProblemLog
    _chosen: Sequence[Chosen]
    _held: Any = field(default=None, repr=False)  # keeps a copied stream alive
    _mapping: Mapping[str, str] = field(default_factory=dict)

    @property
    def problems(self) -> list[Problem]:
        """What was found wrong so far."""
        return self._log.problems

    @property
    def rejected(self) -> list[RejectedRow]:
        """The rows with something to mend, so far, in the order of the file."""
        sheets = {each.table.name: number for number, each in enumerate(self._chosen)}
        return sorted(self._log.rejected.values(), key=lambda row: (sheets[row.sheet], row.row))

    @property
    def notes(self) -> list[str]:
        """What else a reader may want to know: sheets left alone, rows that were titles or totals."""
        return self._log.notes

    @property
    def request(self) -> dict[str, Any] | None:
        """What to ask `read_list` for the same list in another process; None for a stream, read already."""
        if self._held is not None:
            return None
        mapping = dict(self._mapping)
        return {"path": str(self.path), "mapping": mapping, "strict": self._log.strict, "today": self.today}

    @property
    def log(self) -> ProblemLog:
        """What was found so far, whole."""
        return self._log

    @log.setter
    def log(self, log: ProblemLog) -> None:
        self._log = log

    @property
    def columns(self) -> dict[str, str]:
        """What each column was read as: header -> field, or "other"."""
        return {header: name for each in self._chosen for header, name in each.layout.columns.items()}

    def batches(self, size: int = 65536) -> Iterator[Batch]:
        """The rows, cleaned and column by column, about `size` at a time; never an empty batch.

        Raises ListError when the file is found broken further on or, strictly read, at the first problem.
        """
        self._log.begin()
        cells, rows_met, ids_met = CellReader(self.today), Met(), Met()
        for number, each in enumerate(self._chosen):
            sheet, layout = each.table.name, each.layout
            place = f"{sheet or number + 1}!" if number else ""
            cleaner = Cleaner(layout, self._log, sheet, self.sha256, cells, rows_met, ids_met, place)
            for chunk in each.table.chunks(size, self.progress):
                batch = cleaner.batch(chunk)
                self._log.settle()
                if len(batch):
                    yield batch
            self._note_passed_over(sheet, cleaner.sieve.passed_over)

    def persons(self) -> Iterator[Person]:
        """The rows one by one, as persons."""
        for batch in self.batches():
            yield from batch.persons()

    def _note_passed_over(self, sheet: str, rows: list[int]) -> None:
        if rows:
            where = f'sheet "{sheet}": ' if sheet else ""
            listed = ", ".join(map(str, rows[:10])) + (", ..." if len(rows) > 10 else "")
            self._log.notes.append(
                f"{where}{len(rows)} rows are titles, totals or headers, not persons: {listed}"
            )


def read_list(
    path: str | os.PathLike[str],
    *,
    mapping: Mapping[str, str] | None = None,
    strict: bool = False,
    today: datetime.date | None = None,
    progress: Progress | None = None,
) -> ListReader:
    """Open a list: recognise its format, find its header, and tell which column holds what.

    `mapping` is COLUMN -> FIELD and comes before what is recognised; a column without header goes by its
    letter. With `strict` the first problem raises ListError. `today` settles ages and two-digit years.
    `progress` is called with how much is done, of how much. Raises ListError or MappingError at once when
    the file cannot be read, is empty, or holds no list.
    """
    target = Path(path)
    log = ProblemLog(target.name, strict)
    try:
        held = None if target.is_file() else _copied(target)
        readable = target if held is None else Path(held.name)
        sha256 = _hash(readable)
        chosen = choose(open_tables(readable), mapping or {}, log, target)
    except OSError as failed:
        reason = " ".join((failed.strerror or str(failed)).lower().split())
        raise ListError(f"{target}: cannot be read: {reason}") from failed
    log.opened()
    day = today or datetime.date.today()  # a list is dated where it is read
    return ListReader(target, sha256, day, progress, log, chosen, held, mapping or {})


def _hash(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _copied(target: Path) -> Any:
    """A pipe can be read only once, a list is read twice: for its layout and for its rows."""
    if target.is_dir():
        raise IsADirectoryError(None, "is a folder", str(target))
    copy = tempfile.NamedTemporaryFile(prefix="allforall-", suffix=target.suffix)  # noqa: SIM115
    with target.open("rb") as stream:
        while piece := stream.read(1 << 20):
            copy.write(piece)
    copy.flush()
    return copy
