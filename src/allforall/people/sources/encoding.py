"""Telling in which encoding a text file was written, by the letters it would hold in each."""

from __future__ import annotations

import codecs
import re

# What lists come in. A Windows, DOS, Unix or Mac code page each for Cyrillic; Turkish; Arabic.
_SINGLE_BYTE = (
    "cp1251",
    "koi8-u",
    "cp866",
    "cp1125",
    "mac-cyrillic",
    "iso8859-5",
    "cp1254",
    "cp1256",
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Letters by how common they are in running text: the earlier, the more.
_CYRILLIC = "оаинетісрвлкудмпяьзйгбчхцжшюєїыщфґэёъў"
_TURKISH = "ıüşçöğâîûéäáíóèøåñß"
_ARABIC = "اليمونرتبةعدسفهكقحجشصضطخذزغثظءئؤأإآىﻻپچژگ"
_WORTH = {
    letter: 3.0 - 2.5 * place / len(letters)
    for letters in (_CYRILLIC, _TURKISH, _ARABIC)
    for place, letter in enumerate(letters)
}
_SIGNS = frozenset("№«»–—’‘“”„…\xa0°§·•")
_CASE_BREAK = re.compile(r"(?=([^\W\d_A-Z]{2}))")
_TWO_SCRIPTS = re.compile("[A-Za-z][\u0400-\u04ff\u0600-\u06ff]|[\u0400-\u04ff\u0600-\u06ff][A-Za-z]")


def byte_order_mark(start: bytes) -> tuple[str, int]:
    """The encoding a byte order mark tells, and the mark's length; ("", 0) without one."""
    for mark, name in _BOMS:
        if start.startswith(mark):
            return name, len(mark)
    return "", 0


def tell_encoding(sample: bytes) -> str:
    """The encoding of a text without byte order mark; the sample holds stretches that are not ASCII."""
    if wide := _without_mark_utf16(sample):
        return wide
    if sample.isascii() or _mostly_utf8(sample):
        return "utf-8"
    return max(_SINGLE_BYTE, key=lambda name: plausibility(sample.decode(name, "replace")))


def plausibility(text: str) -> float:
    """How much a decoded text looks like people's writing, per character outside ASCII."""
    foreign = [c for c in text if c > "\x7f"]
    if not foreign:
        return 0.0
    worth = sum(map(_worth, foreign))
    breaks = sum(1 for two in _CASE_BREAK.findall(text) if two[0].islower() and two[1].isupper())
    mixed = len(_TWO_SCRIPTS.findall(text))
    return (worth - 3.0 * breaks - 3.0 * mixed) / len(foreign)


def _worth(letter: str) -> float:
    if letter in _WORTH:
        return _WORTH[letter]
    small = letter.lower()
    if small in _WORTH:
        return _WORTH[small] - 0.3
    if letter in _SIGNS:
        return 0.5
    return 0.0 if letter.isalpha() else -4.0


def _mostly_utf8(sample: bytes) -> bool:
    """Whether the sample is UTF-8, perhaps with rows pasted in from elsewhere."""
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError:
        text = sample.decode("utf-8", "surrogateescape")
        stray = sum(1 for c in text if "\udc80" <= c <= "\udcff")
        good = sum(1 for c in text if c > "\x7f") - stray
        return good >= stray
    return True


def _without_mark_utf16(sample: bytes) -> str:
    """UTF-16 shows by its high bytes, 0 for ASCII and 4 for Cyrillic, all in even or all in odd places."""
    pairs = len(sample) // 2
    if pairs < 2:
        return ""
    even, odd = sample[0 : 2 * pairs : 2], sample[1 : 2 * pairs : 2]
    for name, high, low in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if _high(high) > 0.8 * pairs and low.count(0) < 0.2 * pairs and high.count(0) > 0:
            return name
    return ""


def _high(places: bytes) -> int:
    return sum(places.count(byte) for byte in (0, 1, 4, 6))
