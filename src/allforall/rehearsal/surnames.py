"""Makes surnames: common ones by rank, the long tail from roots and endings, other peoples' from tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from allforall.rehearsal.chance import Chance, Floats, Ints, zipf
from allforall.rehearsal.given import given_names, own_codes, split_scripts
from allforall.rehearsal.peoples import People
from allforall.rehearsal.respelling import respelling
from allforall.rehearsal.tables import table

COMMON_SHARE = {"uk": 0.22, "ru": 0.36}
TWO_PART_SHARE = {"uk": 0.012, "ru": 0.001}
MIDDLE_SHARE = 0.12  # of made surnames, those with something between root and ending: Гриц-ун-як
LISTED_SHARE = 0.7  # of the surnames of peoples whose tail is made from men's names
SAME_VOWELS = {"ие", "ои", "оі", "іе", "іо", "иы", "іи", "єе", "її", "їи", "оё", "ґг", "еи", "её"}
_CONSONANTS = "бвгґджзйклмнпрстфхцчшщ"
_CLUMSY = re.compile(
    rf"(?:ник|щик)(?:ик|ник|няк|ун|ак|ар)|ух(?:ух|ушк)|юх(?:ух|ушк)|[{_CONSONANTS}]{{5}}|ик(?:ик|ич)|як(?:ак|як)"
    r"|ар(?:ар|яр)|ушк(?:к|ух)|енкенк|инин|овов|цц|чч|шш|ьь|ьй|(.)\1\1"
)
_SOFT = "ьйіаяоеу"
_PLAIN_ENDING = {"uk": "енко", "ru": "ов"}


@dataclass
class SurnameList:
    """Different surnames, masculine: in both languages, with other Russian spellings and own Latin forms."""

    uk: list[str] = field(default_factory=list)
    ru: list[str] = field(default_factory=list)
    other_ru: list[tuple[str, ...]] = field(default_factory=list)
    latin: list[tuple[str, ...]] = field(default_factory=list)
    native: list[tuple[str, ...]] = field(default_factory=list)

    def add(self, more: SurnameList) -> int:
        """Append these surnames; gives the place of the first of them."""
        start = len(self.ru)
        for mine, theirs in zip(self._all(), more._all(), strict=True):
            mine.extend(theirs)
        return start

    def _all(self) -> tuple[list[object], ...]:
        return self.uk, self.ru, self.other_ru, self.latin, self.native  # type: ignore[return-value]


@dataclass(frozen=True)
class Root:
    """One root of surnames: its group ("p" for personal names, say) and its spelling in both languages."""

    group: str
    uk: str
    ru: str


def draw(people: People, count: int, chance: Chance) -> tuple[Ints, SurnameList]:
    """Surnames for `count` persons of a people: for each person the place in the list of different ones."""
    if people.is_slavic:
        return _draw_slavic(people.tradition, count, chance)
    return _draw_other(people, count, chance)


@cache
def roots() -> tuple[Root, ...]:
    """Every root, in the order of the table."""
    found = []
    for row in table("surname_roots"):
        group = _GROUPS.get(row["group"])
        if group:
            pairs = [(word.split("=")[0], word.split("=")[-1]) for word in row["words"].split()]
            found += [Root(group, uk, ru.translate(_RUSSIAN_LETTERS)) for uk, ru in pairs]
    return tuple(found)


_RUSSIAN_LETTERS = str.maketrans(dict(zip("іїєґІЇЄҐ'", "ииегИИЕГь", strict=True)))


_GROUPS = {"personal": "p", "trade": "t", "beast": "b", "plant": "n", "trait": "r", "people": "e"}


@cache
def words(group: str) -> tuple[str, ...]:
    """The words of one line of the table of roots."""
    row = next(each for each in table("surname_roots") if each["group"] == group)
    return tuple(dict.fromkeys(row["words"].split()))


@cache
def endings(language: str) -> tuple[tuple[str, ...], tuple[str, ...], Floats]:
    """Surname endings of a language, the groups of roots each takes, and their weights."""
    rows = [row for row in table("surname_endings") if row["language"] == language]
    weights = np.array([float(row["weight"]) for row in rows])
    return tuple(row["ending"] for row in rows), tuple(row["groups"] for row in rows), weights


def _draw_slavic(language: str, count: int, chance: Chance) -> tuple[Ints, SurnameList]:
    """Codes stand for common surnames first, then for two-part ones, then for root, middle and ending."""
    known, two_part = len(words(f"common_{language}")), len(_two_part())
    code = chance.picks(zipf(known, 18.0, 0.75), count)
    rare = np.flatnonzero(chance.shares(count) >= COMMON_SHARE[language])
    code[rare] = known + two_part + _draw_made(language, len(rare), chance)
    two = np.flatnonzero(chance.shares(count) < TWO_PART_SHARE[language])
    code[two] = known + chance.numbers(0, two_part, len(two))
    distinct, of = np.unique(code, return_inverse=True)
    return of.astype(np.int64), _spelled(language, distinct)


def _draw_made(language: str, count: int, chance: Chance) -> Ints:
    tails, groups, weights = endings(language)
    tail = chance.picks(weights, count)
    root = np.zeros(count, dtype=np.int64)
    for place, takes in enumerate(groups):
        rows = np.flatnonzero(tail == place)
        order = _roots_for(language, takes)
        root[rows] = order[chance.picks(zipf(len(order), 60.0, 0.9), len(rows))]
    middles = _middles(language)
    middle = chance.picks(
        [1 - MIDDLE_SHARE] + [MIDDLE_SHARE / (len(middles) - 1)] * (len(middles) - 1), count
    )
    return (root * len(middles) + middle) * len(tails) + tail


@cache
def _roots_for(language: str, groups: str) -> Ints:
    """Roots of these groups in an order of frequency that is the language's own."""
    allowed = np.array([at for at, each in enumerate(roots()) if each.group in groups], dtype=np.int64)
    return allowed[Chance(0, "order of roots", language).order(len(roots()))[: len(allowed)].argsort()]


@cache
def _middles(language: str) -> tuple[str, ...]:
    return ("", *words(f"middles_{language}"))


@cache
def _two_part() -> tuple[str, ...]:
    verbs = [verb + thing for verb in words("verbs_uk") for thing in words("things_uk")]
    looks = [colour + part for colour in words("colours_uk") for part in words("parts_uk")]
    return tuple(verbs + looks)


def _spelled(language: str, codes: Ints) -> SurnameList:
    two_part = _two_part() if language == "uk" else respelling("uk_to_ru")(_two_part())
    simple = [*words(f"common_{language}"), *two_part]
    listed = [simple[code] for code in codes if code < len(simple)]
    made = [_parts(language, int(code) - len(simple)) for code in codes if code >= len(simple)]
    if language == "uk":
        uk = listed + _joined("uk", [(root.uk + middle, tail) for root, middle, tail in made])
        ru = respelling("uk_to_ru")(listed + _by_meaning(made, uk[len(listed) :]))
    else:
        ru = listed + _joined("ru", [(root.ru + middle, tail) for root, middle, tail in made])
        uk = respelling("ru_to_uk")(ru)
    nothing: list[tuple[str, ...]] = [()] * len(ru)
    return SurnameList(uk, ru, list(nothing), list(nothing), list(nothing))


def _by_meaning(made: Sequence[tuple[Root, str, str]], by_sound: list[str]) -> list[str]:
    """Made surnames with the Russian cognate of their root, still in Ukrainian spelling."""
    result = list(by_sound)
    places = [at for at, (root, _, _) in enumerate(made) if _cognate(root) != root.uk]
    parts = [(_cognate(made[at][0]) + made[at][1], made[at][2]) for at in places]
    for at, word in zip(places, _joined("uk", parts), strict=True):
        result[at] = word
    return result


def _parts(language: str, code: int) -> tuple[Root, str, str]:
    tails, middles = endings(language)[0], _middles(language)
    rest, tail = divmod(code, len(tails))
    root, middle = divmod(rest, len(middles))
    stem = roots()[root]
    if not middle or stem.group not in "pt" or len(stem.uk) > 5:
        return stem, "", tails[tail]
    return Root(stem.group, stem.uk.rstrip(_SOFT), stem.ru.rstrip(_SOFT)), middles[middle], tails[tail]


def _joined(language: str, parts: Sequence[tuple[str, str]]) -> list[str]:
    """Root and ending grown together; where that cannot be spoken, the root takes the plainest ending."""
    join = respelling(f"{language}_join")
    result = join([f"{root}+{tail}" for root, tail in parts])
    clumsy = [place for place, word in enumerate(result) if _CLUMSY.search(word)]
    plain = join([f"{parts[place][0]}+{_PLAIN_ENDING[language]}" for place in clumsy])
    for place, word in zip(clumsy, plain, strict=True):
        result[place] = word
    return result


@cache
def _cognate(root: Root) -> str:
    """The Russian root if it differs from the Ukrainian in vowels only: Ліс and Лес, not Вовк and Волк."""
    if len(root.uk) != len(root.ru):
        return root.uk
    pairs = zip(root.uk.lower(), root.ru.lower(), strict=True)
    return root.ru if all(left == right or left + right in SAME_VOWELS for left, right in pairs) else root.uk


def _draw_other(people: People, count: int, chance: Chance) -> tuple[Ints, SurnameList]:
    listed = [row for row in table("other_names") if row["people"] == people.name and row["kind"] in "sx"]
    made = _from_given(people)
    weights = zipf(len(listed), 6.0)
    if made:
        tail = np.ones(len(made)) / len(made)
        weights = np.concatenate([weights / weights.sum() * LISTED_SHARE, tail * (1 - LISTED_SHARE)])
    forms = [tuple(row["ru"].split("/")) for row in listed] + made
    latin, native = zip(*(split_scripts(row["la"]) for row in listed), strict=True)
    ru = [form[0] for form in forms]
    uk = respelling("ru_to_uk")(ru)
    none: list[tuple[str, ...]] = [()] * len(made)
    book = SurnameList(uk, ru, [form[1:] for form in forms], [*latin, *none], [*native, *none])
    return chance.picks(weights, count), book


def _from_given(people: People) -> list[tuple[str, ...]]:
    """Surnames from men's names with every spelling of the name: Мухаммедов and Магомедов are one."""
    names = [given_names()[code] for code in own_codes(people.name, False)]
    made = []
    for ending in people.endings:
        for name in names:
            spellings = [form.replace("-", "").replace(" ", "").capitalize() for form in name.ru]
            if _takes(spellings[0], ending):
                made.append(tuple(dict.fromkeys(_grown(form, ending) for form in spellings)))
    return made


def _takes(name: str, ending: str) -> bool:
    """A surname in -ев comes from a name that ends in a vowel or a soft sign, one in -ов from any other."""
    soft = name[-1] in "аиеоуйьэ"
    return {"ев": soft, "ов": not soft, "ин": name[-1] in "аь", "уллин": not soft}.get(ending, True)


def _grown(name: str, ending: str) -> str:
    if ending in ("ев", "лы", "заде", "зода", "швили", "дзе"):
        return (name[:-1] if name[-1] in "йь" else name) + ending
    return name.rstrip("аеиоуйьэ") + ending
