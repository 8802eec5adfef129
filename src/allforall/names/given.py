"""Equal given names: the classes of `names_given.csv`, found by spelling, by sound, or in a patronymic."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from allforall.names.declension import cases
from allforall.names.endings import father_stem
from allforall.names.reading import sounds_of
from allforall.names.resources import rows
from allforall.names.spelling import script_of

# how a word may stand for a class, the surest first
MANNERS = ("formal", "diminutive", "abroad", "declined")
_SON_OF = re.compile(
    "(?<=...)-?(?:(?<!к)[ұу]лы|уулу|[оу]гл[ыиу]|ўғли|[кқг][ыи]зы|қизи|o'?g'?li|oğlu|oglu|ogly|uulu|q[ıi]z[ıi]|kyzy)$"
)
_AFTER_LATIN = "\u0250"
Found = dict[str, str]  # class -> manner, the likeliest first


@dataclass(frozen=True, slots=True)
class GivenNames:
    """The table of equal given names, indexed by case-folded spelling and by canonical sound.

    `fathers` goes from the stem of a patronymic to a class; `letters` holds the first class letters the
    names of a class may be abbreviated to, `sex` its "m" or "f".
    """

    by_text: dict[str, Found] = field(default_factory=dict)
    by_sound: dict[str, Found] = field(default_factory=dict)
    short_by_sound: dict[str, Found] = field(default_factory=dict)
    fathers: dict[str, str] = field(default_factory=dict)
    letters: dict[str, frozenset[str]] = field(default_factory=dict)
    sex: dict[str, str] = field(default_factory=dict)

    def find(self, text: str, sounds: tuple[str, ...]) -> Found:
        """The classes of a case-folded word and how it stands for each; by spelling, else by sound."""
        found = self.by_text.get(text)
        if found is not None:
            return found
        tables = (self.by_sound, self.short_by_sound) if text[:1] < _AFTER_LATIN else (self.by_sound,)
        for table in tables:
            for sound in sounds:
                found = table.get(sound)
                if found is not None:
                    return found
        return {}

    def father(self, text: str, sound: str) -> str | None:
        """The class of the father's name in a patronymic, "~" and the stem when the name is not known."""
        stem = father_stem(sound)
        if stem is None:
            return self._son_of(text)
        known = self.fathers.get(stem)
        if known is not None:
            return known
        long_ending = len(stem) >= 2 and not sound.startswith(stem + "ic")
        return "~" + stem if long_ending else None

    def _son_of(self, text: str) -> str | None:
        """The same for `Кайратулы` and `Rauf-oğlu`, where the word for son or daughter is written on."""
        ending = _SON_OF.search(text)
        if ending is None:
            return None
        name = text[: ending.start()].rstrip("-'")
        sounds = sounds_of(name, script_of(name))
        return next(iter(self.find(name, sounds)), "~" + sounds[0])


@cache
def given_names() -> GivenNames:
    """The table, read once."""
    table = GivenNames()
    read = list(rows("names_given.csv"))
    for manner in MANNERS:
        for row in read:
            for word in _words(row, manner):
                _enter(table, word, row["class"], manner)
    for row in read:
        kind, formal = row["class"], list(_words(row, "formal"))
        table.sex[kind] = row["sex"]
        table.letters[kind] = frozenset(_sound(word)[:1] for word in formal)
        if row["sex"] == "m":
            for stem in _father_stems(formal, row["father"].casefold().split()):
                table.fathers.setdefault(stem, kind)
    return table


def _words(row: dict[str, str], manner: str) -> Iterator[str]:
    if manner != "declined":
        yield from row[manner].casefold().split()
        return
    for word in f"{row['formal']} {row['diminutive']}".casefold().split():
        yield from cases(word)


def _enter(table: GivenNames, word: str, kind: str, manner: str) -> None:
    table.by_text.setdefault(word, {}).setdefault(kind, manner)
    if manner == "formal":
        table.by_sound.setdefault(_sound(word), {}).setdefault(kind, manner)
    elif (
        manner == "diminutive" and word[-1] in "аяо"
    ):  # only these are told by ear: Сашко, Sasha; not Алік, Billy
        table.short_by_sound.setdefault(_sound(word), {}).setdefault(kind, manner)


def _sound(word: str) -> str:
    return sounds_of(word, script_of(word))[0]


def _father_stems(formal: list[str], irregular: list[str]) -> Iterator[str]:
    for word in irregular:
        yield _sound(word)
    for word in formal:
        sound = _sound(word)
        bare = sound.rstrip("i")
        for stem in (sound, bare, bare.rstrip("aou"), bare.rstrip("aoue")):
            if len(stem) > 1:
                yield stem
