"""The tables and figures of models on too few cases or events, as a reader sees them."""

import pytest

from probation.charts import page
from probation.charts.theme import LIGHT
from probation.exhibits import regression as exhibits
from probation.exhibits.registry import made
from probation.exhibits.regression import fitted

ASKED = {"question": ["delivery"], "factor": ["ete"], "candidates": ["provider", "gender"]}
LOOSE = {"enter": ["0.5"], "remove": ["0.6"]}
NBSP = "\N{NO-BREAK SPACE}"

#: Six no for two parameters; the same with 10 for each.
FEW = """
    question | factor | provider | gender | yes | no
    delivery | ete    | CRC      | male   | 30  | 4
    delivery | ete    | CRC      | female | 30  | 4
    delivery | ete    | NPS      | male   | 40  | 0
    delivery | ete    | NPS      | female | 40  | 0
"""
#: Nine NPS cases.
SMALL = """
    question | factor | provider | gender | yes | no
    delivery | ete    | CRC      | male   | 20  | 40
    delivery | ete    | CRC      | female | 20  | 40
    delivery | ete    | NPS      | male   | 4   | 1
    delivery | ete    | NPS      | female | 4   | 0
"""


@pytest.mark.parametrize("key", ["adjusted", "odds_ratios", "full_model"])
def test_of_too_few_events_every_cell_says_so_with_the_mark_and_nothing_is_drawn(counted, key):
    store = counted(FEW)
    exhibit = made(key, store, ASKED | LOOSE)
    assert exhibit.spec is None
    assert exhibit.native is None
    first = {"adjusted": "Adjusted", "odds_ratios": "Odds ratio", "full_model": "Points"}[key]
    assert set(exhibit.table[first]) == {"too few events [u]".replace(" ", NBSP)}
    assert exhibit.notes[0].text.startswith("There are under 5 cases of the rarer answer")
    assert set(exhibit.frame["withheld"]) == {"too few events"}
    assert exhibit.headline.split(": ")[1].startswith("too few events (4.0 a parameter)")
    if key != "adjusted":  # which holds what was observed
        assert (
            not exhibit.table.iloc[:, :2]
            .map(lambda cell: any(map(str.isdigit, cell)))
            .any(axis=None)
        )


def test_a_level_under_10_cases_has_no_odds_ratio_anywhere(counted):
    """With it and the percentage of the reference a reader would have the percentage withheld."""
    store = counted(SMALL)
    odds = made("odds_ratios", store, ASKED | LOOSE)
    assert odds.table["Odds ratio"].iloc[0] == "under 10 cases [u]".replace(" ", NBSP)
    assert "under 10 cases [u]" in page.draw(odds.spec, LIGHT)["data"][-1]["text"][0]
    assert odds.native.dots[0].said == "under 10 cases [u]"
    assert any(note.text.startswith("[u] where no number is given") for note in odds.notes)
    assert odds.frame.loc[1, ["b", "odds_ratio", "profile_high", "firth"]].isna().all()
    full = made("full_model", store, ASKED | LOOSE)
    assert full.frame.loc[0, ["points", "odds_ratio", "or_low", "selected"]].isna().all()
    assert full.frame.loc[0, "withheld"] == "under 10 cases"
    assert full.frame.loc[1, "odds_ratio"] > 0


def test_columns_of_p_are_named_by_what_they_take_as_a_case(case_set):
    factors = ["ete", "accommodation", "drug_misuse"]
    cases = [f"{side}{i} | {side}" for side in ("NPS", "CRC") for i in range(40)]
    judged = [
        f"{side}{i} | delivery | {f} | {'yes' if i < yes else 'no'}"
        for side, yes in (("NPS", 30), ("CRC", 15))
        for i in range(40)
        for f in factors
    ]
    store = case_set(
        "\n".join(["case_id | provider", *cases]),
        "\n".join(["case_id | question | factor | judgement", *judged]),
    )
    asked = {"question": ["delivery"], "candidates": ["provider"]}
    found = fitted(store, asked)
    odds = exhibits.odds_ratios(store, asked, found)
    assert list(odds.table) == [
        "Odds ratio", "95% interval", "p by case", "p if removed, judgements as cases",
    ]  # fmt: skip
    assert "'p by case', Wald's F of the variable" in odds.notes[0].text
    assert odds.frame["p_by_case"].iloc[1] == found.by_case("provider")
    alone = made("odds_ratios", store, asked | {"factor": ["ete"]})
    assert list(alone.table) == ["Odds ratio", "95% interval", "95% profile", "p if removed"]
