"""Maximum likelihood of a logistic regression on counts of cases and events by pattern.

Newton's method (the same as iteratively reweighted least squares) by QR decomposition, in numpy
alone. statsmodels' GLM gives the same estimates, and the tests hold every one against it; but it
takes longer to load (1.5 s) than a whole stepwise selection, is not told of separation, and stops
by the deviance, which is too early for a score statistic near zero.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .columns import Numbers

#: Squared length of Newton's last step, in standard errors: estimates are exact to 1e-9 of theirs.
_EXACT = 1e-18
#: Where steps no longer shrink quadratically below this, an estimate is on its way to infinity.
_DRIFTING = 1e-12
_MOST_STEPS = 200
#: Keeps the square root of a weight that underflows off zero.
_TINY = 1e-150
#: From this many patterns on, the cheaper Cholesky factor is tried first.
_MANY = 2000
_EXTREME = 1e-6
#: A -2 log-likelihood below this is a perfect fit.
_PERFECT = 1e-6


@dataclass(frozen=True, eq=False)
class Fit:
    """A fitted model of P patterns with m columns.

    x: P x m, the intercept's column of ones first.
    n, yes: cases and events by pattern.
    b: the m estimates; eta: log-odds by pattern; p: fitted probability by pattern.
    log_likelihood: of individuals, so that models of other groupings compare.
    root: square roots of the weights n p (1 - p); q, r: the QR factors of root * x.
    converged: whether the estimates are exact.
    """

    x: Numbers
    n: Numbers
    yes: Numbers
    b: Numbers
    eta: Numbers
    p: Numbers
    log_likelihood: float
    root: Numbers
    q: Numbers
    r: Numbers
    converged: bool

    @property
    def minus2ll(self) -> float:
        return -2 * self.log_likelihood

    @property
    def perfect(self) -> bool:
        """Whether every case is predicted without error."""
        return self.minus2ll < _PERFECT

    @cached_property
    def residual(self) -> Numbers:
        """Events less fitted events, divided by the square root of the weight."""
        return _residual(self.eta, self.n, self.yes) / self.root

    @cached_property
    def spread(self) -> Numbers:
        """S (m x m) with covariance of the estimates S'S: a vector g'b has error |S g|."""
        return np.linalg.solve(self.r.T, np.eye(len(self.b)))

    def errors(self) -> Numbers:
        """Standard errors of the estimates."""
        errors: Numbers = np.sqrt((self.spread**2).sum(axis=0))
        return errors

    @property
    def extreme(self) -> bool:
        """Some fitted probability is so near 0 or 1 that an estimate may be infinite."""
        return bool((self.p * sigmoid(-self.eta)).min() < _EXTREME)


def fit(
    x: Numbers,
    n: Numbers,
    yes: Numbers,
    start: Numbers | None = None,
    offset: Numbers | None = None,
) -> Fit:
    """The maximum likelihood fit. x must have full column rank on the patterns with cases.

    start: estimates to start from, by default 0 and for the first column (the intercept) the
    log-odds of all cases together. offset: added to the log-odds, with coefficient 1. With
    separation the estimates that are infinite stop where they add less than 1e-12 to the
    log-likelihood.
    """
    shift = np.zeros(len(n)) if offset is None else offset
    b = np.zeros(x.shape[1])
    if start is not None:
        b = start
    elif len(b):
        b[0] = np.log(yes.sum()) - np.log((n - yes).sum())
    eta = x @ b + shift
    best = log_likelihood(eta, n, yes)
    before = np.inf
    converged = False
    for _ in range(_MOST_STEPS):
        root = np.sqrt(np.maximum(n * sigmoid(eta) * sigmoid(-eta), _TINY**2))
        q, r = _factors(x, root)
        along = q.T @ (_residual(eta, n, yes) / root)
        gain = float(along @ along)
        converged = gain < _EXACT or (gain < _DRIFTING and gain > before / 100)
        if converged:
            break
        before = gain
        b, eta, best, moved = _step(x, n, yes, b, np.linalg.solve(r, along), shift, best)
        if not moved:
            converged = gain < _DRIFTING
            break
    return Fit(x, n, yes, b, eta, sigmoid(eta), best, root, q, r, converged)


def log_likelihood(eta: Numbers, n: Numbers, yes: Numbers) -> float:
    """Log-likelihood of individuals at the log-odds ``eta`` of their patterns."""
    return -float(yes @ np.logaddexp(0, -eta) + (n - yes) @ np.logaddexp(0, eta))


def _step(
    x: Numbers,
    n: Numbers,
    yes: Numbers,
    b: Numbers,
    step: Numbers,
    shift: Numbers,
    best: float,
) -> tuple[Numbers, Numbers, float, bool]:
    """One Newton step, halved until it does not lower the likelihood."""
    for halving in range(40):
        tried = b + step / 2**halving
        eta = x @ tried + shift
        likelihood = log_likelihood(eta, n, yes)
        if likelihood >= best - 1e-13 * abs(best):
            return tried, eta, likelihood, True
    return b, x @ b + shift, best, False


def _factors(x: Numbers, root: Numbers) -> tuple[Numbers, Numbers]:
    """QR factors of root * x."""
    weighted = x * root[:, None]
    if len(x) > _MANY and root.min() ** 2 > _EXTREME:
        try:
            r = np.linalg.cholesky(weighted.T @ weighted).T
            return np.linalg.solve(r.T, weighted.T).T, r
        except np.linalg.LinAlgError:
            pass  # nearly collinear: the QR decomposition copes
    q, r = np.linalg.qr(weighted)
    return q, r


def sigmoid(eta: Numbers) -> Numbers:
    """The probability with the log-odds ``eta``, of any size."""
    return np.exp(-np.logaddexp(0, -eta))


def _residual(eta: Numbers, n: Numbers, yes: Numbers) -> Numbers:
    """Events less fitted events, exact where the fitted probability is near 0 or 1."""
    left: Numbers = yes * sigmoid(-eta) - (n - yes) * sigmoid(eta)
    return left
