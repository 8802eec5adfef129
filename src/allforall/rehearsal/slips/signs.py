"""Slips of single letters and digits: the finger, the ear, the eye and the machine."""

from __future__ import annotations

import re
from functools import cache

from allforall.rehearsal.chance import Chance
from allforall.rehearsal.tables import table

ALPHABET = {
    "uk": "абвгґдежзиіїйклмнопрстуфхцчшщьюяє",
    "ru": "абвгдежзийклмнопрстуфхцчшщыьэюя",
    "la": "abcdefghijklmnopqrstuvwxyz",
}
SECOND_TYPO = 0.08
SECOND_MISHEARING = 0.3
MISREAD_LETTER = 0.09


def mistyped(word: str, language: str, chance: Chance) -> str:
    """A letter left out, doubled, exchanged with its neighbour, hit beside, or plainly wrong; rarely two."""
    word = _one_typo(word, language, chance)
    return _one_typo(word, language, chance) if chance.happens(SECOND_TYPO) else word


def _one_typo(word: str, language: str, chance: Chance) -> str:
    if len(word) < 3:
        return word
    at = 0 if chance.happens(0.06) else chance.whole(1, len(word))
    kind = chance.one(("left_out", "doubled", "exchanged", "beside", "beside", "wrong"))
    before, letter, after = word[:at], word[at], word[at + 1 :]
    if kind == "left_out":
        return before + after
    if kind == "doubled":
        return before + letter + letter.lower() + after
    if kind == "exchanged" and after and at:
        return before + after[0] + letter + after[1:]
    if kind == "beside":
        return before + _cased(_beside(letter.lower(), language, chance), letter) + after
    return before + _cased(chance.one(ALPHABET[language]), letter) + after


def _cased(new: str, old: str) -> str:
    return new.upper() if old.isupper() else new


def _beside(letter: str, language: str, chance: Chance) -> str:
    """A letter next to this one on the keyboard."""
    near = _neighbours(language).get(letter)
    return chance.one(near) if near else chance.one(ALPHABET[language])


@cache
def _neighbours(language: str) -> dict[str, str]:
    rows = _pairs("keys", language)
    found: dict[str, str] = {}
    for line, row in enumerate(rows):
        for at, letter in enumerate(row):
            near = row[max(at - 1, 0) : at] + row[at + 1 : at + 2]
            for other in (line - 1, line + 1):
                if 0 <= other < len(rows):
                    near += rows[other][max(at - 1, 0) : at + 1]
            found[letter] = near
    return found


def _pairs(kind: str, script: str) -> list[str]:
    return next(row for row in table("confusions") if (row["kind"], row["script"]) == (kind, script))[
        "pairs"
    ].split()


@cache
def _confusions(kind: str, script: str) -> tuple[re.Pattern[str], dict[str, list[str]]]:
    """A pattern of everything that is mistaken for something, longest first, and for what."""
    mistaken: dict[str, list[str]] = {}
    for pair in _pairs(kind, script):
        left, one_way, right = pair.partition(">" if ">" in pair else ":")
        mistaken.setdefault(left, []).append(right)
        if one_way == ":" and right:
            mistaken.setdefault(right, []).append(left)
    keys = sorted(mistaken, key=lambda key: (-len(key), key))
    return re.compile("|".join(map(re.escape, keys))), mistaken


def misheard(word: str, language: str, chance: Chance) -> str:
    """One sound, rarely two, written as another that is heard alike; the first letter less often."""
    word = _confused(word, "ear", language, chance)
    return _confused(word, "ear", language, chance) if chance.happens(SECOND_MISHEARING) else word


def _confused(word: str, kind: str, script: str, chance: Chance) -> str:
    pattern, mistaken = _confusions(kind, script)
    places = list(pattern.finditer(word.lower()))
    inner = [place for place in places if place.start() > 0]
    if not places:
        return word
    place = chance.one(inner if inner and not chance.happens(0.1) else places)
    other = chance.one(mistaken[place.group()])
    changed = word[: place.start()] + other + word[place.end() :]
    return changed[:1].upper() + changed[1:] if word[:1].isupper() else changed


def misread(word: str, language: str, chance: Chance) -> str:
    """Letters taken for others that look alike on a bad scan: at least one."""
    for _ in range(1 + sum(chance.happens(MISREAD_LETTER) for _ in word)):
        word = _confused(word, "eye", language, chance)
    return word


def misread_digit(text: str, chance: Chance) -> str:
    """One digit of a text taken for another that looks alike."""
    places = [at for at, sign in enumerate(text) if sign.isdigit()]
    if not places:
        return text
    at = chance.one(places)
    _, mistaken = _confusions("eye", "digits")
    return text[:at] + chance.one(mistaken[text[at]]) + text[at + 1 :]
