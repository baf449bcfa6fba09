"""What a small group is offered: all factors together, and filters to take away."""

import pytest

from probation.domain.vocabulary import REPORTED_FACTORS
from probation.exhibits.exhibit import INVENTED
from probation.exhibits.registry import EXHIBITS, made
from probation.store.folders import data_folder
from probation.store.source import shipped
from tests.builders import opened

#: Women under 30: 55 CRC cases and 20 NPS cases were judged on delivery.
FEW = {"gender": ["female"], "age_group": ["under_30"]}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """The case set that is shipped."""
    found = opened(shipped(data_folder()), tmp_path_factory.mktemp("shipped"))
    yield found
    found.close()


def exhibit(store, key, **params):
    return made(key, store, {n: v if isinstance(v, list) else [v] for n, v in params.items()})


@pytest.mark.parametrize("key", ["rates", "gaps"])
def test_women_under_30_by_provider_get_an_answer_and_a_way_on(store, key):
    found = exhibit(store, key, question="delivery", by="provider", **FEW)
    assert found.headline == (
        "In these synthetic cases, too few NPS cases (20): at least 30 are needed on each side"
    )
    assert list(found.pooled.table["% yes"]) == [
        "35.7%",
        "56.0%\N{NO-BREAK SPACE}[u]",
    ]
    assert "NPS 56.0% [u] (47 of 84 judgements in 20 cases, 95% interval" in found.notes[0].text
    assert [way.label for way in found.widen] == [
        "Without 'women' (168 NPS cases)",
        "Without 'aged under 30' (37 NPS cases)",
    ]


def test_a_way_on_is_the_same_address_without_the_filter_and_leads_to_a_finding(store):
    found = exhibit(store, "rates", question="delivery", by="provider", **FEW)
    way = found.widen[1]
    assert way.params["gender"] == ["female"]
    assert "age_group" not in way.params
    wider = made("rates", store, way.params)
    assert wider.headline.startswith("In these synthetic cases, all ten factors together: ")
    assert [way.label for way in wider.widen] == ["Without 'women' (394 NPS cases)"]


def test_where_fewer_than_half_of_the_factors_can_be_compared_all_are_told_together(counted):
    """One factor of ten that just reaches 30 is no answer to a question on all of them."""

    def told(enough: int) -> bool:
        lines = [
            f"delivery | {factor} | {side} | {20 if place < enough else 9} | 10"
            for place, factor in enumerate(REPORTED_FACTORS)
            for side in ("NPS", "CRC")
        ]
        cases = counted("question | factor | provider | yes | no\n" + "\n".join(lines))
        found = exhibit(cases, "rates", question="delivery", by="provider")
        assert (found.pooled is not None) == ("All ten factors together" in found.headline)
        return found.pooled is not None

    assert [told(enough) for enough in (0, 4, 5, 10)] == [True, True, False, False]


def test_where_a_factor_has_enough_cases_nothing_is_pooled(store):
    found = exhibit(store, "rates", question="delivery", by="provider")
    assert found.pooled is None
    assert found.widen == ()


def test_a_filter_whose_loss_gains_nothing_is_not_offered(store):
    few = {"area": ["kent"], "gender": ["female"], "ethnic_group": ["bame"]}
    found = exhibit(store, "rates", question="delivery", **few)
    for way in found.widen:
        wider = made("rates", store, way.params)
        assert wider.frame["n"].max() >= 30
    assert exhibit(store, "contributors", **few).widen == ()


def test_partners_are_ahead_of_nobody_where_nothing_is_compared(store):
    found = exhibit(store, "contributors", area="kent", gender="female")
    assert "ahead" not in found.subtitle


OF_AREAS = ("funnel", "profile", "profile_by_factor", "people")


@pytest.mark.parametrize("key", OF_AREAS)
def test_area_results_of_synthetic_cases_are_said_to_be_invented(store, random_store, key):
    asked = {"question": "delivery", "place": "london"}
    synthetic = exhibit(store, key, **asked)
    assert INVENTED in map(str, synthetic.notes)
    assert synthetic.said["note"] == INVENTED
    if key in ("funnel", "profile"):
        assert synthetic.headline.startswith("In these synthetic cases, ")
    assert random_store.generation.synthetic, "builders write the files of the synthetic set"


@pytest.mark.parametrize("key", OF_AREAS)
def test_nothing_is_said_to_be_invented_of_real_cases(store, key, monkeypatch):
    from dataclasses import replace

    real = replace(store.generation, synthetic=False)
    monkeypatch.setattr(store, "generation", real)
    found = exhibit(store, key, question="delivery", place="london")
    assert INVENTED not in map(str, found.notes)
    assert "note" not in found.said
    assert "synthetic" not in found.headline
    assert not any("chosen by risk" in note.text for note in found.notes), (
        "who knows how these were"
    )
    assert found.said["sample"].startswith("Cases are not weighted")


def test_what_buttons_call_the_figures_of_a_page_is_different_for_each(store):
    from probation.briefing.from_url import shown_at

    every = {figure.page for figure in EXHIBITS.values()}
    for page in sorted({*every, "partners", "delivery"}):
        url = f"/{page}?place=kent&question=delivery&run=on&full=on&factor=ete"
        own = shown_at(url.replace("&factor=ete", "") if page == "gaps" else url, store).items
        nouns = [made(item.figure, store, item.asked).noun for item in own]
        assert len(set(nouns)) == len(nouns) > 0, (page, nouns)
        assert all(nouns)
        assert all(len(noun.split()) <= 3 for noun in nouns), nouns


def test_the_button_of_a_file_says_which_table_it_is(store):
    assert exhibit(store, "rates").file_label == "Download availability table (CSV)"
