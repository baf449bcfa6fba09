"""The gaps page: two groups on one question, all questions at a glance, and who contributes."""

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import streamlit as st

from probation.answers.gaps import sides, significant
from probation.charts import headlines
from probation.charts.gaps import cell, differences, groups, matrix, name, signed
from probation.charts.theme import alt, percent, rounded
from probation.errors import ReaderError
from probation.exhibits import exhibit as exhibits
from probation.exhibits.exhibit import unbroken
from probation.exhibits.rates import View
from probation.questions import QUESTIONS
from probation.scope import Scope
from probation.ui import ask, entry, filters, panels, state
from probation.vocabulary import BREAKDOWNS, Dimension, Factor, bare_p, upper_first


@dataclass(frozen=True)
class Asked:
    """view: the question, divided by the two groups, with the filters. together: p is judged with
    the other tests (Benjamini and Hochberg). adjusted, ratio: what is shown beside a difference.
    """

    view: View
    together: bool
    adjusted: bool
    ratio: bool

    @property
    def breakdown(self) -> Dimension:
        """What tells the two groups apart."""
        assert self.view.scope.breakdown is not None
        return self.view.scope.breakdown


def asked() -> Asked:
    """What the parameters in force ask. The first thing the page does."""
    entry.through_app()
    key = state.current().get("question", [next(iter(QUESTIONS))])[0]
    question = QUESTIONS.get(key, next(iter(QUESTIONS.values())))
    view = filters.view(question)
    breakdown = Dimension(state.current().get("by", [Dimension.PROVIDER])[0])
    scope = replace(view.scope, factor=None, breakdown=breakdown)
    on = {switch: state.one(switch) == "on" for switch in ("bh", "adjusted", "ratio")}
    view = replace(view, scope=scope, scale="percent")
    return Asked(view, on["bh"], on["adjusted"], on["ratio"])


def controls(asked: Asked) -> None:
    """The question, the two groups, and what is shown of them."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        labels = {key: question.topic for key, question in QUESTIONS.items()}
        filters.choose("Question", "question", labels, next(iter(QUESTIONS)), width=420)
        divisions = {d.value: d.label for d in BREAKDOWNS}
        filters.choose("Compare by", "by", divisions, Dimension.PROVIDER.value)
        filters.switch("Order by", "order")
        filters.switch("95% intervals", "intervals")
        filters.switch("Adjusted gaps", "adjusted")
        filters.switch("Ratios", "ratio")
        filters.switch("All tests judged together", "bh")


def one_question(asked: Asked) -> None:
    """Every factor of one question: the percentages of both groups, and their differences."""
    scope = asked.view.scope
    question = scope.question
    drawn = ask.exhibit(asked.view, panels.theme()) if question.per_factor else None
    frame = _judged(ask.gaps(scope), asked)
    if drawn:
        order = list(drawn.rates["factor"].unique())
        frame = frame.set_index("factor", drop=False).loc[order]
    frame = frame.assign(row=[_row(r) for r in frame.itertuples()])
    st.header(headlines.gaps(frame))
    if _nothing(frame, scope, asked.breakdown):
        return
    adjusted = _adjusted(asked, frame) if asked.adjusted else None
    st.markdown(f"{question.title} Percentages are of {question.base}. {_how(asked)}")
    if drawn and drawn.figure is not None:
        left, right = st.columns(2, gap="large")
        with left:
            panels.chart(
                drawn.figure, f"percentages-{_file(asked)}", drawn.description, "gap_rates"
            )
            if drawn.left_out:
                st.caption(drawn.left_out)
    else:
        right = st.container()
    with right:
        figure = differences(
            frame, panels.theme(), asked.view.intervals, _note(asked, scope), adjusted
        )
        described = f"{headlines.gaps(frame)}. Dot plot of differences; the table has the same."
        panels.chart(figure, f"gaps-{_file(asked)}", alt(described), "gap_differences")
    st.table(_table(frame, asked, adjusted), border="horizontal", alt=f"{question.topic}: gaps")
    _low_reliability(frame)
    panels.files(frame.drop(columns="row"), question.title, scope, f"gaps-{_file(asked)}")


def every_question(asked: Asked) -> None:
    """All questions and factors by gap; a tap opens the question above."""
    where = asked.view.scope
    frame = _judged(ask.every_gap(where, asked.breakdown), asked)
    a, b = groups(frame)
    st.header("All questions at a glance")
    if _nothing(frame, where, asked.breakdown):
        return
    st.markdown(
        f"{b} minus {a} in percentage points. A heavy outline and * mark a significant difference."
        " Tap a square to see its question above. Contracted: contracted providers."
    )
    frame = frame.assign(
        row=[_row(r) if r.factor else _topic(r.question) for r in frame.itertuples()],
        column=[_column(r.question) for r in frame.itertuples()],
    )
    picture, beside = st.columns([3, 2], gap="large")
    with picture:
        figure = matrix(frame, panels.theme(), _note(asked, where))
        described = "Matrix of the differences of all questions; the table has the same figures."
        for point in panels.tapped(figure, f"gap-matrix-{_file(asked)}", described):
            question = point["customdata"][0]
            st.switch_page("pages/gaps.py", query_params=state.link(question=question))
    with beside:
        st.table(_wide(frame), border="horizontal", alt="Differences of all questions and factors")
        _low_reliability(frame)
        panels.table_file(
            frame.drop(columns=["row", "column"]),
            {"question_asked": "All questions", "filters": where.who(ask.codes())},
            f"gap-matrix-{_file(asked)}",
        )


def contracted_and_partners(asked: Asked) -> None:
    """The bulletin's main comparison: the contribution of partners and of contracted providers."""
    where = replace(asked.view.scope, breakdown=None)
    frame = _judged(ask.contracted_and_partners(where), asked)
    frame = frame.assign(
        row=[_row(r) if r.factor else _topic(r.question) for r in frame.itertuples()]
    )
    st.header("Contracted providers beside partners")
    if _nothing(frame, where):
        return
    firm = frame[(frame["flag"] != "u") & frame["difference"].notna()]
    forward = int((firm["difference"] > 0).sum())
    st.markdown(
        f"**{headlines.gaps(frame)}.** Partners minus contracted providers: partners are ahead in"
        f" {forward} of {len(firm)} comparisons with 30 judgements or more a side. Where both"
        " contributed to one case, the case counts on both sides; the test takes the two as"
        " separate groups."
    )
    figure = differences(frame, panels.theme(), asked.view.intervals, _note(asked, where))
    described = "Dot plot of partners minus contracted providers; the table has the same figures."
    file = f"contracted-and-partners-{panels.file_name(where)}"
    panels.chart(figure, file, alt(described), "gap_partners")
    st.table(
        _table(frame, replace(asked, adjusted=False), None),
        border="horizontal",
        alt="Contracted providers beside partners",
    )
    _low_reliability(frame)
    question = "Did contracted providers and partners contribute enough?"
    panels.table_file(
        frame.drop(columns="row"),
        {"question_asked": question, "filters": where.who(ask.codes())},
        file,
    )


def _low_reliability(frame: pd.DataFrame) -> None:
    if (frame["flag"] == "u").any():
        st.caption(panels.LOW_RELIABILITY)


def _judged(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """``frame`` with significant, by the test that the reader chose."""
    return frame.assign(significant=significant(frame, asked.together))


def _nothing(frame: pd.DataFrame, where: Scope, breakdown: Dimension | None = None) -> bool:
    """Says so where no difference can be given, and what to do. breakdown: what is compared."""
    if frame["difference"].notna().any():
        return False
    let_through = where.codes(breakdown) if breakdown else ()
    if breakdown and let_through and not set(sides(breakdown)) <= set(let_through):
        st.info(f"The filter on {breakdown.phrase} leaves one side empty. Take it away to compare.")
    else:
        what = " Take a filter away." if where.where else ""
        st.info(f"No difference can be given: fewer than 10 judgements on a side.{what}")
    return True


def _how(asked: Asked) -> str:
    """How the differences were tested and adjusted, in words."""
    test = "Significant: p < 0.05 by Pearson's chi-square test of the two percentages"
    test += (
        ", all tests of the figure judged together (Benjamini-Hochberg)."
        if asked.together
        else ", each difference on its own: of 20 with nothing behind them, about one comes out so."
    )
    if asked.adjusted:
        test += (
            " Adjusted: the gap in the stepwise model of the six breakdowns, the other variables"
            " of the model alike; none where the two groups did not enter."
        )
    return test


def _adjusted(asked: Asked, frame: pd.DataFrame) -> pd.DataFrame | None:
    """The gaps of the stepwise models, in the rows of ``frame``: points, ci_low, ci_high."""
    from probation.regression import tables
    from probation.regression.fitting import Options

    scope = asked.view.scope
    try:
        with st.spinner("Fitting the models ..."):
            found = ask.screen(replace(scope, breakdown=None), Options(), (scope.question,))
    except ReaderError as reason:
        st.warning(str(reason))
        return None
    cells = tables.screened(found)
    own = cells[cells["variable"] == asked.breakdown]
    own = own.set_index(own["factor"].map(lambda factor: factor or ""))
    points = own[["points", "ci_low", "ci_high"]].astype(float)
    turned = own["reference"] == frame["level_b"].iloc[0]
    points[turned] = -points.loc[turned, ["points", "ci_high", "ci_low"]].to_numpy()
    return points.reindex([factor or "" for factor in frame["factor"]])


def _table(frame: pd.DataFrame, asked: Asked, adjusted: pd.DataFrame | None) -> pd.DataFrame:
    """One row a gap, as a reader sees it."""
    rows = list(frame.itertuples())
    a, b = groups(frame)
    columns = {
        f"{upper_first(a)}": [_share(r.percent_a, r.yes_a, r.n_a) for r in rows],
        f"{upper_first(b)}": [_share(r.percent_b, r.yes_b, r.n_b) for r in rows],
        "Difference, points (95% interval)": [
            panels.with_limits(r.difference, r.ci_low, r.ci_high, signed, r.flag) for r in rows
        ],
    }
    if asked.ratio:
        columns["Ratio (95% interval)"] = [
            panels.with_limits(r.ratio, r.ratio_low, r.ratio_high, _two_decimals, r.flag)
            for r in rows
        ]
    if adjusted is not None:
        columns["Adjusted, points (95% interval)"] = [
            panels.with_limits(r.points, r.ci_low, r.ci_high, signed, None) or "not in the model"
            for r in adjusted.itertuples()
        ]
    columns["p"] = [bare_p(r.p) for r in rows]
    if asked.together:
        columns["p, together"] = [bare_p(r.p_bh) for r in rows]
    columns["Result"] = [_result(r) for r in rows]
    head = "Factor" if frame["factor"].notna().any() else "Judgement"
    return pd.DataFrame(columns, index=pd.Index([r.row for r in rows], name=head)).map(unbroken)


def _result(row: Any) -> str:
    """What the test says, in words; '[u]' where a base is too small to say."""
    if row.difference != row.difference or row.flag == "u":
        return "[u]" if row.flag == "u" else ""
    return "significant" if row.significant else "not significant"


def _wide(frame: pd.DataFrame) -> pd.DataFrame:
    """The matrix as a table."""
    cells = frame.assign(text=[cell(r) for r in frame.itertuples()])
    names, columns = cells["row"].unique(), cells["column"].unique()
    table = cells.pivot(index="row", columns="column", values="text").reindex(
        names, columns=columns
    )
    return table.fillna("").rename_axis(index="Factor", columns=None)


def _share(value: float, yes: int, n: int) -> str:
    return f"{percent(value, 1)} ({yes:,} of {n:,})" if value == value else f"{yes:,} of {n:,}"


def _two_decimals(value: float) -> str:
    return rounded(value, 2)


def _row(row: Any) -> str:
    return Factor(row.factor).label if row.factor else name(row.question, None)


def _topic(question: str) -> str:
    """What of contracted providers and of partners alike stands in one row."""
    return "Focus on risk of harm" if question.endswith("risk_focus") else "Information for reviews"


def _column(question: str) -> str:
    """What a column of the matrix is of: availability, delivery, or who contributed."""
    return QUESTIONS[question].short.split(":")[0]


def _note(asked: Asked, scope: Scope) -> str:
    together = " All tests judged together (Benjamini-Hochberg)." if asked.together else ""
    return (
        f"{scope.who(ask.codes())} 95% Newcombe intervals.{together}"
        f" {exhibits.provenance(ask.store())}"
    )


def _file(asked: Asked) -> str:
    return panels.file_name(asked.view.scope)
