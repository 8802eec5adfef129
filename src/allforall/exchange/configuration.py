"""What the members wrote into the genesis under `rules`: who clears, who oversees, who is neutral.

`{"clearing": {"A": {"overseer": "Minister", "bodies": ["MOD", "SBU"]}}, "neutral": "M"}`.
What is missing asks for nothing: no body has to clear, nobody has to attest.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from allforall.exchange.fold import Exchange
from allforall.record.canonical import parse


@dataclass(frozen=True, slots=True)
class Clearing:
    """How a party lets people go: the offices that clear, and the one that oversees them, if any."""

    bodies: tuple[str, ...] = ()
    overseer: str | None = None


@dataclass(frozen=True)
class Configuration:
    """The rules of a case: how each party clears, and the member who is neutral, if any."""

    clearing: dict[str, Clearing]
    neutral: str | None = None

    def of(self, party: str | None) -> Clearing:
        """How a party clears; one that wrote nothing asks for nothing."""
        return self.clearing.get(party or "", Clearing())


def configuration(exchange: Exchange) -> Configuration:
    """The configuration of an exchange's case."""
    return _read(exchange.state.genesis.bytes)


@lru_cache(maxsize=64)
def _read(genesis: bytes) -> Configuration:
    rules = parse(genesis, "the genesis")["rules"]
    clearing = rules.get("clearing")
    neutral = rules.get("neutral")
    return Configuration(
        {party: _clearing(each) for party, each in (clearing if type(clearing) is dict else {}).items()},
        neutral if type(neutral) is str else None,
    )


def _clearing(value: Any) -> Clearing:
    """One party's way; what has not the form of it is passed over."""
    if type(value) is not dict:
        return Clearing()
    bodies = value.get("bodies")
    overseer = value.get("overseer")
    return Clearing(
        tuple(each for each in bodies if type(each) is str) if type(bodies) is list else (),
        overseer if type(overseer) is str else None,
    )
