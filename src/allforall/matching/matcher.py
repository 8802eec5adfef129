"""A list answered against a register, from requests to answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from allforall.matching.answer import Answer, Candidate
from allforall.matching.cards import CARD_LEVELS, card_shares, compare_cards
from allforall.matching.deciding import decide
from allforall.matching.doubles import same_person
from allforall.matching.explaining import agreeing, comparisons
from allforall.matching.gathering import Pairs, Question, Weights, gather, questions_of
from allforall.matching.halves import in_halves
from allforall.matching.levels import HELD
from allforall.matching.model import _EXCHANGED, Floats, Model, fitted
from allforall.matching.register import Register
from allforall.matching.requests import Request

SHOWN = 10  # candidates of a request that are always shown, where there are so many
_WORTH_SHOWING = 0.001  # beyond them, candidates at least as probable as this
_DOUBLES_WITHIN = 30.0  # bits behind the best candidate within which its double is looked for
_WORTH_A_PROCESS = 10_000_000  # pairs of surnames; a copy of this one costs more than comparing fewer
Tick = Callable[[int], None]


@dataclass(frozen=True)
class Match:
    """All pairs of a list and a register with their weights and probabilities, not yet in words."""

    requests: Sequence[Request]
    register: Register
    pairs: Pairs
    shares: Weights
    model: Model
    total: Floats
    probable: Floats
    nobody: Floats

    def answers(self) -> Iterator[Answer]:
        """One answer for each request, in the order of the list."""
        order = np.lexsort((self.pairs.row, -self.total, -self.probable, self.pairs.request))
        bounds = np.searchsorted(self.pairs.request[order], np.arange(len(self.requests) + 1))
        weights = self.model.field_weights(self.pairs, self.shares)
        shared = self.model.shared(self.pairs, weights)
        for place in range(len(self.requests)):
            yield self._answer(place, order[bounds[place] : bounds[place + 1]], weights, shared)

    def _answer(self, place: int, found: npt.NDArray[np.intp], weights: Floats, shared: Floats) -> Answer:
        request = self.requests[place]
        ordered, probable, doubles = self._doubles_beside(found)
        shown = [at for at in range(len(ordered)) if at < SHOWN or probable[at] >= _WORTH_SHOWING]
        candidates = tuple(
            Candidate(
                register_id=str(self.register.ids[int(self.pairs.row[ordered[at]])]),
                rank=at + 1,
                probability=float(probable[at]),
                match_weight=float(self.total[ordered[at]]),
                comparisons=self._comparisons(request, int(ordered[at]), weights, shared),
                same_as=doubles if at == 0 else (),
                row=int(self.pairs.row[ordered[at]]),
            )
            for at in shown
        )
        agrees = agreeing(self.pairs.levels[ordered[0]]) if len(ordered) else frozenset()
        group = float(probable[0]) if len(ordered) else 0.0
        nobody = max(0.0, 1.0 - sum(candidate.probability for candidate in candidates))
        decision, why = decide(candidates, group, float(self.nobody[place]), agrees, request)
        return Answer(request.id, decision, candidates, nobody, why)

    def _doubles_beside(
        self, found: npt.NDArray[np.intp]
    ) -> tuple[npt.NDArray[np.intp], Floats, tuple[str, ...]]:
        """The pairs with the doubles of the best one right behind it, their probability given to the best."""
        probable = self.probable[found]
        if len(found) < 2:
            return found, probable, ()
        rows = self.pairs.row[found]
        shares = self.shares[self.pairs.question[found[0]]]
        near = np.flatnonzero(self.total[found] >= self.total[found[0]] - _DOUBLES_WITHIN)[1:6]
        twice = [
            at
            for at in near
            if not HELD[self.pairs.levels[found[at]]].any()
            and same_person(self.register, int(rows[0]), int(rows[at]), self.model, shares)
        ]
        others = [at for at in range(1, len(found)) if at not in twice]
        order = np.array([0, *twice, *others], dtype=np.intp)
        probable = probable.copy()
        # Both rows are the person, but probabilities add up to 1: the best row speaks for its doubles.
        moved = probable[twice].sum() * 0.999
        probable[twice] *= 0.001
        probable[0] += moved
        return found[order], probable[order], tuple(str(self.register.ids[int(rows[at])]) for at in twice)

    def _comparisons(self, request: Request, pair: int, weights: Floats, shared: Floats):  # type: ignore[no-untyped-def]
        levels = self.pairs.levels[pair].tolist()
        row, reading = int(self.pairs.row[pair]), int(self.pairs.reading[pair])
        return comparisons(
            request, self.register, row, levels, weights[pair], shared[pair], reading, _EXCHANGED
        )


def match(requests: Sequence[Request], register: Register, tick: Tick = lambda _: None) -> Match:
    """Compare every request with its candidates and learn the weights from the list itself.

    First by the likeliest reading of each name; where that finds nobody, by its other readings too.
    """
    model = Model.first(len(register), register.dependence)
    strangers = card_shares(requests, register)
    first = questions_of(requests, slice(0, 1), iter(range(len(requests))))
    pairs, shares = _gathered(first, 0, requests, register, model, strangers, tick)
    model = fitted(model, pairs, shares, len(requests))
    unfound = _unfound(model, pairs, shares, len(requests))
    second = questions_of(requests, slice(1, None), iter(unfound.tolist()))
    if second:
        more, more_shares = _gathered(
            second, len(shares), requests, register, model, strangers, lambda _: None
        )
        shares = np.concatenate([shares, more_shares])
        pairs = _best_reading(model, Pairs.joined([pairs, more]), shares)
        model = fitted(model, pairs, shares, len(requests))
    probable, nobody, _ = model.probabilities(pairs, shares, len(requests))
    return Match(requests, register, pairs, shares, model, model.total(pairs, shares), probable, nobody)


def _gathered(
    questions: list[Question], first: int, requests: Sequence[Request], register: Register, model: Model,
    strangers: Weights, tick: Tick,
) -> tuple[Pairs, Weights]:  # fmt: skip
    """The pairs of some questions, compared in full, and the shares of strangers at all levels."""

    def found(part: slice) -> tuple[Pairs, Weights]:
        tell = tick if part.start == 0 else lambda _: None
        pairs, shares = gather(questions[part], first + part.start, register, model.log_m, tell)
        compare_cards(pairs, requests, register)
        return pairs, shares

    worth_two = len(questions) * len(register.coded["surname"].values) > _WORTH_A_PROCESS
    lots = in_halves(found, len(questions)) if worth_two else [found(slice(0, len(questions)))]
    tick(len(questions) - len(lots[0][1]))
    pairs, shares = Pairs.joined([lot[0] for lot in lots]), np.concatenate([lot[1] for lot in lots])
    shares[:, CARD_LEVELS] = strangers[[question.place for question in questions]][:, CARD_LEVELS]
    return pairs, shares


def _unfound(model: Model, pairs: Pairs, shares: Weights, requests: int) -> npt.NDArray[np.intp]:
    probable, _, _ = model.probabilities(pairs, shares, requests)
    best = np.zeros(requests)
    np.maximum.at(best, pairs.request, probable)
    return np.flatnonzero(best < 0.5)


def _best_reading(model: Model, pairs: Pairs, shares: Weights) -> Pairs:
    """One pair for each request and row: the reading that weighs most."""
    order = np.lexsort((-model.total(pairs, shares), pairs.row, pairs.request))
    request, row = pairs.request[order], pairs.row[order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = (request[1:] != request[:-1]) | (row[1:] != row[:-1])
    return pairs.taken(order[first])
