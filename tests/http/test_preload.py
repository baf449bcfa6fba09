"""What a first figure needs is told with the page: the files of the Streamlit that is installed."""

import re
from pathlib import Path

import pytest

from probation.http.preload import CHUNKS, chunk_links
from tests.http.asking import STATIC, ask

LINK = re.compile(r"<\./static/(js/[\w.-]+\.js)>; rel=modulepreload")


def test_the_page_names_the_largest_files_and_they_are_there(server: str) -> None:
    """Fails where an upgrade of Streamlit has renamed one: look which files a chart now needs."""
    named = LINK.findall(ask(f"{server}/availability").headers["link"])
    assert len(named) == len(CHUNKS)
    for chunk, name in zip(CHUNKS, named, strict=True):
        assert name.startswith(f"js/{chunk}.")
        answer = ask(f"{server}/static/{name}", accept_encoding="identity")
        assert answer.headers["content-type"] == "application/javascript"
        assert answer.body == (STATIC / name).read_bytes()


@pytest.mark.parametrize("path", ["", "/", "/gaps", "/no_such_page"])
def test_every_page_says_it_and_nothing_else_does(server: str, path: str) -> None:
    assert "link" in ask(server + path).headers
    assert "link" not in ask(f"{server}/ping").headers
    assert "link" not in ask(f"{server}/static/css/none.css", "POST").headers


def test_below_a_base_path_the_addresses_lead_below_it_too(below: str) -> None:
    """They are relative to the page, as those inside it: a proxy may cut off a prefix."""
    (first, *_) = LINK.findall(ask(f"{below}/gaps").headers["link"])
    assert ask(f"{below}/static/{first}").headers["content-type"] == "application/javascript"


def test_where_names_have_changed_there_is_no_header(tmp_path: Path) -> None:
    assert chunk_links(tmp_path) == ""
    scripts = tmp_path / "static" / "js"
    scripts.mkdir(parents=True)
    (scripts / "Plotly.abc.js").touch()
    assert chunk_links(tmp_path) == ""
