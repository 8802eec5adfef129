"""Reading a large list in a second process, so that its rows are put to use while the next are being read."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allforall.people.errors import ListError
from allforall.people.reading import ListReader, read_list
from allforall.people.tables import Column

_WORTH_A_PROCESS = 12 << 20  # bytes of a file; starting Python again costs more than a smaller one takes
_ROWS = 100_000


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows of a list: the cleaned columns of a `Batch` and the rows' numbers, and no more."""

    columns: dict[str, Column]
    rows: NDArray[np.int64]


def rows_ahead(reader: ListReader) -> Iterator[Rows]:
    """All rows of a reader, read by a second process where the file is large and there is a second processor.

    The reader's problems are complete when the last rows are taken, as with `batches`. Raises what `batches`
    raises.
    """
    request = reader.request
    small = request is None or reader.path.stat().st_size < _WORTH_A_PROCESS
    if small or (os.cpu_count() or 1) < 2:
        yield from (Rows(batch.columns, batch.rows) for batch in reader.batches(_ROWS))
        return
    command = [sys.executable, "-m", "allforall.people.ahead"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:  # noqa: S603
        try:
            yield from _received(child, reader, request)
        finally:
            child.kill()


def _received(
    child: subprocess.Popen[bytes], reader: ListReader, request: dict[str, Any] | None
) -> Iterator[Rows]:
    assert child.stdin is not None  # noqa: S101  # both were asked for
    assert child.stdout is not None  # noqa: S101
    with suppress(BrokenPipeError), child.stdin as asked:  # a child that died is met when its answer is read
        pickle.dump(request, asked)
    while True:
        try:
            kind, message = pickle.load(child.stdout)  # noqa: S301  # our own process, no outside data
        except (EOFError, pickle.UnpicklingError):
            raise ListError(f"{reader.path}: reading stopped before the end (not enough memory?)") from None
        if kind == "rows":
            yield message
        elif kind == "progress" and reader.progress is not None:
            reader.progress(*message)
        elif kind == "failed":
            raise message
        elif kind == "done":
            reader.log = message
            return


def _serve() -> None:
    """Read the list that standard input names, and write its rows to standard output."""
    out = sys.stdout.buffer

    def tell(kind: str, message: Any) -> None:
        pickle.dump((kind, message), out, protocol=5)
        out.flush()

    try:
        reader = read_list(**pickle.load(sys.stdin.buffer), progress=lambda *done: tell("progress", done))  # noqa: S301
        for batch in reader.batches(_ROWS):
            tell("rows", Rows(batch.columns, batch.rows))
        tell("done", reader.log)
    except BrokenPipeError:
        sys.stderr.close()
    except Exception as failed:  # the other process raises it again
        tell("failed", failed)


if __name__ == "__main__":
    from allforall.people import ahead

    ahead._serve()
