"""From a case-folded word and its script to its canonical sounds, the likeliest first."""

from __future__ import annotations

from allforall.names.latin import latin_sounds
from allforall.names.scripts import other_sound
from allforall.names.sound import cyrillic_sound


def sounds_of(text: str, script: str) -> tuple[str, ...]:
    """The canonical sounds of `text`; a word nobody here can read sounds as it is written."""
    if script == "cyrillic":
        return (cyrillic_sound(text),)
    if script == "latin":
        return latin_sounds(text)
    return (other_sound(text, script) or text,)
