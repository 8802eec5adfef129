"""Every example of the pages is run: what a reader types must print what the page shows.

A block fenced as ```console is a transcript. Lines that start with `$ ` are commands; the lines below one are
what it prints (standard output and error together), where `...` stands for anything, over several lines too.
A command must end with status 0 unless the next one is `$ echo $?`.
The blocks of one page run in one copy of `examples/`, in order, so a page tells one story; `contrib/` lies
beside it as in the repository.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(r"^```console\n(.*?)^```$", flags=re.MULTILINE | re.DOTALL)
LONGEST = 120  # seconds one command may take before something is taken to hang


@dataclass(frozen=True)
class Step:
    """One command of a page and what the page says that it prints."""

    command: str
    expected: str


@dataclass(frozen=True)
class Where:
    """Where a page's commands run: `cd` on a page lasts to its end."""

    start: Path
    note: Path

    @property
    def folder(self) -> Path:
        return Path(self.note.read_text(encoding="utf-8").strip()) if self.note.exists() else self.start


def steps(text: str) -> list[Step]:
    """The commands of a page in order; a line that ends in a backslash goes on in the next."""
    found = []
    for block in FENCE.findall(text):
        joined = re.sub(r"\\\n\s*", "", block)
        for part in re.split(r"^\$ ", joined, flags=re.MULTILINE)[1:]:
            command, _, expected = part.partition("\n")
            found.append(Step(command, expected.strip("\n")))
    return found


def agrees(expected: str, printed: str) -> bool:
    """Whether the text printed is the one expected, `...` standing for anything."""
    pattern = ".*".join(re.escape(part) for part in _lines(expected).split("..."))
    return re.fullmatch(pattern, _lines(printed), flags=re.DOTALL) is not None


def _lines(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip("\n").splitlines())


def run(step: Step, where: Where, before: int) -> tuple[int, str]:
    """Run one command where the last one left off; `before` is the exit status that `$?` shows."""
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "100",
        "PYTHONIOENCODING": "utf-8",
    }
    done = subprocess.run(
        ["bash", "-c", f"trap 'pwd > \"{where.note}\"' EXIT\n(exit {before})\n{step.command}"],
        cwd=where.folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        timeout=LONGEST,
        check=False,
    )
    return done.returncode, done.stdout


WITH_EXAMPLES = [page for page in PAGES if steps(page.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("page", WITH_EXAMPLES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_the_examples_of_a_page_do_what_it_says(page: Path, tmp_path: Path) -> None:
    where = Where(tmp_path / "examples", tmp_path / "where")
    shutil.copytree(ROOT / "examples", where.start)
    shutil.copytree(ROOT / "contrib", tmp_path / "contrib")
    status = 0
    told = steps(page.read_text(encoding="utf-8"))
    for step, after in zip(told, [*told[1:], None], strict=True):
        status, printed = run(step, where, status)
        asked_for_status = after is not None and after.command == "echo $?"
        assert status == 0 or asked_for_status, f"$ {step.command}\n{printed}"
        assert agrees(step.expected, printed), (
            f"$ {step.command}\nexpected:\n{step.expected}\nprinted:\n{printed}"
        )


def test_there_are_pages_with_examples() -> None:
    assert {"README.md", "first-match.md"} <= {page.name for page in WITH_EXAMPLES}


@pytest.mark.parametrize(
    ("expected", "printed", "same"),
    [
        ("a\nb", "a\nb\n", True),
        ("a\n...\nd", "a\nb\nc\nd\n", True),
        ("3 rows in ... s", "3 rows in 0.2 s\n", True),
        ("a", "a\nb\n", False),
        ("", "said something\n", False),
        ("...", "", True),
        ("1 (.)", "1 (x)", False),
    ],
)
def test_dots_stand_for_anything_and_nothing_else_does(expected: str, printed: str, same: bool) -> None:
    assert agrees(expected, printed) is same


def test_a_page_is_read_as_commands_with_what_they_print() -> None:
    page = "Text.\n\n```console\n$ echo a \\\n    b\na b\n$ true\n```\n\n```sh\n$ not this\n```\n"
    assert steps(page) == [Step("echo a b", "a b"), Step("true", "")]
