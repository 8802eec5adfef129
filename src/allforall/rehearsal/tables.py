"""Reads the rehearsal's hand-kept tables."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `resources/rehearsal_NAME.tsv` by column; its first line tells source and date."""
    text = files("allforall.resources").joinpath(f"rehearsal_{name}.tsv").read_text("utf-8")
    lines = [
        line for line in text.translate(_ONE_APOSTROPHE).split("\n") if line and not line.startswith("#")
    ]
    header = lines[0].split("\t")
    return tuple(dict(zip(header, line.split("\t"), strict=True)) for line in lines[1:])


_ONE_APOSTROPHE = str.maketrans({"’": "'", "ʼ": "'"})
