"""What the columns of every frame are, and the words that stand in place of their codes."""

from dataclasses import fields
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from probation.briefing.assemble import sheet
from probation.briefing.items import item
from probation.exhibits.registry import EXHIBITS
from probation.exports.column_registry import column
from probation.exports.columns import PERCENT, POINTS, RATIO
from probation.exports.wording import worded
from probation.stepwise.coefficients import Coefficient
from probation.store.current import ready
from tests.exports.papers import CODES, funnel, gaps, rates

DATA = Path(__file__).parents[2] / "data"
OF_KENT = ("area_map", "people", "profile", "profile_by_factor")
OF_A_MODEL = ("adjusted", "odds_ratios", "steps", "fit", "full_model")
#: What a figure is asked about, where it needs to be told.
ASKED = {
    **{key: {"place": ["kent"]} for key in OF_KENT},
    **{key: {"question": ["delivery"], "factor": ["accommodation"]} for key in OF_A_MODEL},
    "gaps": {name: ["on"] for name in ("adjusted", "full_model", "bounds", "ratio")},
    "rates": {"by": ["provider"]},
    "funnel": {"adjusted": ["on"]},
}


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    """The store of the shipped cases."""
    store, _ = ready(DATA, tmp_path_factory.mktemp("shipped"))
    yield store
    store.close()


@pytest.mark.parametrize("figure", EXHIBITS)
def test_every_column_of_every_figure_of_the_dashboard_is_registered(shipped, figure):
    exhibit = sheet(item(figure, ASKED.get(figure, {})), shipped).exhibit
    named = [*exhibit.frame.columns, *exhibit.said]
    assert len(exhibit.frame) > 0
    assert [name for name in named if column(name, exhibit.frame.columns) is None] == []
    every = worded(exhibit.frame, shipped.codes)
    assert all(len(shown.cells) == len(exhibit.frame) for shown in every)
    assert len({shown.heading.lower() for shown in every}) == len(every)


def test_every_field_of_a_coefficient_is_registered():
    names = [field.name for field in fields(Coefficient)]
    assert all(column(name, names) for name in names)


def test_what_limits_are_of_follows_from_the_column_beside_them():
    forms = {
        name: column("ci_low", [name, "ci_low"]).form
        for name in ("percent", "difference", "b", "points", "raw")
    }
    assert forms == {
        "percent": PERCENT,
        "difference": POINTS,
        "b": RATIO,
        "points": POINTS,
        "raw": PERCENT,
    }


def shown(frame, codes=CODES):
    """A frame in words as a dictionary of its columns."""
    return {column.heading: list(column.cells) for column in worded(frame, codes)}


def test_codes_are_words_numbers_are_numbers_and_a_missing_one_says_why():
    frame = rates()
    found = shown(frame)
    assert found["Priority factor"][::2] == ["Accommodation", "Education, training and employment"]
    assert found["Breakdown"] == ["Provider"] * 4
    assert found["Group"] == ["CRC", "NPS", "CRC", "NPS"]
    assert found["Judgements (number)"] == [172, 9, 11, 0]
    percent = [frame["percent"].iloc[0], "[u]", frame["percent"].iloc[2], "[z]"]
    assert found["Judged yes (%)"] == percent
    assert found["Marked low reliability"] == ["No", "[u]", "[u]", "No"]
    assert "Question" not in found  # one question stands above the table


def test_the_two_groups_compared_stand_in_the_headings():
    found = shown(gaps())
    assert found["CRC: judgements (number)"] == [172, 20]
    assert found["Difference, NPS minus CRC (percentage points)"][1] == 0
    assert found["p, all tests together"] == [0.0001, "[u]"]
    mixed = shown(gaps().assign(level_b=["NPS", "partners"]))
    assert mixed["Second group"] == ["NPS", "Partners"]
    assert "First group: judgements (number)" in mixed


def test_what_is_withheld_of_an_area_or_of_all_is_marked_for_itself():
    frame = pd.DataFrame(
        {
            "dimension": ["provider", "provider"],
            "level": ["NPS", "CRC"],
            "n": [5, 3],
            "percent": [np.nan, np.nan],
            "flag": ["u", "u"],
            "n_all": [12, 6],
            "percent_all": [66.7, 33.3],
            "flag_all": [None, None],
        }
    )
    cells = {shown.heading: shown.cells for shown in worded(frame, CODES)}
    assert cells["Share of the area's cases (%)"] == ("[u]", "[u]")
    assert cells["All areas (%)"] == (66.7, 33.3)
    few = worded(frame.assign(percent_all=np.nan, flag_all="u"), CODES)
    cells = {shown.heading: shown.cells for shown in few}
    assert cells["All areas (%)"] == ("[u]", "[u]")
    assert cells["All areas: marked low reliability"] == ("[u]", "[u]")


def test_a_difference_on_a_small_base_is_never_called_significant():
    found = shown(gaps().assign(significant=[True, False]))
    assert found["Significant"] == ["Yes", "[u]"]


def test_names_of_places_come_from_the_codes_or_are_the_codes_in_words():
    assert shown(funnel())["Area inspected"] == ["Kent", '=Avon & "Somerset" <A>', "日本"]
    plain = shown(pd.DataFrame({"area": ["north_yorkshire"], "n": [1]}), None)
    assert plain["Area inspected"] == ["North yorkshire"]


def test_what_stands_where_there_is_no_factor():
    frame = pd.DataFrame(
        {"question": ["delivery", "partner_risk_focus"], "factor": None, "n": [1, 2]}
    )
    frame.loc[2] = ["delivery", "ete", 3]
    assert shown(frame)["Priority factor"] == [
        "All factors",
        "Asked once a case",
        "Education, training and employment",
    ]


def test_the_words_of_a_level_are_those_of_the_dimension_beside_it():
    frame = pd.DataFrame(
        {
            "variable": ["(Intercept)", "age_group", "gender"],
            "level": [np.nan, "30_plus", "female"],
            "reference": [np.nan, "under_30", "male"],
        }
    )
    assert shown(frame) == {
        "Variable": ["Intercept", "Age group", "Gender"],
        "Group": ["[z]", "30 and over", "Female"],
        "Compared with": ["[z]", "Under 30", "Male"],
    }


def test_numbers_of_cases_are_not_called_judgements():
    frame = pd.DataFrame(
        {"question": "cases", "breakdown": "gender", "level": ["male"], "n": [910], "yes": [910]}
    )
    assert shown(frame) == {"Breakdown": ["Gender"], "Group": ["Male"], "Cases (number)": [910]}


def test_an_unknown_column_has_its_own_name_in_words_and_none_is_named_twice():
    frame = pd.DataFrame({"new_{thing}": [1.5], "New_(thing)": [2], "n": [1], "all_gone": [np.nan]})
    assert list(shown(frame)) == ["New (thing)", "New (thing) (number)", "Judgements (number)"]
    twice = pd.DataFrame({"some_thing": ["a"], "some thing": ["b"]})
    assert list(shown(twice)) == ["Some thing", "Some thing (2)"]


def test_a_number_without_end_is_not_available():
    assert shown(pd.DataFrame({"odds_ratio": [np.inf, 1.0]})) == {"Odds ratio": ["[x]", 1.0]}


def test_the_frame_given_is_kept_as_it_is():
    frame, same = rates(), rates()
    worded(frame, CODES)
    pd.testing.assert_frame_equal(frame, same)


def test_a_month_of_reports_that_is_none_stands_as_it_is():
    frame = pd.DataFrame({"reports": ["2016-12;2018-01", "2017-13", "2016-08, 2017-01"]})
    (column,) = worded(frame)
    assert column.cells == ("December 2016; January 2018", "2017-13", "2016-08, 2017-01")
