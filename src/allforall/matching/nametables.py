"""Comparison of name parts, all requests against all distinct values of a register at once.

Each function gives a table of level codes (`levels.py`), a row for each request's value, a column for each of
the register's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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
_WORKERS = 2
_WORTH_THREADS = 20_000  # pairs; starting threads costs more than comparing fewer


def surname_table(left: list[str], right: Surnames) -> Table:
    """Levels of surnames: of their stems, or of any of the ways they may sound, whichever are nearer."""
    asked = Surnames.of(left)
    apart = asked.apart(right)
    table = _by_letters(apart, asked.sizes, right.sizes)
    _several_words(left, right.values, table)
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
        sounds = [sound for _, spoken in spelled for sound in spoken]
        owner = np.array([at for at, (_, spoken) in enumerate(spelled) for _ in spoken], dtype=np.intp)
        return cls(
            values, [stem for stem, _ in spelled], sounds, owner, _sizes([spoken[0] for _, spoken in spelled])
        )

    def apart(self, right: Surnames) -> Distances:
        """In how many letters each surname differs from each of the others."""
        apart = _distances(self.stems, right.stems)
        by_row = np.full((len(self.values), len(right.sounds)), _FAR, dtype=np.uint8)
        _least(by_row, self.owner, _distances(self.sounds, right.sounds))
        _least(apart.T, right.owner, by_row.T)
        return apart


def _by_letters(
    apart: Distances, left_sizes: npt.NDArray[np.uint8], right_sizes: npt.NDArray[np.uint8]
) -> Table:
    """Levels by the letters in which words differ, and by how long the shorter one is."""
    sizes = np.minimum(left_sizes[:, None], right_sizes[None, :])
    by_size = np.full((_FAR + 1, 256), CODE["surname_differs"], dtype=np.uint8)
    by_size[3, 9:] = by_size[2, 5:6] = by_size[1, 2:4] = CODE["surname_resembles"]
    by_size[2, 6:] = CODE["surname_two_letters_off"]
    by_size[1, 4:] = CODE["surname_one_letter_off"]
    by_size[0] = CODE["same_surname"]
    table: Table = by_size[apart, sizes]
    return table


def _several_words(left: Sequence[str], right: Sequence[str], table: Table) -> None:
    """Where one side has several surnames, one of them may be all the other side knows."""
    others_several = np.array([at for at, value in enumerate(right) if " " in value], dtype=np.intp)
    for row, value in enumerate(left):
        words = value.split()
        if not words:
            continue
        columns = others_several if len(words) == 1 else np.arange(len(right))
        if len(words) > 1:
            columns = _holding_any(words, right)
        for column in columns:
            if table[row, column] != CODE["same_surname"]:
                table[row, column] = _shared_words(
                    _stems(value), _stems(right[column]), int(table[row, column])
                )


def _holding_any(words: Sequence[str], values: Sequence[str]) -> npt.NDArray[np.intp]:
    wanted = {word.split("/")[0] for word in words}
    return np.array(
        [at for at, value in enumerate(values) if not wanted.isdisjoint(_stems(value))], dtype=np.intp
    )


def _stems(value: str) -> list[str]:
    return [word.split("/")[0] for word in value.split()]


def _shared_words(left: Sequence[str], right: Sequence[str], otherwise: int) -> int:
    if set(left) == set(right):
        return CODE["same_surname"]
    if len(left) == len(right) == 1 or set(left).isdisjoint(right):
        return otherwise
    return CODE["one_of_two_surnames"]


@dataclass(frozen=True)
class Named:
    """Given or fathers' names, prepared once: their sounds one under another, and their classes.

    `owner` tells which value each sound belongs to; `known` gives each class its column in `members`
    (values x classes, 1 where the value may be of the class); `alike` is the same for values of no class that
    are one letter off a value of that class.
    """

    values: list[str]
    sounds: list[str]
    owner: npt.NDArray[np.intp]
    several: npt.NDArray[np.bool_]
    known: dict[str, int]
    members: npt.NDArray[np.float32]
    alike: npt.NDArray[np.float32]

    @classmethod
    def of(cls, values: list[str], beside: Named | None = None) -> Named:
        """Prepare some values; `beside` gives the classes that matter and the names to be a letter off."""
        parts = [parts_of(value) for value in values]
        known = beside.known if beside else _numbered(classes for _, classes in parts)
        spoken = [[sound for word in words for sound in word] for words, _ in parts]
        sounds = [sound for each in spoken for sound in each]
        owner = np.array([at for at, each in enumerate(spoken) for _ in each], dtype=np.intp)
        members = np.zeros((len(values), max(1, len(known))), dtype=np.float32)
        for row, (_, classes) in enumerate(parts):
            members[row, [known[one] for one in classes if one in known]] = 1
        several = np.array([len(words) > 1 for words, _ in parts])
        made = cls(values, sounds, owner, several, known, members, np.zeros_like(members))
        made._look_alike(beside or made, [at for at, (_, classes) in enumerate(parts) if not classes])
        return made

    def _look_alike(self, others: Named, strange: Sequence[int]) -> None:
        """Fill in `alike` for the strange values."""
        firsts = {int(owner): at for at, owner in reversed(list(enumerate(self.owner)))}
        asked = [at for at in strange if at in firsts and len(self.sounds[firsts[at]]) >= 4]
        named = [
            (at, one)
            for at, owner in enumerate(others.owner.tolist())
            for one in np.flatnonzero(others.members[owner])
        ]
        if asked and named:
            columns = np.array([at for at, _ in named])
            classes = np.array([one for _, one in named])
            close = _word_distances([self.sounds[firsts[at]] for at in asked], others.sounds) == 1
            rows, found = np.nonzero(close[:, columns])
            self.alike[np.array(asked)[rows], classes[found]] = 1

    def letters(self) -> list[set[str]]:
        """The letters each value may be abbreviated to: its own, and those of its equal names elsewhere."""
        letters = [{value[1:2]} if value.startswith(".") else set[str]() for value in self.values]
        for sound, owner in zip(self.sounds, self.owner, strict=True):
            letters[owner].add(sound[0])
        known = given_names().letters
        for mine, value in zip(letters, self.values, strict=True):
            mine.update(letter for each in parts_of(value)[1] for letter in known.get(each, ()))
        return letters


def _numbered(groups: Iterable[tuple[str, ...]]) -> dict[str, int]:
    return {each: at for at, each in enumerate(dict.fromkeys(each for group in groups for each in group))}


def _named_table(
    left: list[str], right: Named, facts: tuple[str, ...], initial_facts: tuple[str, str]
) -> Table:
    asked = Named.of(left, beside=right)
    nearest = _nearest(asked, right)
    near = (nearest == 1) | (asked.alike @ right.members.T > 0) | (asked.members @ right.alike.T > 0)
    same = (asked.members @ right.members.T > 0) | (nearest == 0)
    part = same & (asked.several[:, None] != right.several[None, :])
    table = np.full(same.shape, CODE[facts[3]], dtype=np.uint8)
    table[near] = CODE[facts[1]]
    table[same] = CODE[facts[0]]
    table[part] = CODE[facts[2]]
    _initials(asked, right, table, initial_facts)
    return _blank_where_missing(left, right.values, table)


def _nearest(left: Named, right: Named) -> Distances:
    """The smallest distance between any two sounds of two values; one letter counts only in longer words."""
    nearest = np.full((len(left.values), len(right.values)), _FAR, dtype=np.uint8)
    if left.sounds and right.sounds:
        by_row = np.full((len(left.values), len(right.sounds)), _FAR, dtype=np.uint8)
        _least(by_row, left.owner, _word_distances(left.sounds, right.sounds))
        _least(nearest.T, right.owner, by_row.T)
    return nearest


def _least(into: Distances, owner: npt.NDArray[np.intp], apart: Distances) -> None:
    """into[owner] = min(into[owner], apart); every owner's first sound at once, the few others one by one."""
    first = np.ones(len(owner), dtype=bool)
    first[1:] = owner[1:] != owner[:-1]
    if first.all() and len(owner) == len(into):
        np.minimum(into, apart, out=into)
        return
    into[owner[first]] = np.minimum(into[owner[first]], apart[first])
    for at in np.flatnonzero(~first):
        np.minimum(into[owner[at]], apart[at], out=into[owner[at]])


def _word_distances(left: Sequence[str], right: Sequence[str]) -> Distances:
    apart = _distances(left, right)
    sizes = np.minimum(_sizes(left)[:, None], _sizes(right)[None, :])
    apart[(apart == 1) & (sizes < 4)] = 2
    apart[(apart == 2) & (sizes >= _LONG)] = 1
    return apart


def _sizes(words: Sequence[str]) -> npt.NDArray[np.uint8]:
    return np.array([min(len(word), 255) for word in words], dtype=np.uint8)


def _initials(left: Named, right: Named, table: Table, facts: tuple[str, str]) -> None:
    """An initial agrees with every name of its letter, and with equal names elsewhere (М. and Николай)."""
    agrees, differs = CODE[facts[0]], CODE[facts[1]]
    rows = [at for at, value in enumerate(left.values) if value.startswith(".")]
    columns = [at for at, value in enumerate(right.values) if value.startswith(".")]
    if rows:
        letters = right.letters()
        for row in rows:
            table[row] = np.where([_fits(left.values[row][1:2], each) for each in letters], agrees, differs)
    if columns:
        letters = left.letters()
        for column in columns:
            fits = [_fits(right.values[column][1:2], each) for each in letters]
            table[:, column] = np.where(fits, agrees, differs)


def _fits(letter: str, letters: set[str]) -> bool:
    return letter in letters or (letter == "i" and not letters.isdisjoint("aeu"))


def _blank_where_missing(left: Sequence[str], right: Sequence[str], table: Table) -> Table:
    table[[at for at, value in enumerate(left) if not value]] = 0
    table[:, [at for at, value in enumerate(right) if not value]] = 0
    return table
