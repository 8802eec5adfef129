"""The cases of a given name: what a clerk writes when the sentence asks for a genitive or an accusative."""

from __future__ import annotations

# ending of the nominative -> endings of the other cases, Ukrainian and Russian together
_ENDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ія", ("ії", "ію", "ією")),
    ("ия", ("ии", "ию", "ией")),
    ("ья", ("ьи", "ье", "ью", "ьей")),
    ("ий", ("ия", "ию", "ием", "ии")),
    ("ій", ("ія", "ію", "ієм", "ієві", "ії")),
    ("ай", ("ая", "аю", "аем", "ае", "аєм", "аєві", "аї")),
    ("ей", ("ея", "ею", "еем", "ее", "еєм", "еєві", "еї")),
    ("эй", ("эя", "эю", "эем")),
    ("ля", ("лі", "лю", "лею", "ли", "ле", "лей")),
    ("ша", ("ші", "шу", "шею", "ши", "ше", "шей")),
    ("жа", ("жі", "жу", "жею", "жи", "же", "жей")),
    ("ка", ("ки", "ку", "кою", "кой", "ке", "ці")),
    ("га", ("ги", "гу", "гою", "гой", "ге", "зі")),
    ("я", ("і", "ю", "ею", "и", "е", "ей", "ї", "єю")),
    ("а", ("и", "і", "у", "ою", "ой", "е", "ы")),
    ("о", ("а", "у", "ом", "ові", "е", "і")),
    ("ь", ("я", "ю", "ем", "ём", "еві", "еві", "і", "е", "и")),
)
_CONSONANT = ("а", "у", "ом", "ові", "е", "і", "ем", "еві")
_FLEETING = {
    "павел": "павл",
    "лев": "льв",
    "федір": "федор",
    "яків": "яков",
    "нестір": "нестор",
    "пётр": "петр",
}


def cases(word: str) -> tuple[str, ...]:
    """The oblique forms of a case-folded given name in Cyrillic; none for other scripts."""
    if not "а" <= word[-1:] <= "ї":
        return ()
    for ending, others in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending):
            return tuple(word[: -len(ending)] + other for other in others)
    stem = _FLEETING.get(word, word)
    return tuple(stem + other for other in _CONSONANT)
