"""The tables of a regression as a reader sees them."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from probation.charts.forest import ratio
from probation.charts.gaps import signed
from probation.charts.theme import percent, rounded
from probation.domain.wording import bare_p, p_value
from probation.exhibits import model_words
from probation.exhibits.model_cautions import floored
from probation.exhibits.table_text import marked, span, unbroken
from probation.stepwise.cautions import events_per_parameter
from probation.stepwise.regression import Regression
from probation.store.connection import Store

#: What the column of the test of removing a variable is called: by whether judgements are cases.
_REMOVED = {False: "p if removed", True: "p if removed, judgements as cases"}


def adjusted(rows: pd.DataFrame) -> pd.DataFrame:
    """Adjusted beside observed percentages. ``rows``: of tables.adjusted with a column name."""
    return pd.DataFrame(
        {
            "Adjusted": [
                _withheld(r) or unbroken(marked(r.adjusted, r.flag)) for r in rows.itertuples()
            ],
            "95% interval": [unbroken(span(r.ci_low, r.ci_high)) for r in rows.itertuples()],
            "Observed": [unbroken(marked(r.raw, r.flag)) for r in rows.itertuples()],
            "Cases": [f"{n:,}" for n in rows["n"]],
        },
        index=pd.Index(rows["name"], name="Level"),
    )


def ratios(rows: pd.DataFrame, removal: Mapping[str, float], by_case: bool) -> pd.DataFrame:
    """Odds ratios with their limits; of what is withheld the reason, marked as small bases are.

    rows: of tables.coefficients with name and firth. removal: for each variable the p of the
    likelihood-ratio test of removing it. by_case: whether a case has several judgements, so that
    this test takes judgements as cases and another beside it does not.
    """
    found = list(rows.itertuples())
    columns: dict[str, list[str]] = {
        "Odds ratio": [
            _withheld(r) or f"{ratio(r.odds_ratio)}{' Firth' if r.firth else ''}" for r in found
        ],
        "95% interval": [_ratios(r.ci_low, r.ci_high) for r in found],
    }
    if not by_case:
        columns["95% profile"] = [_ratios(r.profile_low, r.profile_high) for r in found]
    else:
        columns["p by case"] = [unbroken(bare_p(r.p_by_case)) for r in found]
    columns[_REMOVED[by_case]] = [unbroken(bare_p(removal[r.variable])) for r in found]
    return pd.DataFrame(columns, index=pd.Index(rows["name"], name="Level"))


def fit(found: Regression) -> pd.DataFrame:
    """The fit statistics of the model selected, and what each means."""
    goodness, test = found.goodness, found.goodness.hosmer_lemeshow
    tested = f"{test.chi2:.2f}, {test.df} df, {p_value(test.p)}" if test and test.df > 0 else ""
    once = " (each counted once)" if found.patterns.repeated else ""
    rows = {
        "-2 log-likelihood": (f"{goodness.minus2ll:,.2f}", "the lower, the nearer to the cases"),
        "Cox and Snell R²": (rounded(goodness.cox_snell, 3), "0: nothing is explained"),
        "Nagelkerke R²": (rounded(goodness.nagelkerke, 3), "the same, with 1 within reach"),
        "Area under the ROC curve": (
            f"{goodness.auc:.3f}",
            "the chance that a yes is given a higher probability than a no; 0.5: none better",
        ),
        "Hosmer-Lemeshow": (
            tested or "not defined",
            "a small p speaks against the model" if tested else "it needs three groups of cases",
        ),
        "Rarer answer per parameter": (
            floored(events_per_parameter(found.patterns)),
            f"cases{once} for each parameter of all candidates; 10 or more are usual",
        ),
    }
    return pd.DataFrame(
        list(rows.values()), columns=["Value", "Meaning"], index=pd.Index(rows, name="Statistic")
    )


def full(frame: pd.DataFrame, store: Store, by_case: bool) -> pd.DataFrame:
    """The model of all candidates. ``frame``: of tables.in_full; by_case: as of ``ratios``."""
    rows = list(frame.itertuples())
    p = ("p by case", "p_by_case") if by_case else (_REMOVED[False], "p")
    columns = {
        "Points": [_withheld(r) or unbroken(_points(r.points, r.ci_low, r.ci_high)) for r in rows],
        "Odds ratio": [unbroken(_ratio(r.odds_ratio, r.or_low, r.or_high)) for r in rows],
        p[0]: [unbroken(bare_p(value)) for value in frame[p[1]]],
        "Points in the model selected": [
            unbroken(_points(r.selected, r.selected_low, r.selected_high)) for r in rows
        ],
        "By area": [_interval(r.clustered_low, r.clustered_high, r.clustered_df) for r in rows],
    }
    if frame["share"].notna().any():
        columns["Selected in"] = [percent(100 * r.share) for r in rows]
    names = [model_words.against(r.variable, r.level, r.reference, store.codes) for r in rows]
    return pd.DataFrame(columns, index=pd.Index(names, name="Level"))


def _withheld(row: Any) -> str:
    """Why a row has no numbers, with the mark of small bases: 'too few events [u]'; or ''."""
    return unbroken(f"{row.withheld} [u]") if row.withheld else ""


def _points(points: float, low: float, high: float) -> str:
    return f"{signed(points)} ({signed(low)} to {signed(high)})" if points == points else ""


def _interval(low: float, high: float, df: float) -> str:
    return unbroken(f"{signed(low)} to {signed(high)} ({df:.0f} df)") if low == low else ""


def _ratio(value: float, low: float, high: float) -> str:
    return f"{ratio(value)} ({ratio(low)} to {ratio(high)})" if value == value else ""


def _ratios(low: float, high: float) -> str:
    return unbroken(f"{ratio(low)} to {ratio(high)}") if low == low or high == high else ""
