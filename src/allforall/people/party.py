"""Who exchanges, and the words a list uses for who a prisoner is and how he is."""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from allforall.people.text import one_script


@dataclass(frozen=True, slots=True)
class Party:
    """One side of an exchange. `key` is short and stable ("A", "north"); `name` is what people read."""

    key: str
    name: str


class Category(StrEnum):
    """Whom an agreement may single out; a list's `category` cell names one of them."""

    MILITARY = "military"
    CIVILIAN = "civilian"
    MEDICAL = "medical"  # retained personnel, First Geneva Convention art. 28
    CHAPLAIN = "chaplain"  # likewise
    CONSCRIPT = "conscript"
    CHILD = "child"
    UNDER_25 = "under_25"
    WOMAN = "woman"
    SERIOUSLY_WOUNDED = "seriously_wounded"
    WOUNDED = "wounded"
    SERIOUSLY_ILL = "seriously_ill"
    ILL = "ill"
    LONG_HELD = "long_held"


class Health(StrEnum):
    """The classes of the capture card (annex IV B, 11 a-g), and the gravely ill of article 110."""

    GOOD = "good_health"
    NOT_WOUNDED = "not_wounded"
    RECOVERED = "recovered"
    CONVALESCENT = "convalescent"
    SICK = "sick"
    SLIGHTLY_WOUNDED = "slightly_wounded"
    WOUNDED = "wounded"  # how gravely is not said
    SERIOUSLY_WOUNDED = "seriously_wounded"
    SERIOUSLY_ILL = "seriously_ill"
    DEAD = "dead"

    @property
    def grave(self) -> bool:
        """Under article 109 such a prisoner goes home regardless of number or rank."""
        return self in (Health.SERIOUSLY_WOUNDED, Health.SERIOUSLY_ILL)


def read_category(text: str) -> Category | None:
    """The category a cell names, or None when the words are not known."""
    word = _find("category", text)
    return Category(word) if word else None


def read_health(text: str) -> Health | None:
    """The state of health a cell describes, the gravest where several are named; None when unknown."""
    word = _find("health", text)
    return Health(word) if word else None


def read_sex(text: str) -> str:
    """`male`, `female`, or "" when the cell says neither."""
    return _find("sex", text)


@cache
def words_for(kind: str) -> tuple[tuple[str, str], ...]:
    """The hand-kept words of a kind with the value each stands for, as written, in the order of the file."""
    text = files("allforall.resources").joinpath("words.csv").read_text("utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return tuple((row["words"], row["value"]) for row in rows if row["kind"] == kind)


@cache
def _beginnings(kind: str) -> tuple[tuple[str, str], ...]:
    """How each phrase begins, folded, with its value; a whole word ends in a space."""
    return tuple(
        (f" {plain(words)}" + ("" if words.endswith("*") else " "), value) for words, value in words_for(kind)
    )


@cache
def _find(kind: str, text: str) -> str:
    said = f" {plain(text)} "
    return next((value for beginning, value in _beginnings(kind) if beginning in said), "")


def plain(text: str) -> str:
    """Letters, digits and single spaces only, folded in case and without accents: for comparing words."""
    bare = unicodedata.normalize("NFKD", one_script(text).casefold().replace("ı", "i"))
    kept = "".join(
        c if c.isalnum() else " " for c in bare if not unicodedata.combining(c) and c not in "'’ʼ`"
    )
    return " ".join(kept.split())
