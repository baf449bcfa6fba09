"""A regression as frames: what its figures draw and its files hold, in codes and unrounded."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from probation.analysis.bootstrap import Frequencies
from probation.analysis.coefficients import INTERCEPT
from probation.analysis.disclosure import SMALL_BASE, SMALLEST_BASE
from probation.analysis.effects import Effect
from probation.analysis.regression import Regression
from probation.analysis.screen import Screen
from probation.analysis.standing import standings
from probation.analysis.stepwise import State


def adjusted(found: Regression) -> pd.DataFrame:
    """Percentages of the model selected beside those observed. One row: one level of a variable.

    Columns: variable, level; n, raw (cases with the level, and the percentage of events among
    them; NaN under 10 cases); adjusted, ci_low, ci_high (percentage if all cases had the level,
    with its 95% limits); flag ('u' on fewer than 30 cases, else None).
    """
    rows = [
        (a.variable, a.level, a.n, a.raw, a.percent, a.ci_low, a.ci_high) for a in found.adjusted
    ]
    names = ["variable", "level", "n", "raw", "adjusted", "ci_low", "ci_high"]
    frame = pd.DataFrame(rows, columns=names)
    flag = [("u" if n < SMALL_BASE else None) for n in frame["n"]]
    return frame.assign(
        raw=frame["raw"].where(frame["n"] >= SMALLEST_BASE, np.nan),
        flag=pd.Series(flag, frame.index, dtype=object),
    )


def coefficients(found: Regression) -> pd.DataFrame:
    """The terms of the model selected, the intercept first.

    Columns: those of analysis.coefficients.Coefficient; profile_low, profile_high (95%
    profile-likelihood limits of the odds ratio); firth, firth_low, firth_high (Firth's odds ratio
    with Wald limits, where the model is separated, else NaN).
    """
    frame = pd.DataFrame([vars(row) for row in found.coefficients])
    profiles = [(np.nan, np.nan), *((row.ci_low, row.ci_high) for row in found.profiles)]
    frame[["profile_low", "profile_high"]] = profiles
    firth = found.firth if found.separated else ()
    estimates = [(row.odds_ratio, row.ci_low, row.ci_high) for row in firth]
    frame[["firth", "firth_low", "firth_high"]] = estimates or np.nan
    return frame


def steps(found: Regression) -> pd.DataFrame:
    """What entered and left. One row: one step; step 0 is the model of the intercept alone.

    Columns: step, action, variable, df, statistic, stat_name, p, minus2LL (of the model after it).
    """
    start = {"step": 0, "action": "start", "minus2LL": found.path.start.minus2ll}
    rows = [
        {
            "step": s.step,
            "action": s.action,
            "variable": s.variable,
            "df": s.df,
            "statistic": s.statistic,
            "stat_name": s.stat_name,
            "p": s.p,
            "minus2LL": s.after.minus2ll,
        }
        for s in found.path.steps
    ]
    columns = ["step", "action", "variable", "df", "statistic", "stat_name", "p", "minus2LL"]
    return pd.DataFrame([start, *rows], columns=columns)


def step_tests(found: Regression) -> pd.DataFrame:
    """The tests of every candidate after each step. One row: one candidate at one step.

    Columns: step; variable; place ('in' or 'out' of the model); df; score (of adding it); lr,
    wald, cond (of removing it); p (of the score, or of the removal statistic chosen).
    """
    states = [found.path.start, *(step.after for step in found.path.steps)]
    rows = [row for number, state in enumerate(states) for row in _tests(number, state)]
    names = ["step", "variable", "place", "df", "score", "lr", "wald", "cond", "p"]
    return pd.DataFrame(rows, columns=names)


def _tests(step: int, state: State) -> list[dict[str, Any]]:
    inside = [
        {"place": "in", "variable": r.variable, "df": r.df, "p": r.p}
        | {"lr": r.lr, "wald": r.wald, "cond": r.cond}
        for r in state.removal_table
    ]
    outside = [
        {"place": "out", "variable": r.variable, "df": r.df, "p": r.p, "score": r.score}
        for r in state.not_in_equation
    ]
    return [{"step": step} | row for row in (*inside, *outside)]


def fit(found: Regression) -> pd.DataFrame:
    """How well the model selected fits. One row: one statistic. Columns: statistic, value.

    rows, used, events: judgements in all, those complete, and of these the yes answers; then the
    -2 log-likelihood of individuals, pseudo R squares, the area under the ROC curve, the
    Hosmer-Lemeshow test (NaN where there is none) and cases of the rarer outcome per parameter.
    """
    rows, goodness = found.patterns.rows, found.goodness
    test = goodness.hosmer_lemeshow
    values: Mapping[str, float] = {
        "rows": rows.total,
        "used": rows.used,
        "events": found.patterns.events,
        "minus2LL": goodness.minus2ll,
        "cox_snell": goodness.cox_snell,
        "nagelkerke": goodness.nagelkerke,
        "auc": goodness.auc,
        "hosmer_lemeshow": test.chi2 if test else np.nan,
        "hosmer_lemeshow_df": test.df if test else np.nan,
        "hosmer_lemeshow_p": test.p if test else np.nan,
    }
    return pd.DataFrame({"statistic": list(values), "value": list(values.values())})


def in_full(found: Regression, frequencies: Frequencies | None = None) -> pd.DataFrame:
    """The model of all candidates beside the one selected. One row: one level against another.

    Columns: variable, level, reference; points, ci_low, ci_high, odds_ratio, or_low, or_high (of
    the full model: percentage points with 95% limits, odds ratio with Wald limits); p (likelihood
    ratio, of removing the variable from the full model); selected (its points in the model
    selected), selected_low, selected_high; clustered_low, clustered_high (limits of these that
    allow for likeness within areas); share (of bootstrap samples in which it was selected).
    NaN where there is no such number.
    """
    keys = ["variable", "level", "reference"]
    full = found.full
    points = _frame(full.effects, [*keys, "points", "ci_low", "ci_high"])
    odds = _frame(full.coefficients, [*keys, "odds_ratio", "ci_low", "ci_high"])
    odds = odds[odds["variable"] != INTERCEPT].rename(
        columns={"ci_low": "or_low", "ci_high": "or_high"}
    )
    selected = _frame(found.effects, [*keys, "points", "ci_low", "ci_high"])
    selected.columns = [*keys, "selected", "selected_low", "selected_high"]
    robust = found.robust.effects if found.robust else ()
    clustered = _frame(robust, [*keys, "ci_low", "ci_high"])
    clustered.columns = [*keys, "clustered_low", "clustered_high"]
    frame = points.merge(odds, on=keys, how="left")
    for more in (selected, clustered):
        frame = frame.merge(more, on=keys, how="left")
    p = {test.variable: test.lr_p for test in full.tests}
    share = {f.variable: f.share for f in frequencies.variables} if frequencies else {}
    return frame.assign(
        p=frame["variable"].map(p).astype(float), share=frame["variable"].map(share).astype(float)
    )


def candidates(found: Regression) -> pd.DataFrame:
    """What became of each candidate that took part. One row: one candidate.

    Columns: variable, entered, removed (steps, NaN for never), selected (bool), p (see
    analysis.standing).
    """
    rows = [
        (s.variable, s.entered, s.removed, s.selected, s.p) for s in standings(found.path).values()
    ]
    frame = pd.DataFrame(rows, columns=["variable", "entered", "removed", "selected", "p"])
    return frame.astype({"entered": float, "removed": float})


def screened(found: Screen) -> pd.DataFrame:
    """The regressions of a screen. One row: one candidate of one of them.

    Columns: question, factor (None where asked once a case); variable; levels (how many it has);
    entered (whether it is in the model selected); points, ci_low, ci_high (its adjusted gap there:
    of two levels the second against the first, level and reference; of more, without limits, from
    the lowest adjusted percentage to the highest; NaN where it did not enter); level, reference; p
    (of its score test before any other is accounted for), p_adjusted (the same by Benjamini and
    Hochberg, over all rows).
    """
    rows = []
    for test in found.tests:
        question, factor = test.outcome
        regression = found.regressions[test.outcome]
        levels = {c.name: len(c.levels or ()) for c in regression.patterns.candidates}
        own = [effect for effect in regression.effects if effect.variable == test.variable]
        rows.append(
            {"question": question, "factor": factor, "variable": test.variable}
            | {"levels": levels[test.variable], "entered": bool(own)}
            | _gap(own, [a.percent for a in regression.adjusted if a.variable == test.variable])
            | {"p": test.p, "p_adjusted": test.p_adjusted}
        )
    names = ["question", "factor", "variable", "levels", "entered", "points", "ci_low", "ci_high"]
    frame = pd.DataFrame(rows, columns=[*names, "level", "reference", "p", "p_adjusted"])
    return frame.assign(factor=pd.Series([row["factor"] for row in rows], dtype=object))


def _gap(own: Sequence[Effect], percents: Sequence[float]) -> dict[str, Any]:
    if len(own) == 1:
        return {name: value for name, value in vars(own[0]).items() if name != "variable"}
    if not own:
        return {"points": np.nan}
    return {"points": max(percents) - min(percents)}


def _frame(rows: Sequence[Any], columns: list[str]) -> pd.DataFrame:
    return pd.DataFrame([{c: getattr(row, c) for c in columns} for row in rows], columns=columns)
