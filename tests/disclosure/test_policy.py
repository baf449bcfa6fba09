"""A stricter policy, set in the gate alone: what is small is withheld, and all derived from it."""

from collections.abc import Sequence

import pandas as pd
import pytest

from probation.bulletin import comparison, figures
from probation.bulletin.evidence import Count
from probation.disclosure import estimates, gate
from probation.disclosure.estimates import cases, gaps, model_tables
from probation.disclosure.estimates.adjusted_gaps import adjusted_gaps
from probation.disclosure.estimates.areas import funnel
from probation.disclosure.estimates.models import Options, regress
from probation.disclosure.estimates.profile import cases_of, profile
from probation.disclosure.gate import Policy
from probation.domain.questions import QUESTIONS
from probation.domain.scope import Scope
from probation.domain.vocabulary import Dimension, Factor
from probation.stepwise.selection import Criteria
from tests import builders

#: Of NPS cases 4 had no, of Kent's too: that count is withheld, and with it the 44 beside it.
COUNTS = """
    question     | factor | provider | area   | gender | yes | no
    availability | ete    | CRC      | london | male   | 30  | 30
    availability | ete    | CRC      | durham | female | 25  | 35
    availability | ete    | NPS      | kent   | male   | 40  | 4
"""
BY_PROVIDER = Scope(QUESTIONS["availability"], Factor.ETE, Dimension.PROVIDER)
UNDIVIDED = Scope(QUESTIONS["availability"], Factor.ETE)
IN = Options((Dimension.PROVIDER, Dimension.GENDER), Criteria(0.9, 0.95))


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    files = builders.counted_files(tmp_path_factory.mktemp("policy"), COUNTS)
    opened = builders.opened(files, tmp_path_factory.mktemp("policy-stores"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def unknown(tmp_path_factory):
    """A case set in which the ethnic group of 5 is not recorded."""
    counts = """
        question     | factor | area | ethnic_group | yes | no
        availability | ete    | kent | white        | 20  | 20
        availability | ete    | kent | bame         | 20  | 20
        availability | ete    | kent | not_recorded | 3   | 2
    """
    files = builders.counted_files(tmp_path_factory.mktemp("unknown"), counts)
    opened = builders.opened(files, tmp_path_factory.mktemp("unknown-stores"))
    yield opened
    opened.close()


@pytest.fixture
def strict(monkeypatch):
    monkeypatch.setattr(gate, "OPEN", Policy(no_count_below=10))


def withheld(row: pd.Series, but: Sequence[str] = (), flag: str = "flag") -> bool:
    """Whether a row is marked [c] and holds no number beside those of other groups."""
    numbers = [value for name, value in row.items() if isinstance(value, int | float)]
    kept = [row[name] for name in but]
    return row[flag] == "c" and all(value != value or value in kept for value in numbers)


def row(frame: pd.DataFrame, column: str, code: str) -> pd.Series:
    return frame.astype(object)[frame[column] == code].iloc[0]


def test_today_the_counts_are_shown(store):
    found = row(estimates.rates(store, BY_PROVIDER), "level", "NPS")
    assert (found["n"], found["yes"], found["flag"]) == (44, 40, None)


@pytest.mark.usefixtures("strict")
def test_a_small_count_goes_from_rates_with_its_percentage(store):
    frame = estimates.rates(store, BY_PROVIDER)
    assert withheld(row(frame, "level", "NPS"))
    crc = row(frame, "level", "CRC")
    assert (crc["n"], crc["yes"], crc["flag"]) == (120, 55, None)
    assert withheld(row(estimates.levels(store, UNDIVIDED), "level", "NPS"))


@pytest.mark.usefixtures("strict")
def test_a_small_count_goes_from_all_factors_together(store):
    frame = estimates.pooled(store, BY_PROVIDER)
    assert withheld(row(frame, "level", "NPS"))
    assert row(frame, "level", "CRC")["yes"] == 55


@pytest.mark.usefixtures("strict")
@pytest.mark.parametrize("bounds", [False, True])
def test_a_small_count_goes_from_a_difference_and_all_that_goes_with_it(store, bounds):
    frame = gaps.gaps(store, BY_PROVIDER, bounds).astype(object)
    counts = ["n_a", "yes_a", "percent_a", *(gaps.BOUNDS[:2] if bounds else ())]
    assert withheld(frame.iloc[0], counts)
    assert not gaps.significant(frame).any()
    every = gaps.every_gap(store, UNDIVIDED, Dimension.PROVIDER)
    assert withheld(every[every["factor"] == "ete"].astype(object).iloc[0], counts[:3])


@pytest.mark.usefixtures("strict")
def test_where_the_small_count_is_of_the_not_recorded_only_the_bounds_go(unknown):
    by_group = Scope(QUESTIONS["availability"], Factor.ETE, Dimension.ETHNIC_GROUP)
    found = gaps.gaps(unknown, by_group, bounds=True).iloc[0]
    assert (found["n_a"], found["difference"], found["flag"]) == (40, 0, None)
    assert found[[*gaps.BOUNDS]].isna().all()


@pytest.mark.usefixtures("strict")
def test_a_small_count_goes_from_the_funnel(store):
    found = funnel(store, UNDIVIDED, Dimension.AREA)
    assert withheld(row(found.rows, "area", "kent"), ["design_effect"])
    assert row(found.rows, "area", "kent")["position"] is None
    assert row(found.rows, "area", "london")["n"] == 60


@pytest.mark.usefixtures("strict")
def test_a_small_count_goes_from_the_profile_of_an_area(store):
    for frame, column in (
        (profile(store, UNDIVIDED, "kent"), "question"),
        (profile(store, UNDIVIDED, "kent", QUESTIONS["availability"]), "factor"),
    ):
        code = "availability" if column == "question" else "ete"
        others = ["n_rest", "yes_rest", "cases_rest", "percent_rest", "design_effect"]
        assert withheld(row(frame, column, code), others)


@pytest.mark.usefixtures("strict")
def test_a_small_group_goes_from_who_the_cases_are(unknown):
    frame = cases_of(unknown, UNDIVIDED, "kent")
    frame = frame[frame["dimension"] == "ethnic_group"]
    assert withheld(row(frame, "level", "not_recorded"))
    assert row(frame, "level", "white")[["n", "flag"]].tolist() == [40, None]


@pytest.mark.usefixtures("strict")
def test_a_small_count_goes_from_a_model_with_all_that_is_measured_against_it(store):
    found = regress(store, UNDIVIDED, IN)
    assert "provider" in found.model.variables
    adjusted = model_tables.adjusted(found)
    assert withheld(row(adjusted, "level", "NPS"))
    for frame in (model_tables.coefficients(found), model_tables.in_full(found)):
        against = row(frame, "level", "NPS")
        assert against["withheld"] == "a count is withheld"
        sizes = {"b", "odds_ratio", "ci_low", "points", "or_high", "selected", "firth"}
        assert against[[name for name in frame if name in sizes]].isna().all()
    assert model_tables.gaps(found, "provider")["points"].isna().all()


@pytest.mark.usefixtures("strict")
def test_a_small_count_goes_from_a_difference_with_others_accounted_for(store):
    found = row(adjusted_gaps(store, BY_PROVIDER), "factor", "ete")
    assert found["flag_full_model"] == "c"
    assert found[["full_model", "full_model_low", "adjusted"]].isna().all()


@pytest.mark.usefixtures("strict")
def test_a_small_count_is_no_evidence_for_the_bulletin(store):
    evidence = comparison.evidence(store, figures.areas())
    assert evidence.count("availability", "ete", "provider", "NPS") == Count(0, 0)
    assert evidence.count("availability", "ete", "provider", "CRC") == Count(120, 55)


@pytest.mark.usefixtures("strict")
def test_a_small_number_of_cases_is_not_beside_its_filter(case_set):
    store = case_set("case_id | area | gender\n" + "\n".join(f"C{n} | kent | male" for n in "1234"))
    assert cases.facets(store, UNDIVIDED)[Dimension.GENDER] == {}
    assert cases.inspections(store)["cases"].isna().all()
