"""The checker of the changelog's fragments."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def check() -> ModuleType:
    spec = importlib.util.spec_from_file_location("changelog_check", ROOT / "changelog.d" / "check.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_fragments_of_this_house_are_fine(check: ModuleType) -> None:
    assert check.main([]) == 0


@pytest.mark.parametrize(
    ("name", "text", "part"),
    [
        ("Names.md", "- compares names\n", "small letters"),
        ("names.md", "compares names\n", "no line starts with '- '"),
        ("names.md", "- compares names\nand more\n", "names.md:2"),
    ],
)
def test_a_wrong_fragment_is_named(
    check: ModuleType, tmp_path: Path, name: str, text: str, part: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert any(part in fault for fault in check.faults(tmp_path / name))


def test_fragments_are_collected_room_after_room(check: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "plan.md").write_text("- plans\n", encoding="utf-8")
    (tmp_path / "names.md").write_text("- names\n", encoding="utf-8")
    (tmp_path / "README.md").write_text("not a fragment\n", encoding="utf-8")
    page = check.collected("1.2.3", tmp_path)
    assert page == "# Changes\n\n## 1.2.3\n\n### names\n\n- names\n\n### plan\n\n- plans\n"
