"""Puts Ukrainian and Russian names into the genitive, dative or accusative, as in "list of ... the following".

Rules of the rehearsal's own, good for the names it makes; a name no rule fits stays as it is.
"""

from __future__ import annotations

CASES = ("genitive", "dative", "accusative")

# nominative ending: endings of genitive, dative, accusative
MASCULINE = {
    "uk": {
        "ський": ("ського", "ському", "ського"), "цький": ("цького", "цькому", "цького"), "ий": ("ого", "ому", "ого"),
        "ій": ("ія", "ію", "ія"), "ко": ("ка", "ку", "ка"), "ло": ("ла", "лу", "ла"), "ро": ("ра", "ру", "ра"),
        "ець": ("ця", "цю", "ця"), "ь": ("я", "ю", "я"), "й": ("я", "ю", "я"), "о": ("а", "у", "а"),
        "а": ("и", "і", "у"), "я": ("і", "і", "ю"),
    },
    "ru": {
        "ский": ("ского", "скому", "ского"), "цкий": ("цкого", "цкому", "цкого"), "ый": ("ого", "ому", "ого"),
        "ой": ("ого", "ому", "ого"), "ий": ("ия", "ию", "ия"), "ец": ("ца", "цу", "ца"), "ь": ("я", "ю", "я"),
        "й": ("я", "ю", "я"), "а": ("ы", "е", "у"), "я": ("и", "е", "ю"), "о": ("о", "о", "о"), "ых": ("ых", "ых", "ых"),
        "их": ("их", "их", "их"),
    },
}  # fmt: skip
FEMININE = {
    "uk": {"ська": ("ської", "ській", "ську"), "цька": ("цької", "цькій", "цьку"), "ова": ("ової", "овій", "ову"),
           "іна": ("іної", "іній", "іну"), "а": ("и", "і", "у"), "ія": ("ії", "ії", "ію"), "я": ("і", "і", "ю")},
    "ru": {"ская": ("ской", "ской", "скую"), "цкая": ("цкой", "цкой", "цкую"), "ова": ("овой", "овой", "ову"),
           "ева": ("евой", "евой", "еву"), "ина": ("иной", "иной", "ину"), "а": ("ы", "е", "у"),
           "ия": ("ии", "ии", "ию"), "я": ("и", "е", "ю"), "ь": ("и", "и", "ь")},
}  # fmt: skip
CONSONANT = {"uk": ("а", "у", "а"), "ru": ("а", "у", "а")}
_VOWELS = "аеєиіїоуюяэыё"


def declined(word: str, case: str, language: str, female: bool) -> str:
    """One part of a name in a case; hard velars take и, and women's names in consonants stay."""
    if len(word) < 3:
        return word
    place = CASES.index(case)
    table = (FEMININE if female else MASCULINE)[language]
    for length in (5, 4, 3, 2, 1):
        if (endings := table.get(word[-length:])) is not None:
            return _spelled(word[:-length] + endings[place], language)
    if female or word[-1] in _VOWELS:
        return word
    return word + CONSONANT[language][place]


def _spelled(word: str, language: str) -> str:
    """Russian writes и, not ы, after к, г, х and hushing sounds."""
    if language == "ru" and word.endswith("ы") and word[-2] in "кгхжчшщ":
        return word[:-1] + "и"
    return word
