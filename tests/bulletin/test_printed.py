"""Which numbers of the synthetic cases the bulletin prints, and where."""

import pandas as pd
import pytest

from probation.bulletin import figures
from probation.bulletin.comparison import published
from probation.bulletin.printed import of_cases, of_gaps, of_rates, of_story
from probation.disclosure.estimates import cases as case_estimates
from probation.disclosure.estimates import levels, rates, story
from probation.disclosure.estimates.gaps import contracted_and_partners, gaps
from probation.domain.questions import QUESTIONS
from probation.domain.scope import Scope, parse
from probation.domain.vocabulary import BREAKDOWNS, Factor
from probation.store.folders import data_folder
from probation.store.source import shipped
from tests.builders import opened

STATISTICS = {"printed_in": "percent", "n_printed_in": "n"}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """The case set that is shipped."""
    found = opened(shipped(data_folder()), tmp_path_factory.mktemp("shipped"))
    yield found
    found.close()


def marked(frame: pd.DataFrame) -> set[tuple[str, ...]]:
    """Question, factor, breakdown, level, statistic and place of each number that is marked."""
    return {
        (row["question"], row["factor"] or "", row["breakdown"] or "", row["level"], what, place)
        for row in frame.to_dict("records")
        for name, what in STATISTICS.items()
        for place in (row[name] or "").split("; ")
        if place
    }


def test_what_is_marked_is_every_number_printed_that_the_cases_give_and_no_other(store):
    found = marked(of_cases(store, case_estimates.levels(store)))
    for question in QUESTIONS.values():
        for factor in [None, *Factor] if question.per_factor else [None]:
            whole = Scope(question, factor)
            found |= marked(of_rates(store, whole, levels(store, whole)))
        for by in (None, *BREAKDOWNS):
            divided = Scope(question, None, by)
            found |= marked(of_rates(store, divided, rates(store, divided)))
    agree = {row["id"] for row in published(store)["figures"] if row["matches"]}
    # of 68.75 the bulletin prints 68.7, which is shown as 68.8; of 64.2 its table prints 63.6
    agree -= {"t1.contracted_risk_focus.age_group.30_plus.percent"}
    agree -= {f"text.partner_review_information.provider.{p}.percent" for p in ("NPS", "CRC")}
    rows = figures.margins(figures.published())
    shown = rows[
        rows["id"].isin(agree)
        & ~rows["level"].str.contains(";")  # two levels together are no row of a table
        & ~((rows["question"] == "cases") & (rows["factor"] != ""))  # nor are shares of factors
    ]
    key = ["question", "factor", "breakdown", "level", "statistic", "where"]
    assert found == set(shown[key].itertuples(index=False, name=None))
    assert len(found) == len(shown[key].drop_duplicates())
    assert len(found) > 100


def test_a_filter_to_one_level_is_that_level_and_two_filters_are_nobody_in_print(store):
    divided = parse({"question": ["delivery"], "by": ["provider"]}, store.codes)
    nps = of_rates(store, divided, rates(store, divided)).query("level == 'NPS'")
    filtered = parse({"question": ["delivery"], "provider": ["NPS"]}, store.codes)
    same = of_rates(store, filtered, rates(store, filtered))
    assert list(same["printed_in"]) == list(nps["printed_in"])
    assert same.set_index("factor")["printed_in"]["accommodation"] == "Section 2.1"
    both = {"question": ["delivery"], "provider": ["NPS"], "gender": ["female"]}
    few = parse(both, store.codes)
    assert of_rates(store, few, rates(store, few))["printed_in"].isna().all()


def test_a_difference_is_printed_where_both_its_sides_are(store):
    scope = parse({"question": ["delivery"], "by": ["provider"]}, store.codes)
    found = of_gaps(store, scope, gaps(store, scope)).set_index("factor")
    assert list(found["printed_in"].dropna().index) == ["accommodation", "emotional_wellbeing"]
    assert found["n_printed_in"].isna().all(), "the bulletin gives no base by factor"
    everyone = Scope(QUESTIONS["delivery"])
    pairs = of_gaps(store, everyone, contracted_and_partners(store, everyone))
    once = pairs[pairs["factor"].isna()]
    assert set(once["printed_in_a"]) == {"Section 2.2; Table 1"}
    assert set(once["printed_in_b"]) == {"Section 2.3; Table 2"}
    assert set(once["n_printed_in"]) == {"Table 1; Table 2"}


def test_availability_and_delivery_are_each_told(store):
    everyone = Scope(QUESTIONS["delivery"])
    found = of_story(store, everyone, story(store, everyone)).set_index("factor")
    assert list(found["printed_in"].dropna().index) == ["accommodation"]
    assert list(found["printed_in_delivered"].dropna().index) == ["accommodation", "ete"]


def test_of_real_cases_nothing_is_said(counted):
    real = counted("question | factor | yes | no\ndelivery | accommodation | 31 | 19")
    scope = Scope(QUESTIONS["delivery"])
    frame = rates(real, scope)
    assert of_rates(real, scope, frame) is frame
    assert frame["percent"].iloc[0] == 62.0, "what the bulletin prints, by chance"


def test_synthetic_cases_that_give_another_number_are_not_printed(random_store):
    for question in QUESTIONS.values():
        scope = Scope(question)
        found = of_rates(random_store, scope, levels(random_store, scope))
        for row in found[found["printed_in"].notna()].itertuples():
            rows = figures.published().query("question == @row.question and level == @row.level")
            printed = rows.loc[rows["statistic"] == "percent", "value"]
            assert (printed - row.percent).abs().min() <= 0.5
