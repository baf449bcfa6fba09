"""Every figure by its name: made of an address alone, and the same numbers in all its forms."""

import re
from pathlib import Path

import numpy as np
import pytest

from probation.charts import page
from probation.charts.office_spec import Bars, Dots, Native, Scatter
from probation.charts.theme import DARK, LIGHT
from probation.domain.address import DEFAULTS
from probation.domain.note import NoteKind
from probation.domain.vocabulary import Dimension
from probation.errors import ReaderError
from probation.exhibits.registry import EXHIBITS, explicit, made, page_of
from probation.store.folders import data_folder
from probation.store.source import shipped
from tests.builders import counted_files, opened

PAGES = Path(__file__).parents[2] / "pages"
#: Asks of every figure: emotional wellbeing of delivery, and of an area's profile London's.
ASKED = {"factor": ["emotional_wellbeing"], "place": ["london"]}
every_figure = pytest.mark.parametrize("key", EXHIBITS)


def asked(key: str) -> dict[str, list[str]]:
    """Parameters that a figure can be made of."""
    if key == "bulletin_table":
        return {"question": ["partner_risk_focus"]}
    if key in ("rates", "gaps", "screen"):
        return {"question": ["delivery"]}
    return ASKED | ({} if key == "practice" else {"question": ["delivery"]})


@pytest.fixture(scope="module")
def exhibits(random_store):
    """Every figure of the random store."""
    return {key: made(key, random_store, asked(key)) for key in EXHIBITS}


@pytest.fixture(scope="module")
def shipped_store(tmp_path_factory):
    """The case set that is shipped, for what must hold of all its figures."""
    store = opened(shipped(data_folder()), tmp_path_factory.mktemp("shipped"))
    yield store
    store.close()


@every_figure
def test_a_figure_is_called_by_its_name_and_stands_on_a_page_there_is(key, exhibits):
    assert exhibits[key].key == key
    assert (PAGES / f"{page_of(key, asked(key))}.py").exists()


@every_figure
def test_a_figure_has_all_that_belongs_to_it(key, exhibits):
    found = exhibits[key]
    assert not found.empty
    for text in (found.topic, found.noun, found.headline, found.subtitle, found.file):
        assert text == text.strip() != ""
    assert 15 <= len(found.description) <= 220
    assert found.description != found.headline
    assert found.file.replace("_", "").replace("-", "").isalnum()
    assert len(found.frame)
    assert len(found.table)
    assert found.table.index.name
    assert (found.spec is None) <= (found.native is None)


#: Figures that are of no judged case: what is loaded, the bulletin as printed, practice.
OF_NO_SAMPLE = ("loaded", "inspections", "coverage", "dictionary", "practice", "published")


@every_figure
def test_how_the_cases_were_chosen_stands_with_every_figure_of_them(key, exhibits):
    found, of_cases = exhibits[key], not key.startswith(OF_NO_SAMPLE)
    said = "Areas were chosen by risk, not at random; cases are not weighted."
    assert (said in map(str, found.notes)) == of_cases
    assert (found.said.get("sample") == said) == of_cases
    assert said not in map(str, found.notes[:1])


@every_figure
def test_a_table_holds_words_alone(key, exhibits):
    cells = exhibits[key].table.to_numpy().ravel()
    assert all(isinstance(cell, str) for cell in cells)
    assert not [cell for cell in cells if "nan" in cell.lower().split()]


def numbers(native: Native) -> set[float]:
    """Every value and limit of a chart for office programs."""
    match native:
        case Bars(series=series):
            found = [v for s in series for v in (*s.values, *s.low, *s.high)]
        case Dots(dots=dots):
            found = [v for d in dots for v in (d.value, d.low, d.high)]
        case Scatter(series=series):
            found = [v for s in series if not s.line for v in s.x]
        case _:
            found = []
    return {round(v, 9) for v in found if v == v}


@every_figure
def test_the_chart_of_a_slide_draws_the_numbers_of_the_frame_and_no_others(key, exhibits):
    found = exhibits[key]
    if found.native is None:
        return
    frame = found.frame.select_dtypes("number")
    given = set(np.round(frame.to_numpy(float).ravel(), 9))
    if key == "rates":  # limits of a bar in cases stand at so many cases of its base
        for side in ("ci_low", "ci_high"):
            given |= set(np.round(frame[side] * frame["n"] / 100, 9))
    assert numbers(found.native) <= given


@every_figure
def test_a_figure_is_drawn_alike_on_a_dark_page(key, exhibits):
    light, dark = (
        re.sub("#[0-9A-F]{6}", "#", repr(exhibits[key].drawn(page.draw, theme).figure))
        for theme in (LIGHT, DARK)
    )
    assert light == dark


ONE_CASE = """
question     | factor        | yes | no | area
availability | accommodation | 1   | 0  | kent
"""


@pytest.fixture(scope="module")
def one_case(tmp_path_factory):
    """A store of one case alone, with one judgement that no question here is about."""
    folder = tmp_path_factory.mktemp("one-case")
    store = opened(counted_files(folder / "data", ONE_CASE), folder / "stores")
    yield store
    store.close()


@every_figure
def test_where_nothing_matches_a_sentence_stands_in_its_place(key, one_case):
    store, params = one_case, asked(key)
    no_model = ("adjusted", "odds_ratios", "steps", "fit", "full_model")
    no_such_area = ("profile", "profile_by_factor", "people")
    if key in no_model + no_such_area:
        with pytest.raises(ReaderError):
            made(key, store, params)
        return
    found = made(key, store, params)
    shown = [cell for cell in found.table.astype(str).to_numpy().ravel() if "%" in cell]
    whole_set = ("published", "loaded", "inspections", "coverage", "dictionary")
    whole_set += ("area_map", "people", "practice")
    assert found.empty or key.startswith(whole_set)
    assert not shown or key.startswith(whole_set)


def test_one_area_and_its_inspection_are_told_as_one(counted):
    store = counted("question | factor | yes | no\navailability | ete | 3 | 3")
    told = {key: made(key, store, {}).headline for key in ("inspections", "area_map")}
    assert told == {
        "inspections": "1 inspection counts",
        "area_map": "1 police force area was inspected",
    }


def test_what_a_figure_depends_on_is_named_in_full():
    params = {"question": ["delivery"], "gender": ["female"], "unit": ["division"]}
    assert explicit("rates", params) == {
        "question": ["delivery"],
        "order": ["bulletin"],
        "scale": ["cases"],
        "intervals": ["on"],
        "printed": ["off"],
        "gender": ["female"],
    }
    assert explicit("gaps", {})["by"] == ["provider"]
    assert explicit("steps", {})["candidates"] == DEFAULTS["candidates"]
    assert explicit("published_audit", params) == {}


def test_each_question_stands_on_its_own_page():
    assert page_of("rates", {"question": ["partner_outcomes"]}) == "partners"
    assert page_of("rates", {"question": ["contracted_risk_focus"]}) == "contracted_providers"
    assert page_of("bulletin_table", {"question": ["partner_risk_focus"]}) == "partners"
    assert page_of("gaps", {"question": ["partner_outcomes"]}) == "gaps"


@pytest.mark.parametrize(
    ("key", "params", "sentence"),
    [
        ("bulletin_table", {"question": ["delivery"]}, "did you mean|valid are"),
        ("rates", {"question": ["all"]}, "There is no question for 'Percentages"),
        ("profile", {}, "Choose an area"),
    ],
)
def test_what_a_figure_cannot_show_is_refused_in_a_sentence(key, params, sentence, random_store):
    with pytest.raises(ReaderError, match=sentence):
        made(key, random_store, params)


def test_whiskers_are_explained_where_they_are_drawn_and_a_table_alone_says_nothing_of_them(
    exhibits, random_store
):
    whose = {"Wilson": ["rates", "finding_availability"], "Newcombe": ["gaps", "profile"]}
    for name, keys in whose.items():
        for key in keys:
            said = f"95% confidence intervals (method: {name})."
            if name == "Newcombe":  # which stand beside tests
                said += " Near p = 0.05 interval and test may disagree: the test decides."
            assert f"Lines show {said}" in map(str, exhibits[key].notes)
            assert said in map(str, exhibits[key].notes_of_table)
    without = made("rates", random_store, asked("rates") | {"intervals": ["off"]})
    assert "95% confidence intervals (method: Wilson)." in map(str, without.notes)
    both = made("gaps", random_store, asked("gaps") | {"adjusted": ["on"]})
    assert "(method: Newcombe; of adjusted gaps: delta method)." in both.all_notes


@pytest.mark.parametrize(
    ("key", "params"),
    [
        ("gaps", {"question": ["delivery"], "area": ["kent"], "gender": ["female"]}),
        ("contributors", {"area": ["kent"], "gender": ["female"]}),
        ("finding_contributors", {"area": ["kent"]}),
        ("finding_providers", {"area": ["kent"]}),
        (
            "profile_by_factor",
            {"question": ["delivery"], "place": ["durham"], "gender": ["female"]},
        ),
        (
            "rates",
            {
                "question": ["delivery"],
                "area": ["south_yorkshire"],
                "gender": ["female"],
                "provider": ["NPS"],
            },
        ),
    ],
)
def test_where_there_is_no_interval_nothing_is_said_of_any(key, params, shipped_store):
    found = made(key, shipped_store, params)
    assert "confidence intervals" not in found.all_notes


def test_the_file_of_a_screen_is_named_after_what_was_asked(shipped_store):
    where = {"question": ["all"], "area": ["kent"]}
    assert made("screen", shipped_store, where).file.startswith("regression-screen-all-")
    one = made("screen", shipped_store, {"question": ["delivery"]})
    assert one.file.startswith("regression-screen-delivery-")


def test_bars_say_what_they_are_of(random_store):
    for question, base in (("delivery", "was a priority."), ("partner_outcomes", "contributed.")):
        found = made("rates", random_store, {"question": [question]})
        (reading,) = found.notes_on(NoteKind.READING)
        assert reading.text.startswith("Full bar: cases where the factor was a priority")
        assert base in reading.text


def test_the_fifth_finding_draws_what_is_significant_and_nothing_else(shipped_store):
    found = made("finding_providers", shipped_store, {})
    said = [dot.said for dot in found.native.dots]
    assert all(words.endswith(", significant") for words in said)
    assert f"ahead in {len(said)} of" in found.headline
    gaps = [abs(dot.value) for dot in found.native.dots]
    assert gaps == sorted(gaps, reverse=True)
    assert "the differences significant after allowing for many tests" in found.subtitle
    none = made("finding_providers", shipped_store, {"gender": ["female"]})
    assert not any("significant" in dot.said for dot in none.native.dots)
    assert "the widest, none of them significant" in none.subtitle


def test_a_star_is_explained_where_there_is_one(shipped_store):
    starred = made("gap_matrix", shipped_store, {})
    assert starred.notes[0].text.startswith("* Significant")
    plain = made("gap_matrix", shipped_store, {"area": ["london"]})
    assert "*" not in plain.table.to_string()
    assert plain.notes[0].text.startswith("Significant")


def test_models_in_which_something_entered_stand_first_in_a_briefing(shipped_store):
    found = made("screen", shipped_store, {"question": ["all"]})
    entered = [any(cell[0] in "+−?↕" for cell in row) for row in found.table.to_numpy()]
    assert any(entered)
    assert not all(entered)
    assert entered == sorted(entered, reverse=True)


def test_printed_figures_have_names_in_plain_words(shipped_store):
    names = made("published_figures", shipped_store, {}).table.index
    assert not [name for name in names if name[0].islower() or "_" in name or "tested by" in name]
    assert {"All cases: number", "CRC owners", "Cases, Female: number"} <= set(names)


def test_the_area_chosen_is_outlined_on_the_map_and_named_in_the_funnel(shipped_store):
    tiles = made("area_map", shipped_store, {"place": ["kent"]}).native.tiles
    assert [tile.name for tile in tiles if tile.chosen] == ["Kent"]
    assert all(tile.lines[-1].endswith(" ✓") == tile.filled for tile in tiles)


def test_of_several_areas_chosen_each_is_marked(shipped_store):
    asked = {"area": ["kent", "london"]}
    tiles = made("area_map", shipped_store, asked).native.tiles
    assert {tile.name for tile in tiles if tile.chosen} == {"Kent", "London"}
    names = page.draw(made("funnel", shipped_store, asked).spec, LIGHT)["layout"]["annotations"]
    assert {"<b>Kent</b>", "<b>London</b>"} <= {name["text"] for name in names}


def test_filters_are_told_and_counted(random_store):
    found = made("rates", random_store, asked("rates") | {"gender": ["female"]})
    assert found.who == "Filtered to: women."
    assert found.count == f"{found.frame['n'].sum():,} judgements"
    assert found.said["filters"] == found.who
    assert Dimension.GENDER not in found.frame


def test_that_there_are_too_few_events_is_said_first_in_notes_and_files(counted):
    store = counted("""
        question | factor | provider | gender | yes | no
        delivery | ete    | CRC      | male   | 40  | 3
        delivery | ete    | CRC      | female | 20  | 2
        delivery | ete    | NPS      | male   | 20  | 2
        delivery | ete    | NPS      | female | 20  | 1
    """)
    params = {"question": ["delivery"], "by": ["provider"]}
    found = made("gaps", store, params | {"full_model": ["on"]})
    sentence = (
        "Adjusted differences rest on few cases of the rarer answer a parameter. Education,"
        " training and employment: fewer than 5, so none is given."
    )
    assert found.notes[0].text == found.said["note"] == found.picture["reading"][: len(sentence)]
    assert found.notes[0].text == sentence
    row = found.table.loc["Education, training and employment"]
    assert (
        row["Adjusted, points (95% interval)"] == "too\N{NO-BREAK SPACE}few\N{NO-BREAK SPACE}events"
    )
    assert [dot for dot in found.native.dots if "adjusted" in dot.name] == []
    assert "note" not in made("gaps", store, params).said
