"""Are two names one name? Ours beside nomenklatura and rapidfuzz, on made-up people in three languages.

    python bench.py [--full] [--freeze]

The words of the names are in words.csv and were kept apart from what the costs were learned from. Half of
the strangers are the most similar other person. A peer that is not installed is left out, with a word.
"""

from __future__ import annotations

import argparse
import platform
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from people import Pair, pairs, people

Scores = NDArray[np.float64]
Scorer = Callable[[str, str], float]
COLUMNS = (
    "| scorer | AUC | best F1 | recall at P 99 % | F1 at 0.7 "
    "| uk-ru | ru-en | uk-en | with father | us a pair |"
)


def ours() -> Scorer:
    """This project's comparison."""
    from allforall.names.compare import compare

    return lambda left, right: compare(left, right).score


def wratio() -> Scorer:
    """rapidfuzz's WRatio on names brought to ASCII by unidecode."""
    from rapidfuzz import fuzz
    from unidecode import unidecode

    return lambda left, right: fuzz.WRatio(unidecode(left).lower(), unidecode(right).lower()) / 100


def logic_v2() -> Scorer:
    """nomenklatura's logic-v2 on persons that have nothing but a name."""
    from followthemoney.proxy import EntityProxy
    from nomenklatura.matching import get_algorithm

    algorithm = get_algorithm("logic-v2")
    if algorithm is None:
        raise ImportError("logic-v2")
    numbers = iter(range(10**9))  # it remembers by id, so every name needs its own

    def person(name: str) -> EntityProxy:
        return EntityProxy.from_dict(
            {"id": f"p{next(numbers)}", "schema": "Person", "properties": {"name": [name]}}
        )

    config = algorithm.default_config()
    return lambda left, right: algorithm.compare(person(left), person(right), config).score


SCORERS = {"allforall": ours, "nomenklatura logic-v2": logic_v2, "rapidfuzz WRatio, unidecode": wratio}


def auc(same: Scores, other: Scores) -> float:
    """The probability that a true pair scores higher than a stranger, ties by half."""
    together = np.concatenate([same, other])
    _, place, counts = np.unique(together, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[place]
    return float((ranks[: len(same)].mean() - (len(same) + 1) / 2) / len(other))


def curve(same: Scores, other: Scores) -> tuple[Scores, Scores]:
    """Precision and recall at every threshold."""
    thresholds = np.unique(same)
    true = len(same) - np.searchsorted(np.sort(same), thresholds)
    false = len(other) - np.searchsorted(np.sort(other), thresholds)
    return true / (true + false), true / len(same)


def best_f1(same: Scores, other: Scores) -> float:
    """The greatest F1 over all thresholds."""
    precision, recall = curve(same, other)
    return float((2 * precision * recall / (precision + recall)).max())


def recall_at_99(same: Scores, other: Scores) -> float:
    """The greatest recall at a precision of 99 % or more; 0 if it is never reached."""
    precision, recall = curve(same, other)
    return float(recall[precision >= 0.99].max(initial=0.0))


def f1_at(same: Scores, other: Scores, threshold: float) -> float:
    """F1 when everything from the threshold on is called the same."""
    true, false = int((same >= threshold).sum()), int((other >= threshold).sum())
    return 2 * true / (true + false + len(same))


def line(name: str, scorer: Scorer, asked: list[Pair]) -> str:
    """One row of the table."""
    started = time.perf_counter()
    scores = np.array([scorer(pair.left, pair.right) for pair in asked])
    spent = (time.perf_counter() - started) / len(asked)

    def split(kept: Iterable[bool]) -> tuple[Scores, Scores]:
        mask = np.array(list(kept))
        same = np.array([pair.same for pair in asked])
        return scores[mask & same], scores[mask & ~same]

    every = split(True for _ in asked)
    cells = [auc(*every), best_f1(*every), recall_at_99(*every), f1_at(*every, 0.7)]
    cells += [
        best_f1(*split(pair.languages == kind for pair in asked)) for kind in ("uk-ru", "ru-en", "uk-en")
    ]
    cells.append(best_f1(*split(pair.father for pair in asked)))
    return f"| {name} | " + " | ".join(f"{cell:.3f}" for cell in cells) + f" | {spent * 1e6:.0f} |"


def table(count: int) -> Iterable[str]:
    """The rows of the table, each as soon as it is measured."""
    asked = list(pairs(people(count, seed=20), seed=21))
    yield f"{len(asked):,} pairs of {count:,} made-up people; Python {platform.python_version()}."
    yield ""
    yield COLUMNS
    yield "| --- " * COLUMNS.count(" | ") + "| --- |"
    for name, make in SCORERS.items():
        try:
            yield line(name, make(), asked)
        except ImportError as missing:
            yield f"| {name} (not installed: {missing.name}) |" + " |" * (COLUMNS.count(" | "))


def main() -> None:
    """Print the table; with --freeze write it to RESULTS.md."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--full", action="store_true", help="ten times the people")
    parser.add_argument("--freeze", action="store_true", help="write RESULTS.md")
    wanted = parser.parse_args()
    lines = []
    for row in table(10_000 if wanted.full else 1_000):
        print(row, flush=True)
        lines.append(row)
    if wanted.freeze:
        head = "# Are two names one name?\n\nThe frozen run of `bench.py`; see [how](../README.md).\n\n"
        (Path(__file__).parent / "RESULTS.md").write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
