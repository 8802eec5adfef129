"""The one progress bar: rate and time left on standard error, only for people, only when work is long."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_SECONDS_BEFORE_SHOWN = 1.5


@contextmanager
def progress(label: str, total: int, unit: str) -> Iterator[Callable[[int], None]]:
    """Give a function that is told of each step done; nothing is shown off a terminal."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from tqdm import tqdm

    with tqdm(desc=label, total=total or None, unit=unit, delay=_SECONDS_BEFORE_SHOWN, leave=False) as bar:

        def tell(steps: int) -> None:
            bar.update(steps)

        yield tell


@contextmanager
def reading(label: str) -> Iterator[Callable[[int, int], None]]:
    """The same for a reader, which tells how many bytes or rows are done of how many."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from tqdm import tqdm

    with tqdm(desc=label, unit="B", unit_scale=True, delay=_SECONDS_BEFORE_SHOWN, leave=False) as bar:

        def tell(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield tell
