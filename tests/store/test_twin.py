"""The store against a slow twin: every tally again in plain Python from the CSV files."""

import pytest

from probation.domain.questions import QUESTIONS
from probation.domain.scope import parse
from probation.domain.vocabulary import BREAKDOWNS, UNREPORTED_FACTORS
from probation.store.source import CaseFiles
from tests import builders, slow_truth


@pytest.mark.parametrize("by", BREAKDOWNS)
@pytest.mark.parametrize("question", QUESTIONS)
def test_the_tally_holds_every_judgement_of_the_latest_inspections(
    random_files, random_store, question, by
):
    tally = random_store.frame("FROM tally", {})
    wanted = (tally["question"] == question) & ~tally["factor"].isin(UNREPORTED_FACTORS)
    cells = tally[wanted].groupby(["factor", by.value], dropna=False, observed=True)
    found = {
        (factor if isinstance(factor, str) else None, level): (n, yes)
        for (factor, level), n, yes in cells[["n", "yes"]].sum().itertuples()
    }
    scope = parse({"question": [question], "by": [by.value]}, random_store.codes)
    assert found == slow_truth.judged(random_files, scope)


def test_the_twin_knows_a_case_set_that_can_be_counted_by_hand(tmp_path, opened):
    files: CaseFiles = builders.case_files(
        tmp_path,
        """
        case_id | area   | inspected_on | provider | gender
        A       | london | 2016-05      | NPS      | male
        B       | london | 2017-10      | NPS      | male
        C       | kent   | 2016-03      | CRC      | female
        D       | kent   | 2016-03      | NPS      | female
        """,
        """
        case_id | question     | factor          | judgement
        A       | availability | ete             | yes
        B       | availability | ete             | yes
        B       | availability | gang_membership | yes
        C       | availability | ete             | no
        D       | availability | ete             | no
        """,
    )
    codes = opened(files).codes
    by_provider = parse({"question": ["availability"], "by": ["provider"]}, codes)
    assert slow_truth.judged(files, by_provider) == {("ete", "NPS"): (2, 1), ("ete", "CRC"): (1, 0)}
    assert slow_truth.prioritised(files, by_provider) == {("ete", "NPS"): 2, ("ete", "CRC"): 1}
    assert slow_truth.inspected(files, by_provider) == {"NPS": 2, "CRC": 1}
    in_kent = parse({"question": ["availability"], "division": ["south_east"]}, codes)
    assert slow_truth.judged(files, in_kent) == {("ete", "all"): (2, 0)}
    gangs = parse({"question": ["availability"], "factor": ["gang_membership"]}, codes)
    assert slow_truth.judged(files, gangs) == {("gang_membership", "all"): (1, 1)}


def test_the_same_seed_draws_the_same_cases(tmp_path):
    once = builders.random_case_files(tmp_path / "once", seed=7, cases=20)
    again = builders.random_case_files(tmp_path / "again", seed=7, cases=20)
    other = builders.random_case_files(tmp_path / "other", seed=8, cases=20)
    assert once.source_hash() == again.source_hash() != other.source_hash()


def test_an_enlarged_case_set_has_the_same_patterns_and_more_cases(random_files, tmp_path, opened):
    larger = opened(builders.enlarged_files(random_files, 3, tmp_path / "larger"))
    once = opened(random_files)
    assert larger.generation.rows["cases"] == 3 * once.generation.rows["cases"]
    assert larger.generation.rows["tally"] == once.generation.rows["tally"]
