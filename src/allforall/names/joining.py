"""The words of two names brought to one form: written apart or together, with particles and titles."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations

from allforall.names.cells import PARTICLES, TITLES
from allforall.names.meeting import Meeting, meet
from allforall.names.parts import Name
from allforall.names.token import Token, analyse

_MOST_WORDS = 7  # of each name; what comes after is not compared
SURE = 2.5  # worth from which two words are taken for one
_ALIKE = 1.0  # worth from which a hyphenated word is taken as a whole


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a name and the part of the name it stands in."""

    written: str
    part: str
    token: Token


def words_of(name: Name) -> list[Word]:
    """The words of a name with their parts; what stood aside (a maiden name, a call sign) comes last."""
    parts = (("surname", name.surname), ("given name", name.given), ("father's name", name.father))
    found = [Word(token.written, part, token) for part, tokens in parts for token in tokens if token.text]
    found += [Word(token.written, "aside", token) for token in name.rest if token.text and not token.initial]
    return found[:_MOST_WORDS]


def _core(words_here: list[Word]) -> list[Word]:
    """Without particles and titles, when two other words remain."""
    core = [word for word in words_here if word.token.text not in PARTICLES and word.token.text not in TITLES]
    return core if len(core) > 1 else words_here


def joined(ours: list[Word], theirs: list[Word]) -> tuple[list[Word], list[Word]]:
    """Words written apart on one side and together on the other are brought to one form."""
    ours, theirs = _parted(ours, theirs), _parted(theirs, ours)
    ours, theirs = _glued(ours, theirs), _glued(theirs, ours)
    return _core(ours), _core(theirs)


def _parted(words_here: list[Word], others: list[Word]) -> list[Word]:
    """Split at hyphens, unless the other name has the word as a whole."""
    if not any("-" in word.token.text for word in words_here):
        return words_here
    result: list[Word] = []
    for word in words_here:
        pieces = [piece for piece in word.written.split("-") if piece]
        if len(pieces) < 2 or any(meet_words(word, other).worth > _ALIKE for other in others):
            result.append(word)
        else:
            result.extend(Word(piece, word.part, analyse(piece)) for piece in pieces)
    return result


def _glued(words_here: list[Word], others: list[Word]) -> list[Word]:
    """Write two words as one when the other name, which has fewer words, has them as one."""
    if len(words_here) <= len(others):
        return words_here
    alone = [word for word in words_here if all(meet_words(word, other).worth < _ALIKE for other in others)]
    for one, two in permutations(alone, 2):
        if one.token.script != two.token.script or one.token.initial or two.token.initial:
            continue
        if not any(_begins(one.token, other.token) for other in others):
            continue
        together = Word(one.written + two.written, one.part, analyse(one.written + two.written))
        if any(meet_words(together, other).worth > SURE for other in others):
            return [together, *(word for word in words_here if word not in (one, two))]
    return words_here


def _begins(first: Token, whole: Token) -> bool:
    if whole.script in {"hangul", "han"} or first.script in {"hangul", "han"}:
        return True
    return (
        bool(first.sound) and len(whole.sound) > len(first.sound) and whole.sound.startswith(first.sound[:2])
    )


def meet_words(first: Word, second: Word) -> Meeting:
    """How two words meet, given the parts they stand in; the order of the two does not matter."""
    fathers = first.part == second.part == "father's name"
    left, right = sorted((first.written, second.written))
    return meet(left, right, fathers)
