"""The bulletin as data: what the readers promise about the three files."""

from collections import Counter
from fractions import Fraction

import pytest

from probation.bulletin import figures
from probation.domain.questions import QUESTIONS
from probation.domain.vocabulary import REPORTED_BREAKDOWNS, TERMS, Dimension, Factor


@pytest.mark.parametrize(
    ("printed", "value"),
    [("61.0%", Fraction(61)), ("68.7%", Fraction(687, 10)), ("1,066", 1066), ("seven", 7)],
)
def test_printed_text_is_read_exactly(printed, value):
    assert figures.exact(printed) == value


def test_a_text_that_is_no_number_is_refused():
    with pytest.raises(ValueError, match="three-quarters"):
        figures.exact("three-quarters")


def test_every_figure_has_an_id_of_its_own():
    assert figures.published()["id"].is_unique


def test_decimals_are_those_printed():
    published = figures.published()
    digits = published["printed"].str.extract(r"\.(\d+)")[0].str.len().fillna(0).astype(int)
    assert list(published["decimals"]) == list(digits)


def test_codes_are_the_vocabulary_s():
    margins = figures.margins(figures.published())
    assert set(margins["question"]) <= {"cases", *QUESTIONS}
    assert set(margins["factor"]) <= {"", *Factor}
    for row in margins.itertuples():
        known = {"all"} if row.breakdown == "" else set(TERMS[Dimension(row.breakdown)])
        assert set(row.level.split(";")) <= known, row.id


def test_tables_1_and_2_are_whole():
    """All cases and two rows for each of six breakdowns, n and % of two questions."""
    published = figures.published()
    for table in ("Table 1", "Table 2"):
        rows = published[published["where"] == table]
        cells = Counter(zip(rows["breakdown"], rows["level"], strict=True))
        assert len(cells) == 1 + 2 * len(REPORTED_BREAKDOWNS)
        assert set(cells.values()) == {4}


def test_some_figures_as_a_reader_of_the_bulletin_finds_them():
    printed = figures.published().set_index("id")["printed"]
    assert printed["t2.partner_review_information.ogrs_band.high_very_high.percent"] == "70.2%"
    assert printed["t1.contracted_risk_focus.age_group.under_30.n"] == "104"
    assert printed["text.delivery.accommodation.provider.NPS.percent"] == "74%"
    assert printed["s2.cases.mappa.yes.percent"] == "26%"
    assert printed["s1.accredited_programmes.decline.percent"] == "12%"


def test_table_a1_has_21_areas_of_which_14_were_inspected():
    areas = figures.areas()
    inspected = areas[areas["area"] != ""]
    assert (len(areas), len(inspected)) == (21, 14)
    assert (areas["division"].nunique(), areas["crc_owner"].nunique()) == (7, 8)
    assert (inspected["reports"] != "").all()
    london = inspected.set_index("area").loc["london"]
    assert london["reports"].split(";") == ["2016-12", "2018-01", "2018-03"]


def test_an_area_not_inspected_has_no_report():
    areas = figures.areas()
    assert (areas.loc[areas["area"] == "", ["area_name", "reports"]] == "").all(axis=None)
