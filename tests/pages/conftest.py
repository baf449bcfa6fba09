"""Pages run through the shell, as a reader's browser runs them, without a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from probation.ui.later import DRAWN
from tests.pages.reading import Visit, forget_store

PROJECT = Path(__file__).resolve().parents[2]
APP = PROJECT / "probation" / "ui" / "shell.py"


@pytest.fixture
def visit() -> Visit:
    """``visit("availability", gender="female", area=["kent", "london"])``: the page at that URL."""

    def opened(page: str, **params: str | list[str]) -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=60)
        app.session_state[DRAWN] = True  # as in a browser, a moment after the first figure
        for name, value in params.items():
            app.query_params[name] = value
        return app.switch_page(f"../../pages/{page}.py").run()

    return opened


@pytest.fixture
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A stores folder of the test's own, empty; the dashboard forgets what it had open."""
    stores = tmp_path / "stores"
    monkeypatch.setenv("PROBATION_STORES", str(stores))
    forget_store()
    yield stores
    forget_store()
