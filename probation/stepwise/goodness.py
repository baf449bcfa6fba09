"""How well a fitted model tells events from the others, and how near its probabilities are."""

import math
from dataclasses import dataclass

import numpy as np

from .chisquare import sf
from .columns import Numbers
from .logistic import Fit
from .separation import certain, infinite

#: Log-odds nearer to each other than this are one value: rounding must not break a tie.
_SAME = 1e-9
#: The log-odds of all cases predicted with certainty in a model with infinite estimates.
_INFINITE = 1e9
_HOSMER_LEMESHOW_GROUPS = 10


@dataclass(frozen=True)
class HosmerLemeshow:
    """The Hosmer-Lemeshow test. df: groups less 2; p is NaN where df is not positive."""

    chi2: float
    df: int
    p: float


@dataclass(frozen=True)
class Goodness:
    """How well a model fits. hosmer_lemeshow: None for a model of the intercept alone."""

    minus2ll: float
    cox_snell: float
    nagelkerke: float
    auc: float
    hosmer_lemeshow: HosmerLemeshow | None


def goodness(fit: Fit, null_minus2ll: float) -> Goodness:
    """The fit statistics of a model. null_minus2ll: -2 log-likelihood of the intercept alone.

    Cox-Snell 1 - exp((D - D0) / n); Nagelkerke is its share of the most it can be; the area under
    the ROC curve counts ties half.
    """
    n = fit.n.sum()
    cox_snell = -math.expm1((fit.minus2ll - null_minus2ll) / n) + 0.0  # no -0.0
    selected = len(fit.b) > 1
    blocks = _blocks(fit)
    return Goodness(
        fit.minus2ll,
        cox_snell,
        cox_snell / -math.expm1(-null_minus2ll / n),
        _auc(*blocks) if selected else 0.5,
        _hosmer_lemeshow(*blocks) if selected else None,
    )


def _blocks(fit: Fit) -> tuple[Numbers, Numbers, Numbers]:
    """Cases, events and fitted events of all cases with one fitted probability, lowest first."""
    held = fit.n > 0
    eta = fit.eta
    if infinite(fit).any():
        # log-odds on their way to infinity say where the iterations stopped, and no more
        eta = np.where(certain(fit), np.copysign(_INFINITE, eta), eta)
    order = np.argsort(eta[held], kind="stable")
    eta, n, yes = eta[held][order], fit.n[held][order], fit.yes[held][order]
    block = np.concatenate([[0], np.cumsum(np.diff(eta) > _SAME)])
    fitted = n * fit.p[held][order]
    return np.bincount(block, n), np.bincount(block, yes), np.bincount(block, fitted)


def _auc(n: Numbers, yes: Numbers, fitted: Numbers) -> float:
    no = n - yes
    below = np.cumsum(no) - no
    return float(yes @ (below + no / 2) / (yes.sum() * no.sum()))


def _hosmer_lemeshow(n: Numbers, yes: Numbers, fitted: Numbers) -> HosmerLemeshow:
    """Grouped as SPSS does: cases of one fitted probability are a block that is never split.

    A block joins the group while the group is below the target and half of the block still fits;
    the tenth group takes the rest.
    """
    target = math.floor(n.sum() / _HOSMER_LEMESHOW_GROUPS + 0.5)
    group, size, groups = 0, 0.0, []
    for block in n:
        fits = size < target and size + block // 2 <= target
        if size and not fits and group < _HOSMER_LEMESHOW_GROUPS - 1:
            group, size = group + 1, 0.0
        size += block
        groups.append(group)
    cases, observed, expected = (np.bincount(groups, v) for v in (n, yes, fitted))
    off = (observed - expected) ** 2
    # a group fitted without error adds nothing
    chi2 = float(_share(off, expected).sum() + _share(off, cases - expected).sum())
    df = group + 1 - 2
    return HosmerLemeshow(chi2, df, sf(chi2, df) if df > 0 else math.nan)


def _share(off: Numbers, of: Numbers) -> Numbers:
    return np.where(off > 0, off / np.where(of > 0, of, np.inf), 0.0)
