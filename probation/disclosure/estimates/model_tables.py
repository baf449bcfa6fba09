"""A regression as frames: what its figures draw and its files hold, in codes and unrounded."""

from collections.abc import Sequence, Set
from typing import Any

import numpy as np
import pandas as pd

from probation.disclosure.gate import enough, flags
from probation.disclosure.withheld_models import base_of, kept, reasons, withheld
from probation.statistics.model_matrix import Screen
from probation.stepwise.bootstrap import Frequencies
from probation.stepwise.cautions import events_per_parameter, too_few_events
from probation.stepwise.coefficients import separated
from probation.stepwise.effects import Adjusted, Effect, Level
from probation.stepwise.regression import Regression
from probation.stepwise.selection import State

_KEYS = ["variable", "level", "reference"]
_POINTS = ("points", "ci_low", "ci_high")
_PROFILE = ["profile_low", "profile_high"]
_FIRTH = ["firth", "firth_low", "firth_high"]
#: A probability nearer to 0 or 1 than this is that of a level predicted without error.
_CERTAIN = 1e-6
#: An interval of more points than there can be says nothing: next to it an estimate is infinite.
_WIDEST = 200


def adjusted(found: Regression) -> pd.DataFrame:
    """Percentages of the model selected beside those observed. One row: one level of a variable.

    Columns: variable, level; n, raw (cases with the level, and the percentage of events among
    them); adjusted, ci_low, ci_high (percentage if all cases had the level; 95% limits by the
    delta method on the log-odds, so that they keep within 0 and 100); flag ('u' on fewer than 30
    cases, else None); withheld (why there is no adjusted percentage: see
    disclosure.withheld_models; else None). NaN: all percentages under 10 cases; adjusted and its
    limits under 5 events a parameter; limits where the level's cases are predicted without error.
    Where a case has several judgements n counts it once, and percentages are of judgements.
    """
    rows = [
        (a.variable, a.level, base_of(found.patterns, a.n, a.raw), a.raw, a.percent, *_limits(a))
        for a in found.adjusted
    ]
    names = ["variable", "level", "n", "raw", "adjusted", "ci_low", "ci_high"]
    frame = pd.DataFrame(rows, columns=names)
    of = withheld(found.patterns)
    why = _texts(frame, [of.get((a.variable, a.level)) for a in found.adjusted])
    sized = {name: frame[name].where(why.isna(), np.nan) for name in names[4:]}
    raw = frame["raw"].where(enough(frame["n"]))
    return frame.assign(raw=raw, **sized, flag=flags(frame["n"]), withheld=why)


def _limits(row: Adjusted) -> tuple[float, float]:
    p = row.percent / 100
    if not _CERTAIN < p < 1 - _CERTAIN or row.ci_high - row.ci_low > _WIDEST:
        return np.nan, np.nan
    half = (row.ci_high - row.percent) / 100 / (p * (1 - p))
    odds = np.log(p / (1 - p)) + np.array([-half, half])
    low, high = 100 * np.exp(-np.logaddexp(0, -odds))
    return float(low), float(high)


def gaps(found: Regression, variable: str) -> pd.DataFrame:
    """The levels of a variable of the model against its reference, as of ``in_full``'s selected.

    Columns: variable, level, reference; points, ci_low, ci_high.
    """
    own = [effect for effect in found.effects if effect.variable == variable]
    return _contrasts(own, _unsized(found), _POINTS)


def _unsized(found: Regression) -> set[Level]:
    """Levels without points in the model selected: withheld, or predicted without error."""
    return {(t.variable, t.level) for t in found.separated} | set(withheld(found.patterns))


def full_gaps(found: Regression, variable: str) -> pd.DataFrame:
    """The same in the model of all candidates; NaN too of a level under 10 cases (``in_full``)."""
    return _in_full(found, [e for e in found.full.effects if e.variable == variable])


def _in_full(found: Regression, effects: Sequence[Effect]) -> pd.DataFrame:
    infinite = {(t.variable, t.level) for t in separated(found.patterns, found.full.model)}
    return _contrasts(effects, infinite | set(withheld(found.patterns)), _POINTS)


def told(found: Regression, variable: str) -> pd.DataFrame:
    """Of ``adjusted`` the levels of a variable that may be told of: nothing withheld, limits."""
    rows = adjusted(found)
    return rows[(rows["variable"] == variable) & rows["ci_low"].notna()]


def coefficients(found: Regression) -> pd.DataFrame:
    """The terms of the model selected, the intercept first.

    Columns: those of stepwise.coefficients.Coefficient; profile_low, profile_high (95%
    profile-likelihood limits of the odds ratio); firth, firth_low, firth_high (Firth's odds ratio,
    limits of the profile penalised likelihood where the term is separated, Wald's elsewhere; all
    NaN where the model is not separated, the limits too where a case has several judgements);
    p_by_case (of the variable with the case as the cluster; NaN where each judgement is a case);
    withheld (why all numbers of the row are NaN: see disclosure.withheld_models; else None).
    """
    of = withheld(found.patterns)
    frame = pd.DataFrame([vars(row) for row in kept(found.coefficients, of)])
    profiles = [(np.nan, np.nan), *((row.ci_low, row.ci_high) for row in found.profiles)]
    frame[_PROFILE] = profiles if found.profiles else np.nan
    firth = found.firth if found.separated else ()
    estimates = [(row.odds_ratio, row.ci_low, row.ci_high) for row in firth]
    frame[_FIRTH] = estimates or np.nan
    by_case = {name: found.by_case(name) for name in found.model.variables}
    frame["p_by_case"] = frame["variable"].map(by_case).astype(float)
    return _gated(frame, reasons(found.coefficients, of), [*_PROFILE, *_FIRTH, "p_by_case"])


def _gated(frame: pd.DataFrame, why: Sequence[str | None], numbers: list[str]) -> pd.DataFrame:
    """``frame`` with NaN for ``numbers`` of the rows that have a reason, and a column withheld."""
    told = _texts(frame, why)
    frame[numbers] = frame[numbers].where(told.isna(), np.nan)
    return frame.assign(withheld=told)


def _texts(frame: pd.DataFrame, values: Sequence[str | None]) -> pd.Series:
    """A column of texts and None."""
    return pd.Series(values, frame.index, dtype=object)


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
    Hosmer-Lemeshow test (NaN where there is none); events_per_parameter: cases of the rarer
    outcome for each parameter of all candidates (see stepwise.cautions).
    """
    rows, goodness = found.patterns.rows, found.goodness
    test = goodness.hosmer_lemeshow
    values: dict[str, float] = {
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
        "events_per_parameter": events_per_parameter(found.patterns),
    }
    if base_of(found.patterns, rows.used, 100 * found.patterns.events / rows.used) != rows.used:
        values = dict.fromkeys(values, np.nan)
    return pd.DataFrame({"statistic": list(values), "value": list(values.values())})


def in_full(found: Regression, frequencies: Frequencies | None = None) -> pd.DataFrame:
    """The model of all candidates beside the one selected. One row: one level against another.

    Columns: variable, level, reference; points, ci_low, ci_high, odds_ratio, or_low, or_high (of
    the full model: percentage points with 95% limits, odds ratio with Wald limits); p (likelihood
    ratio, of removing the variable from the full model; NaN where a case has several judgements);
    p_by_case (of the variable there with the case as the cluster; NaN where each judgement is a
    case); selected (its points in the model selected), selected_low, selected_high; clustered_low,
    clustered_high (limits of these that allow for likeness within areas), clustered_df (degrees of
    freedom of their t); share (of bootstrap samples in which it was selected); withheld (why all
    but p and share are NaN, and under 5 events a parameter p too: see disclosure.withheld_models;
    else None). NaN where there is no such number: of a level that other variables determine all of
    them, and of one predicted without error, in either model, its points with their limits.
    """
    full, robust, of = found.full, found.robust, withheld(found.patterns)
    points = _in_full(found, full.effects)
    odds = _frame(kept(full.coefficients, of), [*_KEYS, "odds_ratio", "ci_low", "ci_high"])
    odds = odds.set_axis([*_KEYS, "odds_ratio", "or_low", "or_high"], axis=1)
    three = ("selected", "selected_low", "selected_high")
    selected = _contrasts(found.effects, _unsized(found), three)
    by_area = robust.effects if robust else ()
    three = ("clustered", "clustered_low", "clustered_high")
    clustered = _contrasts(by_area, _unsized(found), three)
    clustered["clustered_df"] = [effect.df for effect in by_area]
    clustered.loc[clustered["clustered_low"].isna(), "clustered_df"] = np.nan
    frame = points
    for more in (odds, selected, clustered.drop(columns="clustered")):
        frame = frame.merge(more, on=_KEYS, how="left")
    tests = () if found.patterns.repeated else full.tests  # they take judgements as cases
    of_variable = {
        "p": {test.variable: test.lr_p for test in tests},
        "p_by_case": full.p_by_case,
        "share": {f.variable: f.share for f in frequencies.variables} if frequencies else {},
    }
    for name, values in of_variable.items():
        frame[name] = frame["variable"].map(values).astype(float)
    few = too_few_events(found.patterns)
    return _gated(frame, reasons(full.effects, of), ["p", "p_by_case"] if few else [])


def _contrasts(
    effects: Sequence[Effect], unsized: Set[Level], names: tuple[str, str, str]
) -> pd.DataFrame:
    """Points with their limits under three ``names``: NaN where a level of the two is unsized."""
    frame = _frame(effects, [*_KEYS, *_POINTS])
    known = [
        unsized.isdisjoint({(r.variable, r.level), (r.variable, r.reference)})
        and r.ci_high - r.ci_low <= _WIDEST
        for r in frame.itertuples()
    ]
    for name in _POINTS:
        frame[name] = frame[name].where(known, np.nan).clip(-100, 100).astype(float)
    return frame.set_axis([*_KEYS, *names], axis=1)


def screened(found: Screen) -> pd.DataFrame:
    """The regressions of a screen. One row: one candidate of one of them.

    Columns: question, factor (None where asked once a case); variable; levels (how many it has);
    entered (whether it is in the model selected); points, ci_low, ci_high (its adjusted gap there:
    of two levels the second against the first, level and reference; of more, without limits, from
    the lowest adjusted percentage to the highest); p (of its score test before any other is
    accounted for), p_adjusted (the same by Benjamini and Hochberg, over all rows); by_chance (how
    likely any candidate is to enter the model by chance, see statistics.model_matrix);
    events_per_parameter (of the model, as of ``fit``); model_cases, model_lost (judgements in the
    model, and left out for lack of a value). points is NaN where it did not enter, where
    its levels have too few cases or are predicted without error, and under 5 events a parameter.
    """
    rows = []
    for test in found.tests:
        question, factor = test.outcome
        regression = found.regressions[test.outcome]
        n = regression.patterns.rows
        levels = {c.name: len(c.levels or ()) for c in regression.patterns.candidates}
        entered = test.variable in regression.model.variables
        rows.append(
            {"question": question, "factor": factor, "variable": test.variable}
            | {"levels": levels[test.variable], "entered": entered}
            | (_gap(regression, test.variable) if entered else {})
            | {"p": test.p, "p_adjusted": test.p_adjusted}
            | {"by_chance": found.by_chance[test.outcome]}
            | {"events_per_parameter": events_per_parameter(regression.patterns)}
            | {"model_cases": n.used, "model_lost": n.total - n.used}
        )
    names = ["question", "factor", "variable", "levels", "entered", "points", "ci_low", "ci_high"]
    names += ["level", "reference", "p", "p_adjusted", "by_chance", "events_per_parameter"]
    names += ["model_cases", "model_lost"]
    frame = pd.DataFrame(rows, columns=names)
    return frame.assign(factor=pd.Series([row["factor"] for row in rows], dtype=object))


def _gap(found: Regression, variable: str) -> dict[str, Any]:
    own, shown = gaps(found, variable), told(found, variable)
    if len(own) > 1:
        width = shown["adjusted"].max() - shown["adjusted"].min() if len(shown) > 1 else np.nan
        return {"points": width}
    row = dict(own.iloc[0])
    if len(shown) < 2:
        row |= dict.fromkeys(_POINTS, np.nan)
    return {name: value for name, value in row.items() if name != "variable"}


def _frame(rows: Sequence[Any], columns: list[str]) -> pd.DataFrame:
    return pd.DataFrame([{c: getattr(row, c) for c in columns} for row in rows], columns=columns)
