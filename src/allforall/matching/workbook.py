"""The answers as a workbook that an officer can work in, and that the program can read back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError

from allforall.matching.about import About
from allforall.matching.answer import Answer
from allforall.matching.errors import MatchingError
from allforall.matching.rows import Rows
from allforall.matching.sheets import MOST_ROWS, Book
from allforall.matching.workbook_answers import lines_of, write_answers, write_to_judge
from allforall.matching.workbook_namesakes import write_namesakes
from allforall.matching.workbook_summary import write_summary
from allforall.people.files import writing
from allforall.people.messages import Messages, messages


class WorkbookError(MatchingError):
    """The answers do not fit into a workbook."""


def write_workbook(
    path: Path,
    answers: Iterable[Answer],
    requests: Mapping[str, Mapping[str, str]],
    register: Mapping[str, Mapping[str, str]],
    *,
    about: About,
    lang: str = "en",
) -> None:
    """Write the answers with both sides' rows as written, by row id and canonical column name.

    Only the rows that candidates point to are looked up in `register`.  Sheet `Answers` keeps the columns
    of ANSWERS under their own names in every language; the other words are in `lang`.  Candidates that are
    less likely than 1 in 1,000 are left out after the third.
    """
    answers = list(answers)
    words = messages(lang)
    if sum(len(lines_of(answer, requests, register)) for answer in answers) >= MOST_ROWS:
        raise WorkbookError(f"{path}: more rows than a sheet can hold ({MOST_ROWS:,}): use the CSV file")
    with writing(path) as target, TemporaryDirectory() as scratch:
        workbook = Workbook(str(target), {"constant_memory": True, "tmpdir": scratch})
        _write_sheets(Book(workbook, words), answers, requests, register, about, words)
        try:
            workbook.close()
        except FileCreateError as failed:
            raise failed.args[0] from None  # the OSError behind it


def _write_sheets(
    book: Book, answers: list[Answer], requests: Rows, register: Rows, about: About, words: Messages
) -> None:
    write_answers(book, answers, requests, register, words)
    write_to_judge(book, answers, requests, register, words)
    write_summary(book, answers, about, words)
    write_namesakes(book, answers, requests, register, words)
