"""Korean and Chinese words: read by syllables, because each tradition spells the same syllable differently."""

from __future__ import annotations


def syllables_agree(left: str, left_script: str, right: str, right_script: str) -> bool:
    """Both words are the same row of Korean or Chinese syllables under some pair of spellings."""
    return False
