"""Tests of taking a variable out of a model: likelihood ratio, Wald and conditional."""

from dataclasses import dataclass

import numpy as np

from .columns import Flags, Numbers
from .logistic import Fit, log_likelihood


@dataclass(frozen=True, eq=False)
class Without:
    """A model without some of its columns, without fitting it anew.

    wald: b' V^-1 b over the columns taken out.
    cond: twice the log-likelihood lost at the conditional estimates b_k - V_kv V_vv^-1 b_v.
    b: those estimates, from which a fit of the reduced model starts.
    """

    wald: float
    cond: float
    b: Numbers


def without(fit: Fit, own: Flags) -> Without:
    """``fit`` without its columns ``own`` (a mask over its columns).

    The conditional estimates are a weighted least-squares fit of the model's log-odds to the
    columns kept; the weighted length of what that leaves is the Wald statistic. So neither V nor
    its inverse is formed, and both stay exact where an estimate is on its way to infinity.
    """
    taken = fit.x[:, own] @ fit.b[own]
    kept = fit.x[:, ~own]
    q, r = np.linalg.qr(kept * fit.root[:, None])
    absorbed = np.linalg.solve(r, q.T @ (taken * fit.root))
    lost = taken - kept @ absorbed
    cond = 2 * (fit.log_likelihood - log_likelihood(fit.eta - lost, fit.n, fit.yes))
    wald = float(((lost * fit.root) ** 2).sum())
    return Without(wald, max(cond, 0.0), fit.b[~own] + absorbed)
