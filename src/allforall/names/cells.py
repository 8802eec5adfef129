"""From a cell to its words: brackets aside, initials apart, articles off, East Asian names cut in two."""

from __future__ import annotations

import re

from allforall.names.resources import words
from allforall.names.spelling import clean, script_of

OF_FATHER = words("of_father")
PARTICLES = words("particle")
TITLES = words("title")
_BRACKETS = re.compile(r"""[(\[{«"“„]([^)\]}»"”“]*)[)\]}»"”“]""")
_AFTER_INITIAL = re.compile(r"(?<=[^\W\d_]\.)(?=[^\W\d_])")
_BETWEEN = re.compile(r"[\s;/|_]+")
_ARTICLE = re.compile(
    "^(?:al|el|ul|ad|ar|as|ash|at|az|an|аль|эль|ель|ал|ад|ар|ас|аш|ат|аз|ан)-(?=..)", re.IGNORECASE
)
_SERVANT = re.compile("^(?:abd(?:[ue][lr]?)?|абд(?:[уеэ][лр]?ь?)?|عبد)$", re.IGNORECASE)
_LONG_HAN_SURNAMES = frozenset(
    [
        "欧阳",
        "歐陽",
        "司马",
        "司馬",
        "诸葛",
        "諸葛",
        "上官",
        "夏侯",
        "慕容",
        "皇甫",
        "尉迟",
        "令狐",
        "东方",
        "公孙",
    ]
)
_LONGEST_EAST = 4
LONGEST_CELL = 600  # characters; no name of one person is longer, and the rest is not read


def cell_words(cell: str) -> tuple[list[str], list[str]]:
    """The words of a cell, and those that stood in brackets or quotation marks (a maiden name, a call sign).

    `Abd al-Rahman` is one word, `al-Asad` loses its article, `М.І.` is two words, and a Korean or Chinese
    name written without a space is cut after the surname.
    """
    text = clean(cell[:LONGEST_CELL])
    aside = [word for found in _BRACKETS.findall(text) for word in _BETWEEN.split(found) if _has_letter(word)]
    text = _AFTER_INITIAL.sub(" ", _BRACKETS.sub(" ", text))
    return _whole([word for word in _BETWEEN.split(text) if _has_letter(word)]), aside


def _has_letter(word: str) -> bool:
    return any(letter.isalpha() for letter in word)


def _whole(found: list[str]) -> list[str]:
    if len(found) == 1:
        return _cut_east(found[0])
    result: list[str] = []
    for word in found:
        bare = _ARTICLE.sub("", word)
        if result and _SERVANT.match(result[-1]):
            if word.casefold() not in PARTICLES:
                result[-1] += "-" + bare
        else:
            result.append(bare)
    return result


def _cut_east(word: str) -> list[str]:
    script = script_of(word)
    shortest = {"han": 2, "hangul": 3}.get(script, _LONGEST_EAST + 1)
    if not shortest <= len(word) <= _LONGEST_EAST:
        return [word]
    surname = 2 if word[:2] in _LONG_HAN_SURNAMES and len(word) > 2 else 1
    return [word[:surname], word[surname:]]
