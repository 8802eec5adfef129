"""Stages for units already chosen, and the rows by which a class is not sent twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from allforall.plan.blocks import merged_blocks, single_blocks
from allforall.plan.model import Model, Row, build
from allforall.plan.objectives import objectives
from allforall.plan.prices import HAVE
from allforall.plan.terms import SIDES, Stage, Terms
from allforall.plan.unit import UnitClass

Counts = Mapping[tuple[int, int], int]
"""(class, stage) -> units; classes by their number, stages by theirs, counted from 1."""


def staged_model(
    classes: Sequence[UnitClass], terms: Terms, sides: Sequence[str], stages: Sequence[Stage] | None = None
) -> Model:
    """The model over single stages, all of them unless some are named."""
    model = build(classes, single_blocks(terms.stages if stages is None else stages), terms, sides)
    add_have_rows(model, exact=False)
    return model


def add_have_rows(model: Model, *, exact: bool) -> None:
    """A class sends as many units as it has at most (`exact`: just as many) over all stages together."""
    columns: dict[int, list[int]] = defaultdict(list)
    for column, (index, _) in enumerate(model.columns):
        columns[index].append(column)
    for index, mine in columns.items():
        if exact or len(mine) > 1:
            units = len(model.classes[index].units)
            for column in mine:
                model.entries[column].append((len(model.rows), 1))
            model.rows.append(Row(HAVE, "", (), str(index), units if exact else None, units))


def first_staging(
    classes: Sequence[UnitClass], chosen: Counts, terms: Terms, sides: Sequence[str], seconds: float
) -> Counts | None:
    """Spread the chosen units over single stages, the wounded as early as can be; None when they do not fit.

    `chosen` is (class, block of like stages) -> units.
    """
    from allforall.plan.highs import maximise

    counts: dict[tuple[int, int], int] = {}
    wounded = next(each for each in objectives(terms) if each.name == "wounded early")
    for number, block in enumerate(merged_blocks(terms.stages)):
        mine = [index for (index, at) in chosen if at == number]
        sent = [UnitClass(classes[i].composition, classes[i].units[: chosen[i, number]]) for i in mine]
        stages = [terms.stages[stage - 1] for stage in block.stages]
        model = build(sent, single_blocks(stages), terms, sides)
        add_have_rows(model, exact=True)
        outcome = maximise(model, model.weights(wounded.weight), seconds=seconds)
        if outcome.values is None:
            return None
        counts |= {
            (mine[index], block.stages[at]): n for (index, at), n in counted(model, outcome.values).items()
        }
    return counts


def counted(model: Model, values: npt.NDArray[np.float64]) -> dict[tuple[int, int], int]:
    """(class, block) -> units, without the empty ones."""
    whole = np.rint(values).astype(np.int64)
    return {column: int(n) for column, n in zip(model.columns, whole, strict=True) if n}


def placed(model: Model, counts: Counts) -> npt.NDArray[np.float64]:
    """Counts by stage as the columns of a model over single stages."""
    keys = [(index, model.blocks[at].stages[0]) for index, at in model.columns]
    return np.array([counts.get(key, 0) for key in keys], dtype=np.float64)


def keeps_terms(classes: Sequence[UnitClass], counts: Counts, terms: Terms) -> bool:
    """The counts keep every row of the model, reckoned in whole numbers."""
    model = staged_model(classes, terms, SIDES)
    sums = [0] * len(model.rows)
    for n, entries in zip(placed(model, counts), model.entries, strict=True):
        for row, value in entries:
            sums[row] += int(n) * value
    return all(
        (row.low is None or row.low <= total) and (row.high is None or total <= row.high)
        for row, total in zip(model.rows, sums, strict=True)
    )
