"""The parts of a page: its opening, a figure with its table and files, and its sources."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from probation import answers
from probation.analysis.disclosure import SMALL_BASE, SMALLEST_BASE
from probation.analysis.order import ordered, recorded
from probation.charts import headlines
from probation.charts.levels import levels as draw_levels
from probation.charts.levels import name as level_name
from probation.charts.rates import cases as draw_cases
from probation.charts.rates import percentages as draw_percentages
from probation.charts.theme import DARK, LIGHT, Figure, Theme, alt, percent, rounded
from probation.exports.tables import csv
from probation.questions import Question
from probation.scope import Scope
from probation.ui import ask, filters, state
from probation.ui.filters import View
from probation.vocabulary import Dimension, Factor

BULLETIN = (
    "HM Inspectorate of Probation, Research & Analysis Bulletin 2019/01, *The availability and"
    " delivery of interventions (probation services)*"
)


def banner() -> None:
    """What the loaded cases are, and whether the store was damaged: at the top of every page."""
    generation = ask.store().generation
    if generation.synthetic:
        st.warning(f"**Synthetic data.** {answers.case_set(generation)}", icon=":material/science:")
    else:
        st.info(answers.case_set(generation))
    if ask.notice():
        st.error(ask.notice())


def opening(title: str, scope: Scope, resolved: bool = True) -> None:
    """Title, the resolved question as a sentence, the filters, what was wrong in the address.

    ``resolved`` says the question too, not the filters alone: for a page about one question.
    """
    st.title(title)
    asked = scope.sentence(ask.codes()) if resolved else scope.who(ask.codes())
    st.markdown(f"{asked} {_case_count(scope)}")
    for problem in state.problems():
        st.warning(problem)
    filters.sidebar()


def plain_opening(title: str) -> None:
    """Title of a page about the whole case set, which no filter changes."""
    st.title(title)
    st.markdown("This page is about the whole case set; filters do not apply to it.")


def factor_figure(view: View) -> None:
    """Figure 1, 2, 3 or 4: every factor, or one factor by all six breakdowns."""
    question = view.scope.question
    filters.controls(question)
    if view.scope.factor:
        levels_figure(view)
        return
    rates = ordered(recorded(ask.rates(view.scope)), view.order)
    headline = headlines.factors(rates, question)
    draw = draw_percentages if view.scale == "percent" else draw_cases
    subtitle = f"{question.figure}: {question.title} Percentages are of {question.base}."
    if view.scale == "cases":
        subtitle += " Full bar: those cases. Solid part: yes."
    if view.order == "gap" and not view.scope.breakdown:
        subtitle += " There is no gap to order by until you choose a breakdown."
    _figure(view, rates, headline, subtitle, draw)
    _left_out(ask.rates(view.scope))


def levels_figure(view: View) -> None:
    """Half of Table 1 or 2, or one factor: all cases and each level of the six breakdowns."""
    question = view.scope.question
    rates = recorded(ask.levels(view.scope))
    headline = headlines.levels(rates, question)
    of = f", {view.scope.factor.phrase}" if view.scope.factor else ""
    subtitle = f"{question.figure}{of}: {question.title} Percentages are of {question.base}."
    _figure(view, rates, headline, subtitle, draw_levels)


def bulletin_table(title: str, pair: tuple[Question, Question], view: View) -> None:
    """Table 1 or 2 in the bulletin's own shape: n and % yes of two questions side by side."""
    columns = {}
    for question in pair:
        rates = recorded(ask.levels(Scope(question, where=view.scope.where)))
        columns[f"{question.topic}: n"] = [f"{n:,}" for n in rates["n"]]
        columns[f"{question.topic}: % yes"] = [percent(p, 1) or "[u]" for p in rates["percent"]]
    rows = [level_name(r.breakdown, r.level) for r in rates.itertuples()]
    st.header(title)
    st.table(pd.DataFrame(columns, index=pd.Index(rows, name="Cases")), alt=title)


def sources(*sentences: str) -> None:
    """Where the figures of a page come from, at its foot."""
    st.divider()
    st.caption(
        " ".join([f"Source: {BULLETIN}.", answers.case_set(ask.store().generation), *sentences])
    )


def provenance() -> dict[str, str]:
    """What every file says of itself: the case set, the generation of the store, the date."""
    generation = ask.store().generation
    return {
        "case_set": answers.case_set(generation),
        "generation": generation.name,
        "downloaded_on": date.today().isoformat(),
    }


def case_set_code() -> str:
    """What the name of every file ends in."""
    generation = ask.store().generation
    return "synthetic" if generation.synthetic else re.sub(r"\W+", "-", generation.label)


def theme() -> Theme:
    """The chart colours of the reader's page theme."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def note(scope: Scope) -> str:
    """What is printed at the foot of every figure, and so in every picture made of it."""
    generation = ask.store().generation
    return f"{scope.who(ask.codes())} {answers.case_set(generation)}"


def chart(figure: Figure, name: str, description: str, picture: str, key: str, **more: Any) -> Any:
    """A Plotly figure with one button: save it as a picture."""
    config: dict[str, Any] = {
        "displaylogo": False,
        "displayModeBar": True,
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {"format": picture, "scale": 3, "filename": name},
    }
    return st.plotly_chart(figure, theme=None, config=config, alt=alt(description), key=key, **more)


def table(rates: pd.DataFrame, question: Question) -> pd.DataFrame:
    """The frame of a figure as a reader sees it: labels, counts, percentages with one decimal."""
    by_factor = question.per_factor and rates["factor"].nunique() > 1
    first = [Factor(f).label for f in rates["factor"]] if by_factor else _level_names(rates)
    columns = {}
    if by_factor and rates["breakdown"].notna().any():
        breakdown = Dimension(rates["breakdown"].iloc[0])
        columns[breakdown.label] = [level_name(breakdown.value, v) for v in rates["level"]]
    columns |= {
        "Yes": [unbroken(f"{r.yes:,} of {r.n:,}") for r in rates.itertuples()],
        "% yes": [unbroken(_marked(r)) for r in rates.itertuples()],
        "95% interval": [unbroken(_interval(r)) for r in rates.itertuples()],
    }
    return pd.DataFrame(columns, index=pd.Index(first, name="Factor" if by_factor else "Cases"))


def _figure(
    view: View,
    rates: pd.DataFrame,
    headline: str,
    subtitle: str,
    draw: Callable[..., Figure],
) -> None:
    question = view.scope.question
    st.header(headline)
    st.markdown(subtitle)
    if rates["n"].sum() == 0:
        st.info("No judgement matches these filters. Take one away, or clear them all.")
        return
    name = _file_name(view.scope)
    picture, beside = st.columns([3, 2], gap="large")
    with picture:
        figure = draw(rates, question, theme(), view.intervals, note(view.scope))
        chart(figure, name, f"{headline}. {_shape(view)}", view.picture, f"chart_{question.key}")
    with beside:
        st.table(
            table(rates, question), border="horizontal", alt=f"{question.topic}: the figures drawn"
        )
        if (rates["flag"] == "u").any():
            st.caption(
                f"[u] Low reliability: a base under {SMALL_BASE} cases. No percentage is shown on"
                f" a base under {SMALLEST_BASE}."
            )
        _downloads(view.scope, rates, name)


def _downloads(scope: Scope, rates: pd.DataFrame, name: str) -> None:
    asked = {"question_asked": scope.question.title, "filters": scope.who(ask.codes())}
    st.download_button(
        "Download this table (CSV)",
        data=lambda: csv(rates, asked | provenance()),
        file_name=f"{name}.csv",
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
        key=f"csv_{scope.question.key}",
    )
    filters.picture_format(scope.question.key)


def _left_out(rates: pd.DataFrame) -> None:
    unrecorded = rates[rates["level"] == "not_recorded"]["n"].sum()
    if unrecorded:
        judgements = "judgement is" if unrecorded == 1 else "judgements are"
        st.caption(
            f"{unrecorded:,} {judgements} left out: the case's"
            f" {Dimension(rates['breakdown'].iloc[0]).phrase} was not recorded."
        )


def _case_count(scope: Scope) -> str:
    count = ask.case_count(scope)
    return f"**{count:,} {'case' if count == 1 else 'cases'}.**"


def _level_names(rates: pd.DataFrame) -> list[str]:
    return [level_name(r.breakdown, r.level) for r in rates.itertuples()]


def _interval(row: Any) -> str:
    if row.ci_low != row.ci_low:
        return ""
    return f"{rounded(row.ci_low, 1)} to {rounded(row.ci_high, 1)}"


def unbroken(text: str) -> str:
    """``text`` kept on one line in a table."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def _marked(row: Any) -> str:
    shown = percent(row.percent, 1)
    return f"{shown} [u]".strip() if row.flag == "u" else shown


def _shape(view: View) -> str:
    kind = "Dot plot" if view.scale == "percent" or view.scope.factor else "Bar chart"
    return f"{kind} of {view.scope.question.topic.lower()}; the same figures are in the table."


def _file_name(scope: Scope) -> str:
    codes = [c for values in scope.to_params().values() for c in values]
    return (
        "-".join(re.sub(r"[^A-Za-z0-9]+", "_", code) for code in codes)[:80] + f"-{case_set_code()}"
    )
