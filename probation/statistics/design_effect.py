"""Judgements of which a case may have several: how many independent ones they are worth.

A case's judgements tend to agree, so n of them tell as much as n / design effect independent ones.
The effect is that of all cases together, not of each unit, whose own few cases would not bear it;
what then holds for independent judgements is taken at the effective numbers. Sources: Rao and Scott
(1992), Biometrics 48, 577-585, for tests and differences; Korn and Graubard (1998), Survey
Methodology 24, 193-201, for exact binomial limits at an effective number that is no whole number.
"""

import numpy as np
import pandas as pd

from probation.stepwise.columns import Numbers


def design_effect(sums: pd.DataFrame, p: Numbers | float, parameters: int = 1) -> float:
    """How many times larger chance is than for so many independent judgements; at least 1.

    sums: as of store.queries.clusters.sums. p: the probability of a yes, of each row or of all,
    fitted with so many parameters. The squares of what each case is off, over what they were if its
    judgements were independent, times G / (G - parameters) with G cases. Where nothing varies, at
    0% and 100%, that says nothing: there a case counts as one judgement.
    """
    n = sums["n"]
    independent = float((n * p * (1 - p)).sum())
    off = float((sums["yes_yes"] - 2 * p * sums["n_yes"] + p * p * sums["n_n"]).sum())
    cases = int(sums["cases"].sum())
    if np.isclose(independent, 0):
        return float(sums["n_n"].sum() / n.sum()) if len(sums) else 1.0
    return max(1.0, off / independent * cases / max(cases - parameters, 1))


def quantile(q: float, n: Numbers, p: Numbers) -> Numbers:
    """The numbers of yes below which (q over a half: above which) a binomial tail is under q.

    n: numbers of judgements above 0, whole or not. q over a half: the tail is under 1 - q.
    """
    from scipy.special import bdtrik  # takes long to load

    certain = (p <= 0) | (p >= 1)
    within = np.where(certain, 0.5, p)
    found = bdtrik(q, n, within) if q < 0.5 else n - bdtrik(1 - q, n, 1 - within)
    return np.where(certain, n * p, found)


def chance(yes: Numbers, n: Numbers, p: Numbers) -> Numbers:
    """p of an exact binomial test of ``yes`` out of ``n``: twice the smaller tail.

    NaN where n is 0. Numbers may be whole or not.
    """
    from scipy.special import betainc

    none, every = yes <= 0, yes >= n
    inner = ~(none | every) & (n > 0)
    k, size = np.where(inner, yes, 0.5), np.where(inner, n, 1.0)
    lower = betainc(np.where(none, n, size - k), np.where(none, 1.0, k + 1), 1 - p)
    upper = betainc(np.where(every, n, k), np.where(every, 1.0, size - k + 1), p)
    tails = np.minimum(np.where(every, 1.0, lower), np.where(none, 1.0, upper))
    return np.where(n > 0, np.minimum(2 * tails, 1.0), np.nan)
