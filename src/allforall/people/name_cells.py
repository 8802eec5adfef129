"""What stands in a name cell besides the name: call sign, former surname, second spelling, rank, birth."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from allforall.people.name_signs import RANK
from allforall.people.party import plain
from allforall.people.text import INVISIBLE, clean

_WITH_MARK = {"и": "й", "И": "Й", "і": "ї", "І": "Ї"}
_LOST_MARK = re.compile(r"([иИіІ])\?")
_LOST_APOSTROPHE = re.compile(r"(?<=\w)\?(?=[яюєїЯЮЄЇyY])")
_NO_LETTERS = re.compile(r"[^\w?\ufffd]*[\d?\ufffd][\W\d_]*")
_QUOTED = re.compile(
    r"[\"«“”„‹]\s*([^\"«»“”„‹›]{1,40}?)\s*[\"»“”‹›]|(?<!\w)['’`](\w[^'’`]{0,30}?)['’`](?!\w)"
    r"|(?<!\w)\?(\w{2,30})\?(?!\w)"  # quotes that an old encoding did not have
)
_CALL_WORD = r"(?:позивн\w*|позывн\w*|поз\.|псевдо(?:нім|ним)?|call\s?-?sign|kod\s(?:adı|ismi)|takma ad[ıi]?)"
_CALLED = re.compile(
    rf"[,;(\[\s]*\b{_CALL_WORD}\s*[:–—-]?\s*\(?\s*([\w-]+(?:\s\d+)?)\s*[)\]]?", re.IGNORECASE
)
_CALL_PREFIX = re.compile(rf"[,;(\[\s]*\b{_CALL_WORD}\s*[:–—-]?\s*$", re.IGNORECASE)
_BRACKETED = re.compile(r"\s*[(\[]\s*([^()\[\]]*?)\s*(?:[)\]]|$)")
_FORMER = re.compile(
    r"[,;(\[\s]*\b(?:дівоче(?:\sпрізвище)?|дів\.|в дівоцтві|у дівоцтві|до шлюбу|колишн[яє]|раніше|попереднє|"
    r"девичья(?:\sфамилия)?|дев\.|в девичестве|урожд[её]нн?ая|урожд\.?|ур\.|ранее|прежняя|до брака|"
    r"née|nee|maiden(?:\sname)?|formerly|kızlık(?:\ssoyadı)?|eski(?:\ssoyadı)?)\s*[:–—-]?\s*([\w'’ʼ-]+)\s*[)\]]?",
    re.IGNORECASE,
)
_SURNAME_ENDING = re.compile(
    r"(?:енко|ейко|ова|ева|єва|ьова|ська|ская|цька|цкая|чук|нюк|ишин|enko|ova|eva|ska|skaia)$"
)
_SURNAME_FIRST = re.compile(r"(?:ко|ук|юк|ов|ев|єв|ін|ин|їн|ова|ева|іна|ина|ий|ой|ська|ская|ець|ец)$")
_NEAR = 0.6  # Микола and Николай, not Петро and Павло
_DATE = re.compile(
    r"[\s,;(]*((?:\d{1,2}[./-]\d{1,2}[./-])?(?:19|20)\d\d|\d{1,2}[./-]\d{1,2}[./-]\d\d)"
    r"\s*(?:р\.?\s?н\.?|г\.?\s?р\.?|року(?: народження)?|года?(?: рождения)?|р\.|г\.)?\s*\)?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^\s*\d{1,5}\s*[.)]\s*(?=\D)")
_RANK = re.compile(rf"^({RANK})\.?\s+(?=\S)", re.IGNORECASE)
_AND = re.compile(r"\s+(?:і|и|та|and|ve)\s+")
_BETWEEN = re.compile(r"\s*(?:\n|/|;|&|\+|,)\s*")
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ`-][^\W\d_]+)*\.?")
_ADDRESS = re.compile(
    r",\s*([^,]*\b(?:обл|область|район|р-н|місто|город|м|с|г|смт|вул|ул|region|oblast|village|city)\b.*)$",
    re.IGNORECASE,
)
_REMARK = re.compile(
    r"(?:син|сын|батько|отец|брат|донька|дочь|молодш\w+|младш\w+|старш\w+|мл|мол|ст|junior|senior|jr|sr|тезка|тёзка|"
    r"помер\w*|загину\w*|умер\w*|погиб\w*|полон\w*|плен\w*|поранен\w*|ранен\w*|цив\w*|гражд\w*|oğlu|babası)\.?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NameCell:
    """A name cell taken apart. `people` is how many persons' names it holds, 0 when it has no letters."""

    name: str
    call_sign: str = ""
    former_surname: str = ""
    other_name: str = ""
    rank: str = ""
    birth_date: str = ""
    notes: str = ""
    people: int = 1


EXTRAS = ("call_sign", "former_surname", "other_name", "rank", "birth_date", "notes")


def take_apart(written: str) -> NameCell:
    """The name as it stands, and apart from it what else the cell holds."""
    if _NO_LETTERS.fullmatch(written):
        return NameCell("", people=0)
    found = dict.fromkeys(EXTRAS, "")
    said = _NUMBERED.sub("", INVISIBLE.sub("", written).strip())
    said, found["call_sign"] = _call_sign(said)
    said = _restored(said)
    said, found["former_surname"] = _taken(_FORMER, said)
    said, found["notes"] = _taken(_ADDRESS, said)
    said = _brackets(said, found)
    said, found["birth_date"], dates = _birth(said)
    said, found["rank"] = _rank(said)
    parts, spelling = _persons(said)
    found["other_name"] = found["other_name"] or spelling
    name = clean(parts[0] if len(parts) == 1 else said).strip(" ,;:–—-/")
    return NameCell(
        name, **{key: clean(value) for key, value in found.items()}, people=max(len(parts), dates)
    )


def _restored(said: str) -> str:
    """Question marks for what an old encoding did not have: the breve of й, the dots of ї, an apostrophe."""
    if "?" not in said:
        return said
    said = _LOST_MARK.sub(lambda found: _WITH_MARK[found[1]], said)
    return _LOST_APOSTROPHE.sub("'", said)


def _taken(pattern: re.Pattern[str], said: str) -> tuple[str, str]:
    found = pattern.search(said)
    if found is None:
        return said, ""
    return f"{said[: found.start()]} {said[found.end() :]}".strip(), found[1] or ""


def _call_sign(said: str) -> tuple[str, str]:
    """A word in quotes, or after "call sign"; a cell that is wholly quoted is a name in quotes."""
    quoted = _QUOTED.search(said)
    if quoted is None:
        return _taken(_CALLED, said)
    inner = quoted[1] or quoted[2] or quoted[3]
    before = _CALL_PREFIX.sub("", said[: quoted.start()])
    around = f"{before} {said[quoted.end() :]}"
    if not _WORD.search(around):
        return inner, ""
    return _empty_brackets(around), inner


def _empty_brackets(said: str) -> str:
    """Without the brackets in which a call sign stood."""
    bare = re.sub(r"[(\[]\s*[)\]]", " ", said)
    return bare if bare.count("(") == bare.count(")") else bare.replace("(", " ").replace(")", " ")


def _brackets(said: str, found: dict[str, str]) -> str:
    """Take out what stands in brackets: a call sign, a former surname, a remark, or another spelling."""
    piece = _BRACKETED.search(said)
    if piece is None:
        return said
    inner, around = piece[1], f"{said[: piece.start()]} {said[piece.end() :]}".strip()
    if not _WORD.search(around):
        return said.strip("()[] ")
    if re.search(r"\d", inner):
        return said
    key = _bracket_kind(inner, around)
    found[key] = found[key] or inner
    return around


def _bracket_kind(inner: str, around: str) -> str:
    if _REMARK.fullmatch(inner):
        return "notes"
    if len(inner.split()) > 1 or _script(inner) != _script(around):
        return "other_name"
    return "former_surname" if _SURNAME_ENDING.search(inner.lower()) else "call_sign"


def _birth(said: str) -> tuple[str, str, int]:
    """A date of birth beside the name, and how many dates there are."""
    dates = list(_DATE.finditer(said))
    if len(dates) != 1:
        return said, "", len(dates)
    around = f"{said[: dates[0].start()]} {said[dates[0].end() :]}".strip()
    return (around, dates[0][1], 1) if _WORD.search(around) else (said, "", 1)


def _rank(said: str) -> tuple[str, str]:
    """A rank before the name; some ranks are surnames too, so enough of a name has to follow."""
    found = _RANK.match(said)
    if found is None:
        return said, ""
    rest = said[found.end() :]
    follows = len(_WORD.findall(rest))
    if (found[1][0].islower() and rest[0].isupper() and follows) or follows >= 3:
        return rest, found[1]
    return said, ""


def _persons(said: str) -> tuple[list[str], str]:
    """The names of the persons in a cell, and a second spelling of the same person's name."""
    if _AND.search(said):
        parts = [part for part in _AND.split(said) if _WORD.search(part)]
        return (parts, "") if len(parts) > 1 else ([said], "")
    parts = [part for part in _BETWEEN.split(said) if part]
    whole = [part for part in parts if len(_WORD.findall(part)) >= 2]
    if len(parts) < 2 or len(whole) < len(parts) or re.search(r"\d", said):
        return [said], ""
    if len({_script(part) for part in parts}) == len(parts) or all(
        _alike(parts[0], part) for part in parts[1:]
    ):
        return [parts[0]], "; ".join(part for part in parts[1:] if clean(part) != clean(parts[0]))
    if "," in said and not all(map(_is_whole_name, parts)):
        return [said], ""  # two surnames, comma, two given names
    return parts, ""


def _alike(one: str, other: str) -> bool:
    """Whether two names are one name in two spellings: each word near to its partner."""
    pairs = list(zip(plain(one).split(), plain(other).split(), strict=False))
    return all(Levenshtein.normalized_similarity(a, b) >= _NEAR for a, b in pairs)


def _is_whole_name(part: str) -> bool:
    """Surname, name and patronymic, or a name that begins with what can only be a surname."""
    words = _WORD.findall(part)
    return len(words) > 2 or _SURNAME_FIRST.search(words[0].lower()) is not None


def _script(text: str) -> str:
    """The script of most letters."""
    cyrillic = sum("\u0400" <= c <= "\u052f" for c in text)
    latin = sum(c.isalpha() and c < "\u0250" for c in text)
    if cyrillic or latin:
        return "cyrillic" if cyrillic >= latin else "latin"
    return "other"
