"""A briefing made of a store, and the addresses that lead back to its figures."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest

from probation.briefing.assemble import UNTITLED, address, sheet, whole
from probation.briefing.from_url import parsed, shown_at
from probation.briefing.items import Briefing, item
from probation.errors import ReaderError
from probation.exhibits.registry import EXHIBITS, explicit, made
from tests.exhibits.test_registry import asked

BASE = "https://dashboard.example:8501/probation"


def test_a_sheet_is_the_exhibit_with_the_readers_words(random_store):
    words = {"title": "Where they differ", "note": "Ask why.", "speaker_notes": "Wait."}
    own = item("gaps", asked("gaps"), **words)
    found = sheet(own, random_store, BASE)
    frame = made("gaps", random_store, asked("gaps")).frame
    pd.testing.assert_frame_equal(found.exhibit.frame, frame)
    assert {name: getattr(found, name) for name in words} == words
    assert sheet(item("gaps", asked("gaps")), random_store).title == found.exhibit.slide_title


def test_a_paper_says_what_it_is_made_of(random_store):
    paper = whole(random_store, Briefing("", (item("area_map", {}),)))
    assert paper.title == UNTITLED
    assert paper.generation == random_store.generation.name
    assert paper.built_on == random_store.generation.built_at.date()
    assert paper.made_on == date.today()
    assert paper.sheets[0].link == ""
    assert "Bulletin 2019/01" in paper.source


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"area": ["lundon"]}, "There is no area inspected 'lundon'; did you mean London"),
        ({"by": ["shoe_size"]}, "There is no breakdown"),
    ],
)
def test_an_item_that_the_store_cannot_give_is_named(random_store, params, reason):
    briefing = Briefing("", (item("area_map", {}), item("gaps", params)))
    with pytest.raises(ReaderError, match=f"Item 2 of the briefing cannot be made: {reason}"):
        whole(random_store, briefing)


@pytest.mark.parametrize("key", EXHIBITS)
def test_the_link_of_a_figure_says_everything_and_leads_back_to_it(random_store, key):
    """Every setting and filter is in the address, and what it shows is the same item again."""
    params = asked(key) | {"gender": ["female"], "intervals": ["off"]}
    if key == "screen":
        params.pop("factor", None)
    link = address(key, params, random_store.generation.name, BASE)
    said = parse_qs(urlsplit(link).query)
    assert link.startswith(f"{BASE}/")
    assert said["store"] == [random_store.generation.name]
    assert explicit(key, params).items() <= said.items()
    shown = shown_at(link, random_store)
    assert shown.place(item(key, explicit(key, params))) is not None


@pytest.mark.parametrize(
    ("url", "page"),
    [
        ("http://localhost:8501/", "overview"),
        ("http://localhost:8501/?question=delivery", "overview"),
        ("http://localhost:8501/gaps?question=delivery", "gaps"),
        ("https://a.example/sub/folder/partners", "partners"),
        ("gaps?by=gender", "gaps"),
        ("/areas?place=kent", "areas"),
        ("?question=delivery", "delivery"),
        ("?question=partner_risk_focus", "partners"),
        ("?gender=female", "overview"),
        ("", "overview"),
        ("/Compare groups?by=gender", "gaps"),
        ("https://a.example/folder/compare%20Groups", "gaps"),
        ("?question=Delivery of interventions", "delivery"),
    ],
)
def test_the_page_of_an_address(url, page):
    assert parsed(url)[0] == page


@pytest.mark.parametrize("url", ["?question%3Ddelivery%26by%3Dgender", "?question=delivery&odd"])
def test_a_name_without_a_value_that_is_none_of_ours_is_refused(url, random_store):
    with pytest.raises(ReaderError, match="There is no setting"):
        shown_at(url, random_store)


@pytest.mark.parametrize(
    ("url", "figures"),
    [
        ("?question=delivery", ["rates"]),
        ("/contracted_providers", ["rates", "rates", "rates", "bulletin_table"]),
        ("/gaps", ["gaps", "gap_matrix", "contributors"]),
        ("/gaps?=x", ["gaps", "gap_matrix", "contributors"]),
        ("/areas", ["funnel", "area_map"]),
        (
            "/areas?place=kent",
            ["funnel", "area_map", "profile", "people", "profile_by_factor"],
        ),
        (
            "/areas?place=kent&question=partner_risk_focus",
            ["funnel", "area_map", "profile", "people"],
        ),
        ("/regression", ["screen"]),
        ("/regression?question=all", ["screen"]),
        ("/regression?question=partner_risk_focus", ["adjusted", "odds_ratios", "steps", "fit"]),
        ("/published?part=audit", ["published_audit"]),
        ("/data", ["loaded", "inspections", "coverage", "dictionary"]),
        ("/practice", ["practice"]),
    ],
)
def test_an_address_shows_the_figures_of_its_page(random_store, url, figures):
    assert [own.figure for own in shown_at(url, random_store).items] == figures


def test_one_kind_of_figure_can_be_picked(random_store):
    (own,) = shown_at("/partners?gender=female", random_store, "funnel").items
    assert own.figure == "funnel"
    assert own.asked["question"] == ["partner_outcomes"]
    assert own.asked["gender"] == ["female"]


def test_a_briefings_own_address_opens_it(random_store):
    from probation.briefing.file import to_address

    briefing = Briefing("Mine", (item("area_map", {}),))
    assert shown_at(f"/briefing?briefing={to_address(briefing)}", random_store) == briefing


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("/about", "There is no figure at this address"),
        ("http://[bad", "no address of the dashboard"),
        ("/gasp", "There is no page 'gasp'"),
        (
            "?question=delivry",
            "There is no question 'delivry'; did you mean Delivery of interventions",
        ),
        ("/briefing", "^There is no briefing in this address.$"),
        ("/briefing?briefing=", "^There is no briefing in this address.$"),
        ("/briefing?briefing=eJw", "cut off or damaged"),
        ("//evil", "no address of the dashboard: it begins with two slashes"),
        ("//gaps?by=gender", "no address of the dashboard: it begins with two slashes"),
        ("?gender=" + "x" * 15_000, "There is no gender"),
        ("?x=" + "x" * 20_000 + "&gender=female", "longer than 20,000 characters"),
    ],
)
def test_what_is_no_address_of_a_figure_is_refused_in_a_sentence(random_store, url, sentence):
    with pytest.raises(ReaderError, match=sentence):
        shown_at(url, random_store)


def test_an_item_that_matches_nothing_has_a_sentence_and_no_table_for_any_file(counted):
    store = counted("""
        question     | factor        | yes | no | area
        availability | accommodation | 1   | 0  | kent
    """)
    found = sheet(item("rates", {"question": ["delivery"]}), store)
    assert found.exhibit.empty
    assert found.exhibit.table.empty
    assert found.exhibit.frame.empty
    assert found.exhibit.native is None


def test_the_page_of_an_address_says_what_its_figures_are_about(random_store):
    """A question that came along from another page is not that of this one."""
    (own,) = shown_at("/availability?question=delivery", random_store, "rates").items
    assert own.asked["question"] == ["availability"]
    (own,) = shown_at("/partners?question=partner_risk_focus", random_store, "rates").items
    assert own.asked["question"] == ["partner_risk_focus"]
    assert shown_at("/gaps?question=all", random_store).items[0].asked["question"] == [
        "availability"
    ]
