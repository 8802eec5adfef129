"""The models of the record hold, and without any one of their rules they do not."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "docs" / "explanation" / "record-model"
MODELS = sorted(path.stem for path in FOLDER.glob("*.pml"))
LONGEST = 600  # seconds before a search is taken to hang

needs_spin = pytest.mark.skipif(
    shutil.which("spin") is None or shutil.which("cc") is None,
    reason="spin or cc is not installed: model not checked; on Debian: apt-get install spin gcc",
)


def check(*words: str, path: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run the script as a reader would, if wanted with no other programs than those on `path`."""
    environment = {**os.environ, "PATH": path or os.environ["PATH"]}
    command = [shutil.which("sh") or "sh", str(FOLDER / "check"), *words]
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", env=environment, timeout=LONGEST, check=False
    )


@needs_spin
@pytest.mark.parametrize("model", MODELS)
def test_a_model_holds_and_each_of_its_rules_is_needed(model: str) -> None:
    done = check(model)
    lines = done.stdout.splitlines()
    assert done.returncode == 0, done.stdout + done.stderr
    assert all(line.startswith(f"ok      {model}") for line in lines)
    assert any(line.split(", ")[0].endswith("holds") for line in lines)
    assert any("-DREACHED" in line for line in lines)


@pytest.mark.parametrize("model", MODELS)
def test_every_rule_that_can_be_left_out_is_left_out_once(model: str) -> None:
    text = (FOLDER / f"{model}.pml").read_text("utf-8")
    switches = {word for word in text.replace("(", " ").replace(")", " ").split() if word.startswith("NO_")}
    script = (FOLDER / "check").read_text("utf-8")
    tried = {
        word.strip('"')[2:]
        for line in script.splitlines()
        if line.startswith(f"fails {model} ")
        for word in line.split()
        if word.strip('"').startswith("-DNO_")
    }
    assert switches - {"NO_LIST"} == tried


@needs_spin
def test_a_model_in_which_a_property_does_not_hold_is_told(tmp_path: Path) -> None:
    """The script itself can fail: here the model of chunks has lost the rule of whose turn it is."""
    for path in FOLDER.iterdir():
        shutil.copy(path, tmp_path)
    broken = (FOLDER / "chunks.pml").read_text("utf-8").replace("#ifdef NO_TURN", "#ifndef NO_TURN")
    (tmp_path / "chunks.pml").write_text(broken, "utf-8")
    command = ["sh", str(tmp_path / "check"), "chunks"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=LONGEST, check=False)
    assert done.returncode == 1
    assert "WRONG   chunks: holds" in done.stdout


def test_without_spin_the_script_says_so_and_is_content(tmp_path: Path) -> None:
    (tmp_path / "dirname").symlink_to(shutil.which("dirname") or "/usr/bin/dirname")
    done = check(path=str(tmp_path))
    assert done.returncode == 0
    assert done.stdout == "spin is not installed: model not checked; on Debian: apt-get install spin\n"


def test_without_a_compiler_the_script_says_so_and_is_content(tmp_path: Path) -> None:
    (tmp_path / "dirname").symlink_to(shutil.which("dirname") or "/usr/bin/dirname")
    spin = tmp_path / "spin"
    spin.write_text("#!/bin/sh\n", "utf-8")
    spin.chmod(0o755)
    done = check(path=str(tmp_path))
    assert done.returncode == 0
    assert done.stdout == "cc is not installed: model not checked; on Debian: apt-get install gcc\n"
