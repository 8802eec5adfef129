"""What matching may refuse."""

from allforall.errors import AllForAllError


class MatchingError(AllForAllError):
    """A list cannot be answered against this register."""


class RegisterIndexError(MatchingError):
    """A folder is not an index, or one this version cannot read."""
