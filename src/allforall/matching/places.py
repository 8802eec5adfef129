"""Places of birth and capture: old and new names, three languages, any case, with or without their region."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz.distance import OSA

from allforall.matching.levels import CODE
from allforall.names.token import analyse

_PIECE = re.compile(r"[,;()/\n]+|\.\s*,")
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ`-][^\W\d_]+)*")
_ADJECTIVE = re.compile(
    r"(ськ|цьк|зьк|ск|цк|sk|ts'k|tsk)(а|ая|ої|ой|ій|ою|ий|ого|ому|им|ом|a|aia|aya|ii|iy|yi|yy|y|oi|oho)?$"
)
_CASE = re.compile(r"(?<=.{3})([oe]ho|[oe]mu|[ioaue]i|i[mh]|[oe][mue]|aa|uu|ie|[aeiou])$")
_CASE_OF_REGION = re.compile(r"(?<=..)(?:[oe]ho|[oe]mu|[ioaue]i|i[mh]|[oe][mue]|aa|[aeiou])$")
_VOWEL_THAT_CHANGES = re.compile(r"[oe](?=(?:v|vk|l|rsk|h)$)")  # Харків and Харьков, Ріг and Рог


@dataclass(frozen=True, slots=True)
class Place:
    """Settlements (the first is the likeliest) and the region they lie in, by the stems of their names."""

    towns: tuple[str, ...]
    region: str

    @property
    def keys(self) -> tuple[str, ...]:
        """What two cards of the same place would share, the most telling first."""
        return self.towns or (self.region + "*",)


@cache
def read_place(text: str) -> Place | None:
    """The place behind a text, or None when no name is left of it."""
    towns: list[str] = []
    region = ""
    for piece in _PIECE.split(text.replace("İ", "I").casefold()):
        town, its_region = _read_piece(_WORD.findall(piece))
        towns.extend(town)
        region = region or its_region
    return Place(tuple(dict.fromkeys(towns)), region) if towns or region else None


def birth_place_level(left: Place, right: Place) -> int:
    """The level of two places of birth."""
    facts = ("same_birth_place", "birth_place_alike", "same_birth_region", "birth_place_differs")
    return _level(left, right, *facts)


def capture_place_level(left: Place, right: Place) -> int:
    """The level of two places of capture."""
    facts = ("same_capture_place", "capture_place_alike", "same_capture_region", "capture_place_differs")
    return _level(left, right, *facts)


def _level(left: Place, right: Place, same: str, alike: str, region: str, differs: str) -> int:
    regions = bool(left.region and right.region)
    apart = regions and not _alike(left.region, right.region)
    towns = bool(left.towns and right.towns)
    if towns and not apart:
        if not set(left.towns).isdisjoint(right.towns):
            return CODE[same]
        if any(_alike(a, b) for a in left.towns for b in right.towns):
            return CODE[alike]
    if regions and not apart:
        return CODE[region]
    if not towns and (left.region in _regions_of(right) or right.region in _regions_of(left)):
        return CODE[region]
    return CODE[differs] if towns or regions else 0


def _alike(left: str, right: str) -> bool:
    shorter = min(len(left), len(right))
    if left == right or (shorter >= 5 and OSA.distance(left, right, score_cutoff=1) <= 1):
        return True
    return shorter >= 5 and (left.startswith(right) or right.startswith(left))


def _regions_of(place: Place) -> list[str]:
    """The regions named after a town, for cards that give the one or the other."""
    return [_regions().get(stem, stem) for stem in map(_region_stem, place.towns)]


def _read_piece(words: list[str]) -> tuple[tuple[str, ...], str]:
    """The town (all it may be, where several bore the name) and the region between two commas."""
    if whole := _known_town(words):
        return whole, ""
    named, region = _region_taken(words)
    left = [word for word in _districts_taken(named) if len(word) > 1 and word not in _words("plain")]
    if len(left) == len(words) == 1 and (region := _region_alone(left[0])):
        return (), region
    town = _known_town(left) if left != words else ()
    return town or (("".join(map(_town_stem, left)),) if left else ()), region


def _region_taken(words: list[str]) -> tuple[list[str], str]:
    """The words without "oblast" and the name beside it, and that region."""
    at = next((at for at, word in enumerate(words) if word in _words("region_word")), None)
    if at is None:
        return words, ""
    before, after = words[:at], words[at + 1 :]
    follows = after and (not before or _names_region(after[0]))
    if follows and not (before and _ADJECTIVE.search(before[-1])):
        return before + after[1:], _region(after[0])
    return before[:-1] + after, _region(before[-1]) if before else ""


def _districts_taken(words: list[str]) -> list[str]:
    """The words without "district" and the adjective before it."""
    kept: list[str] = []
    for word in words:
        if word not in _words("district_word"):
            kept.append(word)
        elif kept and _ADJECTIVE.search(kept[-1]):
            kept.pop()
    return kept


def _names_region(word: str) -> bool:
    return bool(_ADJECTIVE.search(word)) or _town_stem(word) in _lands()


def _region_alone(word: str) -> str:
    """The region a word stands for by itself: Крим, Донеччина, Харківська; not a town such as Луцьк."""
    if land := _lands().get(_town_stem(word)):
        return land
    adjective = _ADJECTIVE.search(word)
    return _regions().get(_region_stem(word), "") if adjective and adjective[2] else ""


def _region(word: str) -> str:
    stem = _region_stem(word)
    return _lands().get(_town_stem(word)) or _regions().get(stem, stem)


def _region_stem(word: str) -> str:
    return _without_sk(analyse(word).sound)


def _without_sk(sound: str) -> str:
    """A region by its stem: Воронежская, Воронежской and Voronezh are one; so are Donetsk and Донецька."""
    stem = _CASE_OF_REGION.sub("", sound)
    return stem[:-2] if stem.endswith("sk") and len(stem) > 4 else stem


def _known_town(words: list[str]) -> tuple[str, ...]:
    """A town that has several names, by the first of them; nothing when it is none of those."""
    by_sound, by_stem = _towns()
    exact = by_sound.get("".join([analyse(word).sound for word in words]))
    return exact or by_stem.get("".join([_town_stem(word) for word in words]), ())


@lru_cache(maxsize=1 << 16)
def _town_stem(word: str) -> str:
    """The sound without the ending of its case, and with one vowel where Ukrainian and Russian change it."""
    return _VOWEL_THAT_CHANGES.sub("i", _CASE.sub("", analyse(word).sound))


@cache
def _rows() -> list[tuple[str, list[str]]]:
    text = files("allforall.resources").joinpath("places.csv").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return [(row["kind"], row["forms"].split()) for row in csv.DictReader(lines)]


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(form for each, forms in _rows() if each == kind for form in forms)


@cache
def _towns() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Every known form, by sound and by stem -> the first forms of the rows it stands in."""
    by_sound: dict[str, tuple[str, ...]] = {}
    by_stem: dict[str, tuple[str, ...]] = {}
    for forms in (forms for kind, forms in _rows() if kind == "town"):
        for form in forms:
            words = form.split("_")
            _add(by_sound, "".join([analyse(word).sound for word in words]), forms[0])
            _add(by_stem, "".join(map(_town_stem, words)), forms[0])
    return by_sound, by_stem


def _add(into: dict[str, tuple[str, ...]], key: str, name: str) -> None:
    into[key] = tuple(dict.fromkeys((*into.get(key, ()), name)))


@cache
def _regions() -> dict[str, str]:
    """The stem of every known form -> the stem of the first form of its row."""
    rows = [forms for kind, forms in _rows() if kind == "region"]
    return {_region_stem(form): _region_stem(forms[0]) for forms in rows for form in forms}


@cache
def _lands() -> dict[str, str]:
    """Words that stand for a region by themselves -> the stem of the region, the first form of the row."""
    rows = [forms for kind, forms in _rows() if kind == "land"]
    return {_town_stem(form): _region_stem(forms[0]) for forms in rows for form in forms[1:]}
