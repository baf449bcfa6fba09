"""One regression on its page: what was found, its figures, how it came to it, and its files."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from probation.analysis.cautions import events_per_parameter
from probation.analysis.coefficients import INTERCEPT
from probation.analysis.standing import standings
from probation.charts.adjusted import adjusted as draw_adjusted
from probation.charts.forest import forest, ratio
from probation.charts.theme import alt, percent, rounded
from probation.exhibits import exhibit as exhibits
from probation.exhibits.exhibit import marked, unbroken
from probation.questions import Question
from probation.regression import tables, words
from probation.regression.fitting import Options, notes
from probation.scope import Scope
from probation.ui import ask, filters, full_model, panels, regression, state, take_away
from probation.vocabulary import p_value

if TYPE_CHECKING:
    from probation.analysis.regression import Regression


def show(scope: Scope, _: tuple[Question, ...], options: "Options") -> None:
    """The regression of one question, or of one factor of it."""
    with st.spinner("Fitting the models ...", show_time=True):
        found = ask.regression(scope, options)
    codes = ask.codes()
    st.header(words.headline(found, scope, codes))
    if words.alarm(found):
        st.warning(words.alarm(found))
    st.markdown("\n".join([_cases(found, options), "", *_bullets(words.rest(found, codes))]))
    if words.advice(found):
        st.info(words.advice(found))
    if found.model.variables:
        _adjusted(found, scope)
        _odds_ratios(found, scope)
    _story(found, scope)
    _fit(found, scope)
    st.header("Please note")
    st.markdown("\n".join(_bullets(words.warnings(found, codes, notes(scope, options)))))
    filters.switch("The model in full", "full")
    if state.one("full") == "on":
        full_model.show(found, scope, options)
    take_away.show(found, scope)


def note(scope: Scope) -> str:
    """What is printed at the foot of every figure of a regression."""
    asked = scope.sentence(ask.codes())
    method = f"Forward stepwise logistic regression, {regression.criteria_in_words()}."
    return f"{asked} {method} {exhibits.provenance(ask.store())}"


def name(scope: Scope, part: str) -> str:
    """The name of the files of one part of a regression."""
    return f"regression-{part}-{panels.file_name(scope)}"


def _bullets(sentences: list[str]) -> list[str]:
    return [f"- {sentence}" for sentence in sentences]


def _cases(found: "Regression", options: "Options") -> str:
    rows, yes = found.patterns.rows, found.patterns.events
    share = percent(100 * yes / rows.used)
    if options.missing == "category":
        return f"All {rows.used:,} cases judged are used: {yes:,} have a yes, {share}."
    return (
        f"Of {rows.used:,} cases with everything recorded (of {rows.total:,} judged),"
        f" {yes:,} have a yes, {share}."
    )


def _adjusted(found: "Regression", scope: Scope) -> None:
    codes = ask.codes()
    frame = tables.adjusted(found)
    rows = frame.assign(name=[words.level(r.variable, r.level, codes) for r in frame.itertuples()])
    st.subheader("Adjusted beside observed percentages")
    st.markdown(
        "Adjusted: what the model expects if every case had that level and all else stayed as it"
        " is, with its 95% interval. Observed: the share of yes among the cases that have it."
    )
    picture, beside = st.columns([3, 2], gap="large")
    with picture:
        described = "Dot plot of adjusted and observed percentages; the table has the same figures."
        figure = draw_adjusted(rows, panels.theme(), state.one("intervals") == "on", note(scope))
        panels.chart(figure, name(scope, "adjusted"), alt(described), "chart_adjusted")
    with beside:
        table = pd.DataFrame(
            {
                "Adjusted": [unbroken(marked(r.adjusted, r.flag)) for r in rows.itertuples()],
                "95% interval": [_range(r.ci_low, r.ci_high) for r in rows.itertuples()],
                "Observed": [unbroken(marked(r.raw, r.flag)) for r in rows.itertuples()],
                "Cases": [f"{n:,}" for n in rows["n"]],
            },
            index=pd.Index(rows["name"], name="Level"),
        )
        st.table(table, border="horizontal", alt="Adjusted beside observed percentages")
        if (frame["flag"] == "u").any():
            st.caption(panels.LOW_RELIABILITY)
        question = f"{scope.question.title} Adjusted percentages."
        panels.table_file(frame, regression.said(scope, question), name(scope, "adjusted"))
        filters.picture_format("adjusted")


def _odds_ratios(found: "Regression", scope: Scope) -> None:
    codes = ask.codes()
    frame = tables.coefficients(found)
    terms = frame[frame["variable"] != INTERCEPT]
    firth = terms["odds_ratio"].isna() & terms["firth"].notna()
    rows = terms.assign(
        name=[words.against(r.variable, r.level, r.reference, codes) for r in terms.itertuples()],
        firth=firth,
        odds_ratio=terms["odds_ratio"].where(~firth, terms["firth"]),
        ci_low=terms["ci_low"].where(~firth, terms["firth_low"]),
        ci_high=terms["ci_high"].where(~firth, terms["firth_high"]),
    )
    st.subheader("Odds ratios")
    st.markdown(
        "Above 1: a yes is likelier than at the level it is held against, the other variables of"
        " the model alike. An odds ratio is not a ratio of percentages."
        " Intervals are Wald's, and beside them those of the profile likelihood."
        + (
            " Diamonds: Firth's estimates, where no other is finite, with intervals of the"
            " penalised profile."
            if firth.any()
            else ""
        )
    )
    picture, beside = st.columns([3, 2], gap="large")
    with picture:
        described = "Forest plot of the odds ratios; the table has the same figures."
        figure = forest(rows, panels.theme(), note(scope))
        panels.chart(figure, name(scope, "odds-ratios"), alt(described), "chart_odds_ratios")
    with beside:
        removal = {name: stood.p for name, stood in standings(found.path).items()}
        table = _ratio_table(rows, removal)
        st.table(table, border="horizontal", alt="Odds ratios of the model selected")
        question = f"{scope.question.title} Coefficients and odds ratios."
        panels.table_file(frame, regression.said(scope, question), name(scope, "odds-ratios"))
        filters.picture_format("odds_ratios")


def _ratio_table(rows: pd.DataFrame, removal: Mapping[str, float]) -> pd.DataFrame:
    """removal: for each variable the p of the likelihood-ratio test of removing it."""
    columns: dict[str, list[str]] = {
        "Odds ratio": [
            f"{ratio(r.odds_ratio)}{' Firth' if r.firth else ''}" for r in rows.itertuples()
        ],
        "95% interval": [_ratios(r.ci_low, r.ci_high) for r in rows.itertuples()],
        "95% profile": [_ratios(r.profile_low, r.profile_high) for r in rows.itertuples()],
        "p if removed": [unbroken(words.bare(removal[r.variable])) for r in rows.itertuples()],
    }
    return pd.DataFrame(columns, index=pd.Index(rows["name"], name="Level"))


def _story(found: "Regression", scope: Scope) -> None:
    st.subheader("Step by step")
    story = pd.DataFrame(words.story(found)).set_index("Step")
    st.table(story, border="horizontal", alt="The steps of the selection, with what was left out")
    asked = regression.said(scope, f"{scope.question.title} Steps of the selection.")
    with st.container(horizontal=True):
        stopped = tables.steps(found).assign(stop_reason=found.path.stop_reason)
        panels.table_file(stopped, asked, name(scope, "steps"), "Download the steps (CSV)")
        tests = tables.step_tests(found)
        panels.table_file(tests, asked, name(scope, "tests"), "Download all their tests (CSV)")


def _fit(found: "Regression", scope: Scope) -> None:
    st.subheader("How well it fits")
    goodness, test = found.goodness, found.goodness.hosmer_lemeshow
    tested = f"{test.chi2:.2f}, {test.df} df, {p_value(test.p)}" if test and test.df > 0 else ""
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
            f"{events_per_parameter(found.patterns):.1f}",
            "cases for each parameter of all candidates; 10 or more are usual",
        ),
    }
    table = pd.DataFrame(
        list(rows.values()), columns=["Value", "Meaning"], index=pd.Index(rows, name="Statistic")
    )
    st.table(table, border="horizontal", alt="Fit statistics of the model selected")
    question = f"{scope.question.title} Fit of the model."
    panels.table_file(tables.fit(found), regression.said(scope, question), name(scope, "fit"))


def _range(low: float, high: float) -> str:
    return unbroken(f"{rounded(low, 1)} to {rounded(high, 1)}") if low == low else ""


def _ratios(low: float, high: float) -> str:
    return unbroken(f"{ratio(low)} to {ratio(high)}") if low == low or high == high else ""
