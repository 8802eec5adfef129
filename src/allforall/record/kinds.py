"""Kinds of entries: what a body must hold, who may say it, how it is told to a reader.

The record carries any kind (section 8); a room above it gives kinds their meaning by describing them here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from allforall.errors import AllForAllError
from allforall.record.canonical import Value
from allforall.record.entry import Entry, split_id

ROLES = frozenset({"party", "mediator", "observer"})


class BodyError(AllForAllError):
    """A body lacks a field, or a field is not of its form; the text names kind and field, never a value."""


@dataclass(frozen=True, slots=True)
class Form:
    """What a field's value must look like: a test, and words for it; `choices` when it is one of a few."""

    words: str
    holds: Callable[[Any], bool]
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a body. A personal one is withheld from whoever may not see the person."""

    form: Form
    about: str
    optional: bool = False
    personal: bool = False


@dataclass(frozen=True)
class Kind:
    """A kind of entry: its fields, who may say it, and the sentence in which a reader is told of it.

    `says` may name the fields of the body and `who`, the feed's member. `vector` is a body that is right.
    """

    name: str
    about: str
    says: str
    fields: Mapping[str, Field]
    vector: Value
    by: frozenset[str] = frozenset({"party"})

    def check(self, entry: Entry) -> None:
        """Raise BodyError unless the body has this kind's fields, each of its form, and no others."""
        for name in entry.body:
            if name not in self.fields:
                raise BodyError(f"{entry.feed}:{entry.n}: {self.name} has no field {name[:40]!r}")
        for name, each in self.fields.items():
            if name not in entry.body:
                if not each.optional:
                    raise BodyError(f"{entry.feed}:{entry.n}: {self.name} lacks the field {name}")
            elif not each.form.holds(entry.body[name]):
                raise BodyError(f"{entry.feed}:{entry.n}: {self.name}: {name} is not {each.form.words}")

    def withheld(self, body: Value) -> Value:
        """The body without its personal fields."""
        return {name: value for name, value in body.items() if not self.fields[name].personal}


@dataclass
class Kinds:
    """The kinds of a room, by name."""

    by_name: dict[str, Kind] = field(default_factory=dict)

    def add(self, kind: Kind) -> Kind:
        """Make a kind known; gives it back."""
        assert kind.name not in self.by_name, kind.name  # noqa: S101  # a mistake of ours, not of an author
        self.by_name[kind.name] = kind
        return kind

    def agreement(self, name: str, about: str, says: str, fields: Mapping[str, Field], vector: Value) -> None:
        """The three kinds of an agreement: propose, accept, confirm."""
        of = {"of": Field(REFERENCE, "the proposal")}
        replaces = {"replaces": Field(REFERENCE, "the proposal it takes the place of", optional=True)}
        why = {"why": Field(TEXT, "why, in words", optional=True)}
        example = {"of": "A:1:" + "0" * 64}
        every = frozenset({"party", "mediator"})
        self.add(Kind(f"{name}.propose", about, says, {**fields, **replaces}, vector, every))
        self.add(Kind(f"{name}.accept", f"Accept: {about}", "{who} accepts {of}.", of, example))
        self.add(Kind(f"{name}.reject", f"Reject: {about}", "{who} rejects {of}.", {**of, **why}, example))
        self.add(Kind(f"{name}.confirm", f"Confirm: {about}", "{who} confirms {of}.", of, example, every))


def choice(*words: str) -> Form:
    """One of some words."""
    return Form(f"one of {', '.join(words)}", lambda value: type(value) is str and value in words, words)


def integer(low: int, high: int) -> Form:
    """A whole number within bounds."""
    return Form(f"a number from {low} to {high}", lambda value: type(value) is int and low <= value <= high)


def text(longest: int) -> Form:
    """Some text, not empty."""
    return Form(
        f"a text of 1 to {longest} characters",
        lambda value: type(value) is str and 1 <= len(value) <= longest,
    )


def matching(pattern: str, words: str) -> Form:
    """Text of a pattern."""
    form = re.compile(rf"(?:{pattern})\Z")
    return Form(words, lambda value: type(value) is str and form.match(value) is not None)


def list_of(form: Form, longest: int = 100_000) -> Form:
    """An array of one form, not empty."""
    return Form(
        f"a list, each {form.words}",
        lambda value: type(value) is list and 1 <= len(value) <= longest and all(map(form.holds, value)),
    )


def object_of(keys: Form, values: Form) -> Form:
    """An object whose keys and values are of two forms."""
    return Form(
        f"an object, each key {keys.words} and each value {values.words}",
        lambda value: (
            type(value) is dict
            and bool(value)
            and all(keys.holds(key) and values.holds(each) for key, each in value.items())
        ),
    )


def dated(pattern: str, words: str) -> Form:
    """Text of a pattern that names a day of the calendar."""
    form = matching(pattern, words)
    return Form(words, lambda value: form.holds(value) and _exists(value))


def _exists(moment: str) -> bool:
    try:
        datetime.fromisoformat(moment)
    except ValueError:
        return False
    return True


TEXT = text(2000)
TIME = dated(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z", "a time such as 2026-05-16T09:30:00Z")
DAY = dated(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "a day such as 2026-05-16")
HASH = matching(r"[0-9a-f]{64}", "a SHA-256 in hex")
MEMBER = matching(r"[A-Z][A-Z0-9]{0,15}", "a member's id")
REFERENCE = Form("an entry id", lambda value: split_id(value) is not None)
YES = Form("true or false", lambda value: type(value) is bool)
