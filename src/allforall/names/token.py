"""One word of a name: what was written, how it sounds in every script, and what it may be."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from allforall.names.endings import stem_of
from allforall.names.given import given_names
from allforall.names.reading import sounds_of
from allforall.names.spelling import clean, mend, script_of

_LONGEST = 60  # letters; what is longer is no word of a name, and only its beginning is read
_WHOLE_IN_ONE_LETTER = frozenset(("han", "hangul", "kana"))


class Token(NamedTuple):
    """A word of a name; a named tuple, for a register has hundreds of thousands and these are quickly made.

    `text` is the word after mending, in NFC, case-folded, with one kind of apostrophe. `sound` is the
    canonical sound common to all scripts; `sounds` holds the other plausible readings too, `sound` first.
    `stem` is the sound without the endings of gender and case. Whether the word is a given name or a
    patronymic is looked up when it is asked for: most words of a register are surnames, of which nobody asks.
    """

    written: str
    text: str
    script: str
    repaired: bool
    sound: str
    sounds: tuple[str, ...]
    stem: str
    initial: bool

    @property
    def givens(self) -> tuple[str, ...]:
        """The classes of equal given names the word may belong to, the likeliest first."""
        return () if self.initial else tuple(given_names().find(self.text, self.sounds))

    @property
    def given(self) -> str | None:
        """The likeliest of `givens`."""
        return next(iter(self.givens), None)

    @property
    def father(self) -> str | None:
        """The class of the father's name in a patronymic, "~" and its stem when that name is not known."""
        return None if self.initial else given_names().father(self.text, self.sound)


@lru_cache(maxsize=1 << 16)
def analyse(written: str) -> Token:
    """The token of one written word; never raises, whatever the word holds."""
    mended, repaired = mend(clean(written[:_LONGEST]))
    text = mended.casefold().strip(" .,;:")
    script = script_of(text)
    sounds = sounds_of(text, script)
    sound = sounds[0]
    initial = len(text) == 1 and script not in _WHOLE_IN_ONE_LETTER and text.isalpha()
    stem = sound if initial else stem_of(sound)
    return Token(written, text, script, repaired, sound, sounds, stem, initial)
