"""What holds for every file that is kept under version control."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BINARY = {".png", ".jpg", ".xlsx", ".xls", ".parquet", ".gz", ".woff2", ".ico", ".bundle", ".proof"}
# written in pieces, so that this file does not hold what it looks for
REGISTRY = re.compile(
    "https?://[^ \"'/]*(" + "|".join(["py" + "pi", "python" + "hosted", "npm" + "js"]) + ")"
)
LONGEST = 350


def tracked() -> list[Path]:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listing.stdout.split("\0") if name and (ROOT / name).is_file()]


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """Path below the root, and text, of every tracked file that is text."""
    found = {}
    for path in tracked():
        if path.suffix in BINARY:
            continue
        try:
            found[path.relative_to(ROOT).as_posix()] = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            continue  # an example in another encoding
    return found


def test_something_is_tracked(texts: dict[str, str]) -> None:
    assert {"README.md", "pyproject.toml", "Makefile"} <= texts.keys()


def test_no_file_names_a_package_registry(texts: dict[str, str]) -> None:
    """The dependencies come from wherever the person who installs them takes packages from."""
    assert [name for name, text in texts.items() if REGISTRY.search(text)] == []


def test_every_file_ends_with_a_line_end(texts: dict[str, str]) -> None:
    assert [name for name, text in texts.items() if text and not text.endswith("\n")] == []


def test_no_page_of_code_is_longer_than_a_reader_can_hold(texts: dict[str, str]) -> None:
    pages = {name: text.count("\n") for name, text in texts.items() if re.match(r"src/.*\.py$", name)}
    assert {name: lines for name, lines in pages.items() if lines > LONGEST} == {}


def test_no_work_is_left_for_later_in_the_source(texts: dict[str, str]) -> None:
    marks = re.compile(r"\b(TODO|FIXME|XXX|HACK|raise NotImplementedError)\b")
    assert [name for name, text in texts.items() if name.startswith("src/") and marks.search(text)] == []


def test_every_dependency_is_pinned_with_a_hash(texts: dict[str, str]) -> None:
    for name in ("requirements/run.txt", "requirements/dev.txt", "benchmarks/requirements.txt"):
        pins = re.findall(r"^([\w.-]+)==[^\n]*\\\n    --hash=", texts[name], flags=re.MULTILINE)
        lines = re.findall(r"^[\w.-]+", texts[name], flags=re.MULTILINE)
        assert pins, name
        assert pins == lines, name
