"""A page that breaks off, as the server shows it."""

from pathlib import Path

import pytest

from tests.benchmarks.readers import Reader
from tests.benchmarks.servers import serving
from tests.http.asking import run

APP = """
import streamlit as st
from app import failed
app = st.App("page.py", on_script_error=failed)
"""


@pytest.fixture
def words(tmp_path: Path) -> str:
    """What a page that divides by nought says, with the dashboard's own handler."""
    (tmp_path / "page.py").write_text("1 / 0\n", encoding="utf-8")
    (tmp_path / "failing.py").write_text(APP, encoding="utf-8")

    async def visit(url: str) -> str:
        async with Reader.at(url) as reader:
            await reader.open("")
            return reader.words

    with serving(tmp_path / "failing.py", tmp_path / "stores") as url:
        return run(visit(url))


def test_it_says_so_with_a_number_and_nothing_of_the_error(words: str) -> None:
    assert words.startswith("Something is wrong on the server")
    assert "the number " in words
    assert "division" not in words
    assert "page.py" not in words
