"""Rooms lie on floors; imports point down (import-linter keeps the layers, these tests keep the rest)."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_imports_point_down() -> None:
    """The same check as in `make check`, so that a change to the layers is seen in the tests too."""
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_room_lies_on_a_floor() -> None:
    """A new room that no layer names could import upwards unseen."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    named = {room.strip().removeprefix("allforall.") for layer in layers for room in layer.split("|")}
    package = ROOT / "src" / "allforall"
    rooms = {each.name for each in package.iterdir() if (each / "__init__.py").exists()}
    assert rooms - {"resources"} == named
