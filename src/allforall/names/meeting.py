"""How two words of two names meet: the fact that was found, and what it is worth as evidence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from allforall.names.given import given_names
from allforall.names.resources import letters, words
from allforall.names.similar import sound_distance
from allforall.names.sound_model import fold_cyrillic, fold_latin, shared_bits, told_alone
from allforall.names.syllables import syllables_agree
from allforall.names.token import Token, analyse

_NUMERAL = re.compile("[IVXІХ]{2,}$")
_OF_MAN = re.compile("(?:[oe]v|in|i)$")
_OF_WOMAN = re.compile("a$")
_OV = re.compile("[oe]va?$")
_TAJIK = words("tajik")
_INITIALS = letters("initials")
_LOWEST = -6.0
_AS_RUSSIAN = str.maketrans("іїєґыэё", "ииегиее", "ьъ")
_BELARUSIAN = re.compile("ў|[чржш]э|і.*[ыэ]|[ыэ].*і")
_AS_HEARD = 0.5  # Belarusian writes unstressed vowels as they are heard
_OTHER_BEGINNING = 0.75
_VOWELS = str.maketrans("", "", "aeiou")
_ABJADS = frozenset(("arabic", "hebrew"))

# fact -> what it is worth, in natural log odds that the two words are one name
WORTH = {
    "same spelling": 3.6,
    "one sound": 3.4,
    "equal given names": 3.4,
    "given name of another language": 1.6,
    "diminutive": 2.8,
    "same father's name": 3.4,
    "one word in another case": 2.6,
    "other sex, or another case": -2.0,
    "-ov dropped": 2.7,
    "surname of the other gender": 2.9,
    "letters alike": 3.0,
    "initial fits": 1.2,
    "abbreviation fits": 1.4,
    "initial differs": -4.0,
    "different given names": -5.0,
    "father's name is another": -5.0,
    "given name and father's name": -5.0,
    "another number": -5.0,
}


OTHER_SEX_OR_CASE = "other sex, or another case"
ANOTHER_CASE = "one word in another case"


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two words that were held against each other: the fact, and its worth in natural log odds."""

    fact: str
    worth: float


def _known(fact: str, factor: float = 1.0) -> Meeting:
    return Meeting(fact, WORTH[fact] * factor)


@lru_cache(maxsize=400_000)
def meet(left: str, right: str, fathers: bool = False) -> Meeting:
    """How two written words meet; symmetric. `fathers` says that both stand where a father's name stands."""
    first, second = analyse(left), analyse(right)
    if first.text == second.text:
        return _known("initial fits") if first.initial else _known("same spelling")
    if first.initial or second.initial:
        return _initials(first, second)
    if _NUMERAL.match(left) or _NUMERAL.match(right):
        return _known("another number")
    if fathers or (first.father and second.father):
        found = _fathers(first, second)
        if found is not None:
            return found
    elif _given_and_father(first, second) or _given_and_father(second, first):
        return _known("given name and father's name")
    return _givens(first, second) or _sounds(first, second)


def _given_and_father(given: Token, father: Token) -> bool:
    """Іван and Іванович: a known given name cannot be a known patronymic."""
    if given.father or not given.givens or not father.father or father.father.startswith("~"):
        return False
    return not _same_sound(given, father)


def told_by_case(found: Meeting) -> Meeting:
    """The same meeting once the rest of the name has told that the word stands in another case."""
    return _known("one word in another case") if found.fact == OTHER_SEX_OR_CASE else found


def _same_sound(first: Token, second: Token) -> bool:
    return any(sound in second.sounds for sound in first.sounds)


def _initials(first: Token, second: Token) -> Meeting:
    """An initial fits every letter that a name of the same class may begin with."""
    shared = _first_letters(first) & _first_letters(second)
    return _known("initial fits" if shared else "initial differs")


def _first_letters(token: Token) -> frozenset[str]:
    """The class letters a word may begin with, under any spelling of it and of the names equal to it."""
    own = {sound[:1] for sound in token.sounds}
    own.update(_INITIALS.get(token.text[:1], ""))
    for kind in token.givens or ((token.father,) if token.father else ()):
        own |= given_names().letters.get(kind, frozenset())
    return frozenset(own)


def father_class(token: Token) -> str:
    """The class of the father's name a word stands for, with or without the ending of a patronymic."""
    return token.father or token.given or "~" + token.stem


def _fathers(first: Token, second: Token) -> Meeting | None:
    """Two father's names: by class, else None when only their sounds can tell."""
    left, right = father_class(first), father_class(second)
    if left == right or set(first.givens) & set(second.givens):
        return _known("same father's name")
    if left.startswith("~") or right.startswith("~"):
        distance = sound_distance(left.lstrip("~"), right.lstrip("~"))
        if distance <= 0.5:
            return _known("same father's name", 0.8)
        return None if distance < 2 else _known("father's name is another")
    return _known("father's name is another")


def _givens(first: Token, second: Token) -> Meeting | None:
    """Two known given names: by class; None when one of them is not known, so that only sound can tell."""
    if not first.givens or not second.givens:
        return None
    shared = [kind for kind in first.givens if kind in second.givens]
    if not shared:
        return None if _same_sound(first, second) else _different_givens(first, second)
    names = given_names()
    kinds = {names.find(token.text, token.sounds)[shared[0]] for token in (first, second)}
    if "abroad" in kinds:
        alike = _sounds(first, second)
        known = _known("given name of another language")
        return alike if alike.worth > known.worth else known
    if "declined" in kinds:
        sexes = {names.sex[token.givens[0]] for token in (first, second)}
        return _known("one word in another case" if len(sexes) == 1 else "other sex, or another case")
    if "diminutive" in kinds:
        return _known("diminutive", 1.0 if len(first.givens) + len(second.givens) < 4 else 0.8)
    return _known("one sound" if _same_sound(first, second) else "equal given names")


def _different_givens(first: Token, second: Token) -> Meeting:
    """Two given names of different classes; what only sounds like a name of the table does not count."""
    alike = _sounds(first, second)
    if alike.fact == "one sound" or not (_firmly_known(first) and _firmly_known(second)):
        return alike
    one_sex = {given_names().sex[kind] for kind in first.givens + second.givens}
    if alike.worth > 1.5 and len(one_sex) == 1:
        return Meeting(alike.fact, alike.worth - 1.0)
    return _known("different given names")


def _firmly_known(token: Token) -> bool:
    names = given_names()
    manners = names.find(token.text, token.sounds)
    return "formal" in manners.values() or (
        token.text in names.by_text and set(manners.values()) != {"abroad"}
    )


def _sounds(first: Token, second: Token) -> Meeting:
    """Two words of which only spelling and sound are known."""
    if _same_sound(first, second):
        return _known("one sound")
    if syllables_agree(first.text, first.script, second.text, second.script):
        return _known("one sound")
    if first.stem == second.stem and len(first.stem) > 2:
        return _known(
            "surname of the other gender" if _gendered(first, second) else "one word in another case"
        )
    if _without_ov(first, second) or _without_ov(second, first):
        return _known("-ov dropped")
    if first.script in _ABJADS or second.script in _ABJADS:
        left, right = (token.sound.translate(_VOWELS) for token in (first, second))
        if left == right and len(left) > 1:
            return _known("one sound", 0.8)
    return Meeting("letters alike", _alike(first, second))


def _gendered(first: Token, second: Token) -> bool:
    """-ов and -ова, -ський and -ська, -ий and -а: endings that tell a man's surname from a woman's."""
    return any(
        _OF_MAN.search(man.sound) and _OF_WOMAN.search(woman.sound)
        for man, woman in ((first, second), (second, first))
    )


def _without_ov(short: Token, long: Token) -> bool:
    """Рахмон and Рахмонов: Tajik law took the Russian ending off; only for names used so."""
    found = _OV.search(long.sound)
    return found is not None and short.sound in _TAJIK and long.sound[: found.start()] == short.sound


def _alike(first: Token, second: Token) -> float:
    """The worth of likeness: by learned costs between Cyrillic and Latin, else by edits of the sounds."""
    if first.script == "cyrillic" and second.script == "latin":
        return _by_costs(first, second)
    if first.script == "latin" and second.script == "cyrillic":
        return _by_costs(second, first)
    return _by_edits(first, second)


def _by_costs(first: Token, second: Token) -> float:
    cyrillic, latin = fold_cyrillic(first.text), fold_latin(second.text)
    if not cyrillic or not latin:
        return _by_edits(first, second)
    if _strangers(first.sound, second.sound):
        return _LOWEST
    alone = sum((told_alone(cyrillic, "cyrillic")[-1], told_alone(latin, "latin")[-1])) / 2
    bits = shared_bits(cyrillic, latin)
    worth = 5.2 * bits / alone + 0.13 * min(bits, 30.0) - 2.8
    return max(_LOWEST, min(3.2, worth))


def _strangers(left: str, right: str) -> bool:
    """Two sounds with hardly a letter in common, or one much longer: not worth a closer look."""
    one, other = set(left), set(right)
    fewest = min(len(one), len(other))
    return len(one & other) * 4 < fewest or len(left) > 3 * len(right) + 2 or len(right) > 3 * len(left) + 2


def _by_edits(first: Token, second: Token) -> float:
    """By edits of the sounds; within one alphabet the letters themselves have a word in it as well."""
    distance = min(sound_distance(left, right) for left in first.sounds for right in second.sounds)
    longest = max(len(first.sound), len(second.sound), 1)
    if first.script == second.script:
        distance = max(distance, _by_letters(first, second))
    if _BELARUSIAN.search(first.text) or _BELARUSIAN.search(second.text):
        distance *= _AS_HEARD
    worth = 3.0 - 17.0 * distance / longest - 4.0 * max(0.0, distance - 0.6)
    if sound_distance(first.sound[:1], second.sound[:1]) > _OTHER_BEGINNING:
        worth -= 1.5
    return max(_LOWEST, worth)


def _by_letters(first: Token, second: Token) -> float:
    fold, share = (fold_cyrillic, 0.6) if first.script == "cyrillic" else (fold_latin, 0.4)
    left, right = fold(first.text).translate(_AS_RUSSIAN), fold(second.text).translate(_AS_RUSSIAN)
    return share * Levenshtein.distance(left, right)
