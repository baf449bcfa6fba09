"""Pages run through the shell, as a reader's browser runs them, without a browser."""

import json
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import NoReturn

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from probation.ui.later import DRAWN
from tests.pages.reading import Visit, forget_store

PROJECT = Path(__file__).resolve().parents[2]
APP = PROJECT / "probation" / "ui" / "shell.py"


@pytest.fixture(scope="session", autouse=True)
def _packages_looked_through_once() -> Iterator[None]:
    """AppTest reads the metadata of all installed packages for each page: most of its time."""
    with pytest.MonkeyPatch.context() as patch:
        once = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", once)
        yield


@pytest.fixture
def visit() -> Visit:
    """``visit("availability", gender="female", area=["kent", "london"])``: the page at that URL."""
    return lambda page, **params: _opened(page, params)


@pytest.fixture(scope="session")
def seen() -> Visit:
    """Like ``visit``, of the shipped cases: made once for all tests that only look at the page.

    Whoever wants to press something visits a page of his own; here that is an error.
    """

    @lru_cache(maxsize=100)
    def rendered(page: str, asked: str) -> AppTest:
        app = _opened(page, json.loads(asked))
        app._run = _refused
        return app

    return lambda page, **params: rendered(page, json.dumps(params))


def _refused(*_: object, **__: object) -> NoReturn:
    raise AssertionError("other tests look at this page too: visit one of your own")


def _opened(page: str, params: dict[str, str | list[str]]) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.session_state[DRAWN] = True  # as in a browser, a moment after the first figure
    for name, value in params.items():
        app.query_params[name] = value
    return app.switch_page(f"../../pages/{page}.py").run()


@pytest.fixture
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A stores folder of the test's own, empty; the dashboard forgets what it had open."""
    stores = tmp_path / "stores"
    monkeypatch.setenv("PROBATION_STORES", str(stores))
    forget_store()
    yield stores
    forget_store()
