"""Reading who dropped out, and which stages are done."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from pathlib import Path

from allforall.plan.companions import resolve
from allforall.plan.errors import PlanError
from allforall.plan.sheet import open_sheet
from allforall.plan.terms import SIDES


def read_dropped(said: str, lists: Mapping[str, Container[str]]) -> dict[str, frozenset[str]]:
    """Requests by side, from `A12,B7`, `@FILE`, or a file's name; raises PlanError for unknown ones.

    A file is a CSV or spreadsheet with a column `request_id` (and `direction`, where it tells the side), or
    has one id a line.
    """
    path = Path(said.removeprefix("@"))
    from_file = said.startswith("@") or (path.suffix.lower() in (".csv", ".xlsx", ".txt") and path.is_file())
    names = _names_in(path) if from_file else [each.strip() for each in re.split(r"[,\s]+", said)]
    found: dict[str, set[str]] = {side: set() for side in SIDES}
    for name in filter(None, names):
        side, request = resolve(name, lists, "dropped")
        found[side].add(request)
    if not any(found.values()):
        raise PlanError(f"nobody dropped out: {said[:60]!r} names no request")
    return {side: frozenset(requests) for side, requests in found.items()}


def read_stage_numbers(said: str) -> frozenset[int]:
    """Stages from `1`, `1,2` or `1-3`; raises PlanError."""
    found: set[int] = set()
    for part in filter(None, (each.strip() for each in said.split(","))):
        shape = re.fullmatch(r"(\d{1,4})(?:-(\d{1,4}))?", part)
        if not shape:
            raise PlanError(f"{part!r} is not a stage (expected 1, 1,2 or 1-3)")
        found |= set(range(int(shape[1]), int(shape[2] or shape[1]) + 1))
    return frozenset(found)


def _names_in(path: Path) -> list[str]:
    lines = _plain_lines(path)
    if lines is not None:
        return lines
    sheet = open_sheet(path, "request_id")
    at, way = sheet.columns["request_id"], sheet.place("direction")
    names = []
    for _, cells in sheet.rows:
        name = cells[at].strip() if at < len(cells) else ""
        side = cells[way].strip()[-1:] if way is not None and way < len(cells) else ""
        names.append(f"{side}:{name}" if name and side in SIDES else name)
    return names


def _plain_lines(path: Path) -> list[str] | None:
    """The lines of a text file without a header; None for a table or spreadsheet."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return None
    except OSError as failed:
        raise PlanError(f"{path}: cannot be read: {(failed.strerror or str(failed)).lower()}") from failed
    if "request_id" in text.partition("\n")[0]:
        return None
    return [each.strip() for each in re.split(r"[,;\s]+", text)]
