"""What the comparison of two names found, as values and in words."""

from __future__ import annotations

from dataclasses import dataclass

_LIKELY, _UNLIKELY = 0.7, 0.3


@dataclass(frozen=True, slots=True)
class Evidence:
    """Two words that were held against each other: their part of the name, both as written, and the fact.

    `worth` is in natural log odds: positive speaks for one name, negative against.
    """

    part: str
    left: str
    right: str
    fact: str
    worth: float

    @property
    def words(self) -> str:
        """The fact in words."""
        if self.fact == "letters alike":
            return f"{self.part}: {self.left} ~ {self.right} ({_alike(self.worth)})"
        return f"{self.part}: {self.left} {'=' if self.worth > 0 else '≠'} {self.right} ({self.fact})"


def _alike(worth: float) -> str:
    if worth > 2:
        return "spelled as one sounds in the other's letters"
    if worth > 0:
        return "letters much alike"
    return "letters a little alike" if worth > -2 else "another word"


@dataclass(frozen=True, slots=True)
class Comparison:
    """How far two names are one name.

    `score` goes from 0 to 1; from 0.7 on the names are probably one. `left_rest` and `right_rest` are the
    words that met nothing, `repairs` says which words were mended before they were compared.
    """

    score: float
    evidence: tuple[Evidence, ...]
    left_rest: tuple[str, ...]
    right_rest: tuple[str, ...]
    repairs: tuple[str, ...] = ()

    @property
    def verdict(self) -> str:
        """The score in words."""
        if self.score >= _LIKELY:
            return "probably one name"
        return "probably two names" if self.score < _UNLIKELY else "may be one name"

    @property
    def lines(self) -> tuple[str, ...]:
        """The evidence in words, strongest first, then what is left over and what was mended."""
        ordered = sorted(self.evidence, key=lambda each: -abs(each.worth))
        rest = tuple(f"only on the left: {word}" for word in self.left_rest)
        rest += tuple(f"only on the right: {word}" for word in self.right_rest)
        return (*(each.words for each in ordered), *rest, *self.repairs)

    @property
    def reasons(self) -> str:
        """The evidence in one line."""
        return "; ".join(self.lines)
