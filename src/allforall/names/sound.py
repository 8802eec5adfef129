"""The canonical sound of a name: one short ASCII word common to uk, ru, be and Latin spellings.

The sound keeps what every spelling keeps and drops what they disagree on: `c` stands for ч ш щ, `j` for ж
and дж, `h` for г ґ х, `i` for и і ї й ы, `e` for е є э ё йо ьо; soft and hard signs, iotation and doubled
letters are gone. So Шевченко, Schewtschenko, Chevtchenko and Szewczenko are all "cevcenko".
"""

from __future__ import annotations

import re

from allforall.names.resources import letters, rows

_CYRILLIC = str.maketrans(
    letters("cyrillic") | letters("slavic") | letters("caucasian_and_asian") | {"'": "", "-": ""}
)
_SHORT_U = re.compile("(?<=[аеёиоуыэюяіә])ў")  # Belarusian ў follows a vowel; Uzbek ў is a vowel itself
_OTHER = re.compile("[^a-z]+")
_GLIDE_O = re.compile("i+o")
_GLIDE = re.compile("i+(?=[aeu])")
_HUSHED_O = re.compile("(?<=[cj])o")
_DOUBLE = re.compile(r"(.)\1+")
_CLUSTER = re.compile("dj|tc|sc|kh|[tc]h")
_CLUSTERS = {
    "dj": "j",
    "tc": "c",
    "sc": "c",
    "kh": "h",
    "th": "t",
    "ch": "c",
    "bh": "b",
    "dh": "d",
    "jh": "j",
}
_OFF = re.compile("(?<=[oe])f(?=a?$)")


_SIGN = re.compile(r"\(.*?\)|[\^$]")  # what of a pattern is not plain letters
_ROOTS = [
    (_SIGN.sub("", row["sound"]), re.compile(row["sound"]), row["becomes"]) for row in rows("names_roots.csv")
]
_AT_FIRST = {
    sign[:3]: [root for root in _ROOTS if root[1].pattern[0] == "^" and root[0][:3] == sign[:3]]
    for sign, _, _ in _ROOTS
}
_ANYWHERE = [root for root in _ROOTS if root[1].pattern[0] != "^"]


def cyrillic_sound(text: str) -> str:
    """The canonical sound of a case-folded word in any Cyrillic alphabet."""
    if "ў" in text:
        text = _SHORT_U.sub("в", text).replace("ў", "у")
    if "ьо" in text:
        text = text.replace("ьо", "е")
    return settle(text.translate(_CYRILLIC))


def settle(word: str) -> str:
    """Apply the rules every script shares to a string of class letters; anything but a-z is dropped."""
    if not word.isalpha() or not word.isascii():
        word = _OTHER.sub("", word)
    if "i" in word:
        word = _GLIDE.sub("", _GLIDE_O.sub("e", word))
    word = _without_doubles(word).replace("ou", "u")
    if "j" in word or "c" in word or "h" in word:
        word = _without_doubles(_CLUSTER.sub(_cluster, word))
        word = _HUSHED_O.sub("e", word)
    if "f" in word:
        word = _OFF.sub("v", word)
    return _translated(word)


def _without_doubles(word: str) -> str:
    return _DOUBLE.sub(r"\1", word) if _DOUBLE.search(word) else word  # looking is quick, replacing is not


def _translated(word: str) -> str:
    """Roots that one language writes i and the other e or o, brought to one form."""
    for _, pattern, becomes in _AT_FIRST.get(word[:3], ()):
        word = pattern.sub(becomes, word)
    for sign, pattern, becomes in _ANYWHERE:
        if sign in word:
            word = pattern.sub(becomes, word)
    return word


def _cluster(found: re.Match[str]) -> str:
    return _CLUSTERS[found[0]]
