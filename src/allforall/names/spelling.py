"""The letters of a written name: cleaning, telling the script, mending letters of two scripts in one word."""

from __future__ import annotations

import re
import unicodedata

# first code point, last code point, script
_RANGES: tuple[tuple[int, int, str], ...] = (
    (0x0041, 0x024F, "latin"),
    (0x0250, 0x02AF, "latin"),
    (0x0370, 0x03FF, "greek"),
    (0x0400, 0x052F, "cyrillic"),
    (0x0531, 0x058F, "armenian"),
    (0x0590, 0x05FF, "hebrew"),
    (0x0600, 0x077F, "arabic"),
    (0x08A0, 0x08FF, "arabic"),
    (0x0900, 0x097F, "devanagari"),
    (0x10A0, 0x10FF, "georgian"),
    (0x1100, 0x11FF, "hangul"),
    (0x1C80, 0x1C8F, "cyrillic"),
    (0x1C90, 0x1CBF, "georgian"),
    (0x1E00, 0x1EFF, "latin"),
    (0x1F00, 0x1FFF, "greek"),
    (0x2D00, 0x2D2F, "georgian"),
    (0x2DE0, 0x2DFF, "cyrillic"),
    (0x3040, 0x309F, "kana"),
    (0x30A0, 0x30FF, "kana"),
    (0x3130, 0x318F, "hangul"),
    (0x3400, 0x9FFF, "han"),
    (0xA640, 0xA69F, "cyrillic"),
    (0xAC00, 0xD7AF, "hangul"),
    (0xF900, 0xFAFF, "han"),
    (0xFB50, 0xFDFF, "arabic"),
    (0xFE70, 0xFEFE, "arabic"),
)
_FRACTIONS = "\u215f"

# Letters that look alike, Latin on the left; upper case apart because B looks like В but b does not.
_LATIN_TO_CYRILLIC = str.maketrans(
    "ABCEHIJKMOPTXYSaceiopxyskjïëhmtnru",
    "АВСЕНІЈКМОРТХУЅасеіорхуѕкјїёнмтпги",
)
_CYRILLIC_TO_LATIN = str.maketrans("АВСЕНІЈКМОРТХУЅЁЇасеіорхуѕјёї", "ABCEHIJKMOPTXYSËÏaceiopxysjëï")
_GREEK_TO_CYRILLIC = str.maketrans("ΑΒΕΗΙΚΜΝΟΡΤΧΥαοιρυκ", "АВЕНІКМNОРТХУаоірук")
_LATIN_TWINS = frozenset("ABCEHIJKMOPTXYSaceiopxysjïëk")
_CYRILLIC_TWINS = frozenset("АВСЕНІЈКМОРТХУЅЁЇасеіорхуѕјёї")

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb]"
)
_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ‘`´ʹʻ′ˈ＇ʾʿ‛ꞌ", "'") | {"ʺ": '"', "″": '"'})
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−⸺﹣－ـ", "-") | {"ـ": None})
_PLAIN_CYRILLIC = re.compile("[А-Яа-яЁёІіЇїЄєҐґ'-]+")
_PLAIN_LATIN = re.compile("[A-Za-zÀ-ÖØ-öø-ž'-]+")
_TWO_SCRIPTS = re.compile("(?=.*[A-Za-zÀ-žΑ-ω])(?=.*[\u0400-\u052f])")
_COMPATIBLE = re.compile("[\u2100-\u214f\uf900-\U0010ffff]")  # full-width, presentation forms and the like
_PALOCHKA = re.compile("(?<=[гкптхцчГКПТХЦЧаеоуэюя])[I1l|](?=[а-яё]|$)")


def script_of(text: str) -> str:
    """The script most letters of `text` are written in, or "none" when there is no letter.

    Scripts this project has no reading for are "other".
    """
    if _PLAIN_CYRILLIC.fullmatch(text):
        return "cyrillic"
    if _PLAIN_LATIN.fullmatch(text):
        return "latin"
    counts: dict[str, int] = {}
    for letter in text:
        script = _script_of_letter(letter)
        if script:
            counts[script] = counts.get(script, 0) + 1
    return max(counts, key=lambda script: (counts[script], script)) if counts else "none"


def _script_of_letter(letter: str) -> str | None:
    if not letter.isalpha():
        return None
    code = ord(letter)
    for first, last, script in _RANGES:
        if first <= code <= last:
            return script
    return "other"


def clean(written: str) -> str:
    """`written` without invisible characters, composed (NFC), with one kind of apostrophe, dash and space.

    Compatibility forms (full-width and presentation letters) become ordinary letters. Case is kept.
    """
    text = written
    if _PLAIN_CYRILLIC.fullmatch(text):
        return text
    if not text.isascii():
        text = _INVISIBLE.sub("", text)
        text = unicodedata.normalize("NFC", text)
        text = text.translate(_APOSTROPHES).translate(_DASHES)
        if _COMPATIBLE.search(text):
            text = unicodedata.normalize("NFKC", text)
    return " ".join(text.split())


def mend(text: str) -> tuple[str, bool]:
    """Mend a word that mixes letters of two scripts; says whether anything was mended.

    Only letters that look alike are exchanged, towards the script that then explains every letter;
    a word that stays mixed is returned as it was. A capital I inside a Caucasian word is a palochka.
    """
    if text.isascii() or _PLAIN_CYRILLIC.fullmatch(text) or not _TWO_SCRIPTS.search(text):
        return text, False
    latin = [letter for letter in text if _script_of_letter(letter) == "latin"]
    cyrillic = [letter for letter in text if _script_of_letter(letter) == "cyrillic"]
    if latin == ["I"] and not text.isupper() and _PALOCHKA.search(text):
        return _PALOCHKA.sub("Ӏ", text), True
    if all(letter in _LATIN_TWINS for letter in latin):
        return text.translate(_LATIN_TO_CYRILLIC).translate(_GREEK_TO_CYRILLIC), True
    if all(letter in _CYRILLIC_TWINS for letter in cyrillic):
        return text.translate(_CYRILLIC_TO_LATIN), True
    if len(cyrillic) > len(latin):
        return text.translate(_LATIN_TO_CYRILLIC).translate(_GREEK_TO_CYRILLIC), True
    return text, False
