"""What keeps a plan from being checked at all."""

from __future__ import annotations

from allforall.errors import AllForAllError


class CheckError(AllForAllError):
    """A file cannot be read as what it should be, so nothing can be said about the plan."""
