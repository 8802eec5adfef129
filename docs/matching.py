"""Write the tables in the pages on matching from the program itself.

Run `.venv/bin/python docs/matching.py` in the repository after a change to levels, weights or rules; a test
fails while a page tells other numbers than the program.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from allforall.matching import cards, deciding, gathering, matcher, model
from allforall.matching.answer import Comparison
from allforall.matching.building import build_register
from allforall.matching.keys import Keyed
from allforall.matching.levels import GUESS_ROWS, LEVELS
from allforall.matching.matcher import Match, match
from allforall.matching.requests import requests_of
from allforall.people.reading import read_list

ROOT = Path(__file__).resolve().parents[1]
PAGES = (ROOT / "docs/explanation/matching.md", ROOT / "docs/reference/matching.md")
EXAMPLE = ROOT / "examples/small"
_BLOCK = re.compile(r"(<!-- (\w+), by docs/matching.py -->\n).*?(<!-- end -->)", re.DOTALL)


def page(path: Path) -> str:
    """The text of a page with its blocks as the program says today."""
    blocks = {"levels": levels, "bounds": bounds, "example": example, "posterior": posterior}
    return _BLOCK.sub(lambda found: found[1] + blocks[found[2]]() + "\n" + found[3], path.read_text("utf-8"))


def levels() -> str:
    """Every level with its first guesses."""
    rows = (
        (each.field, each.scale, f"`{each.fact}`", each.words, f"{each.m:g}", f"{each.u:g}", each.speaks)
        for each in LEVELS[1:]
    )
    return _table(("field", "scale", "fact", "in words", "m", "u", ""), rows)


def bounds() -> str:
    """The numbers that the rules use."""
    rows = (
        ("an answer may be `sure` from", f"{deciding.SURE_FROM:g}"),
        ("an answer is `none` when the best is below", f"{deciding.ASK_FROM:g}"),
        ("... and nobody is at least", f"{deciding.NONE_FROM:g}"),
        ("candidates shown, where there are so many", matcher.SHOWN),
        ("rows up to which every row of the register is looked at", f"{gathering.SMALL:,}"),
        ("candidates of one request compared in full", gathering.KEPT),
        ("rows that the first guess of u is worth", f"{GUESS_ROWS:g}"),
        ("pairs that the first guess of m is worth", f"{model._PRIOR_PAIRS:g}"),
        ("absent people who have a namesake on the register, as a first guess", f"{model._NAMESAKES:g}"),
        ("absent people that this guess is worth", f"{model._PRIOR_ABSENT:g}"),
        ("strangers drawn for each request, for fields compared value by value", cards._SAMPLE),
        ("bits that another reading of the name costs", f"{model._EXCHANGED:g}"),
    )
    return _table(("rule", "number"), rows)


def example() -> str:
    """The comparisons of the best candidate of the first request of the small example."""
    found = _matched()
    answer = next(iter(found.answers()))
    pair = _pair(found, answer.candidates[0].row)
    rows = [
        (
            LEVELS[code].words,
            *_values(answer.candidates[0].comparisons, LEVELS[code].fact),
            f"{found.model.m[code]:.3f}",
            f"{found.shares[found.pairs.question[pair], code]:.4f}",
            f"{np.log2(found.model.m[code] / found.shares[found.pairs.question[pair], code]):+.1f}",
        )
        for code in found.pairs.levels[pair]
        if code
    ]
    total = ("together", "", "", "", "", f"{answer.candidates[0].match_weight:+.1f}")
    return _table(("fact", "on the list", "on the register", "m", "u", "bits"), [*rows, total])


def posterior() -> str:
    """The candidates of that request with weight and probability, and nobody."""
    found = _matched()
    answer = next(iter(found.answers()))
    rows = [
        (f"row {each.register_id}", f"{each.match_weight:+.1f}", f"{each.probability:.4f}")
        for each in answer.candidates
    ]
    return _table(("who", "match weight", "probability"), [*rows, ("nobody", "", f"{answer.nobody:.4f}")])


def _matched() -> Match:
    wanted, register = read_list(EXAMPLE / "wanted_a.csv"), read_list(EXAMPLE / "register_b.csv")
    people = build_register("register_b.csv", register.sha256, map(Keyed.of, register.batches()))
    return match(requests_of(wanted.batches()), people)


def _pair(found: Match, row: int) -> int:
    return int(np.flatnonzero((found.pairs.request == 0) & (found.pairs.row == row))[0])


def _values(comparisons: Iterable[Comparison], fact: str) -> tuple[str, str]:
    said = next(each for each in comparisons if each.fact == fact)
    return said.left, said.right


def _table(head: Iterable[object], rows: Iterable[Iterable[object]]) -> str:
    lines = [list(head), *map(list, rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


if __name__ == "__main__":
    for each in PAGES:
        each.write_text(page(each), "utf-8")
