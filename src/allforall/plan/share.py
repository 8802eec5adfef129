"""Splitting a number of people in proportion, so that every part is whole and the sum is exact."""

from __future__ import annotations

from collections.abc import Sequence


def share(total: int, weights: Sequence[int]) -> list[int]:
    """Split `total` in proportion to `weights` by largest remainders; ties go to the earlier part.

    Every part is the exact share rounded down or up, and no other split comes nearer to all shares.
    With weights that are all zero everything goes to the first part.
    """
    whole = sum(weights)
    if whole == 0:
        return [total, *[0] * (len(weights) - 1)][: len(weights)]
    parts = [total * weight // whole for weight in weights]
    remainders = [-(total * weight % whole) for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda index: (remainders[index], index))
    for index in by_remainder[: total - sum(parts)]:
        parts[index] += 1
    return parts


def share_table(rows: Sequence[int], columns: Sequence[int]) -> list[list[int]]:
    """Fill a table of whole numbers with the given row and column sums, row by row in proportion.

    Each row takes from what the columns have left; the last row takes the rest. Sums must agree.
    """
    left = list(columns)
    table = []
    for row in rows:
        parts = share(row, left)
        left = [have - part for have, part in zip(left, parts, strict=True)]
        table.append(parts)
    return table
