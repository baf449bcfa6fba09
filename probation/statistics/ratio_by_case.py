"""A percentage of judgements of which one case may have several: its interval allows for that."""

from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from probation.statistics.intervals import Z, wilson


def clustered(sums: pd.DataFrame) -> pd.DataFrame:
    """The percentage of each level with its 95% interval, by case.

    ``sums``: level, cases, n, yes, n_n, n_yes, yes_yes (see store.queries.together). One row: one
    level, in the order met. Columns: level, n, yes, cases, percent, ci_low, ci_high (0 to 100).

    The limits are those of the logit of the ratio, with the cluster-robust variance (the sandwich
    of the intercept of a logistic model, times G / (G - 1) with G cases; Liang and Zeger (1986),
    Biometrika 73). Where no case differs from another, as at 0% and 100%, that variance is 0 and
    says nothing: there they are Wilson's of so many cases.
    """
    rows = [_level(row) for row in sums.to_dict("records")]
    columns = ["level", "n", "yes", "cases", "percent", "ci_low", "ci_high"]
    return pd.DataFrame(rows, columns=columns)


def _level(row: Mapping[Hashable, Any]) -> tuple[object, ...]:
    # Python's whole numbers, exact at any size: the three terms all but cancel
    names = ("cases", "n", "yes", "n_n", "n_yes", "yes_yes")
    cases, n, yes, n_n, n_yes, yes_yes = (int(row[name]) for name in names)
    p = yes / n
    residuals = n**2 * yes_yes - 2 * n * yes * n_yes + yes**2 * n_n  # n^2 sum (yes - p n)^2
    if cases < 2 or residuals == 0:
        low, high = wilson(np.array([p * cases]), np.array([cases]))
        ends = (low[0], high[0])
    else:
        error = np.sqrt(residuals / n**4 * cases / (cases - 1)) / (p * (1 - p))
        logit = np.log(p / (1 - p))
        ends = tuple(1 / (1 + np.exp(-(logit + side * Z * error))) for side in (-1, 1))
    return row["level"], n, yes, cases, 100 * p, *(100 * end for end in ends)
