"""Which differences between groups are significant with all breakdowns accounted for."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from probation.vocabulary import NOT_RECORDED, TERMS, Dimension

Numbers = NDArray[np.float64]

COLUMNS = ["variable", "df", "statistic", "p", "level", "log_odds"]


def joint_model(patterns: pd.DataFrame, candidates: Sequence[str]) -> pd.DataFrame:
    """A logistic regression of a judgement on all ``candidates`` at once.

    patterns: one row per pattern of covariates: the candidate columns (codes of the vocabulary),
        n (judgements) and yes (of them, yes). A pattern with a candidate not recorded is left
        out, as in the bulletin's own models (listwise).
    Returns one row per candidate, in the order given:
        variable; df: levels less one among the patterns left; statistic: likelihood-ratio
        chi-square of dropping the variable from the model; p: its probability under no effect;
        level, log_odds: for a variable with two levels, the second in vocabulary order and its
        log-odds of yes against the first ('' and NaN otherwise).
    A candidate with one level has df 0 and NaN; without any judgement all are NaN.
    Source of the method: the bulletin's Annex A, without its stepwise choice of variables.
    """
    from scipy.stats import chi2

    complete = patterns[
        (patterns["n"] > 0) & ~patterns[list(candidates)].eq(NOT_RECORDED).any(axis=1)
    ]
    columns = {name: _indicators(complete[name], name) for name in candidates}
    rows = []
    deviance, coefficients = _fit(complete, columns)
    for name in candidates:
        levels = list(columns[name])
        if not levels:
            rows.append((name, 0, np.nan, np.nan, "", np.nan))
            continue
        without, _ = _fit(complete, {k: v for k, v in columns.items() if k != name})
        statistic = max(without - deviance, 0.0)
        level, log_odds = (
            (levels[0], coefficients[name, levels[0]]) if len(levels) == 1 else ("", np.nan)
        )
        p = float(chi2.sf(statistic, len(levels)))
        rows.append((name, len(levels), statistic, p, level, log_odds))
    return pd.DataFrame(rows, columns=COLUMNS)


def _indicators(codes: pd.Series, name: str) -> dict[str, Numbers]:
    """A 0-1 column for each level found but the first, in vocabulary order."""
    present = set(codes.astype(str))
    levels = [str(term) for term in TERMS[Dimension(name)] if term in present]
    return {level: (codes == level).to_numpy(float) for level in levels[1:]}


def _fit(
    patterns: pd.DataFrame, columns: dict[str, dict[str, Numbers]]
) -> tuple[float, dict[tuple[str, str], float]]:
    """Deviance and log-odds of a binomial model; deviance alone is NaN where nothing was judged."""
    import statsmodels.api as sm

    names = [(name, level) for name, levels in columns.items() for level in levels]
    if patterns.empty:
        return np.nan, {}
    design = np.column_stack(
        [
            np.ones(len(patterns)),
            *(column for levels in columns.values() for column in levels.values()),
        ]
    )
    counts = np.column_stack([patterns["yes"], patterns["n"] - patterns["yes"]])
    model = sm.GLM(counts, design, family=sm.families.Binomial()).fit()
    return float(model.deviance), dict(zip(names, model.params[1:], strict=True))
