"""What a match was made of: the files, as they were read, and when."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was read: its name, SHA-256 of its bytes in hexadecimal, rows kept and rows rejected."""

    name: str
    sha256: str
    rows: int
    rejected: int = 0


@dataclass(frozen=True, slots=True)
class About:
    """Both files, the time of making as text (from the caller's clock), and the program with its version."""

    wanted: Source
    register: Source
    made_on: str
    program: str
