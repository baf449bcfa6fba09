"""One regression on its page: what was found, its figures, how it came to it, and its files."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import streamlit as st

from probation.charts import page
from probation.charts.theme import percent
from probation.disclosure.estimates import model_tables
from probation.domain.address import Params
from probation.domain.wording import plural
from probation.exhibits import model_words
from probation.exhibits import regression as exhibits
from probation.exhibits.exhibit import Exhibit
from probation.ui import cache, components, filters, full_model, state, take_away
from probation.ui.names import shown
from probation.ui.tables import plain_table

if TYPE_CHECKING:
    from probation.stepwise.regression import Regression


def show(params: Params) -> None:
    """The regression of one question, or of one factor of it."""
    with st.spinner("Fitting the models ...", show_time=True):
        found = cache.regression(params)
    codes, scope = cache.codes(), exhibits.scope(cache.store(), params)
    st.header(shown(exhibits.message(cache.store(), found, scope).screen))
    if model_words.alarm(found):
        st.warning(shown(model_words.alarm(found)))
    if found.model.variables:
        _drawn("Adjusted beside observed percentages", exhibits.adjusted, params, found)
    st.markdown("\n".join([_cases(found, params), "", *_bullets(model_words.rest(found, codes))]))
    if model_words.advice(found):
        st.info(shown(model_words.advice(found)))
    if found.model.variables:
        _drawn("Odds ratios", exhibits.odds_ratios, params, found)
    _steps(params, found)
    fit = exhibits.fit(cache.store(), params, found)
    st.subheader("How well it fits")
    plain_table(fit.table, fit.description)
    components.files(fit, params)
    st.header("Please note")
    st.markdown("\n".join(_bullets(model_words.warnings(found, cache.store().codes))))
    filters.switch("The model in full", "full")
    if state.one("full") == "on":
        full_model.show(found, params)
    with st.container(key="take_away"):
        take_away.show(found, params)


def _bullets(sentences: list[str]) -> list[str]:
    return [f"- {shown(sentence)}" for sentence in sentences]


def _cases(found: "Regression", params: Params) -> str:
    rows, yes = found.patterns.rows, found.patterns.events
    with_yes = f"{yes:,} {plural(yes, 'has', 'have')} a yes, {percent(100 * yes / rows.used)}"
    if exhibits.options(params).missing == "category":
        what = "judgements" if found.patterns.repeated else "cases judged"
        return f"All {rows.used:,} {what} are used: {with_yes}."
    if found.patterns.repeated:
        return f"{model_words.counted(found)}: {with_yes}."
    return f"Of {model_words.complete(rows.used)} (of {rows.total:,} judged), {with_yes}."


def _drawn(title: str, make: Callable[..., Exhibit], params: Params, found: "Regression") -> None:
    """A figure of the regression with its table beside it; its first note says how to read it."""
    exhibit = make(cache.store(), params, found).drawn(page.draw, components.theme())
    st.subheader(title)
    picture, beside = components.places(exhibit)
    with picture:
        if exhibit.figure is not None:
            components.chart(exhibit, f"chart_{exhibit.key}")
        components.note(*exhibit.notes[:2])
    with beside:
        plain_table(exhibit.table, f"{title} of the model selected")
        components.low_reliability(exhibit)
        components.files(exhibit, params)


def _steps(params: Params, found: "Regression") -> None:
    exhibit = exhibits.steps(cache.store(), params, found)
    st.subheader("Step by step")
    plain_table(exhibit.table, exhibit.description)
    with st.container(horizontal=True):
        components.files(exhibit, params)
        name = exhibit.file.replace("-steps-", "-tests-")
        tests = model_tables.step_tests(found)
        components.table_file(tests, exhibit.said, name, "Download all their tests (CSV)")
