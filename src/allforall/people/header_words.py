"""The hand-kept table of column headers, and how a header is compared with it."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from rapidfuzz import process
from rapidfuzz.distance import OSA

from allforall.people.party import plain

# Letters of one script that are drawn like those of the other; a header may hold either.
_LOOK_ALIKE = str.maketrans("авекмнорстухіјѕԁгп", "abekmhopctyxijsdrn")
_BRACKETS = re.compile(r"\([^)]*\)?|\[[^\]]*\]?")
_KIN = re.compile(
    r"(?:матер|мам|батьк|родич|дружин|заявник|дитин|дітей|отца|родственник|жены|супруг|заявител|ребен|детей"
    r"|mother|father|relative|wife|spouse|applicant|child|kin\b|anne|baba|yakin|akraba)"
)
_SHORTEST_BEGINNING = 5


def header_key(text: str) -> str:
    """A header without case, spaces, punctuation, accents and difference of look-alike letters."""
    return plain(text.replace("№", " no ").replace("#", " no ")).replace(" ", "").translate(_LOOK_ALIKE)


def recognise(header: str) -> tuple[str, float]:
    """The field a header stands for and how surely (1 for a known wording); ("", 0) when it is not known."""
    for said in (header, _BRACKETS.sub(" ", header), header.splitlines()[0] if header else ""):
        if field := header_table().get(header_key(said), ""):
            return field, 1.0
    key = header_key(header)
    if field := _misspelt(key):
        return field, 0.8
    if field := _beginning(header):
        return field, 0.7
    return "", 0.0


@cache
def header_table() -> dict[str, str]:
    """Key of a header -> field. Where two fields share a wording, the first line of the file holds it."""
    table: dict[str, str] = {}
    text = files("allforall.resources").joinpath("headers.csv").read_text("utf-8")
    rows = [line.split(",", 2) for line in text.splitlines() if not line.startswith("#")]
    for field, _language, headers in rows[1:]:
        for header in headers.split(";"):
            table.setdefault(header_key(header), field)
    return table


def _misspelt(key: str) -> str:
    """The field whose wording is one slip away (two in a long one), if no other field is as near."""
    if len(key) < 5:
        return ""
    slips = 1 if len(key) < 9 else 2
    near = process.extract(key, _long_keys(), scorer=OSA.distance, score_cutoff=slips, limit=20)
    best = min((distance for _, distance, _ in near), default=0)
    fields = {header_table()[word] for word, distance, _ in near if distance == best}
    return fields.pop() if len(fields) == 1 else ""


@cache
def _long_keys() -> list[str]:
    return [key for key in header_table() if len(key) >= _SHORTEST_BEGINNING]


def _beginning(header: str) -> str:
    """The field whose wording the header begins with: "Date of birth of the prisoner"."""
    words = plain(header).split()
    for end in range(len(words) - 1, 0, -1):
        key = header_key(" ".join(words[:end]))
        field = header_table().get(key, "")
        if field and field != "ignore" and len(key) >= _SHORTEST_BEGINNING:
            return "" if _KIN.search(" ".join(words[end:])) else field
    return ""
