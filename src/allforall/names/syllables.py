"""Korean and Chinese words, read by syllables: each tradition spells the same syllable differently."""

from __future__ import annotations

from collections.abc import Callable
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
_LONGEST_SYLLABLE = 6
_TOO_LONG = 12
_SCRIPTS: dict[str, Callable[[str], str]] = {
    "latin": fold_latin,
    "cyrillic": fold_cyrillic,
    "hangul": lambda text: normalize("NFC", text),
    "han": lambda text: text,
}
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


def _cuts(text: str, table: dict[str, frozenset[str]], longest: int) -> tuple[Sets, ...]:
    """The ways to cut a folded word into syllables of the table."""
    ways: dict[int, list[Sets]] = {0: [()]}
    for place in range(len(text)):
        for cut in ways.get(place, ()):
            if len(cut) == _MOST_SYLLABLES:
                continue
            for end in range(place + 1, min(place + longest, len(text)) + 1):
                met = table.get(text[place:end])
                if met is not None:
                    ways.setdefault(end, []).append((*cut, met))
    return tuple(ways.get(len(text), ()))


@lru_cache(maxsize=100_000)
def _readings(text: str, script: str) -> tuple[tuple[Sets, ...], tuple[Sets, ...]]:
    """The word as Korean and as Chinese syllables; two empty rows when it is neither."""
    if len(text) > _TOO_LONG or script not in _SCRIPTS:
        return (), ()
    folded = _SCRIPTS[script](text)
    longest = 1 if script in {"hangul", "han"} else _LONGEST_SYLLABLE
    korean = () if script == "han" else _cuts(folded, _korean(), longest)
    chinese = () if script == "hangul" else _cuts(folded, _chinese(), longest)
    return korean, chinese


def syllables_agree(left: str, left_script: str, right: str, right_script: str) -> bool:
    """Both words are the same row of Korean or of Chinese syllables under some spelling of each.

    Two words in the same Korean or Chinese letters are never told so: their letters say it themselves.
    """
    if left_script == right_script and left_script in {"han", "hangul"}:
        return False
    ours = _readings(left, left_script)
    if not ours[0] and not ours[1]:
        return False
    theirs = _readings(right, right_script)
    return any(
        _met(cut, other) for mine, its in zip(ours, theirs, strict=True) for cut in mine for other in its
    )


def _met(ours: Sets, theirs: Sets) -> bool:
    return len(ours) == len(theirs) and all(not a.isdisjoint(b) for a, b in zip(ours, theirs, strict=True))
