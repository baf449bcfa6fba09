"""What the server's log leaves out: the ids of sessions, by which somebody could enter one."""

import logging
import re
from contextlib import suppress
from typing import Any

#: Streamlit's sessions, and its uploads, are named by such.
_ID = re.compile(r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", re.IGNORECASE)
_TRACEBACKS = logging.Formatter()


def without_session_ids() -> None:
    """From now on no logger of this process writes one, whoever's logger it is."""
    make = logging.getLogRecordFactory()

    def made(*given: Any, **more: Any) -> logging.LogRecord:
        return _cleaned(make(*given, **more))

    logging.setLogRecordFactory(made)


def _cleaned(record: logging.LogRecord) -> logging.LogRecord:
    with suppress(TypeError, ValueError):  # words and values do not agree: the handler says so
        said = record.getMessage()
        if _ID.search(said):
            record.msg, record.args = _ID.sub("(id)", said), ()
    if record.exc_info:
        # a formatter takes this text where there is one
        record.exc_text = _ID.sub("(id)", _TRACEBACKS.formatException(record.exc_info))
    return record
