"""Links that keep their word: in full, and honest about the data they were made on."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from probation.store.build import build
from probation.store.generation import discard, point
from probation.store.history import roll_back, withdraw
from probation.store.record import Generation
from probation.ui import state
from tests import builders
from tests.pages.reading import Visit, charts, forget_store, link, tables, words
from tests.store.older import MARK, spoil

COUNTS = """
question     | factor        | yes | no
availability | accommodation | {yes} | 20
availability | ete           | 30  | 10
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Generation, Generation]]:
    """A folder with the data and the stores of ``two``, which each test copies."""
    folder = tmp_path_factory.mktemp("two")
    data, stores = folder / "data", folder / "stores"
    first = build(builders.counted_files(data, COUNTS.format(yes=40)), stores)
    second = build(builders.counted_files(data, COUNTS.format(yes=20)), stores)
    return folder, (first, second)


@pytest.fixture
def two(
    built: tuple[Path, tuple[Generation, Generation]],
    own_store: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> tuple[Generation, Generation]:
    """Two generations of the store: 40 of 60 yes for accommodation, then 20 of 40."""
    folder, generations = built
    shutil.copytree(folder / "stores", own_store)
    monkeypatch.setenv("PROBATION_DATA", str(folder / "data"))
    forget_store()
    return generations


def accommodation(page: AppTest) -> str:
    return tables(page)[0][0]["Yes"]


def press(page: AppTest, label: str) -> AppTest:
    (button,) = [button for button in page.button if button.label == label]
    return button.click().run()


def asked(page: AppTest) -> dict[str, list[str]]:
    """The parameters of the address that 'Copy link' gives."""
    return parse_qs(urlsplit(link(page)).query)


def test_a_copied_link_names_defaults_too_and_the_case_set(
    visit: Visit, two: tuple[Generation, Generation]
) -> None:
    said = asked(visit("availability", gender="male"))
    assert said == {
        "order": ["bulletin"],
        "scale": ["cases"],
        "intervals": ["on"],
        "printed": ["off"],
        "question": ["availability"],
        "gender": ["male"],
        "store": [two[1].name],
    }


@pytest.mark.parametrize(
    ("page", "named"),
    [
        ("gaps", {"by", "order", "intervals", "adjusted", "ratio", "bh", "question"}),
        ("gaps", {"full_model", "bounds"}),
        ("areas", {"unit", "adjusted", "question"}),
        ("regression", {"candidates", "enter", "remove", "removal", "missing", "run", "full"}),
        ("published", {"part"}),
        ("overview", {"intervals"}),
        ("about", set()),
    ],
)
def test_what_a_page_depends_on_is_in_its_link(seen: Visit, page: str, named: set[str]) -> None:
    assert named | {"store"} <= set(asked(seen(page)))


def test_a_link_of_today_says_nothing(visit: Visit, two: tuple[Generation, Generation]) -> None:
    page = visit("availability", store=two[1].name)
    assert "data have changed" not in words(page)
    assert accommodation(page) == "20 of 40"
    assert page.query_params == {}


def test_the_same_files_stored_again_are_no_change(
    visit: Visit, two: tuple[Generation, Generation]
) -> None:
    page = visit("availability", store=two[1].name.replace("gen-2-", "gen-9-"))
    assert "data have changed" not in words(page)


def test_a_link_of_earlier_data_says_so_and_shows_what_it_showed_then(
    visit: Visit, two: tuple[Generation, Generation]
) -> None:
    page = visit("availability", store=two[0].name)
    assert "The data have changed since" in words(page)
    assert two[0].name in words(page)
    assert accommodation(page) == "20 of 40"

    then = press(page, "Show what the link showed then")
    assert "You see what the link showed then" in words(then)
    assert accommodation(then) == "40 of 60"
    assert then.query_params["shown"] == "then"

    other = then.switch_page("../../pages/gaps.py").run()
    assert "You see what the link showed then" in words(other), "over a page hop too"

    then = other.switch_page("../../pages/availability.py").run()
    now = press(then, "Show the data as they are now")
    assert accommodation(now) == "20 of 40"
    assert "data have changed" not in words(now)


def test_files_stored_under_another_number_are_what_the_link_showed(
    visit: Visit, two: tuple[Generation, Generation]
) -> None:
    page = visit("availability", store=two[0].name.replace("gen-1-", "gen-7-"), shown="then")
    assert "You see what the link showed then" in words(page)
    assert accommodation(page) == "40 of 60"


def test_then_is_now_where_nothing_has_changed(
    visit: Visit, two: tuple[Generation, Generation]
) -> None:
    page = visit("availability", store=two[1].name, shown="then")
    assert "data have changed" not in words(page)
    assert accommodation(page) == "20 of 40"


def test_a_notice_can_be_dismissed(visit: Visit, two: tuple[Generation, Generation]) -> None:
    page = press(visit("availability", store=two[0].name), "Keep to the data as they are now")
    assert "data have changed" not in words(page)
    assert page.query_params == {}


def of_a_version_that_cannot_be_brought_up_to_ours(stores: Path, name: str) -> None:
    spoil(stores, name, "DROP TABLE judgements")
    record = stores / f"{name}.json"
    fields = json.loads(record.read_text(encoding="utf-8")) | {"mark": MARK}
    record.write_text(json.dumps(fields), encoding="utf-8")


@pytest.mark.parametrize("lose", [discard, of_a_version_that_cannot_be_brought_up_to_ours])
def test_what_cannot_be_shown_any_more_is_told(
    visit: Visit,
    two: tuple[Generation, Generation],
    own_store: Path,
    lose: Callable[[Path, str], None],
) -> None:
    lose(own_store, two[0].name)
    page = visit("availability", store=two[0].name, shown="then")
    assert "What it showed then cannot be shown here any more" in words(page)
    assert accommodation(page) == "20 of 40"
    assert not [b for b in page.button if "showed then" in b.label]


def test_a_store_rolled_back_is_another_store(
    visit: Visit, two: tuple[Generation, Generation], own_store: Path
) -> None:
    point(own_store, two[0].name, chosen=True)
    page = visit("availability", store=two[1].name)
    assert "The data have changed since" in words(page)
    assert accommodation(page) == "40 of 60"


def test_what_was_rolled_back_is_shown_with_a_caution_on_the_page_and_in_its_files(
    visit: Visit, own_store: Path, two: tuple[Generation, Generation]
) -> None:
    _, second = two
    before = visit("availability")
    assert accommodation(before) == "20 of 40"
    roll_back(own_store)
    page = visit("availability", store=second.name)
    assert "It was taken back on" in page.info[0].value
    then = press(page, "Show what the link showed then")
    assert accommodation(then) == "20 of 40"
    assert then.warning[0].value.startswith("It was taken back on")
    assert "ask them why before you use its figures" in charts(then)[0].layout["meta"]["source"]


def test_what_was_withdrawn_is_shown_by_no_link_and_says_so(
    visit: Visit, own_store: Path, two: tuple[Generation, Generation]
) -> None:
    first, second = two
    then = visit("availability", store=first.name, shown="then")
    assert accommodation(then) == "40 of 60"
    withdraw(own_store, first.name)
    for page in (then.run(), visit("availability", store=first.name, shown="then")):
        assert accommodation(page) == "20 of 40"
        assert f"made on the case set {first.name}" in page.info[0].value
        assert "What it showed then was withdrawn on" in page.info[0].value
        assert "Show what the link showed then" not in [button.label for button in page.button]
    withdraw(own_store, second.name)
    page = then.run()
    assert "No figures are shown" in page.error[0].value
    assert not page.get("plotly_chart")


@pytest.mark.parametrize("name", ["../../etc/passwd", "gen-1", "gen-1-0123abcd.duckdb", "x" * 5000])
def test_no_other_file_is_opened_by_a_link(
    visit: Visit, two: tuple[Generation, Generation], name: str
) -> None:
    page = visit("availability", store=name, shown="then")
    assert not page.exception
    assert "The link names a case set that this dashboard does not have." in words(page)
    assert accommodation(page) == "20 of 40"


def test_back_to_a_bare_address_shows_the_data_as_they_are_now(
    visit: Visit, two: tuple[Generation, Generation], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state, "by_hand", lambda: True)
    page = visit("availability", store=two[0].name, shown="then")
    assert accommodation(page) == "40 of 60"
    page.query_params.clear()
    page = page.run()
    assert accommodation(page) == "20 of 40"
    assert "You see what" not in words(page)


WITHOUT_KENT = "\n".join(line for line in builders.AREAS.splitlines() if "kent" not in line)
CASES = "case_id | area\nD | durham\n" + "\n".join(f"C{n} | {{place}}" for n in range(12))
JUDGED = "case_id | question | factor | judgement\n" + "\n".join(
    f"C{n} | {question} | accommodation | yes"
    for n in range(12)
    for question in ("availability", "delivery")
)


@pytest.fixture
def moved(tmp_path: Path, own_store: Path, monkeypatch: pytest.MonkeyPatch) -> Generation:
    """An earlier generation with Kent, and the one that counts without it."""
    data = tmp_path / "data"
    monkeypatch.setenv("PROBATION_DATA", str(data))
    first = build(builders.case_files(data, CASES.format(place="kent"), JUDGED), own_store)
    later = builders.case_files(data, CASES.format(place="london"), JUDGED, areas=WITHOUT_KENT)
    build(later, own_store)
    forget_store()
    return first


def test_a_filter_that_only_the_earlier_data_know_is_kept_for_them(
    visit: Visit, moved: Generation
) -> None:
    page = visit("availability", area="kent", store=moved.name)
    assert "There is no area inspected 'kent'" in words(page)
    then = press(page, "Show what the link showed then")
    assert "Filtered to: Kent." in words(then)
    now = press(then, "Show the data as they are now")
    assert not now.exception
    assert "There is no area inspected 'kent'" in words(now)
    assert "All inspected cases." in words(now)


def test_a_profile_of_an_area_that_is_no_more_is_left(visit: Visit, moved: Generation) -> None:
    page = visit("areas", place="kent", store=moved.name, shown="then")
    assert not page.exception
    now = press(page, "Show the data as they are now")
    assert not now.exception
    assert not now.error
