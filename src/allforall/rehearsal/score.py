"""How good answers are against the truth of a rehearsal."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from allforall.rehearsal.errors import ScoreError

BINS = 10
STRICT_PRECISION = 0.99


@dataclass(frozen=True, slots=True)
class Judged:
    """One request with its answer held against the truth.

    `place` is the rank at which a right row first stands (0 if none does), `probability` the best
    candidate's (None without candidates), `held` whether the person is on the register at all.
    """

    kind: str
    noise: tuple[str, ...]
    held: bool
    place: int
    probability: float | None
    decision: str

    @property
    def right(self) -> bool:
        """The best candidate is the person asked for."""
        return self.place == 1


@dataclass(frozen=True)
class Measures:
    """Quality over some requests; None where the requests leave a measure undefined.

    Recall counts requests whose person is on the register. `f1` is the best over all thresholds on the best
    candidate's probability; accepting a request whose person is absent is a mistake. `calibration_error` is
    the expected one over ten bins of equal width.
    """

    requests: int
    held: int
    recall_at_1: float | None
    recall_at_10: float | None
    f1: float | None
    threshold: float | None
    precision_at_half: float | None
    recall_at_half: float | None
    recall_at_99: float | None
    calibration_error: float | None
    sure: float
    ask: float
    none: float
    sure_precision: float | None
    sure_coverage: float | None
    absent_sure: float | None


@dataclass(frozen=True)
class Quality:
    """Measures overall, by kind of request, and by each distortion the request or its register row bears."""

    overall: Measures
    by_kind: dict[str, Measures]
    by_noise: dict[str, Measures]

    @property
    def strangers_sure(self) -> float | None:
        """The share of same-name strangers called sure."""
        strangers = self.by_kind.get("namesake_stranger")
        return None if strangers is None else strangers.absent_sure

    def as_dict(self) -> dict[str, object]:
        """Everything as plain values, for JSON."""
        return {
            "overall": asdict(self.overall) | {"strangers_sure": self.strangers_sure},
            "by_kind": {name: asdict(each) for name, each in self.by_kind.items()},
            "by_noise": {name: asdict(each) for name, each in self.by_noise.items()},
        }


def score(answers_csv: Path, truth_csv: Path) -> Quality:
    """Hold ANSWERS.csv against truth.csv; a request without an answer counts as answered with nobody.

    Of rows pasted twice into a spreadsheet the first row's answer counts. Raises ScoreError.
    """
    judged = _judge(_read(answers_csv, ANSWER_COLUMNS), _read(truth_csv, TRUTH_COLUMNS))
    noises = sorted({noise for each in judged for noise in each.noise})
    return Quality(
        overall=measure(judged),
        by_kind=_grouped(judged, sorted({each.kind for each in judged}), lambda each: (each.kind,)),
        by_noise=_grouped(judged, [*noises, "no noise"], lambda each: each.noise or ("no noise",)),
    )


ANSWER_COLUMNS = ("request_id", "rank", "register_id", "probability", "decision")
TRUTH_COLUMNS = ("request_id", "register_id", "kind", "noise")


def _read(path: Path, columns: tuple[str, ...]) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [column for column in columns if column not in (reader.fieldnames or [])]
            if missing:
                raise ScoreError(f"{path}: column {missing[0]} is missing; expected {', '.join(columns)}")
            return list(reader)
    except FileNotFoundError:
        raise ScoreError(f"{path}: no such file") from None
    except (UnicodeDecodeError, csv.Error) as wrong:
        raise ScoreError(f"{path}: not a CSV file in UTF-8: {wrong}") from None


def _judge(answers: list[dict[str, str]], truth: list[dict[str, str]]) -> list[Judged]:
    known = {row["request_id"] for row in truth}
    candidates: dict[str, list[tuple[int, str, float, str]]] = {}
    for line, row in enumerate(answers, 2):
        request, pasted = _request(row["request_id"], known)
        if not pasted:
            candidates.setdefault(request, []).append(_candidate(line, row))
    return [_judged(row, sorted(candidates.get(row["request_id"], []))) for row in truth]


def _request(request: str, known: set[str]) -> tuple[str, bool]:
    """The request an answer is to, and whether it answers a row that was pasted twice ("W0000041@46")."""
    if request in known:
        return request, False
    first = request.split("@")[0]
    if first not in known:
        raise ScoreError(
            f"request {request} is answered but not in the truth file; do the two belong together?"
        )
    return first, True


def _candidate(line: int, row: dict[str, str]) -> tuple[int, str, float, str]:
    try:
        return int(row["rank"]), row["register_id"] or "", float(row["probability"] or 0.0), row["decision"]
    except (ValueError, TypeError):
        raise ScoreError(f"answers line {line}: rank and probability must be numbers") from None


def _judged(row: dict[str, str], candidates: list[tuple[int, str, float, str]]) -> Judged:
    meant = set(filter(None, row["register_id"].split("|")))
    shown = [each for each in candidates if each[1]]
    place = next((at for at, each in enumerate(shown, 1) if each[1] in meant), 0)
    noise = tuple(dict.fromkeys(filter(None, row["noise"].split("|"))))
    decision = candidates[0][3] if candidates else "none"
    return Judged(row["kind"], noise, bool(meant), place, shown[0][2] if shown else None, decision)


def _grouped(
    judged: list[Judged], names: Iterable[str], of: Callable[[Judged], tuple[str, ...]]
) -> dict[str, Measures]:
    groups: dict[str, list[Judged]] = {name: [] for name in names}
    for each in judged:
        for name in of(each):
            groups[name].append(each)
    return {name: measure(members) for name, members in groups.items() if members}


def measure(judged: list[Judged]) -> Measures:
    """All measures over these requests."""
    held = [each for each in judged if each.held]
    absent = [each for each in judged if not each.held]
    sure = [each for each in judged if each.decision == "sure"]
    f1, threshold = _best_f1(judged, len(held))
    half = [each for each in judged if each.probability is not None and each.probability >= 0.5]
    return Measures(
        requests=len(judged),
        held=len(held),
        recall_at_1=_share(held, lambda each: each.place == 1),
        recall_at_10=_share(held, lambda each: 1 <= each.place <= 10),
        f1=f1,
        threshold=threshold,
        precision_at_half=_share(half, lambda each: each.right),
        recall_at_half=_share(held, lambda each: each.right and (each.probability or 0.0) >= 0.5),
        recall_at_99=_recall_at(STRICT_PRECISION, judged, len(held)),
        calibration_error=_calibration_error(judged),
        sure=_share(judged, lambda each: each.decision == "sure") or 0.0,
        ask=_share(judged, lambda each: each.decision == "ask") or 0.0,
        none=_share(judged, lambda each: each.decision == "none") or 0.0,
        sure_precision=_share(sure, lambda each: each.right),
        sure_coverage=_share(held, lambda each: each.right and each.decision == "sure"),
        absent_sure=_share(absent, lambda each: each.decision == "sure"),
    )


def _share(judged: list[Judged], true: Callable[[Judged], bool]) -> float | None:
    return sum(map(true, judged)) / len(judged) if judged else None


def _steps(judged: list[Judged]) -> list[tuple[float, int, int]]:
    """For every threshold, highest first: how many are accepted and how many of them are right."""
    best = sorted(
        ((each.probability, each.right) for each in judged if each.probability is not None), reverse=True
    )
    steps: list[tuple[float, int, int]] = []
    right = 0
    for accepted, (probability, is_right) in enumerate(best, 1):
        right += is_right
        if accepted == len(best) or best[accepted][0] != probability:
            steps.append((probability, accepted, right))
    return steps


def _best_f1(judged: list[Judged], held: int) -> tuple[float | None, float | None]:
    if not held:
        return None, None
    steps = [(2 * right / (accepted + held), threshold) for threshold, accepted, right in _steps(judged)]
    return max(steps, default=(0.0, 1.0))


def _recall_at(precision: float, judged: list[Judged], held: int) -> float | None:
    if not held:
        return None
    enough = [right / held for _, accepted, right in _steps(judged) if right >= precision * accepted]
    return max(enough, default=0.0)


def _calibration_error(judged: list[Judged]) -> float | None:
    said = [(each.probability, each.right) for each in judged if each.probability is not None]
    if not said:
        return None
    bins: dict[int, list[tuple[float, bool]]] = {}
    for probability, right in said:
        bins.setdefault(min(int(probability * BINS), BINS - 1), []).append((probability, right))
    gaps = (abs(sum(p for p, _ in each) - sum(r for _, r in each)) for each in bins.values())
    return sum(gaps) / len(said)
