"""The log of the server holds no id of a session."""

import io
import logging
from collections.abc import Iterator

import pytest

from probation.http.log import without_session_ids

ID = "2f1c5e90-8d3b-4a6f-9c27-0a1b2c3d4e5f"


@pytest.fixture
def log() -> Iterator[tuple[logging.Logger, io.StringIO]]:
    """A logger as a library makes one, and what it has written."""
    make = logging.getLogRecordFactory()
    without_session_ids()
    logger, written = logging.Logger("streamlit.some"), io.StringIO()
    logger.addHandler(logging.StreamHandler(written))
    yield logger, written
    logging.setLogRecordFactory(make)


def test_ids_are_left_out_of_words_and_values_and_tracebacks(log) -> None:
    logger, written = log
    logger.warning("Session with id %s is already connected!", ID)
    try:
        raise KeyError(f"/_stcore/upload_file/{ID.upper()}")
    except KeyError:
        logger.exception(f"Error of {ID}")
    assert ID not in written.getvalue().lower()
    assert "Session with id (id) is already connected!" in written.getvalue()
    assert "KeyError: '/_stcore/upload_file/(id)'" in written.getvalue()


def test_all_else_is_logged_as_it_was(log) -> None:
    logger, written = log
    logger.warning("%d of %s", 3, "3f9a2c10")
    assert written.getvalue() == "3 of 3f9a2c10\n"
