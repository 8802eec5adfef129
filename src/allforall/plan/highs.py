"""The one place that speaks to HiGHS: a model in, an outcome out; one thread and one seed, so it repeats."""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np
import numpy.typing as npt

from allforall.plan.model import Model

Numbers = npt.NDArray[np.float64]
INFINITE = float("inf")
_OPTIONS: tuple[tuple[str, int | float | str], ...] = (
    ("threads", 1),
    ("parallel", "off"),
    ("random_seed", 0),
    ("mip_rel_gap", 0.0),
    ("mip_abs_gap", 0.999),  # objectives are whole numbers
)


@dataclass(frozen=True)
class Outcome:
    """What a solve found. `values` is None when there is no plan, or none was found within the limits.

    `proven` means optimal, or proven infeasible; `bound` is the solver's own bound; `prices` are the rows'
    duals (of `relaxed` solves only; positive when a larger right side would help).
    """

    values: Numbers | None
    proven: bool
    bound: float
    prices: Numbers | None = None


def maximise(
    model: Model,
    objective: npt.NDArray[np.int64],
    *,
    relaxed: bool = False,
    upper: Numbers | None = None,
    start: Numbers | None = None,
    seconds: float = INFINITE,
) -> Outcome:
    """The best columns for an objective; `relaxed` allows parts of units and gives the rows' prices."""
    if not model.columns:
        return _nobody(model)
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.silent()
    for option, value in _OPTIONS:
        solver.setOptionValue(option, value)
    solver.setOptionValue("time_limit", seconds)
    solver.passModel(_problem(model, objective, model.upper if upper is None else upper, relaxed))
    if start is not None:
        solver.setSolution(len(start), np.arange(len(start), dtype=np.int32), start)
    solver.run()
    return _outcome(solver, relaxed)


def _nobody(model: Model) -> Outcome:
    """Without columns there is just one plan, in which nobody goes."""
    if any((row.low or 0) > 0 or (row.high is not None and row.high < 0) for row in model.rows):
        return Outcome(None, True, -INFINITE)
    return Outcome(np.zeros(0), True, 0.0, np.zeros(len(model.rows)))


def _problem(
    model: Model, objective: npt.NDArray[np.int64], upper: Numbers, relaxed: bool
) -> highspy.HighsLp:
    problem = highspy.HighsLp()
    problem.num_col_, problem.num_row_ = len(model.columns), len(model.rows)
    problem.sense_ = highspy.ObjSense.kMaximize
    problem.col_cost_ = objective.astype(np.float64)
    problem.col_lower_ = np.zeros(len(model.columns))
    problem.col_upper_ = upper
    problem.row_lower_ = np.array(
        [-INFINITE if row.low is None else row.low for row in model.rows], dtype=float
    )
    problem.row_upper_ = np.array(
        [INFINITE if row.high is None else row.high for row in model.rows], dtype=float
    )
    lengths = [len(column) for column in model.entries]
    problem.a_matrix_.num_col_, problem.a_matrix_.num_row_ = problem.num_col_, problem.num_row_
    problem.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    problem.a_matrix_.start_ = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    problem.a_matrix_.index_ = np.array(
        [row for column in model.entries for row, _ in column], dtype=np.int32
    )
    problem.a_matrix_.value_ = np.array(
        [value for column in model.entries for _, value in column], dtype=np.float64
    )
    if not relaxed:
        problem.integrality_ = [highspy.HighsVarType.kInteger] * len(model.columns)
    return problem


def _outcome(solver: highspy.Highs, relaxed: bool) -> Outcome:
    status, info, solution = solver.getModelStatus(), solver.getInfo(), solver.getSolution()
    optimal = status == highspy.HighsModelStatus.kOptimal
    infeasible = status in {
        highspy.HighsModelStatus.kInfeasible,
        highspy.HighsModelStatus.kUnboundedOrInfeasible,
    }
    if infeasible or not solution.value_valid:
        return Outcome(None, infeasible, -INFINITE if infeasible else INFINITE)
    values = np.array(solution.col_value)
    if relaxed:
        return Outcome(values, optimal, info.objective_function_value, np.array(solution.row_dual))
    return Outcome(np.rint(values), optimal, info.mip_dual_bound)
