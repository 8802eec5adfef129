"""What differs between two versions of a list: rows added, withdrawn and changed, field by field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from allforall.record.canonical import Value, parse


@dataclass(frozen=True, slots=True)
class Changed:
    """One field of one row: what it held before and holds now, None where there was or is no such field."""

    row: int
    field: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Diff:
    """What a later version of a list does to the earlier one; rows keep their numbers."""

    added: tuple[int, ...]
    withdrawn: tuple[int, ...]
    changed: tuple[Changed, ...]


def diff(before: Sequence[bytes | None], after: Sequence[bytes | None]) -> Diff:
    """The difference of two opened lists, as `record.listing.read_list` gives them.

    None is a row that fills up, or a person who was erased: to the reader both are nobody.
    """
    added: list[int] = []
    withdrawn: list[int] = []
    changed: list[Changed] = []
    for row, (old, new) in enumerate(zip_longest(before, after)):
        if old == new:
            continue
        if old is None:
            added.append(row)
        elif new is None:
            withdrawn.append(row)
        else:
            changed += _changed(row, parse(old, f"row {row}"), parse(new, f"row {row}"))
    return Diff(tuple(added), tuple(withdrawn), tuple(changed))


def _changed(row: int, old: Value, new: Value) -> list[Changed]:
    fields = sorted({*old, *new})
    return [
        Changed(row, name, old.get(name), new.get(name)) for name in fields if old.get(name) != new.get(name)
    ]
