"""Places of birth and capture: old and new names, three languages, with or without their region."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rapidfuzz.distance import OSA

from allforall.matching.levels import CODE
from allforall.names.token import analyse

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ`-][^\W\d_]+)*\.?")
_REGION_WORDS = (
    "обл",
    "область",
    "области",
    "області",
    "oblast",
    "region",
    "край",
    "краю",
    "krai",
    "kray",
    "республік",
    "республик",
    "republic",
    "ар",
    "province",
    "ili",
)
_DISTRICT_WORDS = (
    "р-н",
    "район",
    "районі",
    "районе",
    "району",
    "raion",
    "rayon",
    "district",
    "громад",
    "тг",
    "отг",
)
_REGION_ALONE = re.compile(
    "(ськ|ск)(а|ая|ой|ій|ою)$|ska(ia|ya)?$|^(кр[иы]м|crimea|чечня|дагестан|бур[яі]т[иі]я|т[ыу]ва|татар)"
)
_KINDS = {
    *(
        "м",
        "г",
        "гор",
        "місто",
        "город",
        "misto",
        "gorod",
        "city",
        "town",
        "of",
        "с",
        "село",
        "selo",
        "village",
        "смт",
        "пгт",
        "пос",
        "поселок",
        "посёлок",
    ),
    *(
        "селище",
        "п",
        "х",
        "хутір",
        "хутор",
        "ст",
        "станица",
        "станиця",
        "станція",
        "аул",
        "д",
        "деревня",
        "дер",
        "нп",
        "н",
        "poselok",
        "smt",
        "m",
        "g",
        "s",
    ),
    *(
        "під",
        "под",
        "біля",
        "возле",
        "near",
        "поблизу",
        "вблизи",
        "у",
        "в",
        "in",
        "район",
        "околиці",
        "окрестности",
        "напрямок",
        "направление",
        "direction",
    ),
    *(
        "україна",
        "украина",
        "ukraine",
        "ukraina",
        "росія",
        "россия",
        "russia",
        "рф",
        "ссср",
        "срср",
        "ussr",
        "урср",
        "усср",
        "рсфср",
    ),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A settlement and the region it lies in, by the sounds of their names; either may be unknown ("")."""

    town: str
    region: str

    @property
    def keys(self) -> tuple[str, ...]:
        """What two cards of the same place would share."""
        return (self.town,) if self.town else (self.region + "*",)


@cache
def read_place(text: str) -> Place | None:
    """The place behind a text, or None when no name is left of it."""
    words = [found.group().casefold() for found in _WORD.finditer(text)]
    towns: list[str] = []
    region = ""
    for at, word in enumerate(words):
        bare = word.rstrip(".")
        following = words[at + 1].rstrip(".") if at + 1 < len(words) else ""
        if (
            bare.startswith(_REGION_WORDS[:9])
            or bare in _REGION_WORDS
            or bare in _KINDS
            or _is_district(bare)
        ):
            continue
        if _is_region_word(following) or (at and _is_region_word(words[at - 1].rstrip("."))):
            region = region or _one_form("region", _ending_off(bare))
        elif not _is_district(following):
            towns.append(bare)
    town = _one_form("town", "_".join(towns)) if towns else ""
    if len(towns) == 1 and not region and _REGION_ALONE.search(towns[0]) and _is_region_name(towns[0]):
        return Place("", _one_form("region", _ending_off(towns[0])))
    return Place(town, region) if town or region else None


def birth_place_level(left: Place, right: Place) -> int:
    """The level of two places of birth."""
    return _level(
        left, right, "same_birth_place", "birth_place_alike", "same_birth_region", "birth_place_differs"
    )


def capture_place_level(left: Place, right: Place) -> int:
    """The level of two places of capture."""
    return _level(
        left,
        right,
        "same_capture_place",
        "capture_place_alike",
        "same_capture_region",
        "capture_place_differs",
    )


def _level(left: Place, right: Place, same: str, alike: str, region: str, differs: str) -> int:
    if left.town and right.town:
        if left.town == right.town:
            return CODE[same]
        if _alike(left.town, right.town):
            return CODE[alike]
    regions = {left.region or _region_of(left), right.region or _region_of(right)} - {""}
    if left.region and right.region and left.region == right.region:
        return CODE[region]
    if len(regions) == 1 and (left.region or right.region) and not (left.town and right.town):
        return CODE[region]
    return CODE[differs] if (left.town and right.town) or (left.region and right.region) else 0


def _alike(left: str, right: str) -> bool:
    shorter = min(len(left), len(right))
    if shorter >= 5 and OSA.distance(left, right, score_cutoff=1) <= 1:
        return True
    return shorter >= 5 and (left.startswith(right) or right.startswith(left))


def _region_of(place: Place) -> str:
    """The region named after a town, for cards that give the one or the other."""
    return _table()["region"].get(place.town, "")


def _is_region_word(word: str) -> bool:
    return word in _REGION_WORDS or word.startswith(("област", "республ", "oblast"))


def _is_district(word: str) -> bool:
    return word in _DISTRICT_WORDS or word.startswith(("район", "громад", "р-н"))


def _is_region_name(word: str) -> bool:
    return _ending_off(word) in _table()["region"]


def _ending_off(word: str) -> str:
    """A region's adjective by its stem: Донецька, Донецкая, Донецкой and Donetska are one."""
    sound = analyse(word).sound
    return re.sub(r"(sk|tsk|ck|k)(a|oi|oho|i|ai|u|ii|omu)?$", r"\1", sound)


def _one_form(kind: str, words: str) -> str:
    sound = words if kind == "region" else "".join(analyse(word).sound for word in words.split("_"))
    return _table()[kind].get(sound, sound)


@cache
def _table() -> dict[str, dict[str, str]]:
    """Sound of every known form -> sound of the first form of its row, apart for towns and regions."""
    text = files("allforall.resources").joinpath("places.csv").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    known: dict[str, dict[str, str]] = {"town": {}, "region": {}}
    for row in csv.DictReader(lines):
        forms = row["forms"].split()
        sound = (
            _ending_off
            if row["kind"] == "region"
            else lambda form: "".join(analyse(w).sound for w in form.split("_"))
        )
        for form in forms:
            known[row["kind"]].setdefault(sound(form), sound(forms[0]))
    return known
