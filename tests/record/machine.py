"""Honest and evil devices at work, in any order Hypothesis can think of; `reached` counts what came about."""

from __future__ import annotations

import copy
import tempfile
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

from hypothesis import event
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from allforall.record.bundle import read
from allforall.record.errors import GuardError, RecordError, Refused
from allforall.record.evidence import read_evidence
from allforall.record.seal import purpose_of, unseal
from allforall.record.state import State
from allforall.record.verify import load, verify
from tests.contrib import writer
from tests.record import laws
from tests.record.frames import FRAMES, framed
from tests.record.nodes import (
    EVIL,
    GENESIS,
    HONEST,
    SEALS,
    Evil,
    Honest,
    evidence_bundle,
    grouped,
    parsed,
    sections,
)

honest = st.sampled_from(HONEST)
number = st.integers(0, 10**6)
reached: Counter[str] = Counter()


class Members(RuleBasedStateMachine):
    """A and B, parties; M, who mediates; and E, a party that does everything it should not."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.nodes = {name: Honest(name, Path(self.folder.name)) for name in HONEST}
        self.histories = [Evil()]
        self.wire: list[bytes] = []
        self.before = {name: node.heads() for name, node in self.nodes.items()}
        self.frozen: dict[str, dict[str, Any]] = {name: {} for name in HONEST}
        self.canaries: list[tuple[str, str, str]] = []
        self.lies = 0
        for name in HONEST:
            self.wire.append(self.nodes[name].bundle())
            self.meet(name, HONEST[HONEST.index(name) - 1])
        for node in self.nodes.values():
            node.back_up()

    # what honest devices do

    @rule(who=honest, kind=st.sampled_from(("ack", "plan.propose", "plan.accept", "plan.confirm")), at=number)
    def agree(self, who: str, kind: str, at: int) -> None:
        proposals = self.found("plan.propose", who)
        mine = [each for each in proposals if each.startswith(f"{who}:")]
        body: dict[str, Any] = {}
        if kind in ("plan.accept", "plan.confirm"):
            some = mine if kind == "plan.confirm" else [each for each in proposals if each not in mine]
            body = {"of": some[at % len(some)]} if some else {"of": f"{who}:0:{'0' * 64}"}
        elif kind == "plan.propose" and mine and at % 3 == 0:
            body = {"replaces": mine[-1]}
        self.say(who, kind, body)

    @rule(who=honest, kind=st.sampled_from(("terms.commit", "terms.reveal")), round_=st.integers(0, 1))
    def open_terms(self, who: str, kind: str, round_: int) -> None:
        body: dict[str, Any] = {"round": round_}
        if kind == "terms.reveal":
            mine = [
                each for each in self.found("terms.commit", who, round=round_) if each.startswith(f"{who}:")
            ]
            body["of"] = mine[0] if mine else f"{who}:0:{'0' * 64}"
        self.say(who, kind, body)

    @rule(who=honest)
    def rotate(self, who: str) -> None:
        with self.guarded():
            self.nodes[who].rotate()
            self.count("rotation")

    @rule(who=honest, to=honest)
    def attach(self, who: str, to: str) -> None:
        if to not in self.nodes[who].heads():
            return
        canary = f"canary of {who} for {to}, {len(self.canaries)}"
        with self.guarded():
            entry = self.nodes[who].attach(canary.encode(), to)
            self.canaries.append((canary, to, entry.blobs[0]["h"]))

    @rule(who=honest)
    def back_up(self, who: str) -> None:
        self.nodes[who].back_up()

    @rule(who=honest)
    def restore(self, who: str) -> None:
        self.nodes[who].restore()
        self.before[who] = self.nodes[who].heads()
        self.frozen[who] = {}
        self.count("restore")

    @rule(who=honest, last=honest, kind=st.sampled_from(("plan.accept", "terms.commit")), at=number)
    def come_together(self, who: str, last: str, kind: str, at: int) -> None:
        """A whole round, as it should be: an offer that all accept, or terms that all commit to."""
        everybody = (*HONEST, EVIL) if at % 2 else HONEST
        if kind == "plan.accept":
            self.agree(who, "plan.propose", 1)
        for each in everybody:
            self.gather(who)
            if each == EVIL:
                self.speak(0, who, kind)
                self.hand(self.histories[0], who, who)
            elif kind == "plan.accept":
                self.agree(each, kind, -1)
            else:
                self.open_terms(each, kind, 0)
        self.gather(last)
        self.agree(who, "plan.confirm", -1)
        self.open_terms(who, "terms.reveal", 0)

    # what travels

    @rule(who=honest, to=honest, arrives=st.booleans())
    def sync(self, who: str, to: str, arrives: bool) -> None:
        self.wire.append(self.nodes[who].bundle(to if who != to else None))
        if arrives:
            self.deliver(to, self.wire[-1])

    @rule(who=honest, to=honest)
    def meet(self, who: str, to: str) -> None:
        self.deliver(to, self.nodes[who].bundle())
        self.deliver(who, self.nodes[to].bundle())

    @precondition(lambda self: self.wire)
    @rule(to=honest, at=number)
    def replay(self, to: str, at: int) -> None:
        self.deliver(to, self.wire[at % len(self.wire)])

    @precondition(lambda self: self.wire)
    @rule(who=honest, first=number, second=number)
    def either_order(self, who: str, first: int, second: int) -> None:
        """Two bundles in one order or the other come to the same."""
        pair = [self.wire[first % len(self.wire)], self.wire[second % len(self.wire)]]
        ends = []
        for order in (pair, pair[::-1]):
            twin = self.nodes[who].twin()
            try:
                for bundle in order:
                    twin.take(bundle)
            except RecordError:
                return
            state = twin.case.state
            heads = {name: head for name, head in twin.heads().items() if name not in state.evidence}
            ends.append((heads, set(state.evidence)))
        assert ends[0] == ends[1]

    # what the evil device does

    @rule(at=number, via=honest, kind=st.sampled_from(("ack", "plan.accept", "terms.commit", "plan.propose")))
    def speak(self, at: int, via: str, kind: str) -> None:
        history, node = self.histories[at % len(self.histories)], self.nodes[via]
        self.wire.append(node.bundle())
        some = [each for each in self.found("plan.propose", via) if not each.startswith(EVIL)]
        body: dict[str, Any] = {}
        if kind == "terms.commit":
            body = {"round": sum(parsed(line)["kind"] == kind for line in history.feed.lines)}
        if kind == "plan.accept":
            body = {"of": some[at % len(some)]} if some else {"of": f"A:0:{'0' * 64}"}
        history.say(kind, body, history.news(node))

    @rule(at=number, keep=number, one=honest, other=honest, sent=st.booleans())
    def fork(self, at: int, keep: int, one: str, other: str, sent: bool) -> None:
        """Another history from some place on; it may go to somebody at once, and the old one to another."""
        old = self.histories[at % len(self.histories)]
        new = old.fork(1 + keep % len(old.feed.lines))
        self.histories = [*self.histories[-4:], new]
        for history, to in ((old, one), (new, other)):
            self.lies += 1
            history.say("note", {"story": self.lies}, {})
            if sent:
                self.hand(history, to)

    @rule(at=number)
    def rotate_evil(self, at: int) -> None:
        self.lies += 1
        self.histories[at % len(self.histories)].feed.rotate(f"E {self.lies}")

    @rule(at=number, via=honest, how=st.sampled_from(("root", "far", "back", "nobody")))
    def lie(self, at: int, via: str, how: str) -> None:
        """A history that claims to have seen what it has not."""
        self.wire.append(self.nodes[via].bundle())
        if via not in self.nodes[via].heads():
            return
        liar = copy.deepcopy(self.histories[at % len(self.histories)])
        size, root = self.nodes[via].heads()[via]
        said = {
            "root": {via: [size, "ab" * 32]},
            "far": {via: [size + 7, root.hex()]},
            "back": {via: [1, root.hex()]},
            "nobody": {"Z": [1, root.hex()]},
        }[how]
        liar.say("ack", {}, liar.news(self.nodes[via]))
        liar.say("ack", {}, said)
        self.histories = [*self.histories[-4:], liar]

    @rule(at=number, via=honest, to=honest, cut=st.integers(0, 3))
    def send(self, at: int, via: str, to: str, cut: int) -> None:
        self.hand(self.histories[at % len(self.histories)], to, via, cut)

    @precondition(lambda self: self.wire)
    @rule(to=honest, at=number, place=number, bit=st.integers(0, 7), mended=st.booleans())
    def tamper(self, to: str, at: int, place: int, bit: int, mended: bool) -> None:
        bundle = self.wire[at % len(self.wire)]
        if mended:
            parts = sections(bundle)
            which = place % len(parts)
            kind, content = parts[which]
            parts[which] = (kind, flipped(content, place // len(parts), bit))
            bent = writer.container(parts)
        else:
            bent = flipped(bundle, place, bit)
        self.count(f"tampered bundle: {self.deliver(to, bent)}")

    @precondition(lambda self: self.wire)
    @rule(to=honest, at=number, length=number)
    def cut(self, to: str, at: int, length: int) -> None:
        bundle = self.wire[at % len(self.wire)]
        assert self.deliver(to, bundle[: length % len(bundle)]) in ("truncated", "bad-magic", "bad-section")

    @precondition(lambda self: self.wire)
    @rule(to=honest, first=number, second=number, which=st.lists(st.booleans(), min_size=4, max_size=4))
    def splice(self, to: str, first: int, second: int, which: list[bool]) -> None:
        """Headers of one bundle before the entries of another."""
        one, other = (grouped(self.wire[at % len(self.wire)]) for at in (first, second))
        parts = [(writer.GENESIS, GENESIS.bytes)]
        for name, swapped in zip(sorted(one.keys() & other.keys()), which, strict=False):
            parts += [one[name][0], *other[name][1:]] if swapped else one[name]
        self.deliver(to, writer.container(parts))

    @rule(to=honest, victim=honest, how=st.sampled_from(FRAMES), at=number)
    def frame(self, to: str, victim: str, how: str, at: int) -> None:
        """Evidence that proves nothing, against an honest device."""
        if victim not in self.nodes[victim].heads():
            return
        data = framed(how, self.nodes[victim], self.histories, at)
        assert self.deliver(to, evidence_bundle([data])) in ("bad-evidence", "bad-signature", "wrong-origin")
        self.count("frame refused")

    # what must hold after each step

    @invariant()
    def nobody_honest_stands_accused(self) -> None:
        for node in self.nodes.values():
            assert set(node.case.state.evidence) <= {EVIL}

    @invariant()
    def feeds_only_grow_and_frozen_ones_stay(self) -> None:
        for name, node in self.nodes.items():
            feeds, heads = node.case.state.feeds, node.heads()
            for feed, (size, root) in self.before[name].items():
                assert feeds[feed].tree.root(size) == root
            for feed in node.case.state.evidence:
                assert self.frozen[name].setdefault(feed, heads.get(feed)) == heads.get(feed)
            self.before[name] = heads

    @invariant()
    def no_two_heads_of_one_size_ever_left(self) -> None:
        """What was given away stands in the history the device goes on with, or is yet to come back."""
        for node in self.nodes.values():
            feed = node.case.state.feed(node.feed)
            for size, head in node.given.items():
                if size <= feed.size:
                    root = feed.tree.root(size)
                    assert head.startswith(writer.note(GENESIS.origin(node.feed), size, root, []))

    @invariant()
    def honest_histories_agree(self) -> None:
        for feed in HONEST:
            held = sorted((node.lines(feed) for node in self.nodes.values()), key=len)
            for shorter, longer in pairwise(held):
                assert shorter == longer[: len(shorter)]

    def teardown(self) -> None:
        try:
            self.check_conflicts_come_out()
            self.check_all_agree_in_the_end()
            for node in self.nodes.values():
                held = laws.Held(node)
                laws.check_seen(held)
                laws.check_order(held)
                self.check_verdict(node)
                self.check_canaries(node)
        finally:
            self.folder.cleanup()

    def check_conflicts_come_out(self) -> None:
        """Two that hold other prefixes of E both have evidence after a full sync; anybody can check it."""
        for giver in HONEST:
            for taker in HONEST:
                one, other = (self.nodes[name].lines(EVIL) for name in (giver, taker))
                both = min(len(one), len(other))
                if one[:both] != other[:both]:
                    self.deliver(taker, self.nodes[giver].bundle())
                    data = self.nodes[taker].case.state.evidence[EVIL]
                    assert read_evidence(GENESIS, data) == EVIL
                    assert len(data) < 4000 or b"key.rotate" in data
                    self.count("fork seen by two")
        if any(node.case.state.evidence for node in self.nodes.values()):
            self.count("fork")

    def check_all_agree_in_the_end(self) -> None:
        for giver, taker in [(giver, taker) for _ in range(3) for giver in HONEST for taker in HONEST]:
            if giver != taker:
                verdict = self.deliver(taker, self.nodes[giver].bundle(), again=False)
                assert verdict == "taken"
        ends = []
        for node in self.nodes.values():
            frozen = set(node.case.state.evidence)
            ends.append((frozen, {name: head for name, head in node.heads().items() if name not in frozen}))
        assert ends[0] == ends[1] == ends[2]

    def check_verdict(self, node: Honest) -> None:
        """The whole record is valid, but for a fork; and that however many of its blobs are gone."""
        bare = copy.deepcopy(node.store)
        bare._blobs.clear()
        assert sizes(load(bare)) == sizes(node.case.state)
        try:
            found = verify(read(node.bundle()))
        except Refused as refused:
            verdict = refused.verdict
        else:
            verdict = "valid"
            assert sizes(found) == sizes(node.case.state)
        assert verdict == ("fork" if node.case.state.evidence else "valid")

    def check_canaries(self, node: Honest) -> None:
        everything = repr(node.store.contents())
        for canary, to, name in self.canaries:
            assert canary not in everything
            blob = node.store.blob(name)
            entry = next((e for e in node.case.entries() if any(b["h"] == name for b in e.blobs)), None)
            if blob is None or entry is None:
                continue
            place = (GENESIS.case, entry.feed, purpose_of(entry.kind, entry.body))
            for reader in HONEST:
                try:
                    assert unseal(blob.content, [to], to, SEALS[reader], *place) == canary.encode()
                except Refused:
                    assert reader != to
                else:
                    assert reader == to

    # helpers

    def deliver(self, to: str, bundle: bytes, *, again: bool = True) -> str:
        """Import a bundle: all or nothing, and a second time changes nothing."""
        node = self.nodes[to]
        before = node.everything()
        try:
            done = node.take(bundle)
        except RecordError as refused:
            assert node.everything() == before
            return getattr(refused, "verdict", "error")
        if done.waits:
            self.count("waiting")
            assert node.everything()[:2] == before[:2]
        if done.after:
            self.count("taken in after waiting")
        if again:
            once = node.everything()
            node.take(bundle)
            assert node.everything() == once
        return "waits" if done.waits else "taken"

    def gather(self, who: str) -> None:
        """Everybody meets one."""
        for other in HONEST:
            if other != who:
                self.meet(who, other)

    def hand(self, history: Evil, to: str, via: str | None = None, cut: int = 0) -> None:
        """A history goes to an honest device, with what another one (or that one) holds of the rest."""
        size = max(1, len(history.feed.lines) - cut)
        self.wire.append(history.bundle(size, self.nodes[via or to].bundle()))
        self.deliver(to, self.wire[-1])

    def say(self, who: str, kind: str, body: dict[str, Any]) -> None:
        node = self.nodes[who]
        before = node.everything()
        with self.guarded():
            try:
                node.say(kind, body)
                self.count(kind)
            except Refused:
                assert node.everything() == before

    def guarded(self) -> Any:
        return Guarded(self)

    def found(self, kind: str, who: str, **body: Any) -> list[str]:
        """The ids of the entries of a kind that a device holds."""
        held = self.nodes[who].case.state.notable({})
        return [each.id for each in held if each.kind == kind and body.items() <= each.body.items()]

    def count(self, what: str) -> None:
        reached[what] += 1
        event(what)


class Guarded:
    """The guard may refuse to sign; that is counted."""

    def __init__(self, machine: Members) -> None:
        self.machine = machine

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> bool:
        if kind is GuardError:
            self.machine.count("guard")
        return kind is GuardError


def sizes(state: State) -> dict[str, int]:
    return {name: size for name, size in state.sizes().items() if size}


def flipped(data: bytes, place: int, bit: int) -> bytes:
    bent = bytearray(data)
    bent[place % len(data)] ^= 1 << bit
    return bytes(bent)
