"""Frames for charts, from text tables through the production arithmetic; what a figure shows."""

import json
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from probation.charts.gaps import name
from probation.disclosure.gate import guarded
from probation.statistics.differences import compared
from probation.statistics.intervals import with_percent
from probation.statistics.multiplicity import benjamini_hochberg
from tests import builders

Figure = dict[str, Any]


def rates(text: str, question: str = "availability", breakdown: str | None = None) -> pd.DataFrame:
    """A frame as of estimates.rates from a table of yes, n and any of factor, level, breakdown."""
    columns = {"question": question, "factor": None, "breakdown": breakdown, "level": "all"}
    rows = [columns | row for row in builders.table(text)]
    frame = pd.DataFrame(rows, columns=[*columns, "n", "yes"], dtype=object)
    frame["breakdown"] = _or_none(frame["breakdown"])
    return guarded(with_percent(frame.astype({"n": "int64", "yes": "int64"})))


def gaps(text: str) -> pd.DataFrame:
    """A frame as of estimates.gaps of NPS and CRC cases, as the charts take it, from counts."""
    frame = pd.DataFrame(builders.table(text), dtype=object)
    frame["factor"] = _or_none(frame["factor"])
    frame = frame.astype(dict.fromkeys(["n_a", "yes_a", "n_b", "yes_b"], "int64"))
    a, b = (
        pd.DataFrame({"n": frame[f"n_{side}"], "yes": frame[f"yes_{side}"]}) for side in ("a", "b")
    )
    smallest = np.minimum(a["n"], b["n"])
    flag = pd.Series(["u" if n < 30 else None for n in smallest], dtype=object)
    found = frame.join(compared(a, b).where(smallest >= 10)).assign(
        breakdown="provider", level_a="CRC", level_b="NPS", flag=flag
    )
    return found.assign(
        row=[name(r.question, r.factor) for r in found.itertuples()],
        significant=found["p"] < 0.05,
        p_bh=benjamini_hochberg(found["p"].tolist()),
    )


def drawn(figure: Figure) -> go.Figure:
    """The figure as Plotly takes it: it is plain data, and Plotly knows every property."""
    json.dumps(figure)
    return go.Figure(figure)


def traces(figure: Figure, **wanted: Any) -> list[Figure]:
    """The traces whose properties are as wanted."""
    return [t for t in figure["data"] if all(t.get(k) == v for k, v in wanted.items())]


def whiskers(figure: Figure) -> list[Figure]:
    """The error bars of a figure that are not a halo, one a trace."""
    return [t["error_x"] for t in figure["data"] if t.get("error_x", {}).get("thickness") == 1.6]


def known(values: list[Any]) -> list[Any]:
    """The values that are not missing."""
    return [v for v in values if v == v]


def _or_none(values: pd.Series) -> pd.Series:
    return pd.Series([value or None for value in values], dtype=object)
