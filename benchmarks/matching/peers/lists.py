"""What every peer is given: the two files read alike, and one way to write answers.

A fair expert prepares the data before calling a library, so the preparation that knows no matching is shared:
call signs are taken off, whole names are split, dates become ISO, letters become Latin.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from unidecode import unidecode

COLUMNS = ["request_id", "rank", "register_id", "probability", "match_weight", "decision", "reasons"]
PATRONYMIC = re.compile(r"(vich|vych|vic|vych|vna|ich|ych|yich|oglu|ogly|oghlu|kyzy|kizi|qizi)$")
ISO = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?[~?%]?")
DAY_FIRST = re.compile(r"\b(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})\b")
IN_WORDS = re.compile(r"\b(\d{1,2}) ([a-z]+) (\d{4})\b")
MONTHS = [
    "jan ianv sich", "feb fev liut", "mar berez", "apr kvit", "may mai trav", "jun iiun cherv",
    "jul iiul lip", "aug avg serp", "sep sent veres", "oct okt zhovt", "nov noiab listop", "dec dek grud",
]  # fmt: skip
CALL_SIGN = re.compile(r"\([^)]*\)|«[^»]*»|\"[^\"]*\"")


@dataclass(frozen=True, slots=True)
class Row:
    """One person as a peer sees them: names as written, `born` and `captured` as much of ISO as was given."""

    id: str
    surname: str
    given: str
    patronymic: str
    born: str
    birth_place: str
    sex: str
    unit: str
    service_number: str
    captured: str

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.surname, self.given, self.patronymic) if part)


def rows(path: Path) -> Iterator[Row]:
    """Every row of a CSV file in the canonical columns; any column may be missing."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        for number, cells in enumerate(csv.DictReader(file), start=1):
            yield _row(cells, number)


def _row(cells: dict[str, str | None], number: int) -> Row:
    def cell(name: str) -> str:
        return " ".join((cells.get(name) or "").split())

    def name(column: str) -> str:
        return " ".join(CALL_SIGN.sub(" ", cell(column)).split())

    surname, given, patronymic = name("surname"), name("given_name"), name("patronymic")
    if not (surname or given):
        surname, given, patronymic = split_name(name("full_name"))
    return Row(
        id=cell("id") or str(number),
        surname=surname,
        given=given,
        patronymic=patronymic,
        born=iso(cell("birth_date")),
        birth_place=cell("birth_place"),
        sex=cell("sex")[:1].lower(),
        unit=cell("unit"),
        service_number=cell("service_number"),
        captured=iso(cell("captured_on")),
    )


def split_name(full: str) -> tuple[str, str, str]:
    """Surname, given name, patronymic of a whole name: the usual order here, the patronymic by its ending."""
    before, comma, after = full.partition(",")
    tokens = before.split() + after.split()
    fathers = [token for token in tokens[1:] if PATRONYMIC.search(latin(token))]
    patronymic = fathers[-1] if fathers and len(tokens) > 2 else ""
    rest = [token for token in tokens if token != patronymic]
    if patronymic and not comma and tokens.index(patronymic) == 1:
        rest = [rest[-1], *rest[:-1]]  # given, patronymic, surname
    return (rest[0] if rest else "", " ".join(rest[1:2]), patronymic or " ".join(rest[2:]))


@cache
def iso(text: str) -> str:
    """`1990`, `1990-05` or `1990-05-17`; empty when no date can be read."""
    if found := ISO.fullmatch(text):
        return "-".join(part for part in found.groups() if part)
    if found := DAY_FIRST.search(text):
        day, month, year = (int(part) for part in found.groups())
        return f"{year if year > 99 else 1900 + year:04}-{month:02}-{day:02}"
    if (found := IN_WORDS.search(latin(text))) and (month := _month(found[2])):
        return f"{found[3]}-{month:02}-{int(found[1]):02}"
    year_only = re.search(r"\b(19|20)\d\d\b", text)
    return year_only.group() if year_only else ""


def _month(word: str) -> int:
    """1 to 12 by the beginning of the word in Ukrainian, Russian or English; 0 for any other word."""
    return next((at for at, stems in enumerate(MONTHS, 1) if word.startswith(tuple(stems.split()))), 0)


@cache
def latin(text: str) -> str:
    """Small Latin letters and single spaces, nothing else."""
    return " ".join(re.sub(r"[^a-z0-9 ]", "", unidecode(text).lower().replace("-", " ")).split())


def digits(text: str) -> str:
    """The number of a unit: its first run of two digits or more, else of one."""
    found = re.search(r"\d{2,}", text) or re.search(r"\d", text)
    return found.group() if found else ""


def write_answers(
    path: Path, asked: Iterable[str], found: dict[str, Sequence[tuple[str, float, float]]], threshold: float
) -> None:
    """Write ANSWERS in the contract's columns.

    `found` gives register id, probability and weight, best first, at most ten of which are written.
    `sure` is what the peer's own default threshold accepts.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for request_id in asked:
            candidates = found.get(request_id, ())[:10]
            decision = "sure" if candidates and candidates[0][1] >= threshold else "none"
            if not candidates:
                writer.writerow([request_id, 0, "", "", "", decision, ""])
            for rank, (register_id, probability, weight) in enumerate(candidates, start=1):
                writer.writerow(
                    [request_id, rank, register_id, repr(float(probability)), f"{weight:.4f}", decision, ""]
                )
