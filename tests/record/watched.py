"""What must hold in the world of devices: after each step, and in the end."""

from __future__ import annotations

import copy
from itertools import pairwise

from hypothesis.stateful import invariant

from allforall.record.bundle import read
from allforall.record.errors import Refused
from allforall.record.evidence import read_evidence
from allforall.record.seal import purpose_of, unseal
from allforall.record.state import State
from allforall.record.verify import load, verify
from tests.contrib import writer
from tests.record import laws
from tests.record.nodes import EVIL, GENESIS, HONEST, SEALS, Honest
from tests.record.world import World


class Watched(World):
    """The world, watched."""

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


def sizes(state: State) -> dict[str, int]:
    return {name: size for name, size in state.sizes().items() if size}
