"""Places of birth, capture and holding, and the many ways in which they are written."""

from __future__ import annotations

from bisect import bisect
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from allforall.rehearsal.chance import Chance, Floats, Ints, Texts, looked_up
from allforall.rehearsal.respelling import respelling
from allforall.rehearsal.surnames import roots
from allforall.rehearsal.tables import table

VILLAGE_SHARE = 0.38
VILLAGE_ROOTS = 4  # of so many roots one gives a village its name
FORMS = ("name", "marked", "with_region", "region_first", "region", "old")
TOWN = {"uk": "м. ", "ru": "г. ", "la": ""}
VILLAGE = {"uk": "с. ", "ru": "с. ", "la": "v. "}


@cache
def towns(kind: str, home: str = "") -> Ints:
    """Codes of towns of one kind (b birth, c capture, h holding), and of one home where given."""
    rows = enumerate(table("places"))
    return np.array([at for at, row in rows if row["kind"] == kind and home in ("", row["home"])])


@cache
def _weights(kind: str, home: str) -> Floats:
    return np.array([float(table("places")[code]["weight"]) for code in towns(kind, home)])


@cache
def renamed() -> Ints:
    """Codes of towns that bore another name."""
    return np.array([at for at, row in enumerate(table("places")) if row["old_uk"]])


def draw(kind: str, home: str, count: int, chance: Chance) -> Ints:
    """`count` town codes by their weights."""
    return towns(kind, home)[chance.picks(_weights(kind, home), count)]


def draw_one(kind: str, home: str, chance: Chance) -> int:
    """One town code by the weights."""
    return int(towns(kind, home)[bisect(_edges(kind, home), chance.share())])


@cache
def _edges(kind: str, home: str) -> list[float]:
    edges = np.cumsum(_weights(kind, home))
    return list(edges[:-1] / edges[-1])


def draw_birth_places(home: Ints, chance: Chance) -> Ints:
    """A place of birth for each person, by home; a village's code also tells its region."""
    result = np.zeros(len(home), dtype=np.int64)
    for side, name in enumerate(("uk", "ru")):
        rows = np.flatnonzero(home == side)
        town = draw("b", name, len(rows), chance)
        village = _of_home("villages", name)[chance.numbers(0, len(_of_home("villages", name)), len(rows))]
        regions = _of_home("regions", name)
        weights = [float(table("regions")[code]["weight"]) for code in regions]
        region = regions[chance.picks(weights, len(rows))]
        rural = len(table("places")) + village * len(table("regions")) + region
        result[rows] = np.where(chance.shares(len(rows)) < VILLAGE_SHARE, rural, town)
    return result


@dataclass(frozen=True)
class Village:
    """A village's name in three ways of writing, and whose it is."""

    home: str
    uk: str
    ru: str
    la: str

    def name(self, language: str) -> str:
        """The name in one language."""
        return {"uk": self.uk, "ru": self.ru, "la": self.la}[language]


@cache
def villages() -> tuple[Village, ...]:
    """Names that occur in many regions: the commonest by hand, others grown from roots like surnames."""
    known = [Village(**row) for row in table("villages")]
    known = [each if each.home == "uk" else _heard_in_ukrainian(each) for each in known]
    stems = [root for root in roots() if root.group in "pnb" and len(root.uk) > 2][::VILLAGE_ROOTS]
    uk = respelling("uk_join")([f"{root.uk}+івка" for root in stems])
    by_meaning = respelling("ru_join")([f"{root.ru}+овка" for root in stems])
    ru = respelling("ru_join")([f"{root.ru}+ино" for root in stems])
    known += [Village("uk", *names) for names in zip(uk, by_meaning, respelling("kmu2010")(uk), strict=True)]
    known += [
        Village("ru", a, b, c)
        for a, b, c in zip(respelling("ru_to_uk")(ru), ru, respelling("mvd1997")(ru), strict=True)
    ]
    return tuple(known)


def _heard_in_ukrainian(village: Village) -> Village:
    return replace(village, uk=respelling("ru_to_uk")([village.ru])[0])


@cache
def _of_home(name: str, home: str) -> Ints:
    homes = [each.home for each in villages()] if name == "villages" else [row["home"] for row in table(name)]
    return np.array([at for at, each in enumerate(homes) if each == home])


def written(codes: Ints, language: str, forms: Ints) -> Texts:
    """Each place in one of FORMS, in one language."""
    count = len(FORMS)
    return looked_up(
        codes * count + forms,
        lambda keys: [write(key // count, language, FORMS[key % count]) for key in keys.tolist()],
    )


@cache
def write(code: int, language: str, form: str) -> str:
    """One place in one form; a form the place does not have falls back to its name."""
    name, old, region, mark = _words(code, language)
    if form == "old":
        return old or name
    if form == "region" and region:
        return region
    if form == "with_region" and region:
        return f"{mark}{name}, {region}"
    if form == "region_first" and region:
        return f"{region}, {_district(region)}{mark}{name}"
    return name if form == "name" else mark + name


def _words(code: int, language: str) -> tuple[str, str, str, str]:
    """Name, old name, region and the mark of town or village."""
    if code < len(table("places")):
        row = table("places")[code]
        mark = "" if row["kind"] == "h" else TOWN[language]
        return row[language], _old(row, language), _region(row, language), mark
    village, region = divmod(code - len(table("places")), len(table("regions")))
    return villages()[village].name(language), "", table("regions")[region][language], VILLAGE[language]


def _old(row: dict[str, str], language: str) -> str:
    if language != "la":
        return row[f"old_{language}"]
    return respelling("icao_ru")([row["old_ru"]])[0] if row["old_ru"] else ""


def _region(row: dict[str, str], language: str) -> str:
    if not row["region_uk"]:
        return ""
    if language == "la":
        return _latin_regions().get(row["region_uk"].split()[0]) or _latin_region(row["region_ru"])
    region = row[f"region_{language}"]
    return f"{region} обл." if region.endswith(("ька", "кая")) else region


def _latin_region(russian: str) -> str:
    name: str = respelling("icao_ru")([russian.removesuffix("ая")])[0]
    return f"{name} region" if russian.endswith("ая") else name


@cache
def _latin_regions() -> dict[str, str]:
    """Latin names of regions by the first word of their Ukrainian name."""
    return {row["uk"].split()[0]: row["la"] for row in table("regions")}


def _district(region: str) -> str:
    """A district that bears the region's name, where the words allow it."""
    for ending, district in (("ька обл.", "ький р-н, "), ("кая обл.", "кий р-н, ")):
        if region.endswith(ending):
            return region.removesuffix(ending) + district
    return ""
