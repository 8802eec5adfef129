"""The words of reports in five languages, from hand-kept tables in `resources/messages_LANG.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from allforall.errors import AllForAllError

LANGUAGES = {"en": "ltr", "uk": "ltr", "ru": "ltr", "tr": "ltr", "ar": "rtl"}
RESOURCES = Path(__file__).resolve().parent.parent / "resources"


class LanguageError(AllForAllError):
    """There is no message table for a language."""


@dataclass(frozen=True, slots=True)
class Messages:
    """One language's words: `say("part.key", name=value)` fills a message in."""

    lang: str
    direction: str
    table: dict[str, str]

    def say(self, key: str, **values: object) -> str:
        """The message of a key; a key that is in no table is a mistake of ours and raises `KeyError`."""
        return self.table[key].format_map(values)

    def say_or(self, key: str, otherwise: str) -> str:
        """The message of a key that need not be in the table, such as the name of a new fact."""
        return self.table.get(key, otherwise)

    def part(self, prefix: str) -> dict[str, str]:
        """All messages of one part, by the rest of their key."""
        return {
            key.removeprefix(prefix + "."): text
            for key, text in self.table.items()
            if key.startswith(prefix + ".")
        }


@cache
def messages(lang: str = "en") -> Messages:
    """The words of a language; where its table has none yet, the English ones."""
    if lang not in LANGUAGES:
        raise LanguageError(f"no messages in the language {lang!r}: expected one of {', '.join(LANGUAGES)}")
    return Messages(lang, LANGUAGES[lang], _table("en") | _table(lang))


@cache
def _table(lang: str) -> dict[str, str]:
    text = (RESOURCES / f"messages_{lang}.toml").read_text(encoding="utf-8")
    parts = tomllib.loads(text)
    return {f"{part}.{key}": words for part, entries in parts.items() for key, words in entries.items()}
