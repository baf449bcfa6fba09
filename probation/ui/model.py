"""One regression on its page: what was found, its figures, how it came to it, and its files."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import streamlit as st

from probation.address import Params
from probation.charts.theme import percent
from probation.exhibits import regression as exhibits
from probation.exhibits.exhibit import Exhibit
from probation.regression import headlines, tables, words
from probation.ui import ask, filters, full_model, panels, state, take_away
from probation.ui.names import shown
from probation.ui.tables import plain_table
from probation.vocabulary import plural

if TYPE_CHECKING:
    from probation.analysis.regression import Regression


def show(asked: Params) -> None:
    """The regression of one question, or of one factor of it."""
    with st.spinner("Fitting the models ...", show_time=True):
        found = ask.regression(asked)
    codes, scope = ask.codes(), exhibits.scope(ask.store(), asked)
    st.header(shown(headlines.headline(found, scope, codes).screen))
    if words.alarm(found):
        st.warning(shown(words.alarm(found)))
    if found.model.variables:
        _drawn("Adjusted beside observed percentages", exhibits.adjusted, asked, found)
    st.markdown("\n".join([_cases(found, asked), "", *_bullets(words.rest(found, codes))]))
    if words.advice(found):
        st.info(shown(words.advice(found)))
    if found.model.variables:
        _drawn("Odds ratios", exhibits.odds_ratios, asked, found)
    _steps(asked, found)
    fit = exhibits.fit(ask.store(), asked, panels.theme(), found)
    st.subheader("How well it fits")
    plain_table(fit.table, fit.description)
    panels.files(fit, asked)
    st.header("Please note")
    st.markdown("\n".join(_bullets(exhibits.warnings(ask.store(), asked, found))))
    filters.switch("The model in full", "full")
    if state.one("full") == "on":
        full_model.show(found, asked)
    take_away.show(found, asked)


def _bullets(sentences: list[str]) -> list[str]:
    return [f"- {shown(sentence)}" for sentence in sentences]


def _cases(found: "Regression", asked: Params) -> str:
    rows, yes = found.patterns.rows, found.patterns.events
    with_yes = f"{yes:,} {plural(yes, 'has', 'have')} a yes, {percent(100 * yes / rows.used)}"
    if exhibits.options(asked).missing == "category":
        what = "judgements" if found.patterns.repeated else "cases judged"
        return f"All {rows.used:,} {what} are used: {with_yes}."
    if found.patterns.repeated:
        return f"{words.counted(found)}: {with_yes}."
    return f"Of {words.complete(rows.used)} (of {rows.total:,} judged), {with_yes}."


def _drawn(title: str, make: Callable[..., Exhibit], asked: Params, found: "Regression") -> None:
    """A figure of the regression with its table beside it; its first note says how to read it."""
    exhibit = make(ask.store(), asked, panels.theme(), found)
    st.subheader(title)
    picture, beside = panels.places(exhibit)
    with picture:
        if exhibit.figure is not None:
            panels.chart(exhibit, f"chart_{exhibit.key}")
        panels.note(*exhibit.notes[:2])
    with beside:
        plain_table(exhibit.table, f"{title} of the model selected")
        panels.low_reliability(exhibit)
        panels.files(exhibit, asked)


def _steps(asked: Params, found: "Regression") -> None:
    exhibit = exhibits.steps(ask.store(), asked, panels.theme(), found)
    st.subheader("Step by step")
    plain_table(exhibit.table, exhibit.description)
    with st.container(horizontal=True):
        panels.files(exhibit, asked)
        name = exhibit.file.replace("-steps-", "-tests-")
        tests = tables.step_tests(found)
        panels.table_file(tests, exhibit.said, name, "Download all their tests (CSV)")
