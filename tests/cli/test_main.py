"""The command line as a person meets it: what it says, where, and with which exit status."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from allforall import __version__
from allforall.cli.main import COMMANDS

HEAVY = ["numpy", "pyarrow", "highspy", "jinja2", "xlsxwriter", "python_calamine", "tqdm", "rapidfuzz"]


def allforall(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, as the shell does."""
    return subprocess.run(
        [sys.executable, "-m", "allforall", *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "COLUMNS": "100", **environment},
    )


def test_help_names_every_command() -> None:
    done = allforall("--help")
    assert done.returncode == 0
    assert done.stderr == ""
    listed = {line.split()[0] for line in done.stdout.split("Commands:")[1].splitlines() if line.strip()}
    assert listed == set(COMMANDS)


def test_help_loads_no_library_but_click() -> None:
    """The import budget of `--help`: nothing that takes time to load, and no room of the house."""
    program = (
        "import sys\n"
        "from allforall.cli.main import cli\n"
        "cli.main(['--help'], standalone_mode=False)\n"
        f"heavy = [name for name in {HEAVY} if name in sys.modules]\n"
        "rooms = [name for name in sys.modules if name.startswith('allforall.') "
        "and name.split('.')[1] not in ('cli', 'errors')]\n"
        "assert not heavy + rooms, heavy + rooms\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_version() -> None:
    done = allforall("--version")
    assert (done.returncode, done.stdout) == (0, f"allforall, version {__version__}\n")


def test_without_a_word_the_help_is_shown_as_wrong_usage() -> None:
    done = allforall()
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("Usage: ")
    assert "\n  match " in done.stderr


def test_an_unknown_command_is_one_line_and_status_2() -> None:
    done = allforall("liberate")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "allforall: No such command 'liberate'.\n"


@pytest.mark.parametrize("word", sorted(COMMANDS))
def test_every_command_answers_help(word: str) -> None:
    done = allforall(word, "--help")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Usage: ")
    assert done.stderr == ""


@pytest.mark.parametrize("word", sorted(COMMANDS))
def test_an_unknown_option_is_one_line_and_status_2(word: str) -> None:
    done = allforall(word, "--no-such-option")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "--no-such-option" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["match", "{gone}", "{gone}", "-o", "{out}"],
        ["index", "{gone}", "-o", "{out}"],
        ["names", "compare", "{gone}", "-o", "{out}"],
        ["plan", "{gone}", "{gone}", "{gone}", "{gone}", "--formula", "1:1", "--stages", "1", "-o", "{out}"],
        ["check", "{gone}", "{gone}", "{gone}", "{gone}", "{gone}"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_missing_file_is_one_line_and_nothing_is_written(arguments: list[str], tmp_path: Path) -> None:
    gone, out = tmp_path / "gone.csv", tmp_path / "out.csv"
    done = allforall(*(each.format(gone=gone, out=out) for each in arguments))
    assert done.returncode == 1, done.stderr
    assert done.stderr.count("\n") == 1
    assert "gone.csv" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_terminal_without_cyrillic_does_not_stop_the_work() -> None:
    done = allforall("names", "explain", "Олексій Шевченко", "Aleksei Shevchenko", PYTHONIOENCODING="ascii")
    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_a_reader_that_goes_away_is_no_fault() -> None:
    """`allforall ... | head -1` ends quietly."""
    command = f'"{sys.executable}" -m allforall --help | head -n 1; echo "${{PIPESTATUS[0]}}"'
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout.splitlines()[-1] == "0"


def test_a_mistake_in_the_program_is_one_line_unless_it_is_hunted(monkeypatch: pytest.MonkeyPatch) -> None:
    program = (
        "import sys\nfrom allforall.cli import main\n"
        "main.COMMANDS['match'] = ('allforall.cli.no_such_module:match', '')\n"
        "sys.argv = ['allforall', 'match']\nmain.main()\n"
    )
    monkeypatch.delenv("ALLFORALL_DEBUG", raising=False)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    monkeypatch.setenv("ALLFORALL_DEBUG", "1")
    hunted = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert "Traceback" in hunted.stderr
