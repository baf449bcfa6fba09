"""Two groups compared on one judgement: the difference, the ratio and the test."""

from itertools import combinations
from statistics import NormalDist

import numpy as np
import pandas as pd

from probation.statistics.intervals import Z, gap
from probation.statistics.multiplicity import benjamini_hochberg
from probation.stepwise.chisquare import sf
from probation.stepwise.columns import Numbers


def compared(a: pd.DataFrame, b: pd.DataFrame) -> pd.DataFrame:
    """Group ``b`` against group ``a``, row by row: two frames with the same index (n, yes).

    Columns: difference, ci_low, ci_high (b minus a in percentage points, 95% Newcombe); ratio,
    ratio_low, ratio_high (b's percentage over a's, 95% limits on the log scale; NaN where either
    has no yes); p (Pearson's chi-square without correction, which is the score test of the
    regression with nothing else accounted for; 1 where all answers are the same). NaN where
    either n is 0.
    """
    return pd.concat([gap(a, b), _relative(a, b)], axis=1).assign(p=_p(a, b))


def _relative(a: pd.DataFrame, b: pd.DataFrame) -> pd.DataFrame:
    """Source: Katz et al. (1978), Biometrics 34: the log of a ratio of two proportions."""
    (n_a, yes_a), (n_b, yes_b) = _positive(a), _positive(b)
    ratio = (yes_b / n_b) / (yes_a / n_a)
    half = Z * np.sqrt(1 / yes_a - 1 / n_a + 1 / yes_b - 1 / n_b)
    return pd.DataFrame(
        {"ratio": ratio, "ratio_low": ratio * np.exp(-half), "ratio_high": ratio * np.exp(half)}
    )


def _positive(group: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    n, yes = group["n"].astype(float), group["yes"].astype(float)
    return n.where(n > 0), yes.where(yes > 0)


def _p(a: pd.DataFrame, b: pd.DataFrame) -> list[float]:
    n_a, n_b = (group["n"].to_numpy(float) for group in (a, b))
    yes_a, yes_b = (group["yes"].to_numpy(float) for group in (a, b))
    n, yes = n_a + n_b, yes_a + yes_b
    one_answer = (yes == 0) | (yes == n)
    cross = yes_b * (n_a - yes_a) - yes_a * (n_b - yes_b)
    sizes = np.where(one_answer, 1.0, n_a * n_b * yes * (n - yes))
    known = (n_a > 0) & (n_b > 0)
    statistic = np.divide(n * cross**2, sizes, out=np.full(len(n), np.nan), where=known)
    return [sf(value, 1) for value in statistic]


def homogeneity(n: Numbers, yes: Numbers) -> list[float]:
    """p of Pearson's chi-square, without correction, that a row's groups have one rate.

    n, yes: rows x groups. A group without judgements takes no part; NaN where fewer than two are
    left, 1 where all answers are the same.
    """
    found = []
    for sizes, answers in zip(n, yes, strict=True):
        held = sizes > 0
        rate = answers.sum() / sizes.sum() if held.any() else np.nan
        spread = sizes[held] * rate * (1 - rate)
        off = answers[held] - sizes[held] * rate
        statistic = float((off**2 / spread).sum()) if spread.all() else 0.0
        found.append(sf(statistic, int(held.sum()) - 1) if held.sum() > 1 else np.nan)
    return found


def detectable(n_a: int, n_b: int, tests: int = 1, power: float = 0.8) -> float:
    """The smallest difference, in percentage points round 50%, that is found with such power.

    tests: so many are judged together. One real difference among them is found where its p is below
    0.05 / tests, and more easily beside others.
    """
    normal = NormalDist()
    z = normal.inv_cdf(1 - 0.025 / tests) + normal.inv_cdf(power)
    return 100 * z * float(np.sqrt(0.25 / n_a + 0.25 / n_b))


def pairs(n: Numbers, yes: Numbers) -> pd.DataFrame:
    """Every two of several groups compared, as if no case were in both.

    n, yes: one number a group. Columns: one, other (places of the groups, one < other); p (see
    ``homogeneity``); p_bh (Benjamini and Hochberg's, over all pairs).
    """
    places = np.array(list(combinations(range(len(n)), 2)), dtype=int).reshape(-1, 2)
    p = homogeneity(n[places], yes[places])
    found = {"one": places[:, 0], "other": places[:, 1], "p": p, "p_bh": benjamini_hochberg(p)}
    return pd.DataFrame(found)
