"""How a unit is written: in full, short, by its cover number, with its battalion, in three languages."""

from __future__ import annotations

from functools import cache

from allforall.rehearsal.chance import Chance, Ints, Texts, looked_up
from allforall.rehearsal.service import units
from allforall.rehearsal.tables import table

FORMS = ("full", "short", "capital", "cover", "bare_cover", "battalion", "full_battalion", "kind")
FORM_WEIGHTS = (22, 26, 8, 16, 8, 8, 4, 8)
COVER = {"uk": "в/ч ", "ru": "в/ч ", "la": "mil unit "}
BATTALION = {"uk": "{} бат. ", "ru": "{} бат. ", "la": "{} bn, "}
FULL_BATTALION = {"uk": "{} батальйон, ", "ru": "{}-й батальон, ", "la": "{} Battalion, "}
PLAIN_KINDS = {
    "uk": ("бригада", "полк", "батальйон", "загін"),
    "ru": ("бригада", "полк", "батальон", "отряд"),
    "la": ("brigade", "regiment", "battalion", "detachment"),
}


def written(unit: Ints, battalion: Ints, language: str, chance: Chance) -> Texts:
    """Each unit in some form, by the weights of FORMS."""
    form = chance.picks(FORM_WEIGHTS, len(unit))
    keys = (unit * len(FORMS) + form) * 5 + battalion
    return looked_up(keys, lambda some: [_write(key, language) for key in some.tolist()])


def _write(key: int, language: str) -> str:
    rest, battalion = divmod(key, 5)
    unit, form = divmod(rest, len(FORMS))
    return write(unit, battalion, language, FORMS[form])


@cache
def write(unit: int, battalion: int, language: str, form: str) -> str:
    """One unit in one form; 0 is no battalion."""
    known = units()[unit]
    row = table("units")[known.kind]
    cover = (
        known.cover.replace("А", "A") if language == "la" else known.cover
    )  # a Latin letter in Latin lists
    full, short = (_numbered(row[column], known.number) for column in (language, f"{language}_short"))
    if form == "cover":
        return COVER[language] + cover
    if form == "bare_cover":
        return cover
    if form == "kind":
        return _plain(full, known.number, language)
    if form == "capital":
        return short.upper()
    if battalion and form == "battalion":
        return BATTALION[language].format(battalion) + short
    if battalion and form == "full_battalion":
        return FULL_BATTALION[language].format(battalion) + full
    return full if form in ("full", "full_battalion") else short


def _numbered(text: str, number: int) -> str:
    return text.replace("#th", f"{number}{_ordinal(number)}").replace("#", str(number))


def _ordinal(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _plain(full: str, number: int, language: str) -> str:
    """Number and kind alone, as people say it: "36 бригада"."""
    for kind in PLAIN_KINDS[language]:
        if kind in full.lower():
            return f"{full.split()[0] if language == 'ru' else number} {kind}"
    return full
