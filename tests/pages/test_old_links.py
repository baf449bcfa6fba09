"""Links made at commit 427d994: they go on saying what they said, whatever became of the store.

The addresses are what that commit's "Copy link" gave, and SHOWN what its page showed, for the
shipped cases and for an extract of them in which women of NPS cases had become men.
"""

from contextlib import nullcontext
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from probation.cli.commands import main
from probation.store.build import build
from probation.store.history import roll_back
from probation.store.importing.extract import Extract, ExtractSource
from probation.store.source import shipped
from tests.pages.reading import Visit, forget_store, tables_of_figures, words
from tests.store.older import older

pytestmark = pytest.mark.slow

DATA = Path(__file__).parents[2] / "data"
VIEW = (
    "/delivery?by=provider&order=bulletin&scale=cases&intervals=on&question=delivery"
    "&gender=female&store="
)
OF_SHIPPED, OF_EXTRACT = f"{VIEW}gen-1-6827f7e3", f"{VIEW}gen-2-eb933749"
#: Provider, yes and % yes for accommodation.
SHOWN = {
    OF_SHIPPED: [("CRC", "16 of 30", "53.3%"), ("NPS", "12 of 13", "92.3% [u]")],
    OF_EXTRACT: [("CRC", "16 of 30", "53.3%"), ("NPS", "0 of 0", "")],
}
#: As the version of that commit left the store, or as today's makes it.
made_by = pytest.mark.parametrize("made", [older, nullcontext], ids=["427d994", "today"])


@pytest.fixture
def extract(tmp_path: Path) -> list[Path]:
    """Cases, priorities, judgements and mapping, byte for byte as they were imported then."""
    files = shipped(DATA)
    named = {name: tmp_path / f"{name}.csv" for name in ("cases", "priorities", "judgements")}
    for name, path in named.items():
        path.write_bytes(getattr(files, name).read_bytes())
    changed = named["cases"].read_text(encoding="utf-8").replace(",NPS,female,", ",NPS,male,")
    named["cases"].write_text(changed, encoding="utf-8", newline="")
    (tmp_path / "m.toml").write_text('label = "Second"\n', encoding="utf-8", newline="")
    return [*named.values(), tmp_path / "m.toml"]


@pytest.fixture
def stores(own_store: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PROBATION_DATA", str(DATA))
    return own_store


def opened(visit: Visit, link: str, **more: str) -> AppTest:
    """The page at a link, opened in a server that has just started."""
    forget_store()
    address = urlsplit(link)
    page = visit(address.path.strip("/"), **parse_qs(address.query), **more)
    assert not page.exception
    return page


def accommodation(page: AppTest) -> list[tuple[str, str, str]]:
    return [
        (row["Provider"], row["Yes"], row["% yes"])
        for row in tables_of_figures(page)[0]
        if row["Factor"] == "Accommodation"
    ]


def silent(page: AppTest) -> bool:
    """Whether a page says nothing of data that have changed, or of another version."""
    said = words(page)
    return not any(part in said for part in ("data have changed", "link", "another version"))


@made_by
def test_before_and_after_an_import_a_link_says_and_shows_what_it_did(
    visit: Visit, stores: Path, extract: list[Path], made: type
) -> None:
    with made():
        build(shipped(DATA), stores)
    page = opened(visit, OF_SHIPPED)
    assert silent(page)
    assert accommodation(page) == SHOWN[OF_SHIPPED]

    *files, mapping = map(str, extract)
    assert main(["import", *files, "--mapping", mapping]) == 0
    page = opened(visit, OF_EXTRACT)
    assert silent(page), "the same files brought in today are the same case set"
    assert accommodation(page) == SHOWN[OF_EXTRACT]

    page = opened(visit, OF_SHIPPED)
    assert "The data have changed since" in words(page), "another case set is shown now"
    assert accommodation(page) == SHOWN[OF_EXTRACT]
    page = opened(visit, OF_SHIPPED, shown="then")
    assert accommodation(page) == SHOWN[OF_SHIPPED]

    roll_back(stores)
    page = opened(visit, OF_SHIPPED)
    assert silent(page)
    assert accommodation(page) == SHOWN[OF_SHIPPED]


@made_by
def test_a_link_to_an_import_stays_true_too(
    visit: Visit, stores: Path, extract: list[Path], made: type
) -> None:
    *files, mapping = extract
    with made():
        build(shipped(DATA), stores)
        build(ExtractSource(Extract(tuple(files), DATA / "areas.csv", mapping)), stores)
    page = opened(visit, OF_EXTRACT)
    assert silent(page)
    assert accommodation(page) == SHOWN[OF_EXTRACT]
    page = opened(visit, OF_SHIPPED, shown="then")
    assert "You see what the link showed then" in words(page)
    assert accommodation(page) == SHOWN[OF_SHIPPED]
