"""Match weights and probabilities: log2 of m/u, m by EM without labels, u counted on the register.

Fellegi and Sunter (1969) with four changes. The share of strangers at a level (u) is counted on this very
register for this very request, so that a rare surname counts for more than a common one. What fields share
(`dependence`) is taken off once where both agree. And the probability is a posterior over all candidates of
a request together with "nobody": namesakes compete, and two equally good rows cannot both be certain.

Beside "the person" and "a stranger" a row may be a *namesake*: its name agrees as the person's would, all
else as a stranger's, but for cousins and fellow villagers, who share home, company or age; or *kin*: family
name, father and home agree, now and then the birthday or the company, but not the given name. Families and
chance put such rows on registers far more often than independent fields allow.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from allforall.matching.gathering import PLACE, Pairs, Weights
from allforall.matching.levels import (
    AGREES,
    BIRTH_YEARS,
    FIELDS,
    FIRST_M,
    FIRST_U,
    HELD,
    LEVELS,
    SCALE_OF,
    SCALES,
)

Floats = npt.NDArray[np.float64]
_PRIOR_PAIRS = 60.0  # how many pairs the first guesses of m are worth to EM
_PRIOR_ABSENT = 30.0  # ... and of `_NAMESAKES`, in people who are not there
_ROUNDS = 12
_NAMES = (
    ("surname", "given_name", "surname+given"),
    ("surname", "father", "surname+father"),
    ("given_name", "father", "given+father"),
)
_CAPTURE = (
    ("unit", "captured_on", "unit+captured_on"),
    ("unit", "captured_at", "unit+captured_at"),
    ("captured_on", "captured_at", "captured_on+captured_at"),
)
_NAME_PLACES = [PLACE["surname"], PLACE["given_name"], PLACE["father"]]
_FAMILY_PLACES = [PLACE["surname"], PLACE["father"], PLACE["birth_place"]]
_COMPANY_PLACES = [PLACE["unit"], PLACE["captured_on"], PLACE["captured_at"]]
_NAMESAKES = 0.3  # share of people who are not there for whom a namesake is, as a first guess
_ALIKE = 0.03  # share of namesakes who are of one home, of one company, or of an age
_KIN = 0.02  # share of requests for which a brother or sister stands on the register
_TWINS = 0.1  # share of them born on the same day
_IN_COMPANY = 0.3  # share of them captured together
_EXCHANGED = 5.0  # bits that a second reading of a name costs: about one name in thirty needs one


@dataclass(frozen=True)
class Model:
    """What EM learned: m of every level, the share of requests whose person is on the register (`present`),
    and, of those whose person is not there, the share for which a namesake is (`namesakes`).
    """

    m: Floats
    present: float
    namesakes: float
    people: int
    dependence: dict[str, float]

    @classmethod
    def first(cls, people: int, dependence: dict[str, float]) -> Model:
        """The model before any list was seen."""
        return cls(FIRST_M.copy(), 0.7, _NAMESAKES, people, dependence)

    @property
    def log_m(self) -> Weights:
        """log2 of m, as float32."""
        return np.log2(self.m).astype(np.float32)

    def field_weights(self, pairs: Pairs, shares: Weights) -> Floats:
        """The weight of each field of each pair in bits (pairs x FIELDS), before what they share is off.

        What speaks against is never taken for rarer among strangers than first guessed: of an age that few
        have, another birthday still says no.
        """
        levels = pairs.levels
        strangers = shares[pairs.question[:, None], levels]
        strangers = np.where(HELD[levels], np.maximum(strangers, FIRST_U[levels]), strangers)
        return np.where(levels == 0, 0.0, np.log2(self.m)[levels] - np.log2(strangers))

    def shared(self, pairs: Pairs, weights: Floats) -> Floats:
        """Bits to take off because names, or the circumstances of capture, go together (two columns)."""
        agrees = AGREES[pairs.levels]
        taken = np.zeros((len(pairs), 2))
        for column, group in enumerate((_NAMES, _CAPTURE)):
            each = [self._shared_by(agrees, weights, *pair) for pair in group]
            ordered = np.sort(np.stack(each), axis=0)
            taken[:, column] = ordered[1] + ordered[2]
        return taken

    def _shared_by(
        self, agrees: npt.NDArray[np.bool_], weights: Floats, left: str, right: str, key: str
    ) -> Floats:
        both = agrees[:, PLACE[left]] & agrees[:, PLACE[right]]
        most = np.minimum(weights[:, PLACE[left]], weights[:, PLACE[right]])
        return np.where(both, np.clip(np.log2(self.dependence[key]), 0.0, np.maximum(most, 0.0)), 0.0)

    def total(self, pairs: Pairs, shares: Weights) -> Floats:
        """The match weight of each pair in bits."""
        return self._by_kind(pairs, shares)[0]

    def _by_kind(self, pairs: Pairs, shares: Weights) -> tuple[Floats, Floats, Floats]:
        """In bits: the weight of all, of what a namesake would share, and of what kin would."""
        weights = self.field_weights(pairs, shares)
        shared = self.shared(pairs, weights)
        exchanged = np.where(pairs.reading > 0, _EXCHANGED, 0.0)
        names = weights[:, _NAME_PLACES].sum(axis=1)
        rest = weights.sum(axis=1) - names - shared[:, 1]
        names = names - shared[:, 0] - exchanged
        family = weights[:, _FAMILY_PLACES].sum(axis=1) - shared[:, 0] - exchanged
        company = weights[:, _COMPANY_PLACES].sum(axis=1) - shared[:, 1]
        born, home = weights[:, PLACE["birth_date"]], weights[:, PLACE["birth_place"]]
        family += _either(born, _TWINS) + _either(company, _IN_COMPANY)
        age = np.where(BIRTH_YEARS[pairs.levels[:, PLACE["birth_date"]]], born, 0.0)
        alike = sum(_either(each, _ALIKE) for each in (home, company, age))
        return names + rest, names + alike, family

    def probabilities(self, pairs: Pairs, shares: Weights, requests: int) -> tuple[Floats, Floats, Floats]:
        """The posterior of each pair and of "nobody" for each request, which add up to 1; and of namesakes.

        The third is, for each pair, the probability that a row met by its name alone would be a namesake put
        there by kinship or chance. It is what keeps a rare name from proving more than a name can.
        """
        total, named, family = self._by_kind(pairs, shares)
        stranger = 1 - self.namesakes - _KIN
        namesake = _powers(named) * self.namesakes / self.people
        kin = _powers(family) * _KIN / self.people
        # Of each row by itself: another namesake beside it must never make this one likelier.
        alone = stranger / (stranger + namesake + kin)
        odds = total + np.log2(self.present / self.people) + np.log2(alone)
        nobody = np.full(requests, np.log2(1 - self.present))
        highest = nobody.copy()
        np.maximum.at(highest, pairs.request, odds)
        scaled = np.exp2(odds - highest[pairs.request])
        none = np.exp2(nobody - highest)
        total = none + np.bincount(pairs.request, weights=scaled, minlength=requests)
        return scaled / total[pairs.request], none / total, namesake / (stranger + namesake + kin)


def _powers(bits: Floats) -> Floats:
    powers: Floats = np.exp2(np.minimum(bits, 200.0))
    return powers


def _either(bits: Floats, share: float) -> Floats:
    """The weight of evidence that kin share only so often."""
    mixed: Floats = np.log2(share * _powers(bits) + 1 - share)
    return mixed


def fitted(model: Model, pairs: Pairs, shares: Weights, requests: int) -> Model:
    """EM on the list at hand: pairs count as much as they are probable, first guesses as some pairs too."""
    prior = _PRIOR_PAIRS * FIRST_M
    for _ in range(_ROUNDS):
        probable, nobody, share = model.probabilities(pairs, shares, requests)
        met = np.zeros(len(LEVELS))
        for field in range(len(FIELDS)):
            met += np.bincount(pairs.levels[:, field], weights=probable, minlength=len(LEVELS))
        met[0] = 0
        counted = met + prior
        m = counted / np.bincount(SCALE_OF, weights=counted, minlength=len(SCALES))[SCALE_OF]
        present = (requests - nobody.sum() + 7.0) / (requests + 10.0)
        likeliest = np.zeros(requests)
        np.maximum.at(likeliest, pairs.request, share)
        likely = (likeliest * nobody).sum() + _PRIOR_ABSENT * _NAMESAKES
        namesakes = likely / (nobody.sum() + _PRIOR_ABSENT)
        model = replace(model, m=_held_apart(m), present=min(0.98, present), namesakes=min(0.6, namesakes))
    return model


def _held_apart(m: Floats) -> Floats:
    """Levels that speak against no likelier than first guessed; the others share what that leaves."""
    last = np.minimum(m, FIRST_M) * HELD
    others = m * ~HELD
    left = 1 - np.bincount(SCALE_OF, weights=last, minlength=len(SCALES))
    whole = np.bincount(SCALE_OF, weights=others, minlength=len(SCALES))
    held: Floats = last + others * (left / np.maximum(whole, 1e-12))[SCALE_OF]
    held[0] = 1.0
    return held
