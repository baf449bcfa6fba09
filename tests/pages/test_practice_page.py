"""The practice page, and the few entries under the figures of the question pages."""

from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from probation.bulletin import practice as room
from probation.bulletin.practice import Quality, few, matching, practice
from probation.domain.questions import QUESTIONS
from probation.domain.vocabulary import REPORTED_FACTORS, Factor
from probation.ui.examples import CAVEAT
from tests.pages.reading import FACTOR_PAGES, Visit, choices, column, plain, tables, words

UNDER = "What good and poor practice looks like"


def titles(part: AppTest) -> list[str]:
    """The headings of the cards of a part of a page, in order."""
    return [element.value for element in part.subheader]


def titled(entries) -> list[str]:
    return [entry.title for entry in entries]


def under_figures(page: AppTest) -> list:
    """The examples under the figures of a page, opened: closed, they are not sent."""
    assert not any(titles(part) for part in page.expander if part.label == UNDER)
    for question in QUESTIONS:
        page.session_state[f"examples_{question}"] = True
    page.run()
    return [e for e in page.expander if e.label == UNDER]


def links(part) -> list[tuple[str, str, dict]]:
    """The page links of a part: label, page, parameters."""
    protos = [element.proto for element in part.get("page_link")]
    return [(proto.label, proto.page, parse_qs(proto.query_string)) for proto in protos]


def control(page: AppTest, label: str):
    """The control of the main part with this label."""
    (found,) = [e for e in page.main if getattr(e, "label", None) == label]
    return found


def test_all_entries_are_cards_with_words_for_good_and_poor(seen: Visit) -> None:
    page = seen("practice")
    assert page.title[0].value == "Practice examples"
    assert titles(page) == titled(practice())
    headers = [header.value for header in page.main if header.type == "header"]
    assert headers == ["Practice examples", "Enablers of delivery", "Barriers to delivery"]
    said = words(page)
    assert CAVEAT in said
    assert "5 examples of good practice, 5 examples of poor practice, 3 enablers" in said
    for entry in practice():
        assert entry.text in said
        assert f"Bulletin, section {entry.section}" in said
    (with_provider,) = [m.value for m in page.markdown if " · NPS · " in m.value]
    assert with_provider.startswith(
        ":material/cancel: **Poor practice** · Availability; Delivery · Education, training and"
        " employment; emotional wellbeing · NPS · Bulletin, section 2.1\n\n"
    )
    shapes = {m.value.split(" · ")[0] for m in page.markdown if m.value.startswith(":material")}
    assert shapes == {
        ":material/check_circle: **Good practice**",
        ":material/cancel: **Poor practice**",
        ":material/check_circle: **Enabler**",
        ":material/cancel: **Barrier**",
    }


@pytest.mark.parametrize("factor", REPORTED_FACTORS)
def test_the_factor_filters_as_everywhere(seen: Visit, factor: Factor) -> None:
    page = seen("practice", factor=factor.value)
    assert titles(page) == titled(matching(practice(), factor=factor))


@pytest.mark.parametrize(
    ("asked", "picked"),
    [
        ({"question": "delivery"}, {"question": "delivery"}),
        ({"question": "all"}, {}),
        ({"example": "good"}, {"quality": Quality.GOOD}),
        ({"example": "poor", "factor": "ete"}, {"quality": Quality.POOR, "factor": Factor.ETE}),
        ({"provider": "CRC"}, {"providers": ("CRC",)}),
        ({"provider": ["CRC", "NPS"]}, {}),
        ({"provider": "CRC", "mappa": "yes", "area": "kent"}, {"providers": ("CRC",)}),
    ],
)
def test_question_provider_and_good_or_poor_filter_from_the_address(
    seen: Visit, asked: dict, picked: dict
) -> None:
    page = seen("practice", **asked)
    assert not page.exception
    assert titles(page) == titled(matching(practice(), **picked))
    rows = tables(page)[-1]
    assert column(rows, "Practice") == titles(page)


def test_the_controls_write_into_the_address(visit: Visit) -> None:
    page = visit("practice")
    control(page, "Question").set_value("partner_outcomes").run()
    assert page.query_params == {"question": "partner_outcomes"}
    control(page, "Factor").set_value("alcohol_misuse").run()
    control(page, "Good or poor").set_value("poor").run()
    assert page.query_params == {
        "question": "partner_outcomes",
        "factor": "alcohol_misuse",
        "example": "poor",
    }
    assert titles(page) == ["Released homeless, with the planned help not there"]
    assert "Shown: 1 example of poor practice, of 19 in all." in words(page)


def test_the_sidebar_holds_the_one_filter_that_applies_and_says_which_do_not(seen: Visit) -> None:
    page = seen("practice", provider="NPS", gender="female", area="kent")
    assert choices(page)["labels"] == ["Provider"]
    said = words(page)
    assert "Filtered to: NPS. The bulletin names the provider of 1 of the 19" in said
    assert "Your filter by area inspected and gender is kept for the other pages" in said
    assert page.query_params == {"provider": "NPS", "gender": "female", "area": "kent"}
    assert "Your filter" not in words(seen("practice"))


def test_where_nothing_matches_a_sentence_says_what_to_do(seen: Visit) -> None:
    page = seen("practice", question="contracted_risk_focus")
    assert not page.exception
    assert "Choose another question or factor" in page.info[0].value
    assert CAVEAT in words(page)
    assert "Shown: none, of 19 in all." in words(page)
    assert not titles(page)
    assert not page.table
    assert not page.get("download_button")


@pytest.mark.parametrize(("name", "question"), FACTOR_PAGES.items())
@pytest.mark.parametrize("factor", ["", "drug_misuse", "relationships"])
@pytest.mark.parametrize("provider", ["", "CRC"])
def test_the_few_about_question_and_factor_stand_under_the_figure(
    visit: Visit, name: str, question: str, factor: str, provider: str
) -> None:
    asked = {"factor": factor, "provider": provider, "example": "poor", "gender": "male"}
    page = visit(name, **{k: v for k, v in asked.items() if v})
    providers = (provider,) if provider else ()
    found = matching(practice(), question, Factor(factor) if factor else None, providers)
    if not found:
        said = "The bulletin gives no practice example for this question and factor."
        assert said in [plain(caption.value) for caption in page.caption]
        return
    under = under_figures(page)[0]
    assert titles(under) == titled(few(found))
    assert CAVEAT in [m.value for m in under.markdown]
    ((label, target, params),) = links(under)
    assert target == "practice"
    expected = {"question": question, "gender": "male", "factor": factor, "provider": provider}
    assert params == {k: [v] for k, v in expected.items() if v}, "all of the kind, good and poor"
    assert (f"all {len(found)} " in label) == (len(found) > 3)


def test_questions_asked_once_a_case_have_their_own_whatever_the_factor(visit: Visit) -> None:
    page = visit("partners", factor="attitudes_to_offending")
    about = ["partner_risk_focus", "partner_review_information"]
    parts = under_figures(page)
    shown = [titles(part) for part in parts]
    assert shown == [titled(few(matching(practice(), key))) for key in about]
    assert [params for part in parts for _, _, params in links(part)] == [
        {"question": [key]} for key in about
    ]


def test_an_empty_figure_keeps_its_examples_which_are_of_no_loaded_case(visit: Visit) -> None:
    page = visit("delivery", provider="CRC", mappa="yes")
    assert "No judgement matches" in page.info[0].value
    assert titles(under_figures(page)[0])


def test_a_fault_in_the_file_is_a_sentence_and_the_figure_stays(
    visit: Visit, monkeypatch, tmp_path
) -> None:
    broken = tmp_path / "practice.csv"
    broken.write_text("code,kind\n", encoding="utf-8")
    practice.cache_clear()
    monkeypatch.setattr(room, "FILE", broken)
    try:
        page = visit("delivery")
    finally:
        practice.cache_clear()
    assert not page.exception
    assert "The columns of practice.csv must be code, kind" in page.error[0].value
    assert page.get("plotly_chart")


def test_the_page_about_tells_the_bulletins_method_once(seen: Visit) -> None:
    said = words(seen("about")).lower()
    for fact in (
        "march 2016 to december 2017",
        "14 police force areas",
        "seven crcs",
        "nine months",
        "youth offending team",
        "serious further offence",
        "four weeks",
        "unpaid work",
        "exploring",
        "they are not representative",
    ):
        assert said.count(fact) == 1, fact


@pytest.mark.parametrize("name", FACTOR_PAGES)
def test_the_figure_is_sent_before_the_examples(visit: Visit, name: str) -> None:
    page = visit(name)
    assert under_figures(page)
    kinds = [element.type for element in page.main]
    assert kinds.index("plotly_chart") < kinds.index("subheader")
