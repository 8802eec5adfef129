"""Comparison of name parts, all requests against all distinct values of a register at once.

Each function gives a table of level codes (`levels.py`), a row for each request's value, a column for each of
the register's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from allforall.matching.levels import CODE
from allforall.matching.namevalues import parts_of, spellings_of
from allforall.names.given import given_names

Table = npt.NDArray[np.uint8]
Distances = npt.NDArray[np.uint8]
_FAR = 4  # distances from here on are all the same: too far
_LONG = 11  # letters; in so long a word two slips of the pen are no more than one in a shorter one
_SIZES = _LONG + 1  # longer words are told like those of the last size
_SILENT = "~" * 8  # the sound of a value without any: too far from every word
_WORKERS = 2
_WORTH_THREADS = 20_000  # pairs; starting threads costs more than comparing fewer


def surname_table(left: list[str], right: Surnames) -> Table:
    """Levels of surnames: of their stems, or of any of the ways they may sound, whichever are nearer."""
    asked = Surnames.of(left)
    apart = asked.apart(right)
    table = _by_letters(apart, asked, right)
    _several_words(asked, right, table)
    return _blank_where_missing(left, right.values, table)


def given_table(left: list[str], right: Named) -> Table:
    """Levels of given names: equal names of other languages and diminutives agree."""
    facts = ("same_given_name", "given_name_one_letter_off", "one_of_given_names", "given_name_differs")
    return _named_table(left, right, facts, ("given_initial_agrees", "given_initial_differs"))


def father_table(left: list[str], right: Named) -> Table:
    """Levels of fathers' names, whatever the form of the patronymic."""
    facts = ("same_father", "father_one_letter_off", "same_father", "father_differs")
    return _named_table(left, right, facts, ("father_initial_agrees", "father_initial_differs"))


def _distances(left: Sequence[str], right: Sequence[str]) -> Distances:
    workers = _WORKERS if len(left) * len(right) > _WORTH_THREADS else 1
    found: Distances = cdist(
        left, right, scorer=OSA.distance, score_cutoff=_FAR - 1, dtype=np.uint8, workers=workers
    )
    return found


@dataclass(frozen=True)
class Surnames:
    """Surnames prepared once: their stems, their sounds one under another, and the value each sound is of."""

    values: list[str]
    stems: list[str]
    sounds: list[str]
    owner: npt.NDArray[np.intp]
    sizes: npt.NDArray[np.uint8]

    @classmethod
    def of(cls, values: list[str]) -> Surnames:
        """Prepare some values of `namevalues.surname_value`."""
        spelled = [spellings_of(value) for value in values]
        sounds, owner = _one_under_another([spoken for _, spoken in spelled])
        return cls(values, [stem for stem, _ in spelled], sounds, owner, _sizes(sounds[: len(values)]))

    @cached_property
    def words(self) -> list[list[str]]:
        """The stems of each surname's words."""
        return [[word.split("/")[0] for word in value.split()] for value in self.values]

    @cached_property
    def by_stem(self) -> dict[str, list[int]]:
        """Where each stem stands, alone or among others."""
        return _places((word, at) for at, words in enumerate(self.words) for word in words)

    @cached_property
    def by_stem_among_others(self) -> dict[str, list[int]]:
        """Where each stem stands among others."""
        several = ((at, words) for at, words in enumerate(self.words) if len(words) > 1)
        return _places((word, at) for at, words in several for word in words)

    def apart(self, right: Surnames) -> Distances:
        """In how many letters each surname differs from each of the others."""
        apart = _distances(self.stems, right.stems)
        return np.minimum(apart, _nearest(self, right, _distances(self.sounds, right.sounds)), out=apart)


def _by_letters(apart: Distances, left: Surnames, right: Surnames) -> Table:
    """Levels by the letters in which words differ, and by how long the shorter one is."""
    table = np.full((_FAR + 1, _SIZES), CODE["surname_differs"], dtype=np.uint8)
    table[3, 9:] = table[2, 5:6] = table[1, 2:4] = CODE["surname_resembles"]
    table[2, 6:] = CODE["surname_two_letters_off"]
    table[1, 4:] = CODE["surname_one_letter_off"]
    table[0] = CODE["same_surname"]
    return _by_size(apart, left.sizes, right.sizes, table)


def _by_size(
    apart: Distances, left: npt.NDArray[np.uint8], right: npt.NDArray[np.uint8], table: Table
) -> Table:
    """What a table (distances x sizes) says of each pair of words, by the size of the shorter one."""
    places = np.minimum(left[:, None], right[None, :])
    places += apart * np.uint8(_SIZES)
    # Bytes are translated many times faster than an array is indexed.
    said = bytearray(places).translate(table.tobytes().ljust(256))
    return np.frombuffer(said, np.uint8).reshape(places.shape)


def _several_words(left: Surnames, right: Surnames, table: Table) -> None:
    """Where one side has several surnames, one of them may be all the other side knows."""
    for row, words in enumerate(left.words):
        places = right.by_stem if len(words) > 1 else right.by_stem_among_others
        for column in {at for word in words for at in places.get(word, ())}:
            others = right.words[column]
            if table[row, column] != CODE["same_surname"]:
                fact = "same_surname" if set(words) == set(others) else "one_of_two_surnames"
                table[row, column] = CODE[fact]


@dataclass(frozen=True)
class Named:
    """Given or fathers' names prepared once: their sounds one under another, and the classes of equal names.

    `owner` tells which value each sound belongs to; `several` which values have more than one word.
    """

    values: list[str]
    sounds: list[str]
    owner: npt.NDArray[np.intp]
    several: npt.NDArray[np.bool_]
    classes: list[tuple[str, ...]]

    @classmethod
    def of(cls, values: list[str]) -> Named:
        """Prepare some values of `namevalues`."""
        parts = [parts_of(value) for value in values]
        spoken = [[sound for word in words for sound in word] or [_SILENT] for words, _ in parts]
        several = np.array([len(words) > 1 for words, _ in parts])
        return cls(values, *_one_under_another(spoken), several, [classes for _, classes in parts])

    @cached_property
    def by_class(self) -> dict[str, list[int]]:
        """Which values may be of each class."""
        return _places((one, at) for at, classes in enumerate(self.classes) for one in classes)

    @cached_property
    def by_class_alike(self) -> dict[str, list[int]]:
        """Which values of no known class are one letter off a value of each class."""
        return _places((one, at) for at, classes in enumerate(self.alike(self)) for one in classes)

    @cached_property
    def _known(self) -> tuple[list[str], list[tuple[str, ...]]]:
        """The sounds of values whose class is known, and their classes."""
        places = [at for at, owner in enumerate(self.owner.tolist()) if _is_known(self.classes[owner])]
        return [self.sounds[at] for at in places], [self.classes[self.owner[at]] for at in places]

    def alike(self, others: Named) -> list[set[str]]:
        """For each value of no known class the classes of the others' names that are one letter off."""
        found: list[set[str]] = [set() for _ in self.values]
        asked = {
            int(owner): sound
            for sound, owner in zip(self.sounds, self.owner, strict=True)
            if len(sound) >= 4 and sound != _SILENT and not _is_known(self.classes[owner])
        }
        sounds, classes = others._known
        if asked and sounds:
            owners = list(asked)
            for row, column in np.argwhere(_word_distances(list(asked.values()), sounds) == 1).tolist():
                found[owners[row]].update(classes[column])
        return found

    @cached_property
    def letters(self) -> list[set[str]]:
        """The letters each value may be abbreviated to: its own, and those of its equal names elsewhere."""
        letters = [_of_initial(value[1:2]) if value.startswith(".") else set[str]() for value in self.values]
        for sound, owner in zip(self.sounds, self.owner, strict=True):
            if sound != _SILENT:
                letters[owner].add(sound[0])
        known = given_names().letters
        for mine, classes in zip(letters, self.classes, strict=True):
            mine.update(letter for each in classes for letter in known.get(each, ()))
        return letters


def _is_known(classes: tuple[str, ...]) -> bool:
    return any(not one.startswith("~") for one in classes)


def _places(pairs: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for key, at in pairs:
        places.setdefault(key, []).append(at)
    return places


def _named_table(
    left: list[str], right: Named, facts: tuple[str, ...], initial_facts: tuple[str, str]
) -> Table:
    same_fact, near_fact, part_fact, differs = (CODE[fact] for fact in facts)
    asked = Named.of(left)
    nearest = _nearest(asked, right, _word_distances(asked.sounds, right.sounds))
    table = np.full(nearest.shape, differs, dtype=np.uint8)
    table[nearest == 1] = near_fact
    same = nearest == 0
    alike = asked.alike(right)
    for row, classes in enumerate(asked.classes):
        _mark(table[row], right.by_class, alike[row], near_fact)
        _mark(table[row], right.by_class_alike, classes, near_fact)
        _mark(same[row], right.by_class, classes, True)
    table[same] = same_fact
    table[same & (asked.several[:, None] != right.several[None, :])] = part_fact
    _initials(asked, right, table, initial_facts)
    return _blank_where_missing(left, right.values, table)


def _mark(row: npt.NDArray[Any], places: dict[str, list[int]], classes: Iterable[str], value: int) -> None:
    for one in classes:
        if one in places:
            row[places[one]] = value


def _nearest(left: Surnames | Named, right: Surnames | Named, apart: Distances) -> Distances:
    """The smallest distance between any two sounds of two values."""
    spoken = _least(apart.T, left.owner, len(left.values)).T
    return _least(spoken, right.owner, len(right.values))


def _least(apart: Distances, owner: npt.NDArray[np.intp], size: int) -> Distances:
    """The smallest distance over the sounds (columns) of each of `size` values."""
    least = apart[:, :size]
    for place in range(size, len(owner)):
        column = least[:, owner[place]]
        np.minimum(column, apart[:, place], out=column)
    return least


def _word_distances(left: Sequence[str], right: Sequence[str]) -> Distances:
    """Distances that count a letter more in short words and less in long ones."""
    table = np.repeat(np.arange(_FAR + 1, dtype=np.uint8)[:, None], _SIZES, axis=1)
    table[1, :4] = 2
    table[2, _LONG:] = 1
    return _by_size(_distances(left, right), _sizes(left), _sizes(right), table)


def _sizes(words: Sequence[str]) -> npt.NDArray[np.uint8]:
    return np.array([min(len(word), _SIZES - 1) for word in words], dtype=np.uint8)


def _one_under_another(spoken: Sequence[Sequence[str]]) -> tuple[list[str], npt.NDArray[np.intp]]:
    """The first sound of every value, then all the others; and which value each sound is of."""
    others = [(at, sound) for at, sounds in enumerate(spoken) for sound in sounds[1:]]
    owner = np.array([*range(len(spoken)), *(at for at, _ in others)], dtype=np.intp)
    return [sounds[0] for sounds in spoken] + [sound for _, sound in others], owner


def _initials(left: Named, right: Named, table: Table, facts: tuple[str, str]) -> None:
    """An initial agrees with every name of its letter, and with equal names elsewhere (М. and Николай)."""
    agrees, differs = CODE[facts[0]], CODE[facts[1]]
    rows = [at for at, value in enumerate(left.values) if value.startswith(".")]
    columns = [at for at, value in enumerate(right.values) if value.startswith(".")]
    if rows:
        letters = right.letters
        for row in rows:
            asked = _of_initial(left.values[row][1:2])
            table[row] = np.where([not asked.isdisjoint(each) for each in letters], agrees, differs)
    if columns:
        letters = left.letters
        for column in columns:
            asked = _of_initial(right.values[column][1:2])
            fits = [not asked.isdisjoint(each) for each in letters]
            table[:, column] = np.where(fits, agrees, differs)


def _of_initial(letter: str) -> set[str]:
    """The letters an initial may stand for: the glide of Я, Є and Ю is written in some scripts alone."""
    return set("iaeu") if letter == "i" else {letter}


def _blank_where_missing(left: Sequence[str], right: Sequence[str], table: Table) -> Table:
    table[[at for at, value in enumerate(left) if not value]] = 0
    table[:, [at for at, value in enumerate(right) if not value]] = 0
    return table
