"""Puts Ukrainian and Russian names into the genitive, dative or accusative, as letters about people do.

The rules are the rehearsal's own and good for the names it makes; a name no rule fits stays as it is.
"""

from __future__ import annotations

from functools import cache

from allforall.rehearsal.tables import table

CASES = ("genitive", "dative", "accusative")
_VOWELS = "аеєиіїоуюяэыё"
_HUSHING = "кгхжчшщ"
_LONGEST = 4


def declined(word: str, case: str, language: str, female: bool) -> str:
    """One part of a name in a case; women's names that end in a consonant stay."""
    endings = _endings(language, "f" if female else "m", case)
    if len(word) < 3:
        return word
    for length in range(_LONGEST, 0, -1):
        if (ending := endings.get(word[-length:])) is not None:
            return _spelled(word[:-length] + ending, language)
    return word if word[-1] in _VOWELS else word + endings.get("-", "")


@cache
def _endings(language: str, sex: str, case: str) -> dict[str, str]:
    """What each ending of the nominative becomes."""
    rows = [row for row in table("cases") if (row["language"], row["sex"]) == (language, sex)]
    return {row["nominative"]: row[case] for row in rows}


def _spelled(word: str, language: str) -> str:
    """Russian writes и, not ы, after к, г, х and hushing sounds."""
    if language == "ru" and word.endswith("ы") and word[-2] in _HUSHING:
        return word[:-1] + "и"
    return word
