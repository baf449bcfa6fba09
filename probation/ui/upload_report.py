"""The report on an extract that was checked: every cause of faults, with what to do about it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from probation.domain.wording import counted, plural
from probation.ui.tables import plain_table

if TYPE_CHECKING:
    from probation.intake.fault import Cause
    from probation.intake.report import Report

#: Causes that are written out on the page; the files list up to 1,000 faults of a rule.
_SHOWN = 20


def show(report: "Report") -> None:
    """Each cause of faults, the most frequent first, or that there is none; and the whole list."""
    from probation.intake.report import how_many, to_csv, to_json

    if report.clean:
        rows = "; ".join(
            f"{table}: {counted(read, 'row')} read, {report.rows_loaded.get(table, 0):,} loaded"
            for table, read in report.rows_read.items()
        )
        st.success(f"No faults. {rows}.")
    else:
        found = f"{how_many(report)} {plural(len(report.causes), 'was', 'were')} found"
        st.error(f"{found}, so nothing was taken. {_next(report)}")
        _causes(report.causes, "Faults found")
    if report.noted:
        # with faults these wait: they come again with the corrected files
        with st.expander("Noted, and no reason to refuse", expanded=report.clean):
            _causes(report.noted, "Noted", "What was noted")
    with st.container(horizontal=True):
        for kind, made in (("CSV", to_csv(report)), ("JSON", to_json(report).encode())):
            st.download_button(
                f"Download the report ({kind})",
                data=made,
                file_name=f"intake-report.{kind.lower()}",
                on_click="ignore",
                icon=":material/download:",
            )


def _next(report: "Report") -> str:
    """What a reader can do about faults."""
    mend = "in your files, take those out above and add the corrected ones."
    columns, values = len(report.unknown_columns), len(report.unknown)
    what = [f"{counted(columns, 'column')} {plural(columns, 'is', 'are')}"] if columns else []
    what += [f"{counted(values, 'value')} {plural(values, 'means', 'mean')}"] if values else []
    if not what:
        return f"Mend what is listed {mend}"
    return f"Say below what {' and what '.join(what)}; mend the rest {mend}"


def _causes(causes: "Sequence[Cause]", name: str, what: str = "What is wrong") -> None:
    """The first causes as a table: what, how to mend it, how often and where.

    What and how come first, for a narrow screen shows the first columns.
    """
    from probation.intake.report import rows_of, where_of

    shown = causes[:_SHOWN]
    table = pd.DataFrame(
        {
            "What to do": [cause.first.how_to_fix for cause in shown],
            "Times": [f"{cause.count:,}" for cause in shown],
            "Column": [cause.first.column or "" for cause in shown],
            "Row": [rows_of(cause) for cause in shown],
            "File": [where_of(cause) for cause in shown],
        },
        index=pd.Index([cause.first.message for cause in shown], name=what),
    )
    if all(cause.count == 1 for cause in shown):
        table = table.drop(columns="Times")
    plain_table(table, name)
    if len(causes) > len(shown):
        more = len(causes) - len(shown)
        st.caption(f"And {more:,} more; the files below list up to 1,000 faults of a rule.")
