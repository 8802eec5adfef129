"""What this room refuses."""

from __future__ import annotations

from allforall.errors import AllForAllError


class NamesError(AllForAllError):
    """A file of names could not be read, or lacks what is needed."""
