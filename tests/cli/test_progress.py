"""The progress bar is for people, and silent elsewhere."""

from __future__ import annotations

import io
import sys

import pytest

from allforall.cli import progress


class Terminal(io.StringIO):
    """Standard error as a terminal has it."""

    def isatty(self) -> bool:
        return True


def test_where_nobody_watches_nothing_is_shown(capsys) -> None:
    with progress.progress("matching", 10, "request") as tick:
        tick(10)
    with progress.reading("list.csv") as tell:
        tell(5, 10)
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("total", [3, 0])
def test_long_work_shows_its_rate_on_a_terminal(monkeypatch, total) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(progress, "_SECONDS_BEFORE_SHOWN", 0)
    with progress.progress("matching", total, "request") as tick:
        tick(1)
    with progress.reading("list.csv") as tell:
        tell(512, 1024)
    assert "matching" in screen.getvalue()
    assert "list.csv" in screen.getvalue()
