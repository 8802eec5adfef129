"""What the rehearsal refuses."""

from __future__ import annotations

from allforall.errors import AllForAllError


class RehearsalError(AllForAllError):
    """A rehearsal cannot be written or scored as asked."""


class ScoreError(RehearsalError):
    """Answers or truth cannot be read, or do not belong together."""
