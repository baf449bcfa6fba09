"""How many yes are to be expected by chance of judgements each with a probability of its own."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from statistics import NormalDist

import numpy as np

from probation.stepwise.columns import Numbers

#: Up to so many judgements of a unit the distribution at its case mix is exact.
EXACT = 100_000
#: Above it is the normal one with its mean, variance and skewness, off by one yes at most, unless
#: the variance is below this: what is nearly certain adds none, however many judgements it is of.
_ENOUGH = 100
#: Nothing of a distribution lies so many standard errors from its mean that a limit could be moved.
_ALL = 10


@dataclass(frozen=True)
class CaseMix:
    """A Poisson-binomial distribution: ``n`` judgements with the probability ``p`` of a yes each.

    n, p: one item a pattern.
    """

    n: Numbers
    p: Numbers

    def quantiles(self, probabilities: Iterable[float]) -> list[float]:
        """The smallest number of yes that is reached or fallen short of with each probability."""
        total, wanted = float(self.n.sum()), list(probabilities)
        if self._exact:
            first, below = self._cumulative
            found = [first + float(k) for k in np.searchsorted(below, wanted)]
        else:
            found = self.nearly(wanted)
        return [float(min(max(k, 0), total)) for k in found]

    def chance(self, yes: float) -> float:
        """p of an exact test of so many yes: twice the smaller tail."""
        tails = self._up_to(yes), 1 - self._up_to(yes - 1)
        return float(min(1.0, max(0.0, 2 * min(tails))))

    def nearly(self, probabilities: Iterable[float]) -> list[float]:
        """Quantiles by mean, variance and skewness (Cornish and Fisher), for large numbers."""
        mean, error, skew = self._moments
        scores = [NormalDist().inv_cdf(q) for q in probabilities]
        return [math.ceil(mean + error * (z + skew * (z * z - 1)) - 0.5) for z in scores]

    @property
    def _exact(self) -> bool:
        return float(self.n.sum()) <= EXACT or self._variance < _ENOUGH

    @property
    def _variance(self) -> float:
        return float(self.n @ (self.p * (1 - self.p)))

    @property
    def _moments(self) -> tuple[float, float, float]:
        """Mean, standard deviation, a sixth of the skewness."""
        variance = self._variance
        third = float(self.n @ (self.p * (1 - self.p) * (1 - 2 * self.p)))
        return float(self.n @ self.p), math.sqrt(variance), third / variance**1.5 / 6

    def _up_to(self, yes: float) -> float:
        """The probability of so many yes or fewer."""
        if self._exact:
            first, below = self._cumulative
            at = int(yes) - first
            return 0.0 if at < 0 else float(below[min(at, len(below) - 1)])
        mean, error, skew = self._moments
        far = (yes + 0.5 - mean) / error
        # what ``nearly`` does to a score, undone
        undone = 2 * (far + skew) / (1 + math.sqrt(max(0.0, 1 + 4 * skew * (far + skew))))
        return NormalDist().cdf(undone)

    @cached_property
    def _cumulative(self) -> tuple[int, Numbers]:
        """The first number of yes that can occur at all; the probabilities of each or fewer.

        The characteristic function is taken at as many points as there are such numbers. Source:
        Hong (2013), Computational Statistics and Data Analysis 59, 41-51.
        """
        n, p = self.n, self.p
        mean, error = float(n @ p), math.sqrt(self._variance)
        reach = _ALL * error + 2 * _ALL
        first = max(0, math.floor(mean - reach))
        points = 2 ** math.ceil(math.log2(mean + reach - first + 1))
        angle = 2 * np.pi * np.arange(points // 2 + 1) / points
        turned = np.expm1(1j * angle)
        logs = np.zeros(len(angle), dtype=complex)
        for size, probability in zip(n[n > 0].tolist(), p[n > 0].tolist(), strict=True):
            with np.errstate(divide="ignore"):  # at a half the function is 0 somewhere
                logs += size * np.log1p(probability * turned)
        terms = np.fft.irfft(np.conj(np.exp(logs - 1j * angle * first)), points)
        return first, np.cumsum(terms)
