"""Differences between two groups as tables: one row a gap, or a matrix of all questions."""

from typing import Any

import pandas as pd

from probation.address import Params
from probation.charts.gaps import cell, groups, signed
from probation.charts.theme import rounded
from probation.exhibits import asked
from probation.exhibits.formats import share, unbroken, with_limits
from probation.vocabulary import bare_p, upper_first


def gap_table(frame: pd.DataFrame, params: Params, adjusted: pd.DataFrame | None) -> pd.DataFrame:
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


def gap_matrix_table(frame: pd.DataFrame) -> pd.DataFrame:
    """The matrix as a table."""
    cells = frame.assign(text=[cell(r) for r in frame.itertuples()])
    names, columns = cells["row"].unique(), cells["column"].unique()
    table = cells.pivot(index="row", columns="column", values="text").reindex(
        names, columns=columns
    )
    return table.fillna("").rename_axis(index="Factor", columns=None)


def _two_decimals(value: float) -> str:
    return rounded(value, 2)
