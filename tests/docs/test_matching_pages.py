"""The tables in the pages on matching are what the program does today."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "docs" / "matching.py"


def script():
    spec = importlib.util.spec_from_file_location("docs_matching", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["explanation/matching.md", "reference/matching.md"])
def test_a_page_tells_the_numbers_of_the_program(name: str) -> None:
    """`.venv/bin/python docs/matching.py` writes them anew."""
    path = ROOT / "docs" / name
    assert path.read_text("utf-8") == script().page(path)


def test_every_level_is_on_the_page() -> None:
    from allforall.matching.levels import LEVELS

    text = (ROOT / "docs/reference/matching.md").read_text("utf-8")
    assert all(f"`{level.fact}`" in text for level in LEVELS[1:])
