"""Regressions of the stored judgements, held against cases taken one by one, and of CSV files."""

import csv
import json
from dataclasses import replace

import pandas as pd
import pytest

from probation.cli.story import story
from probation.disclosure.estimates.models import (
    Options,
    regress,
    screened,
    stepwise_csv,
    time_limit,
)
from probation.domain.questions import QUESTIONS
from probation.domain.scope import Scope
from probation.domain.vocabulary import (
    BREAKDOWNS,
    NOT_RECORDED,
    REPORTED_FACTORS,
    Dimension,
    Factor,
)
from probation.errors import ReaderError
from probation.exhibits.model_cautions import warnings
from probation.exports.model_json import document
from probation.stepwise.patterns import patterns
from probation.stepwise.regression import regression
from probation.stepwise.roles import Roles
from probation.stepwise.selection import Criteria
from tests.stepwise import reference

SIX = tuple(breakdown.value for breakdown in BREAKDOWNS)
AVAILABLE = Scope(QUESTIONS["availability"], Factor.ETE)

#: Cases with every breakdown known; joined to their judgements.
CASES = """
    SELECT provider::VARCHAR AS provider, gender::VARCHAR AS gender,
           age_group::VARCHAR AS age_group, ethnic_group::VARCHAR AS ethnic_group,
           supervision_type::VARCHAR AS supervision_type, ogrs_band::VARCHAR AS ogrs_band,
           area::VARCHAR AS area, judgement::VARCHAR AS availability
    FROM cases JOIN judgements USING (case_id)
    WHERE latest AND question::VARCHAR = 'availability' AND factor::VARCHAR = 'ete'
"""


@pytest.mark.parametrize("missing", ["listwise", "category"])
def test_patterns_of_the_tally_give_the_answer_of_the_cases(random_store, missing):
    cases = random_store.frame(CASES, {})
    if missing == "listwise":
        cases = cases.where(cases != NOT_RECORDED)
    levels = {d.value: tuple(random_store.codes[d]) for d in BREAKDOWNS}
    roles = Roles("availability", SIX, levels=levels, event="yes", cluster="area")
    criteria = Criteria(0.5, 0.6)
    expected = regression(patterns(cases, roles), criteria)
    found = regress(random_store, AVAILABLE, Options(criteria=criteria, missing=missing))
    mine, theirs = document(found), document(expected)
    assert mine["n_used"] == theirs["n_used"]
    assert mine.pop("warnings")[:1] == theirs.pop("warnings")[:1]
    assert mine == pytest.approx(theirs) if not mine["steps"] else _close(mine, theirs)
    assert [c.se for c in found.robust.coefficients] == pytest.approx(
        [c.se for c in expected.robust.coefficients], nan_ok=True
    )


def _close(mine, theirs):
    """Equal but for rounding, all the way down."""
    if isinstance(mine, dict):
        return mine.keys() == theirs.keys() and all(_close(mine[k], theirs[k]) for k in mine)
    if isinstance(mine, list):
        return len(mine) == len(theirs) and all(map(_close, mine, theirs))
    return mine == pytest.approx(theirs, rel=1e-9) if isinstance(mine, float) else mine == theirs


def test_filters_and_candidates_are_heeded(random_store):
    scope = replace(AVAILABLE, where=((Dimension.GENDER, ("male",)),))
    options = Options(candidates=(Dimension.GENDER, Dimension.ROSH_LEVEL, Dimension.AREA))
    found = regress(random_store, scope, options)
    assert found.patterns.names == ("rosh_level", "area")
    assert [e.variable for e in found.patterns.excluded] == ["gender"]


def test_factors_taken_together_are_warned_of(random_store):
    found = regress(random_store, Scope(QUESTIONS["availability"]))
    alone = [regress(random_store, replace(AVAILABLE, factor=f)) for f in REPORTED_FACTORS]
    assert found.patterns.rows.total == sum(each.patterns.rows.total for each in alone)
    assert any("its judgements are not independent" in warning for warning in warnings(found))
    assert not any("not independent" in warning for warning in warnings(alone[0]))


def test_not_recorded_as_a_level_is_said(random_store):
    found = regress(random_store, AVAILABLE, Options(missing="category"))
    assert found.patterns.rows.used == found.patterns.rows.total
    assert any("a level of its own" in warning for warning in warnings(found))


LOST = """
    question     | factor | provider | age_group    | yes | no
    availability | ete    | NPS      | under_30     | 25  | 15
    availability | ete    | CRC      | under_30     | 15  | 25
    availability | ete    | NPS      | not_recorded | {}  | {}
    availability | ete    | CRC      | not_recorded | {}  | {}
"""


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((4, 1, 1, 4), "The same variables enter with"),
        ((5, 20, 20, 5), "level of its own, provider does not enter."),
        ((40, 2, 40, 2), "level of its own, age group enters too."),
    ],
)
def test_cases_lost_for_lack_of_a_value_are_put_back_and_what_enters_then_is_said(
    counted, counts, said
):
    found = regress(counted(LOST.format(*counts)), AVAILABLE)
    assert found.model.variables == ("provider",)
    (sentence,) = [text for text in found.context if "level of its own" in text]
    assert said in sentence


def test_where_no_case_is_lost_nothing_is_said_of_it(counted):
    store = counted(LOST.split("    availability | ete    | NPS      | not_recorded")[0])
    assert not any("level of its own" in text for text in regress(store, AVAILABLE).context)


def test_what_cannot_be_told_apart_is_said_of_every_variable_of_the_model(counted):
    store = counted("""
        question     | factor | provider | gender | mappa | yes | no
        availability | ete    | NPS      | male   | yes   | 60  | 10
        availability | ete    | NPS      | female | no    | 40  | 20
        availability | ete    | CRC      | male   | no    | 40  | 30
        availability | ete    | CRC      | female | no    | 15  | 55
    """)
    found = regress(store, AVAILABLE)
    assert set(found.model.variables) == {"provider", "gender"}
    assert any("cannot be fully told apart from provider" in text for text in found.context)
    assert "Not accounted for: MAPPA eligibility." in found.context


def test_the_screen_has_every_model(random_store):
    found = screened(random_store, Scope(QUESTIONS["delivery"]))
    keys = {*found.regressions, *found.skipped}
    expected = {
        (q.key, f.value if f else None)
        for q in QUESTIONS.values()
        for f in (REPORTED_FACTORS if q.per_factor else [None])
    }
    assert keys == expected
    alone = regress(random_store, AVAILABLE)
    mine, theirs = document(found.regressions["availability", "ete"]), document(alone)
    assert mine.pop("warnings") == warnings(alone)
    assert theirs.pop("warnings") == [*warnings(alone), *alone.context]
    assert mine == theirs


def test_what_cannot_be_fitted_is_refused_alone_and_skipped_in_a_screen(counted):
    store = counted("question | factor | yes | no\navailability | ete | 5 | 0")
    with pytest.raises(ReaderError, match="Every judgement is yes"):
        regress(store, AVAILABLE)
    with pytest.raises(ReaderError, match="There is no judgement"):
        regress(store, Scope(QUESTIONS["delivery"], Factor.ETE))
    found = screened(store, Scope(QUESTIONS["delivery"]))
    assert found.regressions == {}
    assert found.skipped["delivery", "ete"].startswith("There is no judgement")


def test_a_regression_that_takes_too_long_is_stopped_with_a_sentence(random_store):
    over = time_limit(0)
    with pytest.raises(ReaderError, match="stopped after 0 seconds; choose fewer candidates"):
        regress(random_store, AVAILABLE, Options(criteria=Criteria(0.98, 0.99)), over)
    with pytest.raises(ReaderError, match="stopped after"):
        screened(random_store, AVAILABLE, Options(criteria=Criteria(0.98, 0.99)), watch=over)
    assert regress(random_store, AVAILABLE, watch=time_limit(60)).patterns.rows.used


@pytest.mark.parametrize("name", ["birthwt_cat", "edge_constant_after_listwise", "made_missing"])
def test_a_csv_file_gives_the_answer_of_its_cases(name):
    theirs = regression(reference.case(name))
    found = stepwise_csv(reference.FOLDER / f"{name}.csv", reference.roles(name))
    assert document(found) == document(theirs)


def test_counts_in_a_csv_file_multiply_its_rows(tmp_path):
    path = tmp_path / "cases.csv"
    path.write_text("y,a,n\n1,p,3\n0,p,2\n1,p,3\n0,q,4\n1,q,1\n0,q,0\n")
    found = stepwise_csv(path, Roles("y", ("a",), count="n")).patterns
    assert (found.n.tolist(), found.yes.tolist()) == ([8, 5], [6, 1])


def test_a_million_cases_give_the_answer_of_r(tmp_path):
    """R on the same 64 patterns. Its score statistics are add1's, good to some 2e-6: the exact
    first one is Pearson's 9161.8895, where R's trace has 9161.9084."""
    path = reference.FOLDER / "speed_reference.json"
    theirs = json.loads(path.read_text())["speed_1m_grouped"]
    with (reference.FOLDER / "speed_1m_grouped.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    names = [name for name in rows[0] if name.startswith("x")]
    long = [{**row, "y": y, "count": row[n]} for row in rows for y, n in ((1, "yes"), (0, "no"))]
    pd.DataFrame(long).to_csv(tmp_path / "long.csv", index=False)
    found = stepwise_csv(tmp_path / "long.csv", Roles("y", tuple(names), count="count"))
    assert (found.patterns.rows.used, found.patterns.events) == (theirs["n"], theirs["events"])
    trace = [step.split() for step in theirs["trace"]]
    assert [f"+{s.variable}" for s in found.path.steps] == [variable for variable, _ in trace]
    expected = [float(score) for _, score in trace]
    assert [s.statistic for s in found.path.steps] == pytest.approx(expected, rel=3e-6)
    assert found.path.steps[0].statistic == pytest.approx(9161.889486218, abs=1e-8)
    assert found.goodness.minus2ll == pytest.approx(theirs["minus2LL"], rel=1e-12)
    assert found.goodness.nagelkerke == pytest.approx(theirs["nagelkerke"], rel=1e-10)
    for own, their in zip(found.coefficients, theirs["coefficients"], strict=True):
        assert own.variable == their["term"]
        assert own.b == pytest.approx(their["b"], rel=1e-9)
        assert own.se == pytest.approx(their["se"], rel=1e-9)


def test_a_guarded_document_says_nothing_of_a_level_with_under_10_cases(counted):
    """One of 8 NPS cases: pages withhold it, and so does JSON, by area as well."""
    found = regress(
        counted("""
            question     | factor | provider | area     | yes | no
            availability | ete    | NPS      | london   | 1   | 3
            availability | ete    | NPS      | durham   | 0   | 4
            availability | ete    | CRC      | london   | 30  | 5
            availability | ete    | CRC      | durham   | 15  | 10
        """),
        AVAILABLE,
        Options(candidates=(Dimension.PROVIDER,)),
    )
    plain, guarded = document(found), document(found, guarded=True)
    assert {a["level"]: a["percent"] for a in plain["adjusted"]}["NPS"] == pytest.approx(12.5)
    assert {a["level"]: a["percent"] for a in guarded["adjusted"]} == {
        "CRC": pytest.approx(75),
        "NPS": None,
    }
    (effect,), (by_area,) = guarded["effects"], guarded["clustered"]["effects"]
    assert effect["points"] is effect["ci_low"] is by_area["points"] is by_area["ci_high"] is None
    assert " 12.5 " not in story(found, guarded=True)
    assert " 12.5 " in story(found)


def test_guarded_limits_keep_within_a_hundred_points(counted):
    found = regress(
        counted("""
            question     | factor | provider | area   | yes | no
            availability | ete    | NPS      | london | 9   | 6
            availability | ete    | NPS      | durham | 10  | 0
            availability | ete    | CRC      | london | 12  | 20
            availability | ete    | CRC      | durham | 12  | 18
        """),
        AVAILABLE,
        Options(candidates=(Dimension.PROVIDER,)),
    )
    (wide,), (held,) = (document(found, g)["clustered"]["effects"] for g in (False, True))
    assert wide["ci_high"] > 100
    assert (held["ci_low"], held["ci_high"]) == (max(wide["ci_low"], -100), 100)
