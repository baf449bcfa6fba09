"""A regression as frames: the columns their docstrings list, and the numbers of the engine."""

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probation.disclosure.estimates import model_tables
from probation.disclosure.estimates.models import Options, regress, screened
from probation.domain.questions import QUESTIONS
from probation.domain.scope import Scope
from probation.domain.vocabulary import Dimension, Factor
from probation.errors import ReaderError
from probation.exhibits import model_headlines, model_words
from probation.exhibits.model_matrix import few_events
from probation.exhibits.selection_words import story
from probation.stepwise.bootstrap import selection_frequencies
from probation.stepwise.regression import Regression, regression
from probation.stepwise.selection import Criteria
from tests.stepwise import reference

DELIVERED = Scope(QUESTIONS["delivery"], Factor.ETE)
LOOSE = Options(criteria=Criteria(0.5, 0.6))


@pytest.fixture(scope="module")
def found(random_store):
    """A regression of the random store in which something entered."""
    scope = Scope(QUESTIONS["delivery"], Factor.THINKING_AND_BEHAVIOUR)
    result = regress(random_store, scope, LOOSE)
    assert result.model.variables
    return result


@pytest.mark.parametrize(
    "table",
    [
        model_tables.adjusted,
        model_tables.coefficients,
        model_tables.steps,
        model_tables.step_tests,
        model_tables.fit,
        model_tables.in_full,
    ],
)
def test_the_docstring_lists_the_columns(found, table):
    listed = re.sub(r"\([^()]*\)", "", " ".join(table.__doc__.split()))
    for column in table(found).columns:
        if table is model_tables.coefficients and column in vars(found.coefficients[0]):
            continue
        assert re.search(rf"\b{column}\b", listed), column


def test_a_base_under_10_gives_no_observed_percentage_and_one_under_30_is_marked(counted):
    store = counted("""
        question | factor | provider | gender | yes | no
        delivery | ete    | NPS      | male   | 7   | 2
        delivery | ete    | CRC      | male   | 4   | 25
    """)
    frame = model_tables.adjusted(regress(store, DELIVERED)).set_index("level")
    # of one variable alone the adjusted percentage is the observed one
    assert frame.loc["NPS", ["raw", "adjusted", "ci_low", "ci_high"]].isna().all()
    assert frame.loc["CRC", "raw"] == pytest.approx(100 * 4 / 29)
    assert list(frame["flag"]) == ["u", "u"]


def test_adjusted_and_observed_agree_where_the_model_has_one_variable(counted):
    store = counted("""
        question | factor | provider | gender | yes | no
        delivery | ete    | NPS      | male   | 30  | 10
        delivery | ete    | CRC      | male   | 24  | 36
    """)
    frame = model_tables.adjusted(regress(store, DELIVERED))
    assert list(frame["adjusted"]) == pytest.approx([40, 75])
    assert list(frame["raw"]) == pytest.approx([40, 75])
    assert list(frame["flag"]) == [None, None]


def test_odds_ratios_come_with_profile_limits_and_firths_only_where_separated(counted):
    store = counted("""
        question | factor | provider | gender | yes | no
        delivery | ete    | NPS      | male   | 40  | 0
        delivery | ete    | CRC      | male   | 20  | 20
    """)
    separated = model_tables.coefficients(regress(store, DELIVERED)).iloc[1]
    assert np.isnan(separated["odds_ratio"])
    # Firth's estimate of a 2 x 2 table adds a half to each cell
    assert separated["firth"] == pytest.approx((40.5 / 0.5) / (20.5 / 20.5), rel=1e-6)
    assert 0 < separated["firth_low"] < separated["firth"] < separated["firth_high"]

    plain = model_tables.coefficients(regression(reference.case("birthwt_cat")))
    assert plain["firth"].isna().all()
    rest = plain.iloc[1:]
    assert (rest["profile_low"] < rest["odds_ratio"]).all()
    assert (rest["odds_ratio"] < rest["profile_high"]).all()


@pytest.mark.parametrize("name", ["birthwt_cat", "edge_enter_then_removed", "edge_none_enters"])
def test_steps_and_their_tests_are_rs(name):
    theirs = reference.answer(name)
    result = regression(reference.case(name))
    steps = model_tables.steps(result)
    assert list(steps["variable"][1:]) == [s["variable"] for s in theirs["steps"]]
    assert list(steps["minus2LL"][1:]) == pytest.approx([s["minus2LL"] for s in theirs["steps"]])
    tests = model_tables.step_tests(result)
    for number, step in enumerate(theirs["steps"], start=1):
        now = tests[tests["step"] == number].set_index("variable")
        for row in step["not_in_equation"]:
            assert now.loc[row["variable"], "score"] == pytest.approx(row["score"], rel=1e-6)
            assert now.loc[row["variable"], "place"] == "out"
        for row in step["removal_table"]:
            assert now.loc[row["variable"], "lr"] == pytest.approx(row["lr"], rel=1e-6)
            assert now.loc[row["variable"], "place"] == "in"


def test_fit_says_how_many_were_used(found):
    values = model_tables.fit(found).set_index("statistic")["value"]
    assert values["rows"] == found.patterns.rows.total > values["used"]
    assert values["auc"] == found.goodness.auc


def cases_of(found: Regression, variable: str, level: str) -> int:
    """How many of the cases used have a level, counted pattern by pattern."""
    (candidate,) = [c for c in found.patterns.candidates if c.name == variable]
    own = found.patterns.design[:, found.patterns.columns[variable]]
    place = candidate.levels.index(level)
    has = [not any(row) if place == 0 else row[place - 1] == 1 for row in own.tolist()]
    return round(sum(n for n, there in zip(found.patterns.n, has, strict=True) if there))


def test_of_a_level_under_10_cases_the_full_model_says_no_points(random_store):
    scope = replace(DELIVERED, where=((Dimension.AREA, ("kent",)),))
    found = regress(random_store, scope, LOOSE)
    frame = model_tables.in_full(found)
    sized = ["points", "ci_low", "ci_high", "selected", "clustered_low", "clustered_high"]
    few = [
        min(cases_of(found, r.variable, at) for at in (r.level, r.reference)) < 10
        for r in frame.itertuples()
    ]
    assert any(few)
    assert frame.loc[few, sized].isna().all(axis=None)


def test_the_full_model_stands_beside_the_one_selected(found):
    frame = model_tables.in_full(found)
    assert set(frame["variable"]) == set(found.patterns.names)
    chosen = frame["variable"].isin(found.model.variables)
    effects = {(e.variable, e.level): e.points for e in found.effects}
    infinite = {(term.variable, term.level) for term in found.separated}
    for row in frame[chosen].itertuples():
        few = min(cases_of(found, row.variable, at) for at in (row.level, row.reference)) < 10
        if few:
            assert pd.isna(row.selected)
        elif (row.variable, row.level) not in infinite:
            assert row.selected == pytest.approx(effects[row.variable, row.level])
    assert frame.loc[~chosen, ["selected", "clustered_low"]].isna().all(axis=None)
    assert frame["share"].isna().all()
    *_, frequencies = selection_frequencies(found.patterns, found.criteria, samples=5)
    share = model_tables.in_full(found, frequencies)["share"]
    assert share.between(0, 1).all()


def test_a_screen_has_a_row_for_each_candidate_of_each_model(random_store):
    result = screened(random_store, DELIVERED, LOOSE)
    frame = model_tables.screened(result)
    assert (
        len(frame)
        == len(result.tests)
        == sum(len(model.patterns.candidates) for model in result.regressions.values())
    )
    for row in frame.itertuples():
        model = result.regressions[row.question, row.factor]
        assert row.entered == (row.variable in model.model.variables)
        if row.entered:
            known = len(model_tables.told(model, row.variable)) > 1
            if row.levels == 2:
                known &= bool(model_tables.gaps(model, row.variable)["points"].notna().all())
            assert (row.points == row.points) == known
        else:
            assert pd.isna(row.points)


def test_more_than_two_levels_are_one_width_from_lowest_to_highest(counted):
    store = counted("""
        question | factor | provider | rosh_level | yes | no
        delivery | ete    | CRC      | low        | 10  | 40
        delivery | ete    | CRC      | medium     | 20  | 30
        delivery | ete    | CRC      | high       | 45  | 5
    """)
    options = Options(candidates=(Dimension.ROSH_LEVEL,))
    (row,) = model_tables.screened(
        screened(store, DELIVERED, options, [QUESTIONS["delivery"]])
    ).itertuples()
    assert (row.levels, row.entered) == (3, True)
    assert row.points == pytest.approx(90 - 20)
    assert pd.isna(row.ci_low)
    assert pd.isna(row.level)


def test_a_screen_gives_no_size_under_five_events_a_parameter(counted):
    """Four no and two parameters of the one model, eighteen of the other."""
    store = counted("""
        question     | factor | provider | gender | yes | no
        availability | ete    | CRC      | male   | 20  | 4
        availability | ete    | NPS      | female | 60  | 0
        delivery     | ete    | CRC      | male   | 20  | 15
        delivery     | ete    | NPS      | male   | 30  | 3
    """)
    two = [QUESTIONS["availability"], QUESTIONS["delivery"]]
    frame = model_tables.screened(screened(store, DELIVERED, questions=two)).set_index("question")
    assert frame.loc[frame["entered"], "points"].notna().to_dict() == {
        "availability": False,
        "delivery": True,
    }
    assert list(frame["events_per_parameter"]) == [2, 2, 18]
    said = few_events(frame.reset_index())
    assert said.startswith("Too few events: 1 of 2 models has under 10 cases of the rarer answer")


SEPARATED = """
    question | factor | provider | gender | rosh_level | yes | no
    delivery | ete    | NPS      | male   | low        | 40  | 0
    delivery | ete    | CRC      | male   | low        | 20  | 20
    delivery | ete    | CRC      | female | high       | 20  | 20
"""


def test_what_is_predicted_without_error_has_no_limits_and_no_size(counted):
    found = regress(counted(SEPARATED), DELIVERED)
    assert found.separated
    frame = model_tables.adjusted(found).set_index("level")
    assert frame.loc["NPS", ["ci_low", "ci_high"]].isna().all()
    assert frame.loc["CRC", ["ci_low", "ci_high"]].notna().all()
    full = model_tables.in_full(found).set_index("level")
    assert full.loc["NPS", ["points", "ci_low", "selected", "clustered_low"]].isna().all()
    assert len(model_tables.told(found, "provider")) == 1


def test_limits_keep_within_nought_and_a_hundred(counted):
    store = counted("""
        question | factor | provider | yes | no
        delivery | ete    | NPS      | 29  | 1
        delivery | ete    | CRC      | 10  | 20
    """)
    frame = model_tables.adjusted(regress(store, DELIVERED)).set_index("level")
    low, high = frame.loc["NPS", ["ci_low", "ci_high"]]
    # the logit of 29 in 30 with its standard error, the square root of 1/29 + 1/1
    odds = np.log(29) + 1.959964 * np.sqrt(1 / 29 + 1) * np.array([-1, 1])
    assert [low, high] == pytest.approx(100 / (1 + np.exp(-odds)), rel=1e-5)


PLACES = (Dimension.DIVISION, Dimension.CRC_OWNER, Dimension.AREA)


def test_where_the_areas_determine_a_variable_there_are_no_errors_by_area(random_store):
    options = Options(candidates=(Dimension.CRC_OWNER,), criteria=Criteria(0.98, 0.99))
    found = regress(random_store, DELIVERED, options)
    assert found.model.variables == ("crc_owner",)
    assert found.robust is None
    assert model_tables.in_full(found)["clustered_low"].isna().all()


@pytest.mark.slow
@settings(max_examples=60)
@given(data=st.data())
def test_whatever_is_asked_the_tables_and_sentences_can_be_made(random_store, data):
    """Filters down to a handful of cases, all dimensions at once: separated and determined."""
    question = QUESTIONS[data.draw(st.sampled_from(sorted(QUESTIONS)))]
    factor = data.draw(st.sampled_from(Factor)) if question.per_factor else None
    where = []
    for dimension in data.draw(st.lists(st.sampled_from(Dimension), max_size=2, unique=True)):
        codes = list(random_store.codes[dimension])
        where.append((dimension, (data.draw(st.sampled_from(codes)),)))
    enter = data.draw(st.sampled_from([0.05, 0.3, 0.9]))
    options = Options(
        tuple(Dimension) if data.draw(st.booleans()) else PLACES,
        Criteria(enter, enter + 0.05, data.draw(st.sampled_from(["lr", "wald", "cond"]))),
        data.draw(st.sampled_from(["listwise", "category"])),
    )
    scope = Scope(question, factor, None, tuple(where))
    try:
        found = regress(random_store, scope, options)
    except ReaderError:
        return
    codes = random_store.codes
    assert all(model_headlines.headline(found, scope, codes))
    said = [*model_words.rest(found, codes), *model_words.warnings(found, codes)]
    said += [
        *model_headlines.headline(found, scope, codes),
        *model_headlines.odds_headline(found, scope, codes),
    ]
    assert "nan" not in re.findall(r"\w+", " ".join(said))
    assert story(found)
    assert len(model_tables.step_tests(found)) >= len(found.patterns.candidates)
    for table in (model_tables.coefficients, model_tables.steps, model_tables.fit):
        assert len(table(found))
    adjusted = model_tables.adjusted(found)
    limits = adjusted[["adjusted", "ci_low", "ci_high"]].stack().dropna()
    assert limits.between(0, 100).all()
    assert adjusted.loc[adjusted["n"] < 10, "adjusted"].isna().all()
    full = model_tables.in_full(found)
    assert full[["points", "ci_low", "ci_high"]].stack().dropna().between(-100, 100).all()
    determined = full["odds_ratio"].isna()
    assert full.loc[determined, "points"].isna().all()
