"""Which differences between groups are significant with all breakdowns accounted for."""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

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
        variable; df: parameters the model loses without it; statistic: likelihood-ratio
        chi-square of dropping it from the model; p: its probability under no effect;
        level, log_odds: for a variable with two levels, the second in vocabulary order and its
        log-odds of yes against the first ('' and NaN for any other), far from 0 where one of the
        two is all yes or all no.
    A candidate with one level, or that others determine, has df 0 and NaN; without any judgement
    all are NaN. Source of the method: the bulletin's Annex A, without its choice of variables.
    """
    from scipy.stats import chi2

    recorded = ~(patterns[list(candidates)] == NOT_RECORDED).any(axis=1)
    judged = patterns[(patterns["n"] > 0) & recorded]
    columns = {name: _indicators(judged[name], name) for name in candidates}
    full = _fit(judged, columns)
    rows = []
    for name in candidates:
        rest = {other: columns[other] for other in candidates if other != name}
        without = _fit(judged, rest)
        df = len(full.log_odds) - len(without.log_odds)
        statistic = max(without.deviance - full.deviance, 0.0) if df else np.nan
        level = "".join(columns[name]) if df and len(columns[name]) == 1 else ""
        log_odds = full.log_odds.get((name, level), np.nan)
        rows.append((name, df, statistic, chi2.sf(statistic, df or np.nan), level, log_odds))
    return pd.DataFrame(rows, columns=COLUMNS)


@dataclass(frozen=True)
class _Model:
    deviance: float
    log_odds: dict[tuple[str, str], float]


def _indicators(codes: pd.Series, name: str) -> dict[str, Numbers]:
    """A 0-1 column for each level found but the first, in vocabulary order."""
    present = set(codes.astype(str))
    levels = [str(term) for term in TERMS[Dimension(name)] if term in present]
    return {level: (codes == level).to_numpy().astype(np.float64) for level in levels[1:]}


def _fit(judged: pd.DataFrame, columns: dict[str, dict[str, Numbers]]) -> _Model:
    """A binomial model of yes on an intercept and those ``columns`` that add to it."""
    import statsmodels.api as sm
    from statsmodels.tools.sm_exceptions import PerfectSeparationWarning

    if judged.empty:
        return _Model(np.nan, {})
    design, kept = np.ones((len(judged), 1)), []
    effects = {(name, level): x for name, of in columns.items() for level, x in of.items()}
    for effect, column in effects.items():
        wider = np.column_stack([design, column])
        if np.linalg.matrix_rank(wider) == wider.shape[1]:
            design = wider
            kept.append(effect)
    answers = np.column_stack([judged["yes"], judged["n"] - judged["yes"]])
    # Neither is a fault: with as many parameters as patterns the residual scale, unused here, is
    # 0/0; where a group is all yes or all no the deviance is right all the same.
    with np.errstate(divide="ignore", invalid="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore", PerfectSeparationWarning)
        model = sm.GLM(answers, design, family=sm.families.Binomial()).fit()
    return _Model(float(model.deviance), dict(zip(kept, model.params[1:].tolist(), strict=True)))
