"""Name parts as short texts that can be coded, counted and compared once for each distinct value.

A surname becomes the stem and the sounds of its words ("rodrihes homes", "cevcenk/cevcenka"); a given name
its sounds and the classes of equal names it may belong to ("oleksi|oleksii"); a father's name likewise;
an initial a full stop and its letter (".m"). The empty text stands for a part that is not there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from allforall.names.parts import Name, read_name
from allforall.names.token import Token, analyse

_WORDS = re.compile(r"[\s,;/]+")
Values = tuple[str, str, str]
"""Surname, given name and father's name of one person, as values."""


def values_of(name: Name) -> Values:
    """The three values of a name that was read as a whole."""
    return surname_value(name.surname), given_value(name.given), father_value(name.father)


def surname_value(tokens: Sequence[Token]) -> str:
    """For each word its stem, its sound, and the other ways it may sound; initials say nothing here."""
    return " ".join(_surname_word(token) for token in tokens if not token.initial and token.sound)


def _surname_word(token: Token) -> str:
    return "/".join(dict.fromkeys((token.stem or token.sound, *token.sounds)))


def spellings_of(value: str) -> tuple[str, tuple[str, ...]]:
    """The stems of a surname, end to end, and the ways the whole may sound, likeliest first."""
    words = [word.split("/") for word in value.split()]
    stems = "".join(word[0] for word in words)
    if len(words) == 1:
        return stems, tuple(words[0][1:]) or (stems,)
    return stems, ("".join(word[-1] if len(word) == 1 else word[1] for word in words),)


def given_value(tokens: Sequence[Token]) -> str:
    """Sounds and classes of equal names."""
    if tokens and all(token.initial for token in tokens):
        return "." + tokens[0].sound[:1]
    full = [token for token in tokens if not token.initial]
    classes = sorted({each for token in full for each in token.givens})
    if len(full) > 1:
        classes = sorted({*classes, *analyse("".join(token.text for token in full)).givens})
    return _value(full, classes)


def father_value(tokens: Sequence[Token]) -> str:
    """The sound of a patronymic or father's name, and the class of the father's name behind it."""
    if tokens and all(token.initial for token in tokens):
        return "." + tokens[0].sound[:1]
    full = [token for token in tokens if not token.initial]
    classes = sorted({each for token in full for each in ((token.father,) if token.father else token.givens)})
    return _value(full, classes)


def _value(tokens: Sequence[Token], classes: Sequence[str]) -> str:
    spoken = " ".join("/".join(token.sounds) for token in tokens if token.sound)
    return f"{spoken}|{','.join(classes)}" if spoken else ""


def parts_of(value: str) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]:
    """The words of a given or father's value with the ways each may sound, and its classes."""
    if not value or value[0] == ".":
        return (), ()
    sounds, _, classes = value.partition("|")
    words = tuple(tuple(word.split("/")) for word in sounds.split())
    return words, tuple(classes.split(",")) if classes else ()


def column_surname(text: str) -> str:
    """The value of a surname column's cell."""
    return surname_value([analyse(word) for word in _WORDS.split(text.replace("-", " ")) if word])


@lru_cache(maxsize=1 << 16)
def column_given(text: str) -> tuple[str, str]:
    """The values of a given-name column's cell: the given name, and the father's name if it stands there."""
    tokens = [analyse(word) for word in _WORDS.split(text) if word]
    if len(tokens) > 1 and (tokens[-1].father or (tokens[-1].initial and len(tokens) == 2)):
        return given_value(tokens[:-1]), father_value(tokens[-1:])
    return given_value(tokens), ""


def column_father(text: str) -> str:
    """The value of a patronymic column's cell."""
    return father_value([analyse(word) for word in _WORDS.split(text) if word])


def whole_name(text: str) -> Values:
    """The values of a whole name written in one cell."""
    return values_of(read_name(text))
