"""An exhibit: a figure with everything that belongs to it, from an open store.

Headline, subtitle, figure, table and file are all made of the one frame ``rates``. Pages show
exhibits; nothing here knows of Streamlit.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from probation import answers
from probation.analysis.order import ordered, recorded
from probation.charts import headlines
from probation.charts.levels import levels as draw_levels
from probation.charts.levels import name as level_name
from probation.charts.rates import cases as draw_cases
from probation.charts.rates import percentages as draw_percentages
from probation.charts.theme import Figure, Theme, alt, rounded
from probation.exhibits.exhibit import marked, note, unbroken
from probation.questions import Question
from probation.scope import Scope
from probation.store.connection import Store
from probation.vocabulary import NOT_RECORDED, Dimension, Factor


@dataclass(frozen=True)
class View:
    """A scope and how it is drawn.

    order: a code of analysis.order.ORDERS. scale: 'cases' or 'percent'. intervals: whiskers.
    """

    scope: Scope
    order: str = "bulletin"
    scale: str = "cases"
    intervals: bool = True


@dataclass(frozen=True)
class Exhibit:
    """One figure and what belongs to it.

    rates: the rows drawn (see answers.rates), in the order drawn. table: the same as a reader
    sees them. figure: None where no judgement matches. description: alternative text. left_out:
    a sentence on the judgements the figure leaves out, or ''.
    """

    view: View
    headline: str
    subtitle: str
    rates: pd.DataFrame
    table: pd.DataFrame
    figure: go.Figure | None
    description: str
    left_out: str = ""


def exhibit(store: Store, view: View, theme: Theme) -> Exhibit:
    """Figure 1, 2, 3 or 4 for a scope without a factor; else, or asked once a case, by level."""
    by_factor = view.scope.question.per_factor and not view.scope.factor
    return (_by_factor if by_factor else _by_level)(store, view, theme)


def bulletin_table(store: Store, pair: tuple[Question, Question], where: Scope) -> pd.DataFrame:
    """Table 1 or 2 in the bulletin's own shape: n and % yes of two questions side by side."""
    columns = {}
    for question in pair:
        rates = recorded(answers.levels(store, Scope(question, where=where.where)))
        columns[f"{question.topic}: n"] = [f"{n:,}" for n in rates["n"]]
        columns[f"{question.topic}: % yes"] = [
            marked(r.percent, r.flag) for r in rates.itertuples()
        ]
    rows = [level_name(r.breakdown, r.level) for r in rates.itertuples()]
    return pd.DataFrame(columns, index=pd.Index(rows, name="Cases"))


def _by_factor(store: Store, view: View, theme: Theme) -> Exhibit:
    """Every factor, in the order asked for."""
    question = view.scope.question
    every = answers.rates(store, view.scope)
    rates = ordered(recorded(every), view.order)
    subtitle = f"{question.figure}: {question.title} Percentages are of {question.base}."
    if view.scale == "cases":
        subtitle += " Full bar: those cases. Solid part: yes."
    if view.order == "gap" and not view.scope.breakdown:
        subtitle += " There is no gap to order by until you choose a breakdown."
    draw = draw_percentages if view.scale == "percent" else draw_cases
    kind = "Dot plot" if view.scale == "percent" else "Bar chart"
    headline = headlines.factors(rates, question)
    return _exhibit(store, view, theme, rates, (headline, subtitle, kind), draw, _left_out(every))


def _by_level(store: Store, view: View, theme: Theme) -> Exhibit:
    """All cases and each level of the six breakdowns: half of Table 1 or 2, or one factor."""
    question, factor = view.scope.question, view.scope.factor
    rates = recorded(answers.levels(store, view.scope))
    of = f", {factor.phrase}" if factor else ""
    subtitle = f"{question.figure}{of}: {question.title} Percentages are of {question.base}."
    words = (headlines.levels(rates, question), subtitle, "Dot plot")
    return _exhibit(store, view, theme, rates, words, draw_levels)


def _exhibit(
    store: Store,
    view: View,
    theme: Theme,
    rates: pd.DataFrame,
    words: tuple[str, str, str],
    draw: Callable[..., Figure],
    left_out: str = "",
) -> Exhibit:
    question = view.scope.question
    headline, subtitle, kind = words
    shown = rates["n"].sum() > 0
    foot = note(store, view.scope)
    return Exhibit(
        view,
        headline,
        subtitle,
        rates,
        table(rates, question),
        # made once and kept: Plotly checks a plain dictionary anew each time it is shown
        go.Figure(draw(rates, question, theme, view.intervals, foot)) if shown else None,
        alt(f"{headline}. {kind} of {question.topic.lower()}; the table has the same figures."),
        left_out,
    )


def table(rates: pd.DataFrame, question: Question) -> pd.DataFrame:
    """The frame of a figure as a reader sees it: labels, counts, percentages with one decimal."""
    by_factor = question.per_factor and rates["factor"].nunique() > 1
    rows = list(rates.itertuples())
    columns = {}
    if by_factor and rows[0].breakdown:
        breakdown = Dimension(rows[0].breakdown)
        columns[breakdown.label] = [level_name(breakdown, r.level) for r in rows]
    columns |= {
        "Yes": [unbroken(f"{r.yes:,} of {r.n:,}") for r in rows],
        "% yes": [unbroken(marked(r.percent, r.flag)) for r in rows],
        "95% interval": [unbroken(_interval(r)) for r in rows],
    }
    names = [
        Factor(r.factor).label if by_factor else level_name(r.breakdown, r.level) for r in rows
    ]
    return pd.DataFrame(columns, index=pd.Index(names, name="Factor" if by_factor else "Cases"))


def _interval(row: Any) -> str:
    known = row.ci_low == row.ci_low
    return f"{rounded(row.ci_low, 1)} to {rounded(row.ci_high, 1)}" if known else ""


def _left_out(rates: pd.DataFrame) -> str:
    unrecorded = rates.loc[rates["level"] == NOT_RECORDED, "n"].sum()
    if not unrecorded:
        return ""
    what = Dimension(rates["breakdown"].iloc[0]).phrase
    judgements = "judgement is" if unrecorded == 1 else "judgements are"
    return f"{unrecorded:,} {judgements} left out: the case's {what} was not recorded."
