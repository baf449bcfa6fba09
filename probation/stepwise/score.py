"""Rao's score test of variables outside a model: would they add to it?"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from .chisquare import log_sf
from .columns import Numbers
from .logistic import Fit

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

    S = U' B^-1 U with U = Z'(y - p) and B = Z'WZ - Z'WX (X'WX)^-1 X'WZ; the degrees of freedom are
    the directions that X leaves of Z, and without any S is 0. At the model of the intercept alone a
    factor's S is its Pearson chi-square.
    """
    z = np.column_stack([np.empty((len(design), 0)), *(design[:, at] for at in blocks.values())])
    left = _left(z * fit.root[:, None], fit.q)
    u, b = left.T @ fit.residual, left.T @ left
    # Cases predicted with certainty weigh nothing: what tells only them apart would count or not by
    # which level is the reference. The design itself knows no weights.
    ranked = _unweighted(fit, z) if fit.extreme else b
    tests, start = {}, 0
    for name, at in blocks.items():
        own = slice(start, start := start + at.stop - at.start)
        tests[name] = _test(u[own], b[own, own], ranked[own, own])
    return tests, _test(u, b, ranked)


def _left(z: Numbers, q: Numbers) -> Numbers:
    """What the space of ``q`` leaves of each column, as a share of its length."""
    length = np.sqrt((z**2).sum(axis=0))
    left: Numbers = z - q @ (q.T @ z)
    left -= q @ (q.T @ left)  # removes the first one's rounding
    return left / np.where(length > 0, length, 1)


def _unweighted(fit: Fit, z: Numbers) -> Numbers:
    held = fit.n > 0
    left = _left(z[held], np.linalg.qr(fit.x[held])[0])
    return left.T @ left


def _test(u: Numbers, b: Numbers, ranked: Numbers) -> ChiSquare:
    values, vectors = np.linalg.eigh(b)
    free = values > _COLLINEAR
    along = vectors[:, free].T @ u
    df = int((np.linalg.eigvalsh(ranked) > _COLLINEAR).sum())
    return ChiSquare(float((along**2 / values[free]).sum()), df)
