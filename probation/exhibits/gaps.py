"""Differences between two groups: one question factor by factor, all questions, who contributed."""

from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd

from probation import answers
from probation.address import Params, one
from probation.analysis.order import ordered, recorded
from probation.answers.gaps import (
    contracted_and_partners,
    every_gap,
    gaps,
    sides,
    significant,
)
from probation.charts import headlines, slides
from probation.charts.gaps import cell, differences, groups, matrix, name, signed
from probation.charts.theme import Theme, alt, rounded
from probation.errors import ReaderError
from probation.exhibits import asked
from probation.exhibits.exhibit import (
    Exhibit,
    intervals,
    low_reliability,
    provenance,
    said,
    share,
    unbroken,
    with_limits,
)
from probation.exhibits.naming import case_set_code, file_name
from probation.questions import QUESTIONS
from probation.scope import Scope
from probation.store.connection import Store
from probation.vocabulary import Dimension, Factor, bare_p, upper_first

_TESTED = "Significant: p < 0.05 by Pearson's chi-square test of the two percentages"
_ALONE = (
    ", each difference on its own: were there no real differences, about 1 test in 20 would still"
    " come out so."
)
_TOGETHER = ", all tests of the figure judged together (Benjamini-Hochberg)."
_ADJUSTED = (
    "Adjusted: the gap in the stepwise model of the six breakdowns, the other variables of the"
    " model alike; none where the two groups did not enter."
)
SEPARATE_GROUPS = (
    "Where both contributed to one case, the case counts on both sides; the test takes the two as"
    " separate groups."
)


def scope(store: Store, params: Params) -> Scope:
    """The question divided by the two groups: NPS and CRC cases unless another breakdown is set."""
    breakdown = Dimension(one(params, "by", Dimension.PROVIDER.value))
    return replace(asked.scope(store, params), factor=None, breakdown=breakdown)


def one_question(store: Store, params: Params, theme: Theme) -> Exhibit:
    """Every factor of one question: the differences of the two groups, in the order asked for."""
    wanted = scope(store, params)
    question = wanted.question
    frame = _judged(gaps(store, wanted), params)
    if question.per_factor:
        order = ordered(recorded(answers.rates(store, wanted)), one(params, "order"))["factor"]
        frame = frame.set_index("factor", drop=False).loc[list(order.unique())]
    frame = frame.assign(row=[row_name(r) for r in frame.itertuples()])
    twin, refused = _adjusted(store, wanted, frame, params)
    headline = headlines.gaps(frame)
    whose = "Newcombe's" if twin is None else "Newcombe's; adjusted, by the delta method"
    shown = asked.on(params, "intervals")
    some = bool(frame["difference"].notna().any())
    return Exhibit(
        key="gaps",
        topic=f"{question.topic}: gaps",
        headline=headline,
        subtitle=f"{question.title} Percentages are of {question.base}.",
        who=wanted.who(store.codes),
        count=_sizes(frame),
        frame=_with_adjusted(frame.drop(columns="row"), twin),
        table=_table(frame, params, twin),
        figure=differences(frame, theme, shown, twin) if some else None,
        source=_foot(store, wanted, params),
        for_office=partial(slides.differences, frame, shown, twin) if some else None,
        description=alt(f"{headline}. Dot plot of differences."),
        file=f"gaps-{file_name(store, wanted)}",
        notes=(
            _how(params),
            *((intervals(whose, shown),) if some else ()),
            *refused,
            *low_reliability(frame),
        ),
        empty="" if some else _nothing(wanted),
        said=said(store, wanted, question.title),
    )


def every_question(store: Store, params: Params, theme: Theme) -> Exhibit:
    """All questions and factors by gap: a matrix, which office programs show as a table."""
    where = scope(store, params)
    assert where.breakdown is not None
    frame = _judged(every_gap(store, where, where.breakdown), params)
    frame = frame.assign(
        row=[contributed(r) for r in frame.itertuples()],
        column=[QUESTIONS[key].short.split(":")[0] for key in frame["question"]],
    )
    a, b = groups(frame)
    some = bool(frame["difference"].notna().any())
    table = _wide(frame)
    starred = table.map(lambda said: "*" in said).to_numpy().any()
    return Exhibit(
        key="gap_matrix",
        topic=f"All questions: {b} minus {a}",
        headline=headlines.gaps(frame),
        subtitle=f"{b} minus {a} in percentage points, all questions and factors.",
        who=where.who(store.codes),
        count=_sizes(frame),
        frame=frame.drop(columns=["row", "column"]),
        table=table,
        figure=matrix(frame, theme) if some else None,
        source=_foot(store, where, params),
        description="Matrix of the differences of all questions.",
        file=f"gap-matrix-{file_name(store, where)}",
        notes=(f"{'* ' if starred else ''}{_how(params)}", *low_reliability(frame)),
        empty="" if some else _nothing(where),
        said=said(store, where, "All questions"),
    )


def contributors(store: Store, params: Params, theme: Theme) -> Exhibit:
    """The bulletin's main comparison: the contribution of partners and of contracted providers."""
    where = asked.everyone(store, params)
    frame = _judged(contracted_and_partners(store, where), params)
    frame = frame.assign(row=[contributed(r) for r in frame.itertuples()])
    shown = asked.on(params, "intervals")
    some = bool(frame["difference"].notna().any())
    question = "Did contracted providers and partners contribute enough?"
    return Exhibit(
        key="contributors",
        topic="Contracted providers beside partners",
        headline=headlines.gaps(frame),
        subtitle=f"{question} Partners minus contracted providers. {_forward(frame)}",
        who=where.who(store.codes),
        count=_sizes(frame),
        frame=frame.drop(columns="row"),
        table=_table(frame, params, None),
        figure=differences(frame, theme, shown) if some else None,
        source=_foot(store, where, params),
        for_office=partial(slides.differences, frame, shown) if some else None,
        description=alt("Dot plot of partners minus contracted providers."),
        file=f"contracted-and-partners-{case_set_code(store)}",
        notes=(
            SEPARATE_GROUPS,
            _how(params),
            *((intervals("Newcombe's", shown),) if some else ()),
            *low_reliability(frame),
        ),
        empty="" if some else _nothing(where),
        said=said(store, where, question),
    )


def row_name(row: Any) -> str:
    """What a gap is of: the factor, or the question."""
    return Factor(row.factor).label if row.factor else name(row.question, None)


def contributed(row: Any) -> str:
    """The same where contracted providers and partners alike stand in one row."""
    if row.factor:
        return Factor(row.factor).label
    risk = row.question.endswith("risk_focus")
    return "Focus on risk of harm" if risk else "Information for reviews"


def _forward(frame: pd.DataFrame) -> str:
    firm = frame[(frame["flag"] != "u") & frame["difference"].notna()]
    forward = int((firm["difference"] > 0).sum())
    return (
        f"Partners are ahead in {forward} of {len(firm)} comparisons with 30 judgements or more a"
        " side."
    )


def _judged(frame: pd.DataFrame, params: Params) -> pd.DataFrame:
    """``frame`` with significant, by the test that the reader chose."""
    return frame.assign(significant=significant(frame, asked.on(params, "bh")))


def _sizes(frame: pd.DataFrame) -> str:
    a, b = groups(frame)
    return upper_first(f"{b} {frame['n_b'].sum():,} judgements, {a} {frame['n_a'].sum():,}")


def _nothing(where: Scope) -> str:
    """Why no difference can be given, and what to do."""
    breakdown = where.breakdown
    through = where.codes(breakdown) if breakdown else ()
    if breakdown and through and not set(sides(breakdown)) <= set(through):
        return f"The filter on {breakdown.phrase} leaves one side empty. Take it away to compare."
    what = " Take a filter away." if where.where else ""
    return f"No difference can be given: fewer than 10 judgements on a side.{what}"


def _how(params: Params) -> str:
    """How the differences were tested and adjusted, in words."""
    test = _TESTED + (_TOGETHER if asked.on(params, "bh") else _ALONE)
    return f"{test} {_ADJUSTED}" if asked.on(params, "adjusted") else test


def _adjusted(
    store: Store, scope: Scope, frame: pd.DataFrame, params: Params
) -> tuple[pd.DataFrame | None, tuple[str, ...]]:
    """The gaps of the stepwise models, in the rows of ``frame``: points, ci_low, ci_high.

    With a sentence where no model can be fitted.
    """
    if not asked.on(params, "adjusted") or frame["difference"].isna().all():
        return None, ()
    from probation.regression import tables
    from probation.regression.fitting import Options, screened

    try:
        where = replace(scope, breakdown=None)
        cells = tables.screened(screened(store, where, Options(), (scope.question,)))
    except ReaderError as reason:
        return None, (str(reason),)
    own = cells[cells["variable"] == scope.breakdown]
    own = own.set_index(own["factor"].map(lambda factor: factor or ""))
    points = own[["points", "ci_low", "ci_high"]].astype(float)
    turned = own["reference"] == frame["level_b"].iloc[0]
    points[turned] = -points.loc[turned, ["points", "ci_high", "ci_low"]].to_numpy()
    return points.reindex([factor or "" for factor in frame["factor"]]), ()


def _with_adjusted(frame: pd.DataFrame, twin: pd.DataFrame | None) -> pd.DataFrame:
    if twin is None:
        return frame
    names = {"points": "adjusted", "ci_low": "adjusted_low", "ci_high": "adjusted_high"}
    return frame.assign(**{new: twin[old].to_numpy() for old, new in names.items()})


def _table(frame: pd.DataFrame, params: Params, adjusted: pd.DataFrame | None) -> pd.DataFrame:
    """One row a gap, as a reader sees it."""
    rows = list(frame.itertuples())
    a, b = groups(frame)
    columns = {
        upper_first(a): [share(r.percent_a, r.yes_a, r.n_a) for r in rows],
        upper_first(b): [share(r.percent_b, r.yes_b, r.n_b) for r in rows],
        "Difference, points (95% interval)": [
            with_limits(r.difference, r.ci_low, r.ci_high, signed, r.flag) for r in rows
        ],
    }
    if asked.on(params, "ratio"):
        columns["Ratio (95% interval)"] = [
            with_limits(r.ratio, r.ratio_low, r.ratio_high, _two_decimals, r.flag) for r in rows
        ]
    if adjusted is not None:
        columns["Adjusted, points (95% interval)"] = [
            with_limits(r.points, r.ci_low, r.ci_high, signed, None) or "not in the model"
            for r in adjusted.itertuples()
        ]
    columns["p"] = [bare_p(r.p) for r in rows]
    if asked.on(params, "bh"):
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


def _two_decimals(value: float) -> str:
    return rounded(value, 2)


def _foot(store: Store, scope: Scope, params: Params) -> str:
    together = " All tests judged together (Benjamini-Hochberg)." if asked.on(params, "bh") else ""
    return f"{scope.who(store.codes)} 95% Newcombe intervals.{together} {provenance(store)}"
