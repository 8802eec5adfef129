"""Three honest devices, an evil one, and what travels between them; `reached` counts what came about."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from hypothesis import event
from hypothesis.stateful import RuleBasedStateMachine

from allforall.record.errors import GuardError, RecordError, Refused
from tests.record.nodes import HONEST, Evil, Honest

reached: Counter[str] = Counter()


class World(RuleBasedStateMachine):
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

    def guarded(self) -> Guarded:
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

    def __init__(self, world: World) -> None:
        self.world = world

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> bool:
        if kind is GuardError:
            self.world.count("guard")
        return kind is GuardError
