"""What can go wrong with a person's papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allforall.errors import AllForAllError

if TYPE_CHECKING:
    from allforall.people.dates import PartialDate


class PeopleError(AllForAllError):
    """The root of this room's errors."""


class ListError(PeopleError):
    """A list cannot be read at all, or (strictly read) holds a row that cannot be read."""


class MappingError(ListError):
    """A column was to be read as a field, but there is no such column or no such field."""


class OutputError(PeopleError):
    """A file could not be written; nothing of it is left behind."""


class DateError(PeopleError):
    """A text is not a date. `readable` is what of it can still be trusted, or None."""

    def __init__(self, text: str, readable: PartialDate | None = None) -> None:
        super().__init__(text)
        self.readable = readable
