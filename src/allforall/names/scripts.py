"""The canonical sound of words in Georgian, Armenian, Greek, Hebrew, Arabic, Nepali, Korean and kana."""

from __future__ import annotations

import re
from functools import cache

from allforall.names.resources import letters
from allforall.names.sound import settle

_DEVANAGARI_CONSONANT = "[\u0915-\u0939\u0958-\u095f]\u093c?"
_BARE_CONSONANT = re.compile(f"({_DEVANAGARI_CONSONANT})(?![\u093e-\u094d\u0962\u0963])")
_FINAL_A = re.compile("(?<=[^aeiou])a$")
_SOUNDED_END = re.compile("(?:ा|्.़?)$")  # a long a, or two consonants written as one: the last a is spoken
_ARTICLE = re.compile("^ال(?=..)")
_HANGUL_FIRST = 0xAC00
_HANGUL_LAST = 0xD7A3
_INITIALS = ("h", "k", "n", "t", "t", "r", "m", "p", "p", "s", "s", "", "j", "c", "c", "k", "t", "p", "h")
_VOWELS = "a,e,ia,ie,o,e,io,ie,o,va,ve,ve,io,u,vo,ve,vi,iu,i,i,i".split(",")  # noqa: SIM905 (a table is read, not a list)
_FINALS = ",k,k,k,n,n,n,t,l,k,m,l,l,l,p,l,m,p,p,s,s,n,t,t,k,t,p,t".split(",")  # noqa: SIM905
_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}


@cache
def _pattern(script: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(letters(script), key=lambda piece: -len(piece)))))


def spell(word: str, script: str) -> str:
    """The class letters of a word in a script of the table, before the rules common to all scripts."""
    table = letters(script)
    if script == "devanagari":
        word = _BARE_CONSONANT.sub(r"\1a", word)
    if script == "kana":
        word = word.translate(_HIRAGANA)
    return _pattern(script).sub(lambda found: table[found[0]], word)


def hangul_spell(word: str) -> str:
    """The class letters of Korean syllables, by the arithmetic of the Unicode block."""
    return "".join(
        _syllable(ord(letter) - _HANGUL_FIRST) for letter in word if "\uac00" <= letter <= "\ud7a3"
    )


def _syllable(index: int) -> str:
    initial, rest = divmod(index, 588)
    vowel, final = divmod(rest, 28)
    return _INITIALS[initial] + _VOWELS[vowel] + _FINALS[final]


def other_sound(text: str, script: str) -> str:
    """The canonical sound of a word in a script other than Cyrillic and Latin; "" when it cannot be read."""
    if script == "hangul":
        return settle(hangul_spell(text))
    if script not in {"georgian", "armenian", "greek", "hebrew", "arabic", "devanagari", "kana"}:
        return ""
    if script == "arabic":
        text = _ARTICLE.sub("", text)
    sound = settle(spell(text, script))
    if script == "devanagari" and not _SOUNDED_END.search(text):
        return _FINAL_A.sub("", sound)
    return sound
