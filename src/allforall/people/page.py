"""The frame of a report: one HTML page that needs nothing but itself, in any language and direction.

Every value passes through autoescaping, scripts and styles are named by their hash in the page's own
Content-Security-Policy, and nothing is ever fetched: a hostile name stays text, an offline desk can read it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

PACKAGE = Path(__file__).resolve().parent.parent
# First word of a letter's Unicode name -> its script's code in ISO 15924, as `lang` wants it.
_SCRIPTS = {
    "CYRILLIC": "Cyrl", "LATIN": "Latn", "ARABIC": "Arab", "GEORGIAN": "Geor", "ARMENIAN": "Armn",
    "GREEK": "Grek", "HEBREW": "Hebr", "HANGUL": "Kore", "CJK": "Hani", "DEVANAGARI": "Deva",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a page: `body` is finished HTML, made by the functions of `charts` or by `render`."""

    title: str
    body: Markup
    lead: str = ""
    anchor: str = ""


def page(
    title: str,
    sections: Sequence[Section],
    lang: str = "en",
    direction: str = "ltr",
    *,
    lead: str = "",
    small_print: Sequence[str] = (),
    contents: str = "Contents",
    style: str = "",
    script: str = "",
    data: Mapping[str, object] | None = None,
) -> str:
    """One whole HTML page as text.

    `lead` is the sentence under the title, `small_print` the lines at the foot, `contents` names the list of
    sections for screen readers.  `style` has further rules of this program, `script` its JavaScript (never a
    user's data); `data` is embedded as JSON under its name, to be read by the script.  Without JavaScript the
    page stays readable.
    """
    style = _own_text("people/templates/page.css") + style
    return render(
        "people/templates/page.html",
        title=title,
        sections=[(each.anchor or f"part-{number}", each) for number, each in enumerate(sections, 1)],
        lang=lang,
        direction=direction,
        lead=lead,
        small_print=small_print,
        contents=contents,
        style=Markup(style),  # noqa: S704  our own file
        script=Markup(script),  # noqa: S704  our own file
        policy=_policy(style, script),
        data={name: as_json(value) for name, value in (data or {}).items()},
    )


def render(template: str, **values: object) -> Markup:
    """Fill a template, named by its path inside the package; every value that is not `Markup` is escaped."""
    return Markup(_templates().get_template(template).render(**values))  # noqa: S704  autoescaped


def as_json(value: object) -> Markup:
    """A value as JSON that cannot end the script element it is put in: no bare `<`, `>` or `&`."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for mark in "<>&\u2028\u2029":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return Markup(text)  # noqa: S704  the marks that could end the element are gone


def named(text: str) -> Markup:
    """A value as written, with its script told and its direction kept apart from its surroundings."""
    script = next((_SCRIPTS[word] for word in map(_script_word, text) if word in _SCRIPTS), "Zyyy")
    return Markup('<bdi lang="und-{}">{}</bdi>').format(script, text)


def own_script(path: str) -> str:
    """A script or style sheet of this package, named by its path inside the package."""
    return _own_text(path)


def _script_word(letter: str) -> str:
    """The first word of a character's Unicode name, which for letters is their script."""
    return unicodedata.name(letter, "").partition(" ")[0] if letter.isalpha() else ""


@cache
def _templates() -> Environment:
    templates = Environment(
        loader=FileSystemLoader(PACKAGE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["named"] = named
    return templates


@cache
def _own_text(path: str) -> str:
    return (PACKAGE / path).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """The page's own rule for the browser: nothing from outside, only the style and script written here."""
    rules = ["default-src 'none'", f"style-src {_hash(style)}", "base-uri 'none'", "form-action 'none'"]
    if script:
        rules.append(f"script-src {_hash(script)}")
    return "; ".join(rules)


def _hash(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"
