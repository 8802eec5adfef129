"""How two words of two names meet: the fact that was found, and what it is worth as evidence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from allforall.names.given import given_names
from allforall.names.similar import sound_distance
from allforall.names.sound_model import fold_cyrillic, fold_latin, shared_bits, told_alone
from allforall.names.syllables import syllables_agree
from allforall.names.token import Token, analyse

_NUMERAL = re.compile("[IVXІХ]+\\.?$")
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
    if _NUMERAL.match(left) and _NUMERAL.match(right):
        return _known("another number")
    if fathers or (first.father and second.father):
        found = _fathers(first, second)
        if found is not None:
            return found
    elif (first.father or second.father) and not _same_sound(first, second):
        return _known("given name and father's name")
    return _givens(first, second) or _sounds(first, second)


def _same_sound(first: Token, second: Token) -> bool:
    return any(sound in second.sounds for sound in first.sounds)


def _initials(first: Token, second: Token) -> Meeting:
    """An initial fits every letter that a name of the same class may begin with."""
    letters = _first_letters(first) & _first_letters(second)
    return _known("initial fits" if letters else "initial differs")


def _first_letters(token: Token) -> frozenset[str]:
    own = {sound[:1] for sound in token.sounds}
    if token.script == "latin" and token.text[:1] in "jyic":
        own |= {"i", "j", "u", "a", "e"} if token.text[:1] != "c" else {"k", "t", "c", "s"}
    kinds = token.givens or ((token.father,) if token.father else ())
    for kind in kinds:
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
        doubtful = any(token.given != shared[0] for token in (first, second))
        return _known("one word in another case", 0.2 if doubtful else 1.0)
    if "diminutive" in kinds:
        return _known("diminutive", 1.0 if len(first.givens) + len(second.givens) < 4 else 0.8)
    return _known("one sound" if _same_sound(first, second) else "equal given names")


def _different_givens(first: Token, second: Token) -> Meeting:
    alike = _sounds(first, second)
    return alike if alike.fact == "one sound" else _known("different given names")


def _sounds(first: Token, second: Token) -> Meeting:
    """Two words of which only spelling and sound are known."""
    if _same_sound(first, second):
        return _known("one sound")
    if syllables_agree(first.text, first.script, second.text, second.script):
        return _known("one sound")
    if first.stem == second.stem and len(first.stem) > 2:
        gendered = first.sound[-1:] in "ai" or second.sound[-1:] in "ai"
        return _known("surname of the other gender" if gendered else "one word in another case")
    if first.script == "arabic" or second.script == "arabic" or first.script in _ABJADS or second.script in _ABJADS:
        left, right = (token.sound.translate(_VOWELS) for token in (first, second))
        if left == right and len(left) > 1:
            return _known("one sound", 0.8)
    return Meeting("letters alike", _alike(first, second))


def _alike(first: Token, second: Token) -> float:
    """The worth of likeness: by learned costs between Cyrillic and Latin, else by edits of the sounds."""
    worth = _by_edits(first, second)
    if {first.script, second.script} == {"cyrillic", "latin"}:
        cyrillic, latin = (first, second) if first.script == "cyrillic" else (second, first)
        return _by_costs(fold_cyrillic(cyrillic.text), fold_latin(latin.text), worth)
    return worth


def _by_costs(cyrillic: str, latin: str, otherwise: float) -> float:
    alone = min(told_alone(cyrillic, "cyrillic")[-1], told_alone(latin, "latin")[-1])
    if not cyrillic or not latin or alone <= 0:
        return otherwise
    bits = shared_bits(cyrillic, latin)
    worth = 3.8 * bits / alone + 0.146 * min(bits, 30.0) - 2.6
    return max(-6.0, min(3.2, worth))


def _by_edits(first: Token, second: Token) -> float:
    distance = min(sound_distance(left, right) for left in first.sounds for right in second.sounds)
    longest = max(len(first.sound), len(second.sound), 1)
    return max(-6.0, 3.0 - 14.0 * distance / longest)
