"""What a first figure needs is named in the page: files of the Streamlit that is installed."""

import re
from pathlib import Path

from probation.http.preload import CHUNKS, needed
from tests.http.asking import STATIC, ask

NAMED = re.compile(r'<script type="module" crossorigin src="\./static/(js/[\w.-]+\.js)"></script>')


def test_the_page_names_each_file_and_it_is_there(server: str) -> None:
    """Fails where an upgrade of Streamlit has renamed one: look which files a chart now needs."""
    named = NAMED.findall(ask(f"{server}/availability", accept_encoding="identity").body.decode())
    for chunk in CHUNKS:
        assert [name for name in named if name.startswith(f"js/{chunk}.")], chunk
    assert len(named) == len(set(named))
    for name in named:
        answer = ask(f"{server}/static/{name}", accept_encoding="identity")
        assert answer.headers["content-type"] == "application/javascript"
        assert answer.body == (STATIC / name).read_bytes()


def test_below_a_base_path_the_addresses_lead_below_it_too(below: str) -> None:
    """They are relative to the page, as those inside it: a proxy may cut off a prefix."""
    (first, *_) = NAMED.findall(ask(f"{below}/gaps", accept_encoding="identity").body.decode())
    assert ask(f"{below}/static/{first}").headers["content-type"] == "application/javascript"


def test_what_a_file_imports_is_named_after_it_and_what_the_page_names_is_not(
    tmp_path: Path,
) -> None:
    scripts = tmp_path / "static" / "js"
    scripts.mkdir(parents=True)
    chart = (
        'import{a as b}from"./shared.1.js";import"./deep.1.js";const c=()=>import("./late.1.js")'
    )
    for name, text in {
        "PlotlyChart.1.js": chart,
        "PlotlyChartOfOurs.1.js": "",
        "shared.1.js": "import{a}from'./index.1.js';import{b}from'./deep.1.js'",
        "deep.1.js": "import{c}from`./shared.1.js`;import './gone.1.js'",
        "late.1.js": "",
        "index.1.js": "import'./of_the_page.1.js'",
        "of_the_page.1.js": "",
    }.items():
        (scripts / name).write_text(text, encoding="utf-8")
    page = '<script src="./static/js/index.1.js"></script>'
    assert needed(tmp_path, page) == ["PlotlyChart.1.js", "shared.1.js", "deep.1.js"]


def test_where_names_have_changed_nothing_is_named(tmp_path: Path) -> None:
    assert needed(tmp_path, "") == []
