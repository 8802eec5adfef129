"""Read the changelog's fragments: say what is wrong with them, or print them as one page for a release."""

from __future__ import annotations

import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
NAME = re.compile(r"[a-z]+(-[a-z0-9]+)*\.md")


def fragments(folder: Path) -> list[Path]:
    """The fragments of a folder in alphabetical order; its README is none."""
    return [each for each in sorted(folder.glob("*")) if each.suffix == ".md" and each.name != "README.md"]


def faults(fragment: Path) -> list[str]:
    """What is wrong with one fragment, each in one line; nothing when it is fine."""
    found = []
    if not NAME.fullmatch(fragment.name):
        found.append(f"{fragment.name}: the name is <room>.md or <room>-<subject>.md in small letters")
    lines = fragment.read_text(encoding="utf-8").splitlines()
    if not any(line.startswith("- ") for line in lines):
        found.append(f"{fragment.name}: no line starts with '- '")
    for number, line in enumerate(lines, start=1):
        if line and not line.startswith(("- ", "  ")):
            found.append(f"{fragment.name}:{number}: a line starts with '- ' or goes on indented")
    return found


def collected(version: str, folder: Path) -> str:
    """One page of all fragments under the version, room after room."""
    sections = [f"### {each.stem}\n\n{each.read_text('utf-8').strip()}\n" for each in fragments(folder)]
    return f"# Changes\n\n## {version}\n\n" + "\n".join(sections)


def main(arguments: list[str]) -> int:
    """Check the fragments (status 1 when one is wrong), or print them with `--collect VERSION`."""
    wrong = [fault for each in fragments(HERE) for fault in faults(each)]
    if wrong:
        print("\n".join(wrong), file=sys.stderr)
        return 1
    if arguments[:1] == ["--collect"] and len(arguments) == 2:
        print(collected(arguments[1], HERE), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
