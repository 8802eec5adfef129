"""What can be refused in the room of plans."""

from __future__ import annotations

from allforall.errors import AllForAllError


class PlanError(AllForAllError):
    """A plan cannot be made, read or repaired; the text says why."""


class TermsError(PlanError):
    """The formula, the stages or the rules contradict themselves or cannot be read."""


class InfeasibleError(PlanError):
    """No plan keeps all terms; `clashes` are sentences that cannot hold together, none of them idle."""

    def __init__(self, text: str, clashes: tuple[str, ...] = (), largest: str = "") -> None:
        super().__init__(text)
        self.clashes = clashes
        self.largest = largest
