"""What the record refuses, and what a person did wrong with it."""

from __future__ import annotations

from allforall.errors import AllForAllError


class RecordError(AllForAllError):
    """Something about a record could not be done: a file, a key, a wrong moment."""


class Refused(RecordError):  # noqa: N818 - it reads as a verdict
    """Bytes that break the specification; `verdict` is the class of refusal, such as `wrong-root`.

    Two verifiers agree when they give the same class. The text names feeds, places and fields, never a
    person.
    """

    def __init__(self, verdict: str, about: str) -> None:
        super().__init__(f"{verdict}: {about}")
        self.verdict = verdict
        self.about = about

    def __reduce__(self) -> tuple[type[Refused], tuple[str, str]]:
        return Refused, (self.verdict, self.about)


class GuardError(RecordError):
    """Signing was refused because this device may hold less than it has already signed."""
