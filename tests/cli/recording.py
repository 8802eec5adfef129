"""A desk with three machines on it, A and B, parties, and M, a mediator: for `allforall record`."""

from __future__ import annotations

import io
import json
import os
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from allforall.cli.main import main

SMALL = Path(__file__).parents[2] / "examples" / "small"
ROLES = {"A": "party", "B": "party", "M": "mediator"}


@dataclass(frozen=True)
class Done:
    """What a command came to."""

    status: int
    out: str
    err: str


@dataclass(frozen=True)
class Desk:
    """A folder in which commands are run; machine A keeps its record in `A/record`, its keys in `A`."""

    folder: Path

    def run(self, *words: str | Path, group: str = "record", **environment: str) -> Done:
        """Run `allforall record`, or another group; paths are relative to the desk."""
        out, err = io.StringIO(), io.StringIO()
        argv = ["allforall", group, *map(str, words)]
        with (
            chdir(self.folder), patch.object(sys, "argv", argv), patch.dict(os.environ, environment),
            redirect_stdout(out), redirect_stderr(err),
        ):  # fmt: skip
            status = _status()
        return Done(status, out.getvalue(), err.getvalue())

    def says(self, *words: str | Path, **environment: str) -> str:
        """What a command that must succeed prints."""
        done = self.run(*words, **environment)
        assert (done.status, done.err) == (0, ""), done
        return done.out

    def facts(self, *words: str | Path) -> Any:
        """What a command that must succeed prints with `--json`."""
        return json.loads(self.says(*words, "--json"))

    def append(self, member: str, kind: str, body: dict[str, Any] | None = None, *more: str | Path) -> str:
        """Append an entry on a machine; gives its id."""
        words = ("append", f"{member}/record", "--kind", kind, "--body", json.dumps(body or {}), *more)
        return str(self.facts(*words)["id"])

    def carry(self, giver: str, *takers: str) -> None:
        """Carry everything from one machine to others."""
        self.says("bundle", f"{giver}/record", "-o", f"{giver}.bundle")
        for taker in takers:
            self.says("import", f"{taker}/record", f"{giver}.bundle")

    def contents(self) -> dict[str, bytes]:
        """Every file on the desk."""
        files = (path for path in self.folder.rglob("*") if path.is_file())
        return {str(path.relative_to(self.folder)): path.read_bytes() for path in files}


def _status() -> int:
    try:
        main()
    except SystemExit as done:
        return int(done.code or 0)
    raise AssertionError("main ends with an exit status")


def with_keys(folder: Path) -> Desk:
    """Each machine has its keys, and there is a file of the case."""
    desk = Desk(folder)
    lines = ['title = "Exchange of May"']
    for member, role in ROLES.items():
        (folder / member).mkdir()
        sign = desk.facts("key", "new", "-o", f"{member}/sign.key")["public"]
        root = desk.facts("key", "new", "--root", "-o", f"{member}/root.key")["public"]
        lines += [f"[members.{member}]", f'role = "{role}"', f'sign = ["{sign}"]', f'root = ["{root}"]']
    (folder / "case.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return desk


def opened(folder: Path) -> Desk:
    """All have opened, and each has what the others said."""
    desk = with_keys(folder)
    desk.says("open", "case.toml", "-o", "A/record", "--key", "A/sign.key")
    desk.says("bundle", "A/record", "-o", "A.bundle")
    for member in ("B", "M"):
        desk.says("open", "A.bundle", "-o", f"{member}/record", "--key", f"{member}/sign.key")
    desk.carry("M", "A", "B")
    desk.carry("B", "A", "M")
    return desk


def swapped(folder: Path) -> Desk:
    """A and B have committed to their lists (A:1, B:1), and A has opened its own (A:2)."""
    desk = opened(folder)
    desk.append("A", "list.commit", None, "--attach", SMALL / "wanted_a.csv")
    desk.carry("A", "B", "M")
    desk.append("B", "list.commit", None, "--attach", SMALL / "wanted_b.csv")
    desk.carry("B", "A", "M")
    desk.append("A", "list.reveal", {"of": "A:1"})
    desk.carry("A", "B", "M")
    return desk
