"""The checker shares nothing with what makes plans but the reading of lists."""

from __future__ import annotations

import ast
from pathlib import Path

import allforall.plan

ROOM = Path(allforall.plan.__file__).parent


def imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return names | {
        each.name for node in ast.walk(tree) if isinstance(node, ast.Import) for each in node.names
    }


def test_the_checker_imports_nothing_of_the_planner() -> None:
    for path in (ROOM / "checker").glob("*.py"):
        ours = {name for name in imported(path) if name.startswith("allforall.plan")}
        assert all(name.startswith("allforall.plan.checker") for name in ours), path


def test_the_planner_imports_nothing_of_the_checker() -> None:
    for path in ROOM.glob("*.py"):
        assert not {name for name in imported(path) if name.startswith("allforall.plan.checker")}, path


def test_the_checker_needs_no_solver() -> None:
    for path in (ROOM / "checker").glob("*.py"):
        assert not {"highspy", "numpy"} & {name.split(".")[0] for name in imported(path)}, path
