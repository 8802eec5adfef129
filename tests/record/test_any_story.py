"""Any story, most of them full of faults: both verifiers come to the same verdict."""

from __future__ import annotations

import json
from collections import Counter
from random import Random
from typing import Any

import pytest

from tests.contrib import writer
from tests.record.building import verdicts

FEEDS = ("A", "B", "M", "A/2", "B/2")
ACTS = ("propose", "accept", "confirm", "commit", "commit", "reveal", "reveal", "chunk", "chunk", "release")
STORIES = 12  # of each kind


def reference(random: Random, name: str, ids: list[str], act: str) -> str:
    """The id of an entry, as a rule of a kind and a member that fit."""
    fitting = {"accept": "propose", "confirm": "propose"}.get(act, "commit")
    named = [each for each in ids if each.endswith(fitting)]
    if act != "release":
        named = [each for each in named if (each[0] == name[0]) is (act != "accept")]
    if random.random() < 0.05:
        named = ids
    return random.choice(named or ids).partition(" ")[0]


def body(random: Random, name: str, act: str, ids: list[str]) -> dict[str, Any]:
    if act == "propose":
        old = [each.partition(" ")[0] for each in ids if each.endswith("propose")]
        return {"replaces": random.choice(old)} if old and random.random() < 0.4 else {}
    if act == "commit":
        return {"round": random.choice((0, 0, 0, 1))}
    if act == "release":
        return {"of": [reference(random, name, ids, act) for _ in range(2)]}
    of = {"of": reference(random, name, ids, act)}
    return {**of, "i": random.randrange(2), "k": 2} if act == "chunk" else of


def seen(random: Random, record: Any, name: str, before: dict[str, int], share: float) -> dict[str, Any]:
    """Heads of other feeds, as a rule newer than stated before."""
    heads: dict[str, Any] = {}
    for other, feed in record.feeds.items():
        if other == name or random.random() > share:
            continue
        size = random.randint(before.get(other, 0) + 1, max(len(feed.lines), before.get(other, 0) + 1))
        if random.random() < 0.8:
            size = len(feed.lines)
        if size > min(before.get(other, 0), len(feed.lines)) and size <= len(feed.lines):
            heads |= feed.seen(size) if size > before.get(other, 0) or random.random() < 0.02 else {}
    before.update({other: size for other, (size, _) in heads.items()})
    return heads


def fork(random: Random, record: Any, name: str) -> None:
    feed = record[name]
    if len(feed.lines) == 1:
        feed.add("note")
    shared = random.randint(1, len(feed.lines) - 1)
    other = writer.Feed(name, record.case, feed.signers, feed.lines[:shared])
    other.add("note", {"text": "otherwise"})
    one, two = sorted((feed, other), key=lambda each: len(each.lines))
    chain = [writer.link(feed, 0, 1)] if "/" in name else []
    record.evidence.append(writer.dumps(writer.evidence(one, two, chain=chain)))


def judged(record: Any, found: Counter[str]) -> str:
    """The verdict of both."""
    kinds = verdicts(record.bundle())
    assert len(kinds) == 1, kinds
    found.update(kinds)
    return kinds.pop()


def tell(seed: int, found: Counter[str], *, forks: bool, revocations: bool) -> None:
    """A record of up to forty steps drawn by chance, judged after each; what breaks a rule is undone."""
    random = Random(seed)
    record = writer.Record()
    record.enrol("A/2")
    record.enrol("B/2")
    share = random.choice((0.3, 0.6, 0.9))
    before: dict[str, dict[str, int]] = {name: {} for name in FEEDS}
    ids: list[str] = [record["A"].add("psi.propose") + " propose"]
    steps = random.randint(5, 40)
    forks_at = random.randrange(steps) if forks else steps
    for step in range(steps):
        if step == forks_at:
            fork(random, record, random.choice(("B", "B/2", "A/2")))
        name = random.choices(FEEDS, (6, 6, 3, 2, 2))[0]
        if revocations and random.random() < 0.06:
            record.revoke(*random.choice((("A", "A/2"), ("B", "B/2"), ("A/2", "A"))), random.randint(1, 8))
            continue
        if random.random() < 0.3:
            heads = seen(random, record, name, before[name], 1.0)
            if heads:
                record[name].add("ack", seen=heads)
            continue
        act = random.choice(ACTS)
        made = body(random, name, act, ids)
        heads = seen(random, record, name, before[name], share)
        fields = {"seen": heads} if heads else {}
        kind = f"{random.choice(('psi',) * 12 + ('x',))}.{act}"
        line = writer.dumps(record[name].entry(kind, made, **fields))
        record[name].lines.append(line)
        if judged(record, found) not in ("valid", "fork"):
            record[name].lines.pop()
            before[name] = {feed: size for each in record[name].lines for feed, size in _sizes(each)}
            continue
        ids.append(f"{name}:{len(record[name].lines) - 1}:{writer.leaf(line).hex()} {act}")
    judged(record, found)


def _sizes(line: bytes) -> list[tuple[str, int]]:
    return [(feed, size) for feed, (size, _) in json.loads(line).get("seen", {}).items()]


@pytest.mark.parametrize("forks", [False, True])
@pytest.mark.parametrize("revocations", [False, True])
def test_both_verifiers_agree_on_any_story(forks: bool, revocations: bool) -> None:
    found: Counter[str] = Counter()
    for seed in range(STORIES):
        tell(seed, found, forks=forks, revocations=revocations)
    assert found["fork" if forks else "valid"] > STORIES
    assert {"bad-reference", "not-allowed", "reveal-too-early", "chunk-too-early"} <= found.keys()
