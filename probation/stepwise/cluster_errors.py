"""Standard errors that allow for cases of one cluster, such as an area, being alike.

CR2 of Bell and McCaffrey (2002), Survey Methodology 28, with Satterthwaite's degrees of freedom, as
Pustejovsky and Tipton (2018), Journal of Business & Economic Statistics 36, define both and R's
clubSandwich reckons them for a binomial GLM of individual cases, its own variances as the working
model. Unlike the plain sandwich (Liang and Zeger 1986) they are not too small with few clusters.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import nan

import numpy as np

from .coefficients import Errors
from .columns import Flags, Numbers
from .logistic import sigmoid
from .models import Model
from .patterns import Clusters

#: An eigenvalue below this share of the largest is nought: the model fits that direction exactly.
_NOUGHT = 1e-12
#: An error below this share of the model's own is nought but for rounding: clusters do not differ.
_NO_ERROR = 1e-6


@dataclass(frozen=True, eq=False)
class ClusteredErrors(Errors):
    """Errors by CR2, each with its own degrees of freedom.

    spread: clusters x m, S'S the covariance of the estimates. times: how many clusters each row
    stands for. covariance: the model's own, M, and root: R with R'R = M. own, across: for each
    cluster, what the expectation of its term of a variance takes of itself and of all the others.
    """

    times: Numbers
    covariance: Numbers
    root: Numbers
    own: Numbers
    across: Numbers

    def of(self, g: Numbers) -> float:
        """The standard error of g'b; NaN where clusters do not differ, which says nothing."""
        error = super().of(g)
        return error if error > _NO_ERROR * Errors(self.root).of(g) else nan

    def df(self, g: Numbers) -> float:
        """Satterthwaite's degrees of freedom of the error of g'b; NaN where it has no variance.

        Of a quadratic form with mean trace(P) and variance 2 trace(P P): the square of the one
        over the other, with P the products of clusters' terms under the working model.
        """
        c = self.covariance @ g
        size = np.abs(c).max(initial=0.0)
        c = c / size if size > 0 else c
        alone = np.einsum("i,gij,j->g", c, self.own, c)
        shared = np.einsum("i,gij->gj", c, self.across) @ self.root.T
        lengths = (shared**2).sum(axis=1)
        between = (shared.T * self.times) @ shared
        trace = float(self.times @ (alone - lengths))
        square = float(self.times @ (alone**2 - 2 * alone * lengths) + (between**2).sum())
        return trace**2 / square if square > 0 and trace > 0 else nan


def clustered_errors(model: Model, clusters: Clusters) -> ClusteredErrors:
    """The CR2 errors of a model's estimates. Needs two clusters or more."""
    covariance = model.fit.spread.T @ model.fit.spread
    terms = list(_terms(model, clusters, covariance))
    scores, own, across = (np.array([term[i] for term in terms]) for i in range(3))
    spread = np.sqrt(clusters.times)[:, None] * scores @ covariance
    return ClusteredErrors(spread, clusters.times, covariance, model.fit.spread, own, across)


def joint_p(model: Model, errors: ClusteredErrors, own: Flags) -> float:
    """p of Wald's F that the estimates ``own`` (a mask of them) are all nought.

    Its second degrees of freedom are the least that any of them has: of one estimate it is
    Student's t by Satterthwaite. NaN where one of them has no variance between clusters.
    """
    from scipy.special import fdtrc  # takes long to load

    b = model.fit.b[own]
    df = [errors.df(g) if errors.of(g) > 0 else nan for g in np.eye(len(own))[own]]
    if not df or not all(each > 0 for each in df):
        return nan
    covariance = errors.spread[:, own].T @ errors.spread[:, own]
    wald = float(b @ np.linalg.pinv(covariance, hermitian=True) @ b)
    return float(fdtrc(len(b), min(df), wald / len(b)))


def _terms(
    model: Model, clusters: Clusters, covariance: Numbers
) -> Iterator[tuple[Numbers, Numbers, Numbers]]:
    """Of each cluster the adjusted score, and what its degrees of freedom need of it.

    With D = V^(1/2), the roots of the working variances v, the adjustment is D G^(-1/2) D,
    G = D (I - H) V D, H the hat matrix (Pustejovsky and Tipton, equation 5). Cases of one pattern
    are alike in all of these, so only the mean of each pattern matters: one dimension a cell.
    """
    fit, order = model.fit, np.argsort(clusters.cluster, kind="stable")
    starts = np.searchsorted(clusters.cluster[order], np.arange(1, len(clusters.names)))
    v_of = sigmoid(fit.eta) * sigmoid(-fit.eta)
    for cells, times in zip(np.split(order, starts), clusters.times, strict=True):
        pattern = clusters.pattern[cells]
        n, yes = clusters.n[cells] / times, clusters.yes[cells] / times
        v = v_of[pattern]
        x = np.sqrt(n)[:, None] * fit.x[pattern]
        weighted = v[:, None] ** 1.5 * x
        g = np.diag(v**2) - weighted @ covariance @ weighted.T
        values, vectors = np.linalg.eigh(g)
        free = values > _NOUGHT * values.max()
        half = (vectors[:, free] / np.sqrt(values[free])) @ vectors[:, free].T
        adjusted = x.T @ (np.sqrt(v)[:, None] * half * np.sqrt(v))
        residual = (yes - n * fit.p[pattern]) / np.sqrt(n)
        yield (
            adjusted @ residual,
            (adjusted * v) @ adjusted.T,
            adjusted @ (v[:, None] * x),
        )
