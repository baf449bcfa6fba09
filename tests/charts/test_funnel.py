"""The funnel plot: marks, lines and words."""

import re
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from probation.charts import funnel as charts
from probation.charts import page
from probation.charts.funnel import headline, how_tested
from probation.charts.medium import FOOT, FULL, HEAD, LINE
from probation.charts.page_funnel import MARKS
from probation.charts.theme import DARK, LIGHT
from probation.statistics.multiplicity import benjamini_hochberg
from tests.charts.frames import drawn

LIMITS = ("lower95", "upper95", "lower998", "upper998")


#: p of a mark by how far out it is.
P = {"within": 0.4, "95": 0.03, "99.8": 0.001}


def rows(*units):
    """Rows of (code, n, yes, position), limits 10 and 20 points round 50; p as that has it."""
    frame = pd.DataFrame(units, columns=["code", "n", "yes", "position"])
    ends = dict(zip(LIMITS, (40.0, 60.0, 30.0, 70.0), strict=True))
    p = [P[at.split()[-1]] if isinstance(at, str) else float("nan") for at in frame["position"]]
    shown = frame["n"] >= 10
    frame = frame.assign(
        cases=frame["n"],
        p=pd.Series(p).where(shown),
        p_bh=float("nan"),
        position=frame["position"].where(shown, None),
    )
    frame.loc[shown, "p_bh"] = benjamini_hochberg(frame.loc[shown, "p"].tolist())
    return frame.assign(
        name=frame["code"].str.capitalize(),
        percent=(100 * frame["yes"] / frame["n"]).where(frame["n"] >= 10),
        **ends,
        flag=["u" if n < 30 else None for n in frame["n"]],
    )


def funnel(units, limits, pooled, theme, *chosen, **more):
    """The funnel of units as a page draws it."""
    return page.draw(charts.funnel(units, limits, pooled, *chosen, **more), theme)


UNITS = rows(
    ("kent", 40, 20, "within"),
    ("gwent", 100, 62, "above 95"),
    ("durham", 80, 8, "below 99.8"),
    ("london", 9, 9, "within"),
)
LINES = pd.DataFrame({"n": [1.0, 100.0], **{name: [50.0, 55.0] for name in LIMITS}})


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_who_is_outside_is_told_by_shape_colour_and_name(theme):
    figure = funnel(UNITS, LINES, 50.0, theme)
    drawn(figure)
    marks = figure["data"][MARKS]
    assert marks["customdata"] == ["kent", "gwent", "durham"]
    assert marks["marker"]["symbol"] == ["circle", "diamond", "square"]
    assert [note["text"] for note in figure["layout"]["annotations"]] == ["Gwent", "Durham"]
    within, above, below = marks["marker"]["color"]
    assert within != above == below
    assert (marks["x"], marks["y"]) == ([40, 100, 80], [50.0, 62.0, 10.0])


def test_those_chosen_are_named_and_outlined():
    figure = funnel(UNITS, LINES, 50.0, LIGHT, ["kent"])
    marks, (name, *_) = figure["data"][MARKS], figure["layout"]["annotations"]
    assert (name["text"], name["x"], name["y"]) == ("<b>Kent</b>", 40, 50.0)
    assert marks["marker"]["line"]["width"] == [4, 0.5, 0.5]


def test_a_small_base_is_hollow():
    small = rows(
        ("kent", 29, 20, "within"), ("gwent", 20, 19, "above 95"), ("esk", 30, 9, "within")
    )
    marker = funnel(small, LINES, 50.0, LIGHT)["data"][MARKS]["marker"]
    assert marker["symbol"] == ["circle-open", "diamond-open", "circle"]


def test_lines_are_named_in_words_where_they_end():
    figure = funnel(UNITS, LINES, 50.0, LIGHT)
    (words,) = [trace for trace in figure["data"] if trace["mode"] == "text"]
    assert [text.strip() for text in words["text"]] == [
        "All 50.0%", "95%", "95%", "99.8%", "99.8%",
    ]  # fmt: skip
    # at the right edge, beside the ends of their lines; moved so far apart that each can be read
    assert set(words["x"]) == {figure["layout"]["xaxis"]["range"][1]}
    all_cases, *ends = words["y"]
    assert all_cases == 50.0
    low, high = figure["layout"]["yaxis"]["range"]
    line = LINE * (high - low) / (FULL - HEAD - FOOT)
    assert all(b - a >= 0.99 * line for a, b in pairwise(sorted([all_cases, *ends])))
    assert min(abs(end - 55.0) for end in ends) < line
    lines = [trace for trace in figure["data"] if trace["mode"] == "lines"]
    assert [line["line"].get("dash") for line in lines] == ["solid", "solid", "dot", "dot", None]


def test_limits_of_each_ones_own_are_dashes_that_no_line_joins():
    figure = funnel(UNITS, LINES, 50.0, LIGHT, own_limits=True)
    drawn(figure)
    dashes = [t for t in figure["data"] if t.get("marker", {}).get("symbol") == "line-ew"]
    assert [list(trace["y"]) for trace in dashes] == [[50.0, 55.0]] * 4
    lengths = [trace["marker"]["size"] for trace in dashes]
    assert lengths[0] == lengths[1] > lengths[2] == lengths[3], "95% longer than 99.8%"
    lines = [trace for trace in figure["data"] if trace["mode"] == "lines"]
    assert len(lines) == 1, "all units together"


def test_a_mark_tells_name_counts_limits_and_position():
    hover = funnel(UNITS, LINES, 50.0, LIGHT)["data"][MARKS]["hovertext"]
    assert hover[2] == (
        "<b>Durham</b><br>10.0%: 8 of 80 yes<br>95% limits 40.0% to 60.0%<br>below 99.8%"
    )
    assert hover[0].endswith("within the limits")


def test_every_mark_is_on_the_axes_over_100_too():
    high = UNITS.assign(percent=[99.0, 118.0, 3.0, float("nan")])
    figure = funnel(high, LINES, 50.0, LIGHT)
    low, top = figure["layout"]["yaxis"]["range"]
    assert low <= 3
    assert top >= 118
    assert figure["layout"]["xaxis"]["range"][1] > 100


def test_nobody_with_a_percentage_can_still_be_drawn():
    drawn(funnel(UNITS.iloc[[3]], LINES, 100.0, LIGHT))


def test_without_limits_there_are_marks_and_the_line_of_all():
    figure = funnel(UNITS, LINES.iloc[:0], 50.0, LIGHT, own_limits=True)
    drawn(figure)
    (words,) = [trace for trace in figure["data"] if trace["mode"] == "text"]
    assert [text.strip() for text in words["text"]] == ["All 50.0%"]
    assert len(words["x"]) == len(words["y"]) == 1


@pytest.mark.parametrize(("small", "said"), [(True, "50.0% [u]"), (False, "50.0%")])
def test_on_a_small_base_in_all_the_percentage_of_all_is_flagged(small, said):
    figure = funnel(UNITS, LINES, 50.0, LIGHT, small=small)
    (words,) = [trace for trace in figure["data"] if trace["mode"] == "text"]
    assert words["text"][0].strip() == f"All {said}"


def many(*outside):
    """Fourteen areas, those ``outside`` first; the others within."""
    others = [(f"other{i}", 100, 50, "within") for i in range(14 - len(outside))]
    return rows(*outside, *others)


def test_areas_outside_are_counted_and_named_under_the_headline_alone():
    one = many(("kent", 100, 62, "above 95"))
    assert headline(one, "areas").screen == (
        "No area can be told from the others: 1 of 14 outside 95% limits"
    )
    assert how_tested(one, "areas") == (
        "Outside the 95% limits: 1 of 14 areas. Below 0.05 once all are judged together"
        " (Benjamini-Hochberg): none."
    )
    two = many(("kent", 100, 75, "above 99.8"), ("gwent", 100, 38, "below 95"))
    assert headline(two, "areas").screen == (
        "1 of 14 areas differs by more than chance would give; 2 of 14 outside 95% limits"
    )
    assert how_tested(two, "areas").endswith("(Benjamini-Hochberg): Kent (above).")


def test_many_areas_outside_are_counted():
    four = [(f"somewhere far and wide {i}", 100, 80, "above 99.8") for i in range(4)]
    assert headline(many(*four), "areas").screen == (
        "4 of 14 areas differ by more than chance would give; 4 of 14 outside 95% limits"
    )
    assert "wide 0 (above)" in how_tested(many(*four), "areas")


def test_a_small_base_is_never_named():
    small = many(("kent", 20, 19, "above 99.8"))
    assert headline(small, "CRC owners").screen.startswith(
        "No CRC owner with 30 cases or more can be told from the others"
    )
    assert how_tested(small, "CRC owners").endswith("none with 30 cases or more.")


def test_where_some_have_too_few_cases_the_count_says_of_whom_it_is():
    few = ("london", 8, 1, "below 95")
    none = rows(("kent", 60, 30, "within"), ("durham", 60, 40, "within"), few)
    assert headline(none, "areas").screen == (
        "No area with 10 cases or more can be told from the others: none of 2 outside 95% limits"
    )
    assert how_tested(none, "areas").startswith(
        "Outside the 95% limits: none of 2 areas with 10 cases or more. Below"
    )
    one = headline(many(("kent", 100, 80, "above 99.8"), few), "areas")
    assert one.screen == (
        "1 of 13 areas with 10 cases or more differs by more than chance would give"
    )
    assert one.slide == "1 of 13 areas with 10 cases or more differs beyond chance"
    small = many(("kent", 20, 19, "above 99.8"), few)
    assert headline(small, "areas").screen == (
        "No area with 30 cases or more can be told from the others"
    )


@given(st.lists(st.tuples(st.integers(10, 90), st.floats(0, 1)), min_size=2, max_size=20))
def test_nobody_is_said_to_differ_whose_test_does_not_reject(drawn):
    frame = rows(*((f"a{i}", n, n // 2, "within") for i, (n, _) in enumerate(drawn)))
    frame["p"] = [p for _, p in drawn]
    frame["p_bh"] = benjamini_hochberg(frame["p"].tolist())
    left = frame[(frame["p_bh"] < 0.05) & (frame["flag"] != "u")]
    for said in (*headline(frame, "areas"), how_tested(frame, "areas")):
        named = set(re.findall(r"\bA\d+", said))
        assert named <= set(left["name"])
    nobody = headline(frame, "areas").screen.startswith("No area")
    assert nobody == left.empty


def test_one_area_is_nothing_to_compare():
    nobody = rows(("kent", 0, 0, None), ("gwent", 40, 20, "within"))
    assert headline(nobody, "areas").screen == "Too few areas with 10 cases or more to compare"
    assert how_tested(nobody, "areas") == ""
