"""A percentage of judgements of which one case may have several: its interval allows for that."""

import numpy as np
import pandas as pd

from probation.analysis.disclosure import guarded
from probation.analysis.intervals import Z, wilson


def clustered(patterns: pd.DataFrame) -> pd.DataFrame:
    """The percentage of each level with its 95% interval, by case, unreliable figures withheld.

    ``patterns``: level, n, yes (of one case), cases (so many are alike in that). One row: one
    level, in the order met. Columns: level, n, yes, cases (in all), percent, ci_low, ci_high (0 to
    100), flag. A case is what is small or large here: 'u' under 30 cases, and no percentage under
    10 (see analysis.disclosure).

    The limits are those of the logit of the ratio, with the cluster-robust variance (the sandwich
    of the intercept of a logistic model, times G / (G - 1) with G cases; Liang and Zeger (1986),
    Biometrika 73). Where no case differs from another, as at 0% and 100%, that variance is 0 and
    says nothing: there they are Wilson's of so many cases.
    """
    rows = [_level(level, part) for level, part in patterns.groupby("level", sort=False)]
    columns = ["level", "n", "yes", "cases", "percent", "ci_low", "ci_high"]
    found = pd.DataFrame(rows, columns=columns)
    # the rule on small bases is one on cases here
    flagged = guarded(found.drop(columns="n").rename(columns={"cases": "n"}))
    return flagged.rename(columns={"n": "cases"}).assign(n=found["n"])[[*columns, "flag"]]


def _level(level: object, part: pd.DataFrame) -> tuple[object, ...]:
    weight, own, yes = (part[name].to_numpy(float) for name in ("cases", "n", "yes"))
    cases, n = weight.sum(), (weight * own).sum()
    p = (weight * yes).sum() / n
    spread = (weight * (yes - p * own) ** 2).sum() / n**2
    if cases < 2 or np.isclose(spread, 0):
        low, high = wilson(np.array([p * cases]), np.array([cases]))
        ends = (low[0], high[0])
    else:
        error = np.sqrt(spread * cases / (cases - 1)) / (p * (1 - p))
        logit = np.log(p / (1 - p))
        ends = tuple(1 / (1 + np.exp(-(logit + side * Z * error))) for side in (-1, 1))
    return level, int(n), round(p * n), int(cases), 100 * p, *(100 * end for end in ends)
