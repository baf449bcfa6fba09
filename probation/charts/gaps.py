"""How far one group stands above or below another: differences with their intervals."""

from dataclasses import replace
from typing import Any

import pandas as pd

from probation.charts import printed
from probation.charts.rates import limits, numbers
from probation.charts.shades import ORGANISATION
from probation.charts.spec import Axis, Cell, Matrix, Rows, Series
from probation.charts.theme import colours, rounded, short
from probation.disclosure.gate import suffix, symbol
from probation.domain.questions import QUESTIONS
from probation.domain.vocabulary import Factor
from probation.domain.wording import p_value, upper_first

#: What a difference is measured in.
POINTS = "Percentage points"
#: Who is compared where it is not two levels of a breakdown.
_ORGANISATIONS = {"contracted": "contracted providers", "partners": "partners"}
#: Of the second group ahead, and of the first: not told by colour alone; as in charts.rates.
SHAPES = ("diamond", "circle")
#: Where there is an adjusted twin: how far above the middle of its row a difference stands, and how
#: far below it the twin, in rows.
_ABOVE, _BELOW = -0.22, 0.24

# Every figure here takes rows of disclosure.estimates.gaps with two columns more: row (what the gap
# is of, in words) and significant (whether it is, by the test that the reader chose).


def differences(frame: pd.DataFrame, intervals: bool, adjusted: pd.DataFrame | None = None) -> Rows:
    """Dots at the second group minus the first, in percentage points, with 95% whiskers.

    A filled mark is a significant difference, an empty one is not; its words have a star.
    ``adjusted``: the same gaps with other variables accounted for, row by row: points, ci_low,
    ci_high; NaN where there is none.
    """
    series = [_dots(frame, intervals)]
    ends = [frame["difference"], frame["ci_low"], frame["ci_high"]]
    if adjusted is not None:
        ends += [adjusted["ci_low"], adjusted["ci_high"]]
        apart = tuple(_ABOVE if known else 0.0 for known in adjusted["points"].notna())
        series = [replace(series[0], offsets=apart), _twin(adjusted, intervals)]
    known = pd.concat(ends).dropna()
    low, high = min(0.0, known.min()), max(0.0, known.max())
    room = 0.06 * (high - low) + 3
    a, b = groups(frame)
    axis = Axis(
        f"{POINTS},\n{b} minus {a}",
        low - room,
        high + room,
        measure=POINTS,
        middle=0,
        ticks=5,
        signs="; * significant" if frame["significant"].any() else "",
    )
    lines = 1 if adjusted is None else 2
    return Rows(tuple(frame["row"]), tuple(series), axis, name_width=24, lines=lines)


def _dots(frame: pd.DataFrame, intervals: bool) -> Series:
    rows = list(frame.itertuples())
    ahead = [int(row.difference < 0) for row in rows]
    sides = sides_coloured(frame)
    return Series(
        "difference",
        tuple(range(len(rows))),
        numbers(frame["difference"]),
        tuple(
            "quiet" if alike(row) else sides[side] for side, row in zip(ahead, rows, strict=True)
        ),
        tuple(SHAPES[side] for side in ahead),
        *limits(frame["ci_low"], frame["ci_high"], intervals),
        labels=tuple(map(starred, rows)),
        shorts=tuple(map(said, rows)),
        hovers=tuple(map(_hover, rows)),
        codes=tuple([row.question, row.factor or ""] for row in rows),
        hollow=tuple(not row.significant for row in rows),
        outline=2.5,
    )


def _twin(adjusted: pd.DataFrame, intervals: bool) -> Series:
    """The same gaps with the other variables accounted for."""
    words = tuple(f"adjusted {signed(x)}" if x == x else "" for x in adjusted["points"])
    return Series(
        "adjusted",
        tuple(range(len(adjusted))),
        numbers(adjusted["points"]),
        "quiet",
        "square",
        *limits(adjusted["ci_low"], adjusted["ci_high"], intervals),
        labels=words,
        shorts=words,
        offsets=(_BELOW,) * len(adjusted),
        size=7,
        quiet=True,
    )


def matrix(frame: pd.DataFrame) -> Matrix:
    """A square of each row and column with its difference; a heavy outline where significant.

    ``frame`` has a column column too: what the square's column is of, in words.
    """
    names, columns = list(frame["row"].unique()), list(frame["column"].unique())
    sides = sides_coloured(frame)
    cells = tuple(
        Cell(
            names.index(row.row),
            columns.index(row.column),
            cell(row),
            # a square is too narrow for a number with its [u]
            3 if row.significant else int(not symbol(row.flag)),
            sides[int(row.difference < 0)] if row.significant else "grid",
            _hover(row),
            (row.question, row.factor or ""),
        )
        for row in frame.itertuples()
    )
    # a longer name leaves a phone
    heads = tuple(name.split(" ")[0] for name in columns)
    return Matrix(tuple(names), tuple(columns), cells, name_width=24, heads=heads)


def cell(row: Any) -> str:
    """'+20*' where significant, '+3', '+31 [u]' on a base under 30, '[u]' on one under 10."""
    if row.difference != row.difference:
        return symbol(row.flag)
    small = suffix(row.flag)
    return f"{signed(row.difference)}{'*' if row.significant else ''}{small}"


def said(row: Any) -> str:
    """In words: 'NPS +20, significant', '0 points', '' where it cannot be said."""
    return _said(row, ", significant")


def starred(row: Any) -> str:
    """The same in short, beside a mark: 'NPS +20 *'; '[u]' where it cannot be said."""
    words = _said(row, " *") or symbol(row.flag)
    return words.replace(" providers", "")  # which the axis says in full


def _said(row: Any, significant: str) -> str:
    if row.difference != row.difference:
        return ""
    small = suffix(row.flag)
    return f"{ahead(row)}{small}{significant if row.significant else ''}"


def alike(row: Any) -> bool:
    """Whether a difference rounds to nought."""
    return rounded(abs(row.difference)) == "0"


def ahead(row: Any) -> str:
    """Who is ahead and by how many points: 'NPS +20', or '0 points'."""
    if alike(row):
        return "0 points"
    side = upper_first(_names(row)[int(row.difference > 0)])
    return f"{side} +{rounded(abs(row.difference))}"


def groups(rows: pd.DataFrame) -> tuple[str, str]:
    """What the two groups that a frame compares are called; ('', '') for no rows."""
    return _names(next(rows.itertuples())) if len(rows) else ("", "")


def _names(row: Any) -> tuple[str, str]:
    if row.level_a in _ORGANISATIONS:
        return _ORGANISATIONS[row.level_a], _ORGANISATIONS[row.level_b]
    return short(row.breakdown, row.level_a), short(row.breakdown, row.level_b)


def sides_coloured(rows: pd.DataFrame) -> tuple[str, str]:
    """The names of the colours of the second group ahead, and of the first."""
    if rows.empty:
        return "one", "one"
    first = rows.iloc[0]
    of = ORGANISATION if first["level_a"] in _ORGANISATIONS else first["breakdown"]
    painted = colours(of, (first["level_a"], first["level_b"]))
    return painted[first["level_b"]], painted[first["level_a"]]


def _hover(row: Any) -> str:
    a, b = _names(row)
    if row.n_a is None or row.n_b is None:
        return f"<b>{row.row}</b>{printed.told_of_sides(row)}"
    counts = f"{b} {row.yes_b:,} of {row.n_b:,}, {a} {row.yes_a:,} of {row.n_a:,}"
    tested = f"<br>{p_value(row.p)} on its own" if row.p == row.p else ""
    return f"<b>{row.row}</b><br>{counts}{tested}{printed.told_of_sides(row)}"


def signed(points: float) -> str:
    """A difference in percentage points with its sign: '+32', a true minus and '9', or '0'."""
    text = rounded(points)
    if text == "0" or text.startswith("-"):
        return text.replace("-", "\N{MINUS SIGN}")
    return f"+{text}"


def name(question: str, factor: str | None) -> str:
    """What a gap is of: 'Delivery: accommodation'."""
    return QUESTIONS[question].short + (f": {Factor(factor).phrase}" if factor else "")
