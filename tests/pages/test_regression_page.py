"""The regression page: nothing before the button, then the numbers of the engine and no others."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from probation.charts.theme import rounded
from probation.disclosure.estimates.models import Options, regress
from probation.domain.questions import QUESTIONS
from probation.domain.scope import Scope
from probation.domain.vocabulary import Dimension, Factor
from probation.stepwise.regression import Regression
from probation.stepwise.selection import Criteria
from probation.stepwise.selection_result import selection_results
from probation.store.current import ready
from probation.store.folders import data_folder, stores_folder
from probation.store.serving import workers
from probation.ui import cache, full_model
from tests.pages.reading import Visit, charts, column, tables, tap, under_title, words

WELLBEING = {"question": "delivery", "factor": "emotional_wellbeing"}
RUN = WELLBEING | {"run": "on"}


@pytest.fixture(scope="module")
def store():
    """The shipped case set."""
    found, _ = ready(data_folder(), stores_folder())
    yield found
    found.close()


@pytest.fixture(scope="module")
def wellbeing(store) -> Regression:
    """The regression that RUN asks for, straight from the engine."""
    return regress(store, Scope(QUESTIONS["delivery"], Factor.EMOTIONAL_WELLBEING))


def run_button(page: AppTest):
    (button,) = [b for b in page.button if b.label == "Run"]
    return button


def headers(page: AppTest) -> list[str]:
    """The headings under the title, in the order of the reading."""
    return [e.value for e in page.main if e.type in ("header", "subheader")]


def test_nothing_is_fitted_before_the_button_is_pressed(visit: Visit, monkeypatch) -> None:
    def refused(*_):
        raise AssertionError("a model was fitted")

    with monkeypatch.context() as patch:
        patch.setattr(cache, "regression", refused)
        patch.setattr(cache, "screen", refused)
        page = visit("regression", **WELLBEING)
    assert not page.exception
    assert "Press Run" in page.info[0].value
    assert not charts(page)
    ran = run_button(page).click().run()
    assert not ran.exception
    assert len(charts(ran)) == 2


def test_settings_that_are_changed_wait_for_the_button_again(visit: Visit) -> None:
    page = visit("regression", **RUN)
    assert charts(page)
    changed = tap(page, "gender", "female")
    assert not charts(changed)
    assert "Press Run" in changed.info[0].value
    assert charts(run_button(changed).click().run())


def test_what_only_draws_does_not_wait(visit: Visit) -> None:
    page = visit("regression", **RUN)
    (full,) = [c for c in page.segmented_control if c.label == "The model in full"]
    assert len(charts(full.set_value("on").run())) == 2


def test_the_headline_and_the_sentence_say_what_the_engine_found(
    seen: Visit, wellbeing: Regression
) -> None:
    page = seen("regression", **RUN)
    effects = {effect.variable: effect for effect in wellbeing.effects}
    first, *others = wellbeing.model.variables
    headline = page.header[0].value
    assert f"{rounded(abs(effects[first].points))} points" in headline
    named = all(Dimension(name).phrase in headline for name in others)
    assert named or headline.endswith(", adjusted")
    (paragraph,) = [e.value for e in page.markdown if "with everything recorded" in e.value]
    assert f"Of {wellbeing.patterns.rows.used:,} cases with everything recorded" in paragraph
    for name, stood in selection_results(wellbeing.path).items():
        assert (f"{Dimension(name).phrase} (p = " in paragraph.lower()) == (
            not stood.selected and Dimension(name) != Dimension.OGRS_BAND
        )


def test_tables_stand_in_the_order_of_the_reading(seen: Visit) -> None:
    page = seen("regression", **RUN, full="on")
    assert headers(page)[1:] == [
        "Adjusted beside observed percentages",
        "Odds ratios",
        "Step by step",
        "How well it fits",
        "Please note",
        "Take it away",
    ]
    adjusted, ratios, story, fit, full = tables(page)
    assert list(adjusted[0]) == ["Level", "Adjusted", "95% interval", "Observed", "Cases"]
    assert list(ratios[0])[1:] == ["Odds ratio", "95% interval", "95% profile", "p if removed"]
    assert list(story[0])[:2] == ["Step", "What happened"]
    assert column(fit, "Statistic")[0] == "-2 log-likelihood"
    assert len(full) == 6


def test_the_numbers_in_the_tables_are_the_engines(seen: Visit, wellbeing: Regression) -> None:
    adjusted, ratios, story, fit, full = tables(seen("regression", **RUN, full="on"))
    assert column(adjusted, "Adjusted") == [f"{rounded(a.percent, 1)}%" for a in wellbeing.adjusted]
    assert column(adjusted, "Observed") == [f"{rounded(a.raw, 1)}%" for a in wellbeing.adjusted]
    terms = wellbeing.coefficients[1:]
    assert column(ratios, "Odds ratio") == [f"{term.odds_ratio:.2f}" for term in terms]
    profiles = wellbeing.profiles
    assert column(ratios, "95% profile") == [f"{p.ci_low:.2f} to {p.ci_high:.2f}" for p in profiles]
    assert len(story) == len(wellbeing.path.steps) + 2
    assert column(fit, "Value")[0] == f"{wellbeing.goodness.minus2ll:,.2f}"
    points = [rounded(abs(effect.points)) for effect in wellbeing.full.effects]
    assert [re.findall(r"\d+", row["Points"])[0] for row in full] == points


def test_the_figures_draw_the_frames_of_their_tables(seen: Visit, wellbeing: Regression) -> None:
    adjusted, forest = charts(seen("regression", **RUN))
    xs = [trace["x"] for trace in adjusted.data]
    assert [a.percent for a in wellbeing.adjusted] in [pytest.approx(x) for x in xs]
    ratios = [term.odds_ratio for term in wellbeing.coefficients[1:]]
    assert ratios in [pytest.approx(trace["x"]) for trace in forest.data if len(trace["x"]) == 3]
    assert adjusted.alt
    assert forest.alt


def test_candidates_and_criteria_come_from_the_address(seen: Visit, store) -> None:
    page = seen(
        "regression", **RUN, candidates=["mappa", "rosh_level"], enter="0.5", remove="0.6",
        removal="wald", missing="category",
    )  # fmt: skip
    options = Options(
        (Dimension.ROSH_LEVEL, Dimension.MAPPA), Criteria(0.5, 0.6, "wald"), "category"
    )
    scope = Scope(QUESTIONS["delivery"], Factor.EMOTIONAL_WELLBEING)
    expected = regress(store, scope, options)
    story = next(table for table in tables(page) if "What happened" in table[0])
    entered = [Dimension(s.variable).phrase.lower() for s in expected.path.steps]
    told = [row["What happened"].lower() for row in story[1:-1]]
    assert len(told) == len(entered)
    assert all(text.startswith(name) for text, name in zip(told, entered, strict=True))
    assert "not recorded is a level" in words(page)


def test_criteria_that_cannot_be_used_together_are_refused_in_a_sentence(seen: Visit) -> None:
    page = seen("regression", **RUN, enter="0.2")
    assert page.error[0].value == (
        "The p to enter (0.2) must be above 0 and below the p to be removed (0.1), and that at"
        " most 1. The settings are above, p and statistics under Criteria."
    )
    assert not page.exception


@pytest.mark.parametrize("value", ["0", "-1", "2", "nan", "inf", "abc", "1e999", "0.00001", ""])
def test_a_p_in_the_address_that_is_none_is_left_out_with_a_sentence(
    seen: Visit, value: str
) -> None:
    page = seen("regression", enter=value)
    assert not page.exception
    assert "Now: p < 0.05 to enter" in words(page)
    if value:
        assert "The p to enter must be a number from 0.0001 to 1." in page.warning[0].value


@pytest.mark.parametrize(
    ("where", "sentence"),
    [
        ({"provider": "CRC", "mappa": "yes"}, "There is no judgement to regress"),
        ({"area": "gwent", "rosh_level": "very_high"}, "choose fewer filters"),
    ],
)
def test_cases_too_few_to_regress_get_a_sentence_that_says_what_to_do(
    seen: Visit, where: dict[str, str], sentence: str
) -> None:
    page = seen("regression", **RUN, **where)
    assert not page.exception
    assert sentence in page.error[0].value


def test_a_filtered_candidate_is_said_to_take_no_part(seen: Visit) -> None:
    text = words(seen("regression", **RUN, gender="female"))
    assert "Gender took no part: it is the same in all of these cases." in text


def test_nothing_entered_is_said_with_what_to_do_and_no_empty_figure(seen: Visit) -> None:
    page = seen("regression", question="availability", factor="ete", run="on")
    assert "no candidate enters" in page.header[0].value
    assert "Take filters away" in page.info[0].value
    assert not charts(page)


def test_all_factors_are_a_screen_whose_cells_are_the_models(seen: Visit, store) -> None:
    page = seen("regression", question="delivery", run="on")
    (matrix,) = charts(page)
    (table,) = tables(page)
    assert len(table) == 10
    row = next(row for row in table if row["Model"].startswith("[Emotional wellbeing]"))
    found = regress(store, Scope(QUESTIONS["delivery"], Factor.EMOTIONAL_WELLBEING))
    for effect in found.effects:
        cell = row[Dimension(effect.variable).label]
        sign = "+" if effect.points > 0 else "\N{MINUS SIGN}"
        assert cell.startswith(f"{sign}{rounded(abs(effect.points))}")
    assert row["Gender"] == "–"
    (address,) = re.findall(r"\((regression\?\S+)\)", row["Model"])
    asked = {"question": ["delivery"], "factor": ["emotional_wellbeing"], "run": ["on"]}
    assert parse_qs(urlsplit(address).query) == asked
    assert "60 tests were made at once" in words(page)
    assert matrix.alt


def test_every_question_at_once_has_a_matrix_for_each(seen: Visit) -> None:
    page = seen("regression", question="all", run="on")
    assert len(charts(page)) == 5
    assert sum(len(table) for table in tables(page)) == 44


def test_a_question_asked_once_a_case_needs_no_factor(seen: Visit) -> None:
    page = seen("regression", question="partner_review_information", run="on", factor="ete")
    assert page.header[0].value.startswith(
        "In these synthetic cases, partners, reviews: NPS 17 points above CRC"
    )
    assert not [box for box in page.selectbox if box.label == "Factor"]


def test_bootstrap_samples_show_how_often_each_variable_is_selected(visit: Visit) -> None:
    page = visit("regression", **RUN, full="on")
    (draw,) = [button for button in page.button if "bootstrap" in button.label]
    drawn = draw.click().run()
    assert not drawn.exception
    full = tables(drawn)[-1]
    shares = {row["Level"]: int(row["Selected in"].rstrip("%")) for row in full}
    assert shares["Likelihood of reoffending: high or very high, against low or medium"] > 80
    assert shares["Female, against Male"] < 40
    assert "share of 200 bootstrap samples" in words(drawn)


@pytest.mark.parametrize(("seconds", "said"), [(0.0, workers.TOO_LONG), (3.0, "share of ")])
def test_samples_end_with_the_time_of_the_run_and_what_was_drawn_is_kept(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, seconds: float, said: str
) -> None:
    monkeypatch.setattr(full_model, "_SAMPLES", 100_000)  # more than any machine draws in the time
    page = visit(
        "regression", question="delivery", run="on", full="on", factor="relationships",
        candidates=[dimension.value for dimension in Dimension],
    )  # fmt: skip
    (draw,) = [button for button in page.button if "bootstrap" in button.label]
    monkeypatch.setattr(workers, "SECONDS", seconds)
    drawn = draw.click().run()
    assert not drawn.exception
    assert said in " ".join([words(drawn), *(error.value for error in drawn.error)])
    assert "share of 100000 " not in words(drawn)


@pytest.mark.parametrize("code", ["r", "python", "spss"])
def test_the_code_is_shown_in_the_language_chosen_with_its_question(seen: Visit, code: str) -> None:
    page = seen("regression", **RUN, code=code)
    (shown,) = page.code
    assert "Were sufficient interventions delivered?" in shown.value
    assert "ynthetic" in shown.value


def test_the_page_says_on_which_cases_the_percentages_stand(seen: Visit) -> None:
    page = seen("regression", **RUN, provider="NPS")
    assert "Filtered to: NPS cases." in under_title(page)
    assert all("NPS cases" in chart.layout["meta"]["source"] for chart in charts(page))


def test_bootstrap_shares_are_of_the_very_settings(visit: Visit) -> None:
    """Drawn with missing values left out, they must not stand under a model that counts them."""
    page = visit("regression", **RUN, full="on")
    (draw,) = [button for button in page.button if "bootstrap" in button.label]
    drawn = draw.click().run()
    (missing,) = [c for c in drawn.segmented_control if "not recorded" in c.label]
    changed = run_button(missing.set_value("category").run()).click().run()
    assert "Selected in" not in tables(changed)[-1][0]
    assert "All 409 cases judged are used" in words(changed)


def test_a_separated_model_is_said_to_be_so_above_its_figures(seen: Visit) -> None:
    page = seen(
        "regression", question="delivery", factor="alcohol_misuse", gender="female", run="on",
        candidates=[dimension.value for dimension in Dimension],
    )  # fmt: skip
    assert not page.exception
    assert [w.value for w in page.warning if "cannot be estimated" in w.value]


def test_many_candidates_get_a_table_and_no_picture(seen: Visit) -> None:
    page = seen(
        "regression", question="delivery", run="on",
        candidates=[dimension.value for dimension in Dimension],
    )  # fmt: skip
    assert not page.exception
    assert not charts(page)
    assert len(tables(page)[0]) == 10
