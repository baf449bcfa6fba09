"""Tables of plain words, as one piece of HTML.

st.table runs a Markdown renderer for each cell: ten rows of three held up the figure beside them by
a tenth of the time it takes. It is for the tables whose cells hold links.
"""

from collections.abc import Iterable
from html import escape

import pandas as pd
import streamlit as st


def plain_table(frame: pd.DataFrame, name: str) -> None:
    """``frame``, its index as the first column; every cell is shown as it is.

    name: what a screen reader calls the table.
    """
    head = _cells("th", "col", [frame.index.name or "", *frame.columns])
    rows = [
        _cells("th", "row", [first]) + _cells("td", "", cells)
        for first, cells in zip(frame.index, frame.to_numpy(), strict=True)
    ]
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    st.html(
        f'<div class="figures"><table aria-label="{escape(name)}">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cells(tag: str, scope: str, values: Iterable[object]) -> str:
    of = f' scope="{scope}"' if scope else ""
    return "".join(f"<{tag}{of}>{escape(str(value))}</{tag}>" for value in values)
