"""The sentences of the kinds in five languages; English ones stand with the kinds (`Kind.says`).

The others are resources, `resources/sentences_LANG.toml`. Values that are names of rows, entries, numbers or
free text stand as they are; a value that is one of a few words is translated.
"""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

import allforall.exchange.families
import allforall.talks  # noqa: F401  # both bring all kinds
from allforall.exchange.fold import KINDS as OF_EXCHANGE
from allforall.people.messages import LANGUAGES, RESOURCES, LanguageError
from allforall.record.entry import Entry, split_id
from allforall.record.genesis import member_of
from allforall.record.kinds import Kind
from allforall.record.telling import short
from allforall.talks.fold import KINDS as OF_TALKS

Table = dict[str, dict[str, str]]


@cache
def table(lang: str) -> Table:
    """The words of a language by part; raises LanguageError when there are none."""
    if lang not in LANGUAGES:
        raise LanguageError(f"no sentences in the language {lang!r}: expected one of {', '.join(LANGUAGES)}")
    return tomllib.loads((RESOURCES / f"sentences_{lang}.toml").read_text(encoding="utf-8"))


def kinds() -> dict[str, Kind]:
    """Every kind that an exchange or the talks know, by name."""
    return {**OF_TALKS.by_name, **OF_EXCHANGE.by_name}


def pattern(name: str, lang: str = "en") -> str | None:
    """The sentence of a kind, with its fields in braces; None for a kind that nobody knows."""
    kind, says = kinds().get(name), table(lang)["says"]
    if kind is None:
        return says.get(name) if name not in ("accept", "reject", "confirm") else None
    if lang == "en":
        return kind.says
    return says.get(name) or says[name.rpartition(".")[2]]


def sentence(entry: Entry, lang: str = "en") -> str | None:
    """What an entry says, in a sentence; None for a kind that nobody knows, or when a field is lacking."""
    found = pattern(entry.kind, lang)
    if found is None:
        return None
    values = {name: _value(entry.kind, name, value, lang) for name, value in entry.body.items()}
    try:
        return found.format_map({**values, "who": member_of(entry.feed)})
    except KeyError:
        return None


def beside(entry: Entry, lang: str = "en") -> list[str]:
    """The fields of a body that its sentence does not tell, but the personal ones, as `name: value`."""
    kind, found = kinds().get(entry.kind), pattern(entry.kind, lang) or ""
    body = entry.body if kind is None else kind.withheld(entry.body)
    return [
        f"{name}: {_value(entry.kind, name, value, lang)}"
        for name, value in body.items()
        if f"{{{name}}}" not in found
    ]


def word(name: str, lang: str = "en") -> str:
    """One of the few words that a value may be, for a reader."""
    return table(lang)["words"].get(name, name.replace("_", " "))


def _value(kind: str, name: str, value: Any, lang: str) -> str:
    known = kinds().get(kind)
    chosen = known is not None and name in known.fields and bool(known.fields[name].form.choices)
    return word(str(value), lang) if chosen else _written(value, lang)


def _written(value: Any, lang: str) -> str:
    """A value of a body for a reader: rows as `A:2/0–4, 7`, entries by their place, hashes cut short."""
    match value:
        case bool():
            return word(str(value).lower(), lang)
        case str() if split_id(value) is not None:
            return short(value)
        case str() if len(value) == 64 and not set(value) - set("0123456789abcdef"):
            return f"{value[:8]}…"
        case dict():
            return ", ".join(_pair(key, each, lang) for key, each in value.items())
        case list():
            return "; ".join(_written(each, lang) for each in value)
        case _:
            return str(value)


def _pair(key: str, value: Any, lang: str) -> str:
    if ":" in key and isinstance(value, list):
        return f"{key}/{ranges(value)}"
    label = table(lang)["words"].get(key, key)
    written = _written(value, lang)
    return f"{label} ({written})" if isinstance(value, dict | list) else f"{label} {written}"


def ranges(numbers: list[int]) -> str:
    """Numbers in few characters: `0–4, 7`."""
    runs: list[list[int]] = []
    for n in sorted(numbers):
        if runs and n == runs[-1][-1] + 1:
            runs[-1][1:] = [n]
        else:
            runs.append([n])
    return ", ".join("–".join(map(str, run)) for run in runs)
