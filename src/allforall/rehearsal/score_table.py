"""Quality as a table for people."""

from __future__ import annotations

from allforall.rehearsal.score import Measures, Quality

ENOUGH = 20  # held persons for a noise to be shown; `--json` has all
WORST = 30  # noises shown

OVERALL = (
    ("recall@1", "recall_at_1"),
    ("recall@10", "recall_at_10"),
    ("F1 at the best threshold", "f1"),
    ("  that threshold", "threshold"),
    ("precision at .5", "precision_at_half"),
    ("recall at .5", "recall_at_half"),
    ("recall at 99 % precision", "recall_at_99"),
    ("calibration error", "calibration_error"),
    ("sure", "sure"),
    ("ask", "ask"),
    ("none", "none"),
    ("sure and right", "sure_precision"),
    ("held persons found sure", "sure_coverage"),
    ("absent persons called sure", "absent_sure"),
)
GROUPS = (
    ("requests", "requests"),
    ("held", "held"),
    ("r@1", "recall_at_1"),
    ("r@10", "recall_at_10"),
    ("F1", "f1"),
    ("P.5", "precision_at_half"),
    ("R.5", "recall_at_half"),
    ("R@P99", "recall_at_99"),
    ("ECE", "calibration_error"),
    ("sure", "sure"),
    ("ask", "ask"),
    ("none", "none"),
    ("s.right", "sure_precision"),
    ("s.cover", "sure_coverage"),
    ("s.absent", "absent_sure"),
)


def quality_table(quality: Quality) -> str:
    """The overall measures one a line, then one line for each kind of request and the worst noises."""
    lines = [
        f"{'requests':<28}{quality.overall.requests:>8}",
        f"{'persons on the register':<28}{quality.overall.held:>8}",
    ]
    lines += [f"{words:<28}{_figure(quality.overall, name):>8}" for words, name in OVERALL]
    strangers = "-" if quality.strangers_sure is None else f"{quality.strangers_sure:.4f}"
    lines.append(f"{'same-name strangers sure':<28}{strangers:>8}")
    for title, groups in (("kind", quality.by_kind), ("noise", quality.by_noise)):
        lines += ["", _row(title, [head for head, _ in GROUPS])]
        lines += [
            _row(name, [_figure(group, field) for _, field in GROUPS]) for name, group in groups.items()
        ]
    return "\n".join(lines)


def _worst(groups: dict[str, Measures]) -> dict[str, Measures]:
    """The noises that enough held persons bear to say something, by what they do to the best F1."""
    enough = {name: group for name, group in groups.items() if group.held >= ENOUGH}
    return dict(sorted(enough.items(), key=lambda item: (item[1].f1 or 0.0, item[0]))[:WORST])


def _row(name: str, cells: list[str]) -> str:
    return f"{name:<34}" + "".join(f"{cell:>9}" for cell in cells)


def _figure(measures: Measures, name: str) -> str:
    value = getattr(measures, name)
    if value is None:
        return "-"
    return str(value) if isinstance(value, int) else f"{value:.4f}"
