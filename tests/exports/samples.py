"""Made-up briefings for the tests of slides and papers: every kind of native chart, and tables."""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from probation.briefing.assembled import AssembledBriefing, AssembledItem
from probation.charts.office_spec import Bars, BarSeries, Dot, Dots, Native, Points, Scatter
from probation.charts.spec import Axis, Cell, Matrix, Tile, Tiles
from probation.domain.note import Note, NoteKind
from probation.exhibits.exhibit import Exhibit

NAN = math.nan
TEAL, PLUM, NAVY, ORANGE = "#28A197", "#801650", "#12436D", "#F46A25"
#: A name that XML, a spreadsheet or a formula could misread.
UGLY = '=Avon & "Somerset" <A>'
FACTORS = (
    "Accommodation",
    "Education, training and employment",
    "Financial management",
    "Relationships",
    "Lifestyle and associates",
    "Drug misuse",
    "Alcohol misuse",
    "Emotional wellbeing",
    "Thinking and behaviour",
    "Attitudes to offending",
)

#: Bars with whiskers and words, one of them missing.
BARS = Bars(
    categories=("Kent", UGLY, "None judged"),
    series=(
        BarSeries(
            "Yes",
            (52.05047318611987, 100.0, NAN),
            (TEAL, TEAL, TEAL),
            (44.1, 93.2, NAN),
            (59.9, 100.0, NAN),
            ("52%", "100% [u]", ""),
        ),
    ),
    axis="Percentage of cases",
    unit="%",
    top=100,
)
#: Two series side by side without words: their values are shown.
SIDE_BY_SIDE = Bars(
    categories=FACTORS,
    series=(
        BarSeries("Available", tuple(71.0 + k for k in range(10)), (PLUM,) * 10),
        BarSeries("Delivered", tuple(44.5 + k for k in range(10)), (TEAL,) * 10),
    ),
    axis="Percentage of cases",
    unit="%",
    top=100,
)


def overlaid() -> Bars:
    """Twenty bars: cases as an outline, the yes within it with whiskers."""
    names = tuple(f"{name}: {level}" for name in FACTORS for level in ("CRC", "NPS"))
    n = tuple(40.0 + 23 * k for k in range(20))
    yes = tuple(NAN if k == 4 else 0.7 * x for k, x in enumerate(n))
    colours = (ORANGE, NAVY) * 10
    words = tuple(f"70%: {x:.0f}" for x in n)
    low, high = (tuple(share * x for x in n) for share in (0.6, 0.8))
    series = (
        BarSeries("Cases", n, colours, labels=words, hollow=True),
        BarSeries("Yes", yes, colours, low, high),
    )
    return Bars(names, series, "Number of cases", "", max(n), overlaid=True)


def levels() -> Bars:
    """Thirteen levels."""
    names = tuple(f"Level {k} of these" for k in range(13))
    values = tuple(60.0 + k for k in range(13))
    low, high = (tuple(v + by for v in values) for by in (-9.0, 8.0))
    words = tuple(f"{v:.0f}%" for v in values)
    series = BarSeries("Yes", values, (TEAL, PLUM) * 6 + (TEAL,), low, high, words)
    return Bars(names, (series,), "Percentage of cases", "%", 100)


def differences() -> Dots:
    """Ten rows on either side of nought, one without a value."""
    dots = [
        Dot(name, f"NPS {k - 4:+}", k - 4.0, k - 9.5, k + 2.25, NAVY, k % 2 == 0)
        for k, name in enumerate(FACTORS)
    ]
    dots[3] = replace(dots[3], said="[u]", value=NAN, low=NAN, high=NAN)
    return Dots(tuple(dots), "Percentage points", "NPS minus CRC", -12.5, 14.5, 0)


def forest() -> Dots:
    """Eight odds ratios on a logarithmic axis."""
    ratios = (0.36, 0.5, 0.8, 1.0, 1.5, 2.0, 2.71, 4.0)
    dots = [Dot(f"Level {k}", f"{x:.2f}", x, x / 1.5, x * 1.5, TEAL) for k, x in enumerate(ratios)]
    return Dots(tuple(dots), "Odds ratio", "Odds ratio (1: no difference)", 1 / 6.6, 6.6, 1, True)


AREAS = (UGLY, *(f"Area {k}" for k in range(1, 13)))


def funnel() -> Scatter:
    """Fourteen areas, one far out and one without a percentage, within four lines of limits."""
    n = tuple(float(40 + 35 * k) for k in range(13))
    percent = (NAN, *(58.0 + 2 * (k % 4) for k in range(12)))
    across = tuple(float(k) for k in range(1, 401))
    limits = {
        f"{side} {level}% limit": tuple(60 + sign * z * 300 / (k + 20) for k in across)
        for level, z in (("95", 1.0), ("99.8", 1.5))
        for side, sign in (("Lower", -1), ("Upper", 1))
    }
    lines = [
        Points(name, across, y, "#4A5159", ("",) * 399 + (name.split()[1],), line=line)
        for (name, y), line in zip(limits.items(), ("solid", "solid", "dot", "dot"), strict=True)
    ]
    return Scatter(
        (
            Points("Within the 95% limits", n, percent, TEAL, names=AREAS),
            Points("Outside the 95% limits", (380.0,), (49.5,), PLUM, (UGLY,), shape="diamond"),
            *lines,
            Points("All cases", (0.0, 400.0), (60.0, 60.0), "#1B1F23", ("All: 60%", ""), "solid"),
        ),
        Axis("Number of judgements", 0, 500),
        Axis("Per cent yes", 40, 85, "%"),
    )


def rows_of_marks() -> Scatter:
    """Marks in three rows, two of each named, the others not."""
    others = Points("Other factors", (61.0, 62.0, 66.0), (3.0, 2.0, 1.0), "#4A5159", size=7)
    named = [
        Points(name, xs, (3.0, 2.0, 1.0), colour, tuple(f"{q}: {name}" for q in "ABC"), size=13)
        for name, xs, colour in (
            ("Lifestyle and associates", (47.0, 50.0, 57.0), PLUM),
            ("Attitudes to offending", (47.5, 54.0, 52.0), TEAL),
        )
    ]
    rows = Axis("", 0.4, 3.6, shown=False)
    return Scatter((*named, others), Axis("Percentage of cases", 0, 100, "%"), rows)


TILES = Tiles(
    (
        Tile("Kent", ("Kent",), 1, 0, True),
        Tile("Devon and Cornwall", ("Devon &", "Cornwall"), 0, 1, False),
    )
)

MATRIX = Matrix(
    ("Accommodation", "Relationships"),
    ("Delivery", "Partners"),
    (
        Cell(0, 0, "+20*", 3, "NPS", "", ()),
        Cell(0, 1, "+2", 1, "grid", "", ()),
        Cell(1, 0, "•", 0, "grid", "", (), "circle"),
    ),
)

CHARTS: dict[str, Bars | Dots | Scatter] = {
    "bars": BARS,
    "side by side": SIDE_BY_SIDE,
    "overlaid": overlaid(),
    "levels": levels(),
    "differences": differences(),
    "forest": forest(),
    "funnel": funnel(),
    "rows of marks": rows_of_marks(),
}


def table(rows: int = 3, columns: int = 2) -> pd.DataFrame:
    """A table as a reader sees it; the first row has a name that is hard to hold."""
    names = [UGLY, *(f"Row {k}" for k in range(1, rows))][:rows]
    cells = {
        f"Column {c}": [f"{(7 * k + c) % 100}.0%" for k in range(rows)] for c in range(columns)
    }
    return pd.DataFrame(cells, index=pd.Index(names, name="Area"))


USUAL_NOTES = ("Whiskers: 95% intervals, Wilson's.", "[u] Low reliability: a base under 30.")


def exhibit(
    native: Native | None, notes: Sequence[str | Note] = USUAL_NOTES, **more: object
) -> Exhibit:
    """An exhibit; ``more``: what differs from the usual."""
    usual = Exhibit(
        key="rates",
        topic="Availability of interventions",
        headline="Interventions were available least often for accommodation (74%)",
        subtitle="Figure 1: Were interventions available? Percentages are of such cases.",
        who="Filtered to: NPS cases; women.",
        count="290 judgements",
        frame=pd.DataFrame(),
        table=table(),
        description="Bar chart of availability; the table has the same figures.",
        file="availability",
        spec=native,
        notes=tuple(n if isinstance(n, Note) else Note(NoteKind.METHOD, n) for n in notes),
    )
    return replace(usual, **more)


def sheet(native: Native | None = None, title: str = "A message", **more: object) -> AssembledItem:
    """An item with a note and a link; ``more`` as of ``exhibit``."""
    link = "https://example.org/availability?factor=ete&by=provider"
    return AssembledItem(title, "Watch the small bases.", exhibit(native, **more), link)


def paper(*sheets: AssembledItem, **more: object) -> AssembledBriefing:
    """A briefing of ``sheets``; ``more``: what differs from the usual."""
    usual = AssembledBriefing(
        title="Interventions in Kent & elsewhere",
        sheets=sheets,
        case_set="Synthetic cases, made up for this test: they describe no person.",
        synthetic=True,
        generation="gen-1-0123abcd",
        built_on=date(2026, 11, 1),
        source="HM Inspectorate of Probation, Research & Analysis Bulletin 2019/01",
        made_on=date(2026, 11, 22),
    )
    return replace(usual, **more)


def every_kind() -> AssembledBriefing:
    """An item of each kind: charts, a tile map, a short and a long table, nothing to draw."""
    charts = [sheet(native, title=f"Of {kind}") for kind, native in CHARTS.items()]
    return paper(
        *charts,
        sheet(TILES, title="Of tiles"),
        sheet(MATRIX, title="Of a matrix", table=table(11, 4)),
        sheet(title="Of a long table", table=table(173, 6)),
        sheet(title="Of nothing", empty="No judgement matches these filters.", table=table(0)),
    )
