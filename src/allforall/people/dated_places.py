"""Cells that hold a date and a place together: "17.05.1990, м. Харків", "Бахмут, травень 2023"."""

from __future__ import annotations

import re

from allforall.people.months import read_month
from allforall.people.text import clean

_DAY = r"\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?(?:\d{4}|\d\d)(?!\d)|(?:19|20)\d\d-\d\d(?:-\d\d)?"
_NUMBERED = re.compile(rf"(?<!\d)(?:{_DAY})")
_NAMED = re.compile(
    r"(?<!\d)(?:(\d{1,2})(?:-?(?:го|th|st|nd|rd))?\s+)?([^\W\d_]{3,})\.?,?\s+((?:19|20)\d\d)(?!\d)"
)
_YEAR = re.compile(r"(?<![\d-])(?:19|20)\d\d(?![\d-])")
_AFTER = re.compile(
    r"^\s*(?:р\.?\s?н\.?|г\.?\s?р\.?|року(?: народження)?|года?(?: рождения)?|р\.|г\.)", re.IGNORECASE
)
_EDGE = " ,;:/()–—-"


def part_day(written: str) -> tuple[str, str]:
    """As `part`, but only a day or a named month counts as a date: a lone year may belong to the place."""
    return part(written) if _NUMBERED.search(written) or _named(written) else ("", written)


def part(written: str) -> tuple[str, str]:
    """The text of the date, and the place; either may be ""."""
    found = _NUMBERED.search(written) or _named(written) or _YEAR.search(written)
    if found is None:
        return "", clean(written)
    after = _AFTER.sub("", written[found.end() :])
    place = clean(f"{written[: found.start()].strip(_EDGE)} {after.strip(_EDGE)}")
    return clean(found[0]), place


def _named(written: str) -> re.Match[str] | None:
    return next((found for found in _NAMED.finditer(written) if read_month(found[2])), None)
