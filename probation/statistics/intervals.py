"""Percentages with 95% intervals: Wilson for one, Newcombe for the difference of two.

Closed forms on whole columns, so that a page need not load statsmodels to draw a whisker; the
tests hold them against statsmodels.
"""

from typing import Any

import numpy as np
import pandas as pd

#: The 97.5th percentile of the standard normal distribution.
Z = 1.959963984540054


def wilson(yes: np.ndarray, n: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """95% Wilson score limits of yes / n, as proportions. NaN where n is 0.

    Source: Wilson (1927), the method OHID prefers for a proportion.
    """
    n = np.where(n > 0, n, np.nan)
    p = yes / n
    middle = p + Z**2 / (2 * n)
    half = Z * np.sqrt(p * (1 - p) / n + Z**2 / (4 * n**2))
    scale = 1 + Z**2 / n
    # rounding can carry a limit a hair outside 0 to 1, or past the estimate at 0% and 100%
    return np.clip((middle - half) / scale, 0, p), np.clip((middle + half) / scale, p, 1)


def with_percent(counts: pd.DataFrame) -> pd.DataFrame:
    """``counts`` (columns n, yes) with percent, ci_low and ci_high: 0 to 100, NaN where n is 0."""
    n, yes = counts["n"].to_numpy(float), counts["yes"].to_numpy(float)
    low, high = wilson(yes, n)
    percent = 100 * yes / np.where(n > 0, n, np.nan)
    return counts.assign(percent=percent, ci_low=100 * low, ci_high=100 * high)


def gap(a: pd.DataFrame, b: pd.DataFrame) -> pd.DataFrame:
    """The difference b minus a of two frames with the same index (columns n, yes).

    Columns: difference, ci_low, ci_high, in percentage points; NaN where either n is 0. The
    limits are Newcombe's (1998, method 10): the Wilson limits of the two, combined.
    """
    difference, low, high = combined(with_percent(a), with_percent(b))
    return pd.DataFrame({"difference": difference, "ci_low": low, "ci_high": high})


def combined(a: Any, b: Any) -> tuple[Any, Any, Any]:
    """b minus a with 95% limits put together from the two own ones: two rows, or two frames.

    a, b: percent, ci_low, ci_high, of different cases. Of Wilson's limits these are Newcombe's; of
    others see Zou and Donner (2008), Statistics in Medicine 27.
    """
    difference = b.percent - a.percent
    below = np.hypot(b.percent - b.ci_low, a.ci_high - a.percent)
    above = np.hypot(b.ci_high - b.percent, a.percent - a.ci_low)
    return difference, difference - below, difference + above
