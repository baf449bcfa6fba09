"""Differences between two groups as tables: one row a gap, or a matrix of all questions."""

from typing import Any

import pandas as pd

from probation.charts.gaps import cell, groups, signed
from probation.charts.printed import sign
from probation.charts.theme import rounded
from probation.disclosure.gate import symbol
from probation.domain.address import Params
from probation.domain.wording import bare_p, upper_first
from probation.exhibits import printed, requested
from probation.exhibits.table_text import share, unbroken, with_limits
from probation.stepwise.cautions import AMBER


def gap_table(frame: pd.DataFrame, params: Params) -> pd.DataFrame:
    """One row a gap, as a reader sees it.

    frame: rows of disclosure.estimates.gaps with row and significant, and columns of
    disclosure.estimates.adjusted_gaps.
    """
    rows = list(frame.itertuples())
    a, b = groups(frame)
    columns = {
        upper_first(a): [_side(r, "a") for r in rows],
        upper_first(b): [_side(r, "b") for r in rows],
        "Difference, points (95% interval)": [
            with_limits(r.difference, r.ci_low, r.ci_high, signed, r.flag) for r in rows
        ],
    }
    if requested.on(params, "ratio"):
        columns["Ratio (95% interval)"] = [
            with_limits(r.ratio, r.ratio_low, r.ratio_high, _two_decimals, r.flag) for r in rows
        ]
    if "bound_low" in frame:
        columns["Bounds for the not recorded, points"] = [_bounds(r) for r in rows]
    columns["p"] = [bare_p(r.p) for r in rows]
    if requested.on(params, "bh"):
        columns["p, together"] = [bare_p(r.p_bh) for r in rows]
    columns["Result"] = [_result(r) for r in rows]
    columns |= _adjusted(frame, params) | printed.column(frame)
    head = "Factor" if frame["factor"].notna().any() else "Judgement"
    return pd.DataFrame(columns, index=pd.Index([r.row for r in rows], name=head)).map(unbroken)


def _side(row: Any, side: str) -> str:
    """The percentage of one side, with a sign where the bulletin prints it."""
    percent, yes, n = (getattr(row, f"{name}_{side}") for name in ("percent", "yes", "n"))
    return share(percent, yes, n, sign=sign(row, f"printed_in_{side}"))


def _adjusted(frame: pd.DataFrame, params: Params) -> dict[str, list[str]]:
    """The columns of the models asked for, with the judgements they rest on."""
    rows, columns = list(frame.itertuples()), {}
    if "full_model" in frame:
        columns["Adjusted, points (95% interval)"] = [
            with_limits(
                r.full_model, r.full_model_low, r.full_model_high, signed, r.flag_full_model
            )
            or r.full_model_note
            for r in rows
        ]
        columns["p, adjusted"] = [bare_p(r.full_model_p) for r in rows]
        if requested.on(params, "bh"):
            columns["p, adjusted, together"] = [bare_p(r.full_model_p_bh) for r in rows]
    if "adjusted" in frame:
        columns["Stepwise model, points (95% interval)"] = [
            with_limits(r.adjusted, r.adjusted_low, r.adjusted_high, signed, None)
            or r.adjusted_note
            for r in rows
        ]
    if "model_cases" in frame:
        columns["Cases in the model"] = [_cases(r) for r in rows]
        if (frame["events_per_parameter"] < AMBER).any():
            columns["Rarer answer, cases a parameter"] = [
                rounded(r.events_per_parameter, 1) for r in rows
            ]
    return columns


def _cases(row: Any) -> str:
    if row.model_cases != row.model_cases:
        return ""
    return f"{row.model_cases:,} of {row.model_cases + row.model_lost:,}"


def _bounds(row: Any) -> str:
    if row.bound_low != row.bound_low:
        return symbol(row.flag)
    return f"{signed(row.bound_low)} to {signed(row.bound_high)}"


def _result(row: Any) -> str:
    """What the test says, in words; '[u]' where a base is too small to say."""
    if row.difference != row.difference or symbol(row.flag):
        return symbol(row.flag)
    if row.p != row.p:
        return ""
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
