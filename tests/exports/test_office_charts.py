"""Native charts: what they hold is what stands in their sheet and in the frame behind both."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import replace

import pytest
from lxml import etree
from openpyxl.worksheet.worksheet import Worksheet

from probation.charts.office_spec import Bars, Dots, Points, Scatter
from probation.charts.spec import Axis
from probation.charts.theme import LIGHT
from probation.exports.office.axes import linear, logarithmic
from probation.exports.office.charts import chart, has_marks, least_height
from probation.exports.office.drawing import Frame, label_width
from tests.exports import samples
from tests.exports.opened import Cell, cached, find, referred, sheet_of, xml

FRAME = Frame(8.7, 4.9, 12)
KINDS = pytest.mark.parametrize("kind", samples.CHARTS)
OF_BARS = pytest.mark.parametrize(
    "kind", [kind for kind, native in samples.CHARTS.items() if isinstance(native, Bars)]
)
OF_DOTS = pytest.mark.parametrize("kind", ["differences", "forest"])
OF_SCATTER = pytest.mark.parametrize("kind", ["funnel", "rows of marks"])


def drawn(native: Bars | Dots | Scatter) -> tuple[etree._Element, Worksheet]:
    made = chart(native, FRAME)
    return xml(made.xml_bytes()), sheet_of(made.xlsx_blob)


def numbers(values: Sequence[float]) -> list[Cell]:
    """Values as a chart holds them: what is not finite is an empty cell."""
    return [pytest.approx(v, rel=1e-14) if math.isfinite(v) else None for v in values]


def held(ser: etree._Element, path: str, sheet: Worksheet) -> list[Cell]:
    """The values of a reference, the same in the chart's cache and in the sheet."""
    (reference,) = find(ser, path)
    assert cached(reference) == referred(reference, sheet)
    return cached(reference)


def named(ser: etree._Element, sheet: Worksheet) -> str:
    return str(held(ser, "c:tx/c:strRef", sheet)[0])


def ends(ser: etree._Element, sheet: Worksheet, values: Sequence[float]) -> list[list[Cell]]:
    """The lower and upper ends of the error bars."""
    down = held(ser, "c:errBars/c:minus/c:numRef", sheet)
    up = held(ser, "c:errBars/c:plus/c:numRef", sheet)
    lower = [None if d is None else v - float(d) for v, d in zip(values, down, strict=True)]
    upper = [None if u is None else v + float(u) for v, u in zip(values, up, strict=True)]
    return [lower, upper]


def attribute(root: etree._Element, path: str) -> str:
    (found,) = find(root, f"{path}/@val")
    return str(found)


@KINDS
def test_what_a_chart_holds_stands_in_its_sheet_cell_by_cell(kind):
    root, sheet = drawn(samples.CHARTS[kind])
    references = find(root, "//c:numRef | //c:strRef")
    assert references
    for reference in references:
        assert cached(reference) == referred(reference, sheet)
    # and nothing else stands there but who the marks are: every other column is referred to
    columns = {find(one, "c:f")[0].text.split("$")[1] for one in references}
    found = {column[0].column_letter: str(column[0].value) for column in sheet.iter_cols()}
    assert columns == {at for at, head in found.items() if not head.startswith("Which (")}


@OF_BARS
def test_bars_are_the_values_of_the_frame_and_whiskers_end_at_its_limits(kind):
    native = samples.CHARTS[kind]
    root, sheet = drawn(native)
    drawn_series = find(root, "//c:ser")
    assert [named(ser, sheet) for ser in drawn_series] == [one.name for one in native.series]
    for ser, one in zip(drawn_series, native.series, strict=True):
        assert held(ser, "c:val/c:numRef", sheet) == numbers(one.values)
        if one.low:
            lower, upper = ends(ser, sheet, one.values)
            known = [v == v for v in one.values]
            for found, limits in ((lower, one.low), (upper, one.high)):
                wanted = [x if k else math.nan for x, k in zip(limits, known, strict=True)]
                assert found == [pytest.approx(w) if w == w else None for w in wanted]
        else:
            assert not find(ser, "c:errBars")


@OF_BARS
def test_the_first_category_is_on_top_and_the_numbers_are_at_the_foot(kind):
    native = samples.CHARTS[kind]
    root, sheet = drawn(native)
    for ser in find(root, "//c:ser"):
        assert held(ser, "c:cat/c:strRef", sheet) == list(native.categories)
    assert attribute(root, "//c:catAx/c:scaling/c:orientation") == "maxMin"
    assert attribute(root, "//c:valAx/c:crosses") == "max"
    assert attribute(root, "//c:valAx/c:scaling/c:min") == "0"
    assert float(attribute(root, "//c:valAx/c:scaling/c:max")) == native.top
    assert attribute(root, "//c:overlap") == ("100" if native.overlaid else "0")


def test_a_name_like_a_formula_is_text_in_the_sheet():
    _, sheet = drawn(samples.BARS)
    assert {cell.data_type for cell in sheet["A"]} == {"s"}
    assert [cell.value for cell in sheet["A"]] == [
        "Category",
        "Kent",
        samples.UGLY,
        "None judged",
    ]
    assert sheet["B4"].value is None  # NaN is no nought


def test_bars_on_one_another_are_hollow_at_the_back_and_pale_under_their_whiskers():
    root, _ = drawn(samples.overlaid())
    back, front = find(root, "//c:ser")
    assert all(find(point, "c:spPr/a:noFill") for point in find(back, "c:dPt"))
    colours = [find(p, "c:spPr/a:solidFill/a:srgbClr/@val")[0] for p in find(front, "c:dPt")]
    assert colours[:2] == ["F8A67C", "718EA7"]
    edges = [find(p, "c:spPr/a:ln//a:srgbClr/@val")[0] for p in find(front, "c:dPt")]
    assert edges[:2] == ["F46A25", "12436D"]


def outlines(ser: etree._Element, of: str = "") -> dict[int, str]:
    """The colour of the outline of each mark that has one of its own, by its place."""
    return {
        int(attribute(point, "c:idx")): attribute(point, f"{of}c:spPr/a:ln//a:srgbClr")
        for point in find(ser, "c:dPt")
    }


def test_what_the_bulletin_prints_has_a_dark_outline_of_its_own():
    ink = LIGHT.ink.removeprefix("#")
    (bars,) = samples.BARS.series
    bars = replace(bars, printed=(False, True, False))
    (ser,) = find(drawn(replace(samples.BARS, series=(bars,)))[0], "//c:ser")
    assert {at for at, edge in outlines(ser).items() if edge == ink} == {1}
    native = samples.differences()
    dots = (replace(native.dots[0], printed=True), *native.dots[1:])
    (ser,) = find(drawn(replace(native, dots=dots))[0], "//c:ser")
    assert {at for at, edge in outlines(ser).items() if edge == ink} == {0}
    marks = samples.rows_of_marks()
    first = replace(marks.series[0], printed=(False, False, True))
    series = find(drawn(replace(marks, series=(first, *marks.series[1:])))[0], "//c:ser")
    assert [outlines(ser, "c:marker/") for ser in series if find(ser, "c:dPt")] == [{2: ink}]


def test_a_printed_bar_without_a_whisker_is_pale_so_that_its_outline_shows():
    bars = replace(samples.SIDE_BY_SIDE.series[0], printed=(True,) + (False,) * 9)
    ser = find(drawn(replace(samples.SIDE_BY_SIDE, series=(bars,)))[0], "//c:ser")[0]
    inside = attribute(find(ser, "c:dPt")[0], "c:spPr/a:solidFill/a:srgbClr")
    assert inside != samples.PLUM.removeprefix("#")


def test_a_legend_stands_only_where_no_words_tell_the_bars_apart():
    assert find(drawn(samples.SIDE_BY_SIDE)[0], "//c:legend")
    assert not find(drawn(samples.overlaid())[0], "//c:legend")


def test_words_stand_at_the_end_of_the_whole_row_and_no_label_where_nothing_is_drawn():
    root, _ = drawn(samples.BARS)
    labels = find(root, "//c:dLbl")
    assert [find(label, ".//a:t")[0].text for label in labels] == ["52%", "100% [u]"]
    moved = float(find(labels[0], "c:layout//c:x/@val")[0])
    share = find(root, "//c:plotArea/c:layout//c:w/@val")[0]
    clear = 0.12 / FRAME.width  # off the end of the whisker, which it touched
    assert moved == pytest.approx((59.9 - 52.05) / 100 * float(share) + clear, abs=0.001)


def test_values_are_shown_where_a_chart_has_no_words():
    root, _ = drawn(samples.SIDE_BY_SIDE)
    labels = find(root, "//c:dLbl")
    assert len(labels) == 20
    assert {find(label, "c:numFmt/@formatCode")[0] for label in labels} == {'#,##0"%"'}
    assert not find(root, "//c:dLbl/c:tx")


@OF_DOTS
def test_rows_are_the_values_of_the_frame_from_the_top_and_begin_at_the_middle(kind):
    native = samples.CHARTS[kind]
    root, sheet = drawn(native)
    (ser,) = find(root, "//c:ser")
    values = [dot.value for dot in native.dots]
    assert named(ser, sheet) == native.value
    assert held(ser, "c:val/c:numRef", sheet) == numbers(values)
    told = [d.name if d.value == d.value else f"{d.name}: {d.said}" for d in native.dots]
    assert held(ser, "c:cat/c:strRef", sheet) == told
    lower, upper = ends(ser, sheet, values)
    assert lower == [pytest.approx(d.low) if d.low == d.low else None for d in native.dots]
    assert upper == [pytest.approx(d.high) if d.high == d.high else None for d in native.dots]
    (rows,) = find(root, "//c:catAx")
    assert attribute(rows, "c:scaling/c:orientation") == "maxMin"
    assert attribute(rows, "c:tickLblPos") == "low"
    assert float(attribute(rows, "c:crossesAt")) == native.middle
    assert attribute(root, "//c:valAx/c:crosses") == "max"


@OF_DOTS
def test_the_words_of_a_row_stand_to_the_right_of_all_it_draws_and_within_the_frame(kind):
    """A label is moved from the middle of its bar; it must clear the whisker and the middle."""
    native = samples.CHARTS[kind]
    root, _ = drawn(native)
    scale = logarithmic(native.low, native.high) if native.log else linear(native.low, native.high)
    (layout,) = find(root, "//c:plotArea/c:layout/c:manualLayout")
    left, across = (float(attribute(layout, f"c:{side}")) for side in "xw")
    labels = {int(attribute(label, "c:idx")): label for label in find(root, "//c:dLbl")}
    known = {at: dot for at, dot in enumerate(native.dots) if dot.value == dot.value}
    assert set(labels) == set(known)
    for at, dot in known.items():
        assert find(labels[at], ".//a:t")[0].text == dot.said
        assert attribute(labels[at], "c:dLblPos") == "ctr"
        middle = left + across * (scale.share(dot.value) + scale.share(native.middle)) / 2
        moved = middle + float(attribute(labels[at], "c:layout/c:manualLayout/c:x"))
        half = label_width(dot.said, FRAME.size) / 2 / FRAME.width
        reach = left + across * scale.share(max(dot.high, dot.value, native.middle))
        assert reach + 0.1 / FRAME.width < moved - half, "off the end of the whisker"
        assert moved + half <= 1.001


def test_hollow_bars_are_paler_than_full_ones_on_which_whiskers_show():
    native = samples.differences()
    root, _ = drawn(native)
    points = {int(attribute(p, "c:idx")): p for p in find(root, "//c:dPt")}
    assert set(points) == set(range(len(native.dots)))
    for k, point in points.items():
        inside = attribute(point, "c:spPr/a:solidFill/a:srgbClr")
        assert inside == ("D0D9E2" if native.dots[k].hollow else "718EA7")
        assert attribute(point, "c:spPr/a:ln/a:solidFill/a:srgbClr") == "12436D"


@OF_SCATTER
def test_points_and_lines_are_those_of_the_frame_and_the_first_lies_on_top(kind):
    native = samples.CHARTS[kind]
    root, sheet = drawn(native)
    drawn_series = {named(ser, sheet): ser for ser in find(root, "//c:ser")}
    assert set(drawn_series) == {points.name for points in native.series}
    for points in native.series:
        ser = drawn_series[points.name]
        both = [x == x and y == y for x, y in zip(points.x, points.y, strict=True)]
        for path, of in (("c:xVal", points.x), ("c:yVal", points.y)):
            wanted = [v if k else math.nan for v, k in zip(of, both, strict=True)]
            assert held(ser, f"{path}/c:numRef", sheet) == numbers(wanted)
    marks = [points.name for points in native.series if not points.line]
    assert list(drawn_series)[-len(marks) :] == marks[::-1]
    orders = [int(attribute(ser, "c:order")) for ser in drawn_series.values()]
    assert orders == list(range(len(native.series)))


def test_the_sheet_names_every_mark_whether_or_not_its_name_is_drawn():
    _, sheet = drawn(samples.funnel())
    columns = {cells[0].value: cells[1:] for cells in sheet.iter_cols()}
    names = [cell.value for cell in columns["Which (Within the 95% limits)"][:13]]
    assert names == [samples.UGLY, *samples.AREAS[1:]]


def test_a_name_that_must_lie_on_a_line_covers_it():
    """Where lines pass on every side of a mark, its name is on a white ground."""
    lines = [
        Points(f"Line {k}", tuple(range(101)), (40.0 + 2.5 * k,) * 101, samples.TEAL, line="solid")
        for k in range(9)
    ]
    far = Points("Outside", (50.0,), (50.0,), samples.TEAL, ("Northamptonshire",))
    near = Points("Within", (50.0,), (80.0,), samples.TEAL, ("Kent",))
    axes = Axis("Judgements", 0, 100), Axis("Per cent yes", 30, 90, "%")
    root, sheet = drawn(Scatter((far, near, *lines), *axes))
    fills = {
        named(ser, sheet): bool(find(ser, ".//c:dLbl/c:spPr/a:solidFill"))
        for ser in find(root, "//c:ser[c:dLbls]")
    }
    assert fills == {"Outside": True, "Within": False}


def test_the_words_of_a_line_stand_at_its_end_and_it_is_not_in_the_legend():
    native = samples.funnel()
    root, sheet = drawn(native)
    left_out = {int(one) for one in find(root, "//c:legendEntry/c:idx/@val")}
    for place, ser in enumerate(find(root, "//c:ser")):
        name = named(ser, sheet)
        assert (place in left_out) == name.endswith(("limit", "cases"))
        if name.endswith("limit"):
            assert [attribute(label, "c:idx") for label in find(ser, ".//c:dLbl")] == ["399"]


def test_words_at_the_ends_of_lines_do_not_overlap():
    root, _ = drawn(samples.funnel())
    low, high = (
        float(attribute(root, f"//c:valAx[2]/c:scaling/c:{end}")) for end in ("min", "max")
    )
    tall = float(find(root, "//c:plotArea/c:layout//c:h/@val")[0])
    levels = []
    for ser in find(root, "//c:ser[c:dLbls/c:dLbl/c:idx/@val='399']"):
        last = cached(find(ser, "c:yVal/c:numRef")[0])[-1]
        moved = find(ser, ".//c:dLbl//c:y/@val") or ["0"]
        levels.append((high - last) / (high - low) * tall + float(moved[0]))
    levels.sort()
    line = 12 * 1.2 / 72 / FRAME.height
    assert len(levels) == 4
    assert all(b - a > 0.99 * line for a, b in itertools.pairwise(levels))


@KINDS
def test_type_is_arial_in_british_english_and_not_tiny(kind):
    root, _ = drawn(samples.CHARTS[kind])
    assert set(find(root, "//a:latin/@typeface")) == {"Arial"}
    assert set(find(root, "//@lang")) == {"en-GB"}
    assert {int(size) for size in find(root, "//@sz")} == {1200}


@pytest.mark.parametrize(
    ("low", "high", "start", "step"),
    [(0, 100, 0, 20), (-12.5, 14.5, -15, 5), (40, 85, 40, 10), (0, 1, 0, 0.2), (0, 508, 0, 100)],
)
def test_axes_have_few_round_numbers_and_meet_nought(low, high, start, step):
    scale = linear(low, high)
    assert (scale.low, scale.high, scale.step) == (start, high, pytest.approx(step))


@pytest.mark.parametrize(
    ("reach", "ends", "base"), [(2.5, (0.25, 4), 2), (8, (0.125, 8), 2), (120, (0.001, 1000), 10)]
)
def test_an_axis_of_ratios_doubles_or_counts_in_tens(reach, ends, base):
    scale = logarithmic(1 / reach, reach)
    assert ((scale.low, scale.high), scale.base) == (pytest.approx(ends), base)
    assert scale.share(1) == pytest.approx(0.5)


def test_a_chart_without_categories_is_none_and_more_rows_need_more_room():
    assert not has_marks(replace(samples.BARS, categories=(), series=()))
    assert all(has_marks(native) for native in samples.CHARTS.values())
    few = replace(samples.differences(), dots=samples.differences().dots[:4])
    assert least_height(few, 12, 9) < least_height(samples.differences(), 12, 9)
