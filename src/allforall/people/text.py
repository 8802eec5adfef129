"""Cleaning of cells: what cannot be seen is taken out, nothing that can be read is changed."""

from __future__ import annotations

import re
import unicodedata

# zero width, joiners, bidirectional controls, soft hyphen, byte order mark, variation selectors, tags
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")


def clean(value: str) -> str:
    """One line of normal text (NFC): invisible characters out, any white space one space, ends trimmed."""
    if value.isascii() and value.isprintable():
        return " ".join(value.split()) if "  " in value else value.strip()
    bare = INVISIBLE.sub("", value)
    bare = CONTROL.sub(" ", bare)
    return unicodedata.normalize("NFC", " ".join(bare.split()))


def clean_all(values: list[str]) -> list[str]:
    """`clean` for every value; quick where, as mostly, there is nothing to clean."""
    joined = "\n".join(values)
    if joined.count("\n") == len(values) - 1 and _is_clean(joined):
        return values
    return [clean(value) for value in values]


def misleading(values: list[str]) -> list[int]:
    """Which of the values hold characters that cannot be seen and may mislead; a byte order mark does not."""
    joined = "\n".join(values)
    if not _MISLEADING.search(joined):
        return []
    return [place for place, value in enumerate(values) if _MISLEADING.search(value)]


_MISLEADING = re.compile(INVISIBLE.pattern.replace("\ufeff", "") + "|" + CONTROL.pattern)
_UNCLEAN = re.compile(INVISIBLE.pattern + "|" + CONTROL.pattern + r"|[^\S \n]|  |^ | $", re.MULTILINE)


def _is_clean(joined: str) -> bool:
    return not _UNCLEAN.search(joined) and unicodedata.is_normalized("NFC", joined)
