"""Equal given names: the classes of `names_given.csv`, found by spelling, by sound, or in a patronymic."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache

from allforall.names.declension import cases
from allforall.names.endings import father_stem
from allforall.names.reading import sounds_of
from allforall.names.resources import rows
from allforall.names.spelling import script_of

Classes = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GivenNames:
    """The table of equal given names, indexed.

    `formal`, `short` and `declined` go from a case-folded spelling, `by_sound` and `short_by_sound` from a
    canonical sound, `fathers` from the stem of a patronymic; all to classes, the commonest first.
    `letters` holds the first class letters a name of a class may be abbreviated to, `sex` its "m" or "f".
    """

    formal: dict[str, Classes] = field(default_factory=dict)
    short: dict[str, Classes] = field(default_factory=dict)
    declined: dict[str, Classes] = field(default_factory=dict)
    by_sound: dict[str, Classes] = field(default_factory=dict)
    short_by_sound: dict[str, Classes] = field(default_factory=dict)
    fathers: dict[str, Classes] = field(default_factory=dict)
    letters: dict[str, frozenset[str]] = field(default_factory=dict)
    sex: dict[str, str] = field(default_factory=dict)

    def classes(self, text: str, sounds: tuple[str, ...]) -> Classes:
        """The classes a case-folded word may belong to, by spelling first, then by sound; () when unknown."""
        found = self.formal.get(text, ()) + self.short.get(text, ()) + self.declined.get(text, ())
        if found:
            return tuple(dict.fromkeys(found))
        for table in (self.by_sound, self.short_by_sound):
            for sound in sounds:
                if sound in table:
                    return table[sound]
        return ()

    def father(self, sound: str) -> str | None:
        """The class of the father's name in a patronymic, "~" and the stem when the name is not known."""
        stem = father_stem(sound)
        if stem is None:
            return None
        known = self.fathers.get(stem)
        if known:
            return known[0]
        long_ending = len(stem) >= 2 and not sound.startswith(stem + "ic")
        return "~" + stem if long_ending else None


@cache
def given_names() -> GivenNames:
    """The table, read once."""
    table = GivenNames()
    collected: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    letters: dict[str, set[str]] = defaultdict(set)
    for row in rows("names_given.csv"):
        kind = row["class"]
        table.sex[kind] = row["sex"]
        formal, short = _words(row["formal"]), _words(row["diminutive"])
        for word in formal:
            _collect(collected, "formal", "by_sound", word, kind)
            letters[kind].update(sound[:1] for sound in sounds_of(word, script_of(word)))
        for word in short:
            _collect(collected, "short", "short_by_sound", word, kind)
        for word in formal + short:
            for case in cases(word):
                collected["declined"][case].append(kind)
        if row["sex"] == "m":
            for stem in _father_stems(formal, _words(row["father"])):
                collected["fathers"][stem].append(kind)
    for name, found in collected.items():
        getattr(table, name).update({key: tuple(dict.fromkeys(kinds)) for key, kinds in found.items()})
    table.letters.update({kind: frozenset(firsts) for kind, firsts in letters.items()})
    return table


def _words(cell: str) -> list[str]:
    return cell.casefold().split()


def _collect(
    collected: dict[str, dict[str, list[str]]], by_text: str, by_sound: str, word: str, kind: str
) -> None:
    collected[by_text][word].append(kind)
    for sound in sounds_of(word, script_of(word))[:1]:
        collected[by_sound][sound].append(kind)


def _father_stems(formal: list[str], irregular: list[str]) -> set[str]:
    stems: set[str] = set()
    for word in formal:
        for sound in sounds_of(word, script_of(word))[:1]:
            bare = sound.rstrip("i")
            stems.update((sound, bare, bare.rstrip("aou"), bare.rstrip("aoue")))
    for word in irregular:
        stems.update(sounds_of(word, script_of(word))[:1])
    return {stem for stem in stems if len(stem) > 1}
