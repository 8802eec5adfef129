"""Reading a large list in a second process, so that its rows are put to use while the next are being read."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import IO, Any, TypeVar

from allforall.people.batch import Batch
from allforall.people.errors import ListError
from allforall.people.reading import ListReader, read_list
from allforall.uncollected import uncollected

_WORTH_A_PROCESS = 12 << 20  # bytes of a file; starting Python again costs more than a smaller one takes
_ROWS = 100_000


Made = TypeVar("Made")


def read_ahead(reader: ListReader, make: Callable[[Batch], Made]) -> Iterator[Made]:
    """What `make` makes of each batch, in a second process where the list is large and there are processors.

    The second process begins at once, not when the first batch is asked for. `make` is a function, and
    gives something, that can be pickled. The reader's problems are complete when the last batch is taken, as
    with `batches`. Raises what `batches` raises.
    """
    request = reader.request
    small = request is None or reader.path.stat().st_size < _WORTH_A_PROCESS
    if small or (os.cpu_count() or 1) < 2:
        return map(make, reader.batches(_ROWS))
    command = [sys.executable, "-m", "allforall.people.ahead"]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603
    assert child.stdin is not None  # noqa: S101  # it was asked for
    with suppress(BrokenPipeError), child.stdin as asked:  # a child that died is met when its answer is read
        pickle.dump((request, make), asked)
    return _received(child, reader)


def _received(child: subprocess.Popen[bytes], reader: ListReader) -> Iterator[Any]:
    assert child.stdout is not None  # noqa: S101  # it was asked for
    with child:
        try:
            while True:
                kind, message = _answer(child.stdout, reader)
                if kind == "batch":
                    yield message
                elif kind == "progress" and reader.progress is not None:
                    reader.progress(*message)
                elif kind == "failed":
                    raise message
                elif kind == "done":
                    reader.log = message
                    return
        finally:
            child.kill()


def _answer(said: IO[bytes], reader: ListReader) -> tuple[str, Any]:
    try:
        answer: tuple[str, Any] = pickle.load(said)  # noqa: S301  # our own process, no outside data
    except (EOFError, pickle.UnpicklingError):
        raise ListError(f"{reader.path}: reading stopped before the end (not enough memory?)") from None
    return answer


@uncollected()
def _serve() -> None:
    """Read the list that standard input names, and write its rows to standard output."""
    out = sys.stdout.buffer

    def tell(kind: str, message: Any) -> None:
        pickle.dump((kind, message), out, protocol=5)
        out.flush()

    try:
        request, make = pickle.load(sys.stdin.buffer)  # noqa: S301
        reader = read_list(**request, progress=lambda *done: tell("progress", done))
        for batch in reader.batches(_ROWS):
            tell("batch", make(batch))
        tell("done", reader.log)
    except BrokenPipeError:
        sys.stderr.close()
    except Exception as failed:  # the other process raises it again
        tell("failed", failed)


if __name__ == "__main__":
    from allforall.people import ahead

    ahead._serve()
