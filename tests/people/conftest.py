"""Lists made on the spot: as text, as bytes, as sheets."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from allforall.people import ListReader, Person, read_list

TODAY = datetime.date(2025, 6, 2)


@dataclass(frozen=True)
class Read:
    """A list that was read."""

    reader: ListReader
    persons: list[Person]

    @property
    def lines(self) -> list[str]:
        return [problem.text for problem in self.reader.problems]

    @property
    def only(self) -> Person:
        assert len(self.persons) == 1, [person.name for person in self.persons]
        return self.persons[0]

    def names(self) -> list[str]:
        return [person.name for person in self.persons]


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Read]:
    """Write a list (text, bytes, or a path) and read it."""

    def reading(content: str | bytes | Path, name: str = "list.csv", **options: Any) -> Read:
        path = content if isinstance(content, Path) else tmp_path / name
        if isinstance(content, str):
            path.write_text(content, encoding="utf-8", newline="")
        elif isinstance(content, bytes):
            path.write_bytes(content)
        reader = read_list(path, today=TODAY, **options)
        return Read(reader, list(reader.persons()))

    return reading


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    """Write sheets, by name, as a workbook; a name that begins with a dot is a hidden sheet."""

    def writing(sheets: dict[str, Sequence[Sequence[Any]]], name: str = "list.xlsx") -> Path:
        workbook = openpyxl.Workbook()
        workbook.remove(workbook.worksheets[0])
        for title, rows in sheets.items():
            sheet = workbook.create_sheet(title.lstrip("."))
            sheet.sheet_state = "hidden" if title.startswith(".") else "visible"
            for row in rows:
                sheet.append(list(row))
        workbook.save(tmp_path / name)
        return tmp_path / name

    return writing
