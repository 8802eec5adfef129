"""The reference of the commands is written from the commands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from allforall.cli import reference
from allforall.cli.main import COMMANDS

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "commands.md"


def test_the_page_in_docs_is_what_the_commands_say_today() -> None:
    """`make docs` writes it anew."""
    assert PAGE.read_text(encoding="utf-8") == reference.page()


def test_every_command_has_a_section() -> None:
    sections = re.findall(r"^## allforall (\S+)", reference.page(), flags=re.MULTILINE)
    assert set(sections) == set(COMMANDS)


def test_a_sentence_has_a_line_of_its_own() -> None:
    assert reference._block("Answers a list.\nThe rest is kept. See docs.") == (
        "Answers a list.\nThe rest is kept.\nSee docs."
    )


def test_an_example_in_a_help_text_stays_as_it_is() -> None:
    assert reference._block("\b\n  allforall match A B\n    -o C") == "```\nallforall match A B\n  -o C\n```"


def test_it_wants_one_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert reference.main([]) == 2
    assert "usage" in capsys.readouterr().err
