"""Endings of surnames and father's names, told on the canonical sound, so one rule serves every script."""

from __future__ import annotations

import re

# Endings of case and gender after a stem, longest first; what stands in brackets stays.
_ADJECTIVE = re.compile("(?<=[st]k|.[nrvlhjtdmbpc])(?:oho|omu|imi|oiu|oi|ei|im|ih|om|aa|ai|uu|oe|i|a|u|e|o)$")
_SKI = re.compile("(s|ts)k(?:oho|omu|imi|oiu|oi|ei|im|ih|om|ai|a|u|e|i)?$")
_OV = re.compile("(ov|ev|in)(?:oiu|oi|oho|imi|im|ih|a|u|i|e)$")
_CASE = re.compile("(?<=..[^aeiou])(?:ovi|evi|oiu|oho|omu|imi|om|em|im|oi|ei|a|o|u|i|e)$")
_FLEETING_TS = re.compile("(?<=[^aeiou])ets$|(?<=[aou])ets$")
_EXCEPT_SHORT = 3


def stem_of(sound: str) -> str:
    """`sound` without the endings of gender and case, equal for Вишневський, Вишневская and Вишневського.

    A sound of three letters or fewer has no stem of its own and is returned as it is.
    """
    if len(sound) <= _EXCEPT_SHORT:
        return sound
    found = _SKI.search(sound)
    if found and found.start() > 0:
        return sound[: found.start()] + found[1] + "k"
    found = _OV.search(sound)
    if found and found.start() > 1:
        return sound[: found.end(1)]
    stem = _CASE.sub("", sound)
    return _FLEETING_TS.sub("ts", stem)


_FATHER_MAN = re.compile("(?:[aoei]vic|ic)(?:a|u|em|om|evi|ovi|i|e)?$")
_FATHER_WOMAN = re.compile("(?:[aoei]vn|inicn|icn)(?:a|i|u|oi|ei|oiu|e)$")


def father_stem(sound: str) -> str | None:
    """The father's name inside a patronymic, without its ending; None when `sound` is not a patronymic."""
    if "ic" not in sound and "vn" not in sound:
        return None
    for pattern in (_FATHER_MAN, _FATHER_WOMAN):
        found = pattern.search(sound)
        if found and found.start() > 0:
            return sound[: found.start()]
    return None
