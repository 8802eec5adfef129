"""Break the rooms on purpose, one hand-made fault at a time, and see whether their tests notice.

    python -m tests.mutants.run [WORD...]    only the mutants with one of the words in their name

Exit 0 when every mutant is killed, 1 when one survives, or its tests could not be run.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = Path("src/allforall")
VERDICTS = {0: "SURVIVED", 1: "killed"}


@dataclass(frozen=True)
class Mutant:
    """One fault: where its text stands, what stands there instead, and who must notice."""

    name: str
    file: str
    search: str
    replace: str
    tests: list[str]
    room: str

    @property
    def path(self) -> Path:
        """The file it breaks, as of the root."""
        return ROOMS / self.room / self.file

    def apply(self, root: Path) -> None:
        """Break a copy of the program."""
        path = root / self.path
        text = path.read_text(encoding="utf-8")
        if text.count(self.search) != 1:
            raise ValueError(f"{self.name}: the text to replace stands {text.count(self.search)} times")
        path.write_text(text.replace(self.search, self.replace), encoding="utf-8")


def mutants() -> list[Mutant]:
    """Those of every room, each in the file of its name beside this one."""
    return [
        Mutant(**each, room=path.stem)
        for path in sorted(Path(__file__).parent.glob("*.toml"))
        for each in tomllib.loads(path.read_text(encoding="utf-8"))["mutant"]
    ]


def verdict(mutant: Mutant) -> str:
    """What becomes of one mutant."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        shutil.copytree(ROOT / "src", copy / "src", ignore=shutil.ignore_patterns("__pycache__"))
        mutant.apply(copy)
        tests = [str(Path("tests") / each) for each in mutant.tests]
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
        path = f"{copy / 'src'}{os.pathsep}{ROOT}"
        done = subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            check=False,
        )
    return VERDICTS.get(done.returncode, f"NOT RUN ({done.returncode})")


def main(words: list[str]) -> int:
    chosen = [each for each in mutants() if not words or any(word in each.name for word in words)]
    bad = 0
    for mutant in chosen:
        found = verdict(mutant)
        bad += found != "killed"
        print(f"{found:10} {mutant.room}/{mutant.file:14} {mutant.name}", flush=True)
    print(f"{len(chosen) - bad} of {len(chosen)} mutants killed")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
