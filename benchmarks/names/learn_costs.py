"""Learn what Cyrillic letters cost against Latin letters, and write the table that the package ships.

    python benchmarks/names/learn_costs.py TOKENS.tsv [GROUPS.txt] -o names_sound_costs.csv

TOKENS.tsv has the columns count, latin, cyrillic (single words of aligned names). GROUPS.txt, if given, has
lines `word, word, word => id` of equal words in several scripts. The model is a joint multigram: a pair of
words is cut into pieces (1-3 Cyrillic letters with 0-4 Latin letters, or one Latin letter alone), each
with a probability found by expectation and maximisation. A fifth of the words is held out, unless `--all`.
Only the costs are written, in bits, not the words.
"""

from __future__ import annotations

import argparse
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from zlib import crc32

from allforall.names.sound_model import fold_cyrillic, fold_latin

Pair = tuple[str, str, float]
_CYRILLIC = re.compile("[а-яёіїєґ']+")
_LATIN = re.compile("[a-z]+")
_MOST_CYRILLIC, _MOST_LATIN = 3, 4
_ROUNDS = 6
_LEAST_COUNT = 2.0


def held_out(cyrillic: str) -> bool:
    """True for the fifth of the words that are never learned from; by hash, so it is stable."""
    return crc32(cyrillic.encode()) % 5 == 0


def read_tokens(path: Path) -> Iterable[Pair]:
    """The pairs of the token file; frequent pairs count more, but far from in proportion."""
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        count, latin, cyrillic = line.split("\t")
        yield fold_cyrillic(cyrillic), fold_latin(latin), 1 + math.log2(float(count) / 5)


def read_groups(path: Path) -> Iterable[Pair]:
    """Every Cyrillic word of a group with every Latin one; a group counts as one word pair or two."""
    for line in path.read_text(encoding="utf-8").splitlines():
        words = [word.strip() for word in line.split(" => ")[0].split(",")]
        cyrillic = [word for word in map(fold_cyrillic, words) if _CYRILLIC.fullmatch(word)]
        latin = [word for word in words if _LATIN.fullmatch(word)]
        for left in cyrillic[:6]:
            for right in latin[:6]:
                yield left, right, 1.5 / (min(6, len(latin)))


def usable(pairs: Iterable[Pair], everything: bool) -> list[Pair]:
    """Pairs of plain words of two letters or more, not held out, not wildly different in length."""
    return [
        (left, right, weight)
        for left, right, weight in pairs
        if _CYRILLIC.fullmatch(left) and _LATIN.fullmatch(right) and min(len(left), len(right)) > 1
        if max(len(left), len(right)) <= 2 * min(len(left), len(right)) + 1
        if everything or not held_out(left)
    ]


def arcs(left: str, right: str) -> list[tuple[int, int, int, int, tuple[str, str]]]:
    """All pieces of a pair: from (i, j) to (k, m)."""
    found = []
    for i in range(len(left) + 1):
        for j in range(len(right) + 1):
            if j < len(right):
                found.append((i, j, i, j + 1, ("", right[j])))
            for k in range(i + 1, min(i + _MOST_CYRILLIC, len(left)) + 1):
                stops = range(j if k - i == 1 else j + 1, min(j + _MOST_LATIN, len(right)) + 1)
                found.extend((i, j, k, m, (left[i:k], right[j:m])) for m in stops)
    return found


def first_guess(left: str, right: str) -> float:
    """A small price for long pieces, so that short ones explain what they can."""
    size = len(left) + len(right)
    return math.exp(-1.6 * max(0, size - 2)) * (0.02 if not left or not right else 1.0)


def expect(pairs: list[Pair], q: dict[tuple[str, str], float]) -> tuple[Counter[tuple[str, str]], float]:
    """Expected counts of the pieces, and the log likelihood in bits per pair."""
    counts: Counter[tuple[str, str]] = Counter()
    total = weights = 0.0
    for left, right, weight in pairs:
        steps = [(i, j, k, m, piece, q.get(piece, 0.0)) for i, j, k, m, piece in arcs(left, right)]
        steps = [step for step in steps if step[5] > 0]
        forward: dict[tuple[int, int], float] = defaultdict(float, {(0, 0): 1.0})
        for i, j, k, m, _, p in steps:
            forward[k, m] += forward[i, j] * p
        end = (len(left), len(right))
        if forward[end] < 1e-45:
            continue
        backward: dict[tuple[int, int], float] = defaultdict(float, {end: 1.0})
        for i, j, k, m, _, p in reversed(steps):
            backward[i, j] += backward[k, m] * p
        for i, j, k, m, piece, p in steps:
            share = forward[i, j] * p * backward[k, m] / forward[end]
            if share > 1e-4:
                counts[piece] += weight * share
        total += weight * math.log2(forward[end])
        weights += weight
    return counts, total / weights


def learn(pairs: list[Pair]) -> dict[tuple[str, str], float]:
    """Probabilities of the pieces after some rounds; rare and long pieces have to prove themselves."""
    pieces = {piece for left, right, _ in pairs for *_, piece in arcs(left, right)}
    q = {piece: first_guess(*piece) for piece in pieces}
    for turn in range(_ROUNDS):
        counts, bits = expect(pairs, q)
        kept = {}
        for (left, right), count in counts.items():
            least = _LEAST_COUNT * max(0, len(left) + len(right) - 3)
            if count > least or (len(left) <= 1 and len(right) <= 1 and count > 0.5):
                kept[left, right] = count - min(least, count) * 0.5
        mass = sum(kept.values())
        q = {piece: count / mass for piece, count in kept.items()}
        print(f"round {turn + 1}: {bits:.3f} bits per pair, {len(q)} pieces", file=sys.stderr, flush=True)
    return q


def letter_costs(words: Iterable[str]) -> dict[str, float]:
    """Cost in bits of each letter after the one before it ("^" begins a word, "$" ends it)."""
    pairs: Counter[str] = Counter()
    singles: Counter[str] = Counter()
    for word in words:
        marked = f"^{word}$"
        singles.update(marked[:-1])
        pairs.update(marked[place : place + 2] for place in range(len(marked) - 1))
    seconds: Counter[str] = Counter()
    for pair, count in pairs.items():
        seconds[pair[1]] += count
    total = sum(seconds.values())
    costs = {}
    for first in singles:
        for second in seconds:
            smooth = 40 * seconds[second] / total
            costs[first + second] = -math.log2((pairs[first + second] + smooth) / (singles[first] + 40))
    return costs


def write(path: Path, q: dict[tuple[str, str], float], pairs: list[Pair]) -> None:
    """The shipped table: pieces with their costs, then letters after letters with theirs."""
    lines = [
        "# Costs in tenths of a bit, learned by benchmarks/names/learn_costs.py, 2025-06.",
        "# Learned from single name words of the wd_russian set (Ash and Lin, COLING 2018, CC0) and from the",
        "# equal name words published with the rigour library 2.6 (MIT); only costs are kept, no words.",
        "kind,cyrillic,latin,cost",
    ]
    for (left, right), p in sorted(q.items()):
        cost = round(-10 * math.log2(p))
        if cost <= 190:
            lines.append(f"piece,{left},{right},{cost}")
    for kind, column in (("cyrillic", 0), ("latin", 1)):
        for pair, cost in sorted(letter_costs({each[column] for each in pairs}).items()):
            lines.append(f"{kind},{pair[0]},{pair[1]},{round(10 * cost)}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Read, learn, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tokens", type=Path)
    parser.add_argument("groups", type=Path, nargs="?")
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--all", action="store_true", help="learn from the held-out fifth as well")
    wanted = parser.parse_args()
    groups = read_groups(wanted.groups) if wanted.groups else ()
    pairs = usable([*read_tokens(wanted.tokens), *groups], wanted.all)
    print(f"{len(pairs)} pairs", file=sys.stderr)
    write(wanted.output, learn(pairs), pairs)


if __name__ == "__main__":
    main()
