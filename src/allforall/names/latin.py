"""Reading Latin spellings: one regular expression per manner of romanising, and which manner a word shows.

A Latin letter means different things to different clerks: j is й in Berlin, ж in Paris, дж in London.
The word itself usually tells (tsch, szcz, tch, ş); where it does not, the other readings are kept as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import normalize

from allforall.names.resources import letters
from allforall.names.sound import settle

# Letters with marks become class letters in upper case, so that no later rule takes them for Latin letters.
_MARKED = str.maketrans({letter: meant.upper() for letter, meant in letters("latin_marked").items()})
_POLISH_MARKED = _MARKED | str.maketrans({"ó": "U"})
_PLAIN = dict(zip("abcdefghijklmnopqrstuvwxyz", "abkdefhhijklmnopkrstuvvkiz", strict=True)) | {"x": "ks"}
# A full stop stands for the end of the word.
_CLUSTERS = (
    ("C", "schtsch shtch chtch shch szcz sjtsj tsch tch sch shh sh ch tsj"),
    ("J", "dzh dsch zh dj"),
    ("ZH", "zgh"),
    ("H", "kh gh"),
    ("TS", "tz tc"),
    ("F", "ph"),
    ("T", "th"),
    ("K", "ck"),
    ("KV", "qu"),
    ("SK", "sc"),
    ("A", "ieia"),
    ("U", "ieiu you"),
    ("E", "ieie ieio"),
    ("OV", "ou."),
    ("V", "ff."),
)
_EVERYWHERE = {piece: meant for meant, pieces in _CLUSTERS for piece in pieces.split()}
_ENGLISH_C = {"ce": "TSE", "ci": "TSI", "cy": "TSI", "c.": "TS"}
_CENTRAL = {"ch": "H", "c": "TS", "j": "I", "dj": "DI"}
_COMBINING = re.compile("[\u0300-\u036f]+")


@dataclass(frozen=True, slots=True, eq=False)
class Manner:
    """One way of writing names in Latin letters: its name, what betrays it, and what its letters mean.

    `pattern` finds the `pieces` of several letters, `single` are the letters that stand alone.
    """

    name: str
    sign: re.Pattern[str]
    pattern: re.Pattern[str]
    pieces: dict[str, str]
    single: dict[int, str]
    marked: dict[int, str]

    def read(self, word: str) -> str:
        """The canonical sound of a lower-case word in this manner."""
        if not word.isascii():
            word = _COMBINING.sub("", normalize("NFD", word.translate(self.marked)))
        pieces = self.pieces
        read = self.pattern.sub(lambda found: pieces[found[0]], word + ".")
        return settle(read.translate(self.single).lower())


def _manner(name: str, sign: str, special: dict[str, str]) -> Manner:
    meanings = _PLAIN | _EVERYWHERE | special
    single = str.maketrans({piece: meant for piece, meant in meanings.items() if len(piece) == 1} | {".": ""})
    pieces = {piece: meant for piece, meant in meanings.items() if len(piece) > 1}
    longest_first = sorted(pieces, key=lambda piece: (-len(piece), piece))
    pattern = re.compile("|".join(map(re.escape, longest_first)))
    marked = _POLISH_MARKED if name == "polish" else _MARKED
    return Manner(name, re.compile(sign), pattern, pieces, single, marked)


ENGLISH = _manner("english", "$^", _ENGLISH_C)
ENGLISH_GLIDE = _manner("english, j as й", "$^", _ENGLISH_C | {"j": "I"})
DUTCH = _manner(
    "dutch",
    "tsj|sjt|zj|oe.*j|sj(?:enko|ov$)",
    _CENTRAL | {"sj": "C", "tsj": "C", "zj": "J", "oe": "U", "ie": "I"},
)
GERMAN = _manner("german", "tsch|^sch.*w|^w[aeiloj]|[aeo]w$|jew|ow[ai]|ew[ai]", _CENTRAL | {"z": "TS"})
POLISH = _manner(
    "polish",
    "sz|[^t]cz|^cz|rz[^i]|wicz|[łśżźńąęćó]|w.*[sc]ki$|j.*[sc]ki$",
    _CENTRAL | {"sz": "C", "cz": "C", "rz": "J", "ck": "TSK"},
)
SCIENTIFIC = _manner(
    "scientific",
    "[čšžřěďťňůŝĉ]|[aeiuoy]j$|[iy]j(?:ov|ev)|jsk|shh",
    _CENTRAL | {"x": "H", "cz": "TS", "ck": "TSK"},
)
TURKISH = _manner("turkish", "[şğıəçöü]", {"c": "J", "x": "H", "ch": "C"})
FRENCH = _manner(
    "french",
    "tch|ou|gu[eiy]|ine$|[oe]ff$",
    _ENGLISH_C | {"gue": "HE", "gui": "HI", "guy": "HI", "ine.": "IN"},
)
UZBEK = _manner(
    "uzbek",
    "(?<=[a-z])o'[a-z]|g'[a-z]|^o'[tkgzl](?![aeiour])",
    _CENTRAL | {"o'": "U", "j": "J", "ch": "C", "x": "H"},
)
MANNERS = (DUTCH, GERMAN, POLISH, SCIENTIFIC, TURKISH, FRENCH, UZBEK)
_CERTAIN = frozenset((DUTCH, GERMAN, POLISH, SCIENTIFIC, FRENCH, UZBEK))
_TELLING = re.compile("[^a-z]|[jwxc]|sz|zh|oe|ou|gu|ine$|ff$")
_GLIDE = re.compile("[bcdfghklmnpqrstvwxz]j[aeiouy]|nko$|uk$|sk[iy]")
# what a word may hold -> the manners that would read it otherwise
_OTHERWISE = (
    (re.compile("j"), (ENGLISH, ENGLISH_GLIDE)),
    (re.compile("c(?![hk])"), (SCIENTIFIC, TURKISH)),
    (re.compile("^(?!.*(?:[szk]h|nko$|[iy]ch$|uk$))(?=.*ch)"), (SCIENTIFIC,)),
    (re.compile("x"), (SCIENTIFIC,)),
    (re.compile("w.*z|z.*w"), (GERMAN, ENGLISH)),
)


def latin_sounds(word: str) -> tuple[str, ...]:
    """The plausible canonical sounds of a lower-case Latin word, the likeliest first."""
    if word.startswith("mc"):
        word = "mac" + word[2:]
    if not _TELLING.search(word):
        return (ENGLISH.read(word),)
    first = manner_of(word)
    if first in _CERTAIN:
        return (first.read(word),)
    manners = [first]
    for holds, others in _OTHERWISE:
        if holds.search(word):
            manners.extend(others)
    return tuple(dict.fromkeys(manner.read(word) for manner in dict.fromkeys(manners)))


def manner_of(word: str) -> Manner:
    """The manner of romanising that the letters of a lower-case word betray; English when none does."""
    for manner in MANNERS:
        if manner.sign.search(word):
            return manner
    return ENGLISH_GLIDE if _GLIDE.search(word) else ENGLISH
