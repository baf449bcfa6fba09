"""The report on an extract that was checked: every fault, with what to do about it."""

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from probation.ui.tables import plain_table

if TYPE_CHECKING:
    from probation.intake.report import Report

#: Faults of a rule that are written out on the page; the files list up to 1,000.
_SHOWN = 20


def show(report: "Report") -> None:
    """Every fault by its rule, or that there is none, with the files that list them."""
    from probation.intake.report import RULES, to_csv, to_json

    total = sum(report.totals.values())
    if report.clean:
        rows = "; ".join(
            f"{table}: {read:,} rows read, {report.rows_loaded.get(table, 0):,} loaded"
            for table, read in report.rows_read.items()
        )
        st.success(f"No faults. {rows}.")
    else:
        what = "1 fault was" if total == 1 else f"{total:,} faults were"
        st.error(f"{what} found, so nothing was taken. What you see is as it was.")
    for rule, n in report.totals.items():
        faults = [fault for fault in report.faults if fault.rule == rule]
        st.subheader(f"{rule}: {RULES[rule]} ({n:,})")
        _faults(faults, n)
    for rule, n in report.warned.items():
        st.subheader(f"{rule}: {RULES[rule]} ({n:,})")
        _faults([fault for fault in report.warnings if fault.rule == rule], n)
    with st.container(horizontal=True):
        for kind, made in (("CSV", to_csv(report)), ("JSON", to_json(report).encode())):
            st.download_button(
                f"Download the report ({kind})",
                data=made,
                file_name=f"intake-report.{kind.lower()}",
                on_click="ignore",
                icon=":material/download:",
            )


def _faults(faults: list[Any], total: int) -> None:
    """The first faults of one rule, with how to fix each."""
    shown = faults[:_SHOWN]
    table = pd.DataFrame(
        {
            "Row": [f"{fault.row:,}" if fault.row is not None else "" for fault in shown],
            "Column": [fault.column or "" for fault in shown],
            "What is wrong": [fault.message for fault in shown],
            "What to do": [fault.how_to_fix for fault in shown],
        },
        index=pd.Index([_where(fault) for fault in shown], name="File"),
    )
    plain_table(table, "Faults found")
    if total > len(shown):
        st.caption(f"And {total - len(shown):,} more; the files below list up to 1,000 of a rule.")


def _where(fault: Any) -> str:
    return f"{fault.file or 'all files'}{f', sheet {fault.sheet}' if fault.sheet else ''}"
