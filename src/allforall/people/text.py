"""Cleaning of cells: what cannot be seen is taken out, nothing that can be read is changed."""

from __future__ import annotations

import re
import unicodedata

import numpy as np

# Zero width, joiners, bidirectional controls, soft hyphen, byte order mark, variation selectors, tags.
_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff"
)
_CONTROL = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
_SPACES = "\t\x0b-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
INVISIBLE = re.compile(f"[{_INVISIBLE}]")
CONTROL = re.compile(f"[{_CONTROL}]")
_ODD = re.compile(f"[{_INVISIBLE}{_CONTROL}{_SPACES}]")
_UNCLEAN = re.compile(f"[{_INVISIBLE}{_CONTROL}{_SPACES}]|  | \n|\n ")
_MISLEADING = re.compile(f"[{_INVISIBLE.replace(chr(0xFEFF), '')}{_CONTROL}]")


# Latin letters that are drawn like Cyrillic ones, and those Cyrillic ones.
_LATIN, _CYRILLIC = "aceiopxyABCEHIKMOPTXjsJS", "асеіорхуАВСЕНІКМОРТХјѕЈЅ"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_MIXED_WORD = re.compile(r"\w*(?:[A-Za-z]\w*[\u0400-\u04ff]|[\u0400-\u04ff]\w*[A-Za-z])\w*")


def one_script(text: str) -> str:
    """Cyrillic words with Latin look-alikes in them wholly in Cyrillic; to compare words, not for names."""
    return _MIXED_WORD.sub(lambda word: word[0].translate(_TO_CYRILLIC), text)


def clean(value: str) -> str:
    """One line of normal text (NFC): invisible characters out, any white space one space, ends trimmed."""
    bare = CONTROL.sub(" ", INVISIBLE.sub("", value))
    return unicodedata.normalize("NFC", " ".join(bare.split()))


def clean_all(values: list[str]) -> list[str]:
    """`clean` for every value; one look over all of them finds the few that need it."""
    joined = "\n".join(values)
    if joined.count("\n") != len(values) - 1:
        return [clean(value) for value in values]
    if not unicodedata.is_normalized("NFC", joined):
        joined = unicodedata.normalize("NFC", joined)
        values = joined.split("\n")
    found = [match.start() for match in _UNCLEAN.finditer(f"\n{joined}\n")] if _is_odd(joined) else []
    if not found:
        return values
    ends = np.cumsum(np.fromiter(map(len, values), np.int64, len(values)) + 1)
    cleaned = list(values)
    for place in np.unique(np.searchsorted(ends, found)).tolist():
        for near in (place - 1, place, place + 1):  # a space beside a line end may belong to either
            if 0 <= near < len(values):
                cleaned[near] = clean(values[near])
    return cleaned


def misleading(values: list[str]) -> list[int]:
    """Which of the values hold characters that cannot be seen and may mislead; a byte order mark does not."""
    joined = "\n".join(values)
    if not _MISLEADING.search(joined):
        return []
    ends = np.cumsum(np.fromiter(map(len, values), np.int64, len(values)) + 1)
    found = [match.start() for match in _MISLEADING.finditer(joined)]
    places: list[int] = np.unique(np.searchsorted(ends, found, side="right")).tolist()
    return places


def _is_odd(joined: str) -> bool:
    if "  " in joined or " \n" in joined or "\n " in joined or joined[:1] == " " or joined[-1:] == " ":
        return True
    return _ODD.search(joined) is not None


_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")


def is_formula(text: str) -> bool:
    """Whether a spreadsheet could take the text of a CSV cell for a formula; a plain number is none."""
    return _FORMULA.match(text) is not None and _NUMBER.fullmatch(text) is None


def guarded(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet could take it for a formula."""
    return "'" + text if is_formula(text) else text


def unguarded(text: str) -> str:
    """The text without the apostrophe that `guarded` put before it."""
    return text[1:] if text[:1] == "'" and is_formula(text[1:]) else text
