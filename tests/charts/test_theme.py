"""Colours a reader can tell apart, and the words and axes all charts share."""

import math
from fractions import Fraction
from functools import partial
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probation.charts.medium import CLOSEST, FOOT, FULL, HEAD, LINE, ROW, rows_height
from probation.charts.theme import (
    ALT_LIMIT,
    DARK,
    LIGHT,
    alt,
    colours,
    column_width,
    layout,
    name_axis,
    percent,
    rounded,
    short,
    value_axis,
)
from probation.domain.vocabulary import BREAKDOWNS, NOT_RECORDED, TERMS, Dimension
from tests.charts.frames import drawn

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])


def linear(colour: str) -> list[float]:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True))


def turned(matrix, vector):
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def oklab(colour):
    """A colour where distances are those that are seen (Ottosson 2020); of linear sRGB."""
    cones = turned(
        [
            (0.4122214708, 0.5363325363, 0.0514459929),
            (0.2119034982, 0.6806995451, 0.1073969566),
            (0.0883024619, 0.2817188376, 0.6299787005),
        ],
        colour,
    )
    return turned(
        [
            (0.2104542553, 0.7936177850, -0.0040720468),
            (1.9779984951, -2.4285922050, 0.4505937099),
            (0.0259040371, 0.7827717662, -0.8086757660),
        ],
        [max(cone, 0) ** (1 / 3) for cone in cones],
    )


#: What is left of linear sRGB without one kind of cones (Machado, Oliveira and Fernandes 2009).
SEEN = {
    "protanopia": [
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ],
    "deuteranopia": [
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ],
    "tritanopia": [
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ],
}


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_the_ratio_of_wcag():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)


@THEMES
def test_text_and_marks_stand_out_from_the_page(theme):
    for text in (theme.ink, theme.quiet):
        assert contrast(text, theme.background) >= 4.5
    for mark in (theme.one, *theme.provider.values(), *theme.levels.values()):
        assert contrast(mark, theme.background) >= 3


@THEMES
def test_the_camera_above_a_figure_stands_out_from_it(theme):
    camera = layout(theme, 100)["modebar"]
    assert contrast(camera["color"], theme.background) >= 3
    assert contrast(camera["activecolor"], theme.background) >= 3


def test_text_and_page_are_those_of_the_theme_of_the_app():
    """WCAG holds for the page itself only where the figure's background is the page's."""
    assert (LIGHT.background, DARK.background) == ("#FFFFFF", "#14181C")


def test_nps_and_crc_have_the_two_colours_of_the_analysis_function():
    assert LIGHT.provider == {"CRC": "#F46A25", "NPS": "#12436D"}
    assert DARK.provider["CRC"] == LIGHT.provider["CRC"]


def painted(theme, breakdown, levels):
    """The colour of each level as it is drawn."""
    return {level: theme.colour(name) for level, name in colours(breakdown, levels).items()}


@THEMES
def test_providers_keep_their_colours_whatever_is_drawn(theme):
    assert painted(theme, "provider", ["CRC", "NPS"]) == theme.provider
    assert painted(theme, "provider", ["NPS"])["NPS"] == theme.provider["NPS"]
    assert painted(theme, None, ["all"]) == {"all": theme.one}


@THEMES
@pytest.mark.parametrize("breakdown", BREAKDOWNS)
def test_each_recorded_level_of_a_breakdown_has_its_colour(theme, breakdown):
    levels = [term.value for term in TERMS[breakdown] if term != NOT_RECORDED]
    found = painted(theme, breakdown, levels)
    assert len({found[level] for level in levels}) == 2
    four = painted(theme, "rosh_level", ["low", "medium", "high", "very_high"])
    assert len(set(four.values())) == 4
    assert all(painted(theme, breakdown, [level])[level] == found[level] for level in levels), (
        "whichever others are shown"
    )
    if breakdown != Dimension.PROVIDER:
        assert painted(theme, breakdown, [NOT_RECORDED]) == {NOT_RECORDED: theme.quiet}


#: Of every breakdown its levels, and both sides of what compares organisations.
DIVIDED = {
    **{str(b): [term.value for term in TERMS[b] if term != NOT_RECORDED] for b in BREAKDOWNS},
    "organisation": ["contracted", "partners"],
}


@THEMES
def test_a_colour_has_one_meaning_throughout(theme):
    """Colours nearer than this in OKLab would be taken for one another on two slides."""
    meanings = {name: theme.colour(name) for name in ("one", "ink", "quiet")}
    for breakdown, levels in DIVIDED.items():
        meanings |= painted(theme, breakdown, levels)
    for (one, colour), (other, near) in combinations(meanings.items(), 2):
        assert math.dist(oklab(linear(colour)), oklab(linear(near))) > 0.065, (one, other)


@THEMES
@pytest.mark.parametrize("breakdown", DIVIDED)
@pytest.mark.parametrize("seen", SEEN.values(), ids=SEEN)
def test_levels_are_told_apart_by_readers_who_do_not_see_all_hues(theme, breakdown, seen):
    one, other = painted(theme, breakdown, DIVIDED[breakdown]).values()
    assert math.dist(*(oklab(turned(seen, linear(colour))) for colour in (one, other))) > 0.15


@pytest.mark.parametrize("breakdown", DIVIDED)
def test_levels_are_told_apart_in_grey_print(breakdown):
    assert contrast(*painted(LIGHT, breakdown, DIVIDED[breakdown]).values()) > 2


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (68.75, 1, "68.8"),
        (68.65, 1, "68.7"),
        (62.5, 0, "63"),
        (63.5, 0, "64"),
        (0.5, 0, "1"),
        (-0.5, 0, "-1"),
        (-0.4, 0, "0"),
        (-0.04, 1, "0.0"),
        (-20.25, 1, "-20.3"),
        (100.0, 0, "100"),
        (99.96, 1, "100.0"),
        (0.0, 1, "0.0"),
        (1e-9, 1, "0.0"),
        (12345.0, 0, "12,345"),
        (math.nan, 0, ""),
    ],
)
def test_rounding_is_away_from_nought_at_a_tie_as_in_the_bulletin(value, decimals, text):
    assert rounded(value, decimals) == text


@given(
    st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    st.integers(0, 1),
)
def test_any_percentage_rounds_as_the_exact_fraction_does(count, decimals):
    yes, n = count
    scale = 10**decimals
    exact = math.floor(Fraction(100 * yes * scale, n) + Fraction(1, 2))
    assert rounded(100 * yes / n, decimals) == f"{exact / scale:.{decimals}f}"


@pytest.mark.parametrize(
    ("value", "text"), [(74.4, "74%"), (0.0, "0%"), (100.0, "100%"), (math.nan, "")]
)
def test_a_percentage_in_words(value, text):
    assert percent(value) == text


def test_alternative_text_is_one_line_cut_at_a_word():
    assert alt("Two\n  lines") == "Two lines"
    assert alt("x" * ALT_LIMIT) == "x" * ALT_LIMIT
    cut = alt("word " * 100)
    assert len(cut) <= ALT_LIMIT
    assert cut.endswith("word ...")


@given(st.text())
def test_alternative_text_is_never_longer_than_the_limit(text):
    assert len(alt(text)) <= ALT_LIMIT


@pytest.mark.parametrize(
    ("breakdown", "level", "name"),
    [
        (None, "all", ""),
        ("provider", "NPS", "NPS"),
        ("gender", "female", "Female"),
        ("age_group", "under_30", "Under 30"),
        ("age_group", "30_plus", "30+"),
        ("ethnic_group", "bame", "BAME"),
        ("ogrs_band", "high_very_high", "High/very high"),
        ("ogrs_band", "not_recorded", "Not recorded"),
    ],
)
def test_the_shortest_clear_name_of_a_level(breakdown, level, name):
    assert short(breakdown, level) == name


def test_every_level_of_every_breakdown_has_a_short_name():
    for breakdown in BREAKDOWNS:
        names = [short(breakdown, term) for term in TERMS[Dimension(breakdown)]]
        assert all(0 < len(name) <= 15 for name in names)
        assert len(set(names)) == len(names)


@THEMES
def test_a_figure_is_as_high_as_its_parts_and_has_the_colours_of_the_page(theme):
    frame = layout(theme, 300, "● Available", 90)
    assert frame["height"] == 300 + HEAD + FOOT
    assert frame["margin"] == {"l": 0, "r": 90, "t": HEAD, "b": FOOT}
    assert frame["paper_bgcolor"] == frame["plot_bgcolor"] == theme.background
    assert frame["title"]["text"] == "● Available"
    assert "title" not in layout(theme, 300)
    drawn({"data": [], "layout": frame})


def test_ten_rows_fill_the_first_screen_and_more_lie_closer():
    ten = rows_height(10)
    assert ten + HEAD + FOOT + LINE == FULL
    assert rows_height(5) == 5 * ROW
    assert ten / 10 <= 44
    assert ten / 10 >= 2 * LINE, "two lines of words have room in each of ten rows"
    assert rows_height(15) == 15 * CLOSEST
    assert rows_height(15) + HEAD + FOOT + LINE <= 480
    assert rows_height(44, 2) == 44 * 2 * LINE
    assert rows_height(0) == 0


def test_a_column_of_words_is_as_wide_as_its_longest_without_its_markup():
    width = partial(column_width, LIGHT)
    assert width(["<b>74%</b>", "no cases"]) == width(["74%", "no cases"])
    assert width(["NPS 74% of 1,290"]) > width(["no cases"]) > width([]) > 0


def test_an_axis_of_values_starts_at_nought():
    assert value_axis(LIGHT, 100, "%")["range"] == [0, 100]
    assert value_axis(LIGHT, 8, range=[-2, 8])["range"] == [-2, 8]


def test_an_axis_of_names_has_its_first_at_the_top_on_short_lines():
    axis = name_axis(LIGHT, [0, 1], ["Lifestyle and associates", "ETE"])
    assert axis["ticktext"] == ["Lifestyle and<br>associates", "ETE"]
    assert axis["range"][0] > axis["range"][1]
    assert name_axis(LIGHT, [], [])["ticktext"] == []
