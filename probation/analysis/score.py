"""Rao's score test of variables outside a model: would they add to it?"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from probation.analysis.chisquare import log_sf
from probation.analysis.columns import Numbers
from probation.analysis.logistic import Fit

#: A direction with less than this share of its own weighted variation left is collinear.
_COLLINEAR = 1e-10


@dataclass(frozen=True)
class ChiSquare:
    """A chi-square statistic and its degrees of freedom."""

    statistic: float
    df: int

    @property
    def log_p(self) -> float:
        return log_sf(self.statistic, self.df)

    @property
    def p(self) -> float:
        return math.exp(self.log_p)


def scores(
    fit: Fit, design: Numbers, blocks: Mapping[str, slice]
) -> tuple[dict[str, ChiSquare], ChiSquare]:
    """The score test of each block of columns of ``design``, and of all of them together.

    S = U' B^-1 U with U = Z'(y - p) and B = Z'WZ - Z'WX (X'WX)^-1 X'WZ, where B is singular with
    its rank as degrees of freedom; rank 0 gives S = 0. At the model of the intercept alone a
    factor's S is its Pearson chi-square.
    """
    z = np.column_stack([np.empty((len(design), 0)), *(design[:, at] for at in blocks.values())])
    weighted = z * fit.root[:, None]
    length = np.sqrt((weighted**2).sum(axis=0))
    # what the model leaves of each column; the second pass removes the first one's rounding
    left = weighted - fit.q @ (fit.q.T @ weighted)
    left -= fit.q @ (fit.q.T @ left)
    left /= np.where(length > 0, length, 1)
    u, b = left.T @ fit.residual, left.T @ left
    tests, start = {}, 0
    for name, at in blocks.items():
        own = slice(start, start := start + at.stop - at.start)
        tests[name] = _test(u[own], b[own, own])
    return tests, _test(u, b)


def _test(u: Numbers, b: Numbers) -> ChiSquare:
    values, vectors = np.linalg.eigh(b)
    free = values > _COLLINEAR
    along = vectors[:, free].T @ u
    return ChiSquare(float((along**2 / values[free]).sum()), int(free.sum()))
