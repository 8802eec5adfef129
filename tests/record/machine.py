"""Honest and evil devices at work, in any order Hypothesis can think of."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from allforall.record.errors import RecordError
from tests.contrib import writer
from tests.record.frames import FRAMES, framed
from tests.record.nodes import EVIL, GENESIS, HONEST, evidence_bundle, grouped, parsed, sections
from tests.record.watched import Watched

honest = st.sampled_from(HONEST)
number = st.integers(0, 10**6)


class Members(Watched):
    """All that may happen."""

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


def flipped(data: bytes, place: int, bit: int) -> bytes:
    bent = bytearray(data)
    bent[place % len(data)] ^= 1 << bit
    return bytes(bent)
