"""Korean and Chinese words, read by syllables: each tradition spells the same syllable differently."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import product
from unicodedata import normalize

from allforall.names.resources import rows
from allforall.names.sound_model import fold_cyrillic, fold_latin

_FIRST = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_MIDDLE = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_LAST = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
_HANGUL = 0xAC00
_MOST_SYLLABLES = 4
Sets = tuple[frozenset[str], ...]  # for each syllable of a word, the classes it may belong to


@cache
def _korean() -> dict[str, frozenset[str]]:
    """Spelling -> the Korean syllables it may stand for; a syllable stands for itself."""
    letters: dict[tuple[str, str], list[str]] = {}
    spelled: dict[str, set[str]] = {}
    for row in rows("names_korean.csv"):
        forms = f"{row['latin']} {row['cyrillic']}".split()
        if row["kind"] in {"first", "middle", "last"}:
            letters[row["kind"], row["korean"]] = [form.strip("-") for form in forms]
            continue
        for syllable in row["korean"].split():
            spelled.setdefault(syllable, {syllable}).update(forms or _spellings(syllable, letters))
    found: dict[str, set[str]] = {}
    for syllable, forms_of in spelled.items():
        for form in forms_of:
            found.setdefault(form, set()).add(syllable)
    return {form: frozenset(syllables) for form, syllables in found.items()}


def _spellings(syllable: str, letters: dict[tuple[str, str], list[str]]) -> set[str]:
    first, rest = divmod(ord(syllable) - _HANGUL, 588)
    middle, last = divmod(rest, 28)
    pieces = [letters["first", _FIRST[first]], letters["middle", _MIDDLE[middle]]]
    if last:
        pieces.append(letters.get(("last", _LAST[last]), ["-"]))
    return {form for form in map("".join, product(*pieces)) if _one_script(form)}


def _one_script(form: str) -> bool:
    return form.isascii() or all(letter > "\u0370" for letter in form)


@cache
def _chinese() -> dict[str, frozenset[str]]:
    """Spelling or character -> the pinyin syllables it may stand for."""
    firsts: dict[str, list[str]] = {}
    lasts: dict[str, list[str]] = {}
    found: dict[str, set[str]] = {}
    for row in rows("names_chinese.csv"):
        if row["kind"] == "han":
            for character in row["other"]:
                found.setdefault(character, set()).add(row["pinyin"])
        else:
            table = firsts if row["kind"] == "first" else lasts
            table[row["pinyin"].strip("-")] = [
                row["pinyin"].strip("-"),
                *row["other"].replace("-", "").split(),
            ]
    for (first, first_forms), (last, plain_forms) in product(firsts.items(), lasts.items()):
        last_forms = plain_forms
        if bool(first) == (last[0] in "yw"):
            continue
        if first and first in "jqx" and last[0] == "u":  # ju, quan, xue are spoken with ü
            last_forms = [last, *lasts.get("y" + last, [])[1:]]
        for form in map("".join, product(first_forms, last_forms)):
            if _one_script(form):
                found.setdefault(form, set()).add(first + last)
    return {form: frozenset(syllables) for form, syllables in found.items()}


@lru_cache(maxsize=50_000)
def _cuts(text: str, script: str, korean: bool) -> tuple[Sets, ...]:
    """The ways to cut a folded word into syllables of one language, at most four."""
    table = _korean() if korean else _chinese()
    if script == "latin":
        text = fold_latin(text)
    elif script == "cyrillic":
        text = fold_cyrillic(text)
    else:
        text = normalize("NFC", text)
    longest = 1 if script in {"hangul", "han"} else 6
    ways: dict[int, list[Sets]] = {0: [()]}
    for place in range(len(text)):
        for cut in ways.get(place, ()):
            for end in range(place + 1, min(place + longest, len(text)) + 1):
                if text[place:end] in table and len(cut) < _MOST_SYLLABLES:
                    ways.setdefault(end, []).append((*cut, table[text[place:end]]))
    return tuple(ways.get(len(text), ()))


_TOO_LONG = 16


def syllables_agree(left: str, left_script: str, right: str, right_script: str) -> bool:
    """Both words are the same row of Korean or of Chinese syllables under some spelling of each."""
    if left_script == right_script and left_script in {"han", "hangul"}:
        return False
    if len(left) > _TOO_LONG or len(right) > _TOO_LONG:
        return False
    scripts = (left_script, right_script)
    languages = [korean for korean, other in ((True, "han"), (False, "hangul")) if other not in scripts]
    for korean in languages:
        ours, theirs = _cuts(left, left_script, korean), _cuts(right, right_script, korean)
        if any(_met(cut, other) for cut in ours for other in theirs):
            return True
    return False


def _met(ours: Sets, theirs: Sets) -> bool:
    return len(ours) == len(theirs) and all(not a.isdisjoint(b) for a, b in zip(ours, theirs, strict=True))
