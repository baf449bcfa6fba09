"""The steps of making a generation and making it count, told to Python's audit hooks.

``sys.addaudithook`` hears each as the event ``probation.store`` with the step's name: for a log of
who changed the store, and for tests that end the process there.
"""

import sys
from enum import StrEnum

EVENT = "probation.store"


class Step(StrEnum):
    """In the order in which a build in the stores folder reaches them."""

    LOCKED = "locked"  # nobody else writes in the stores folder
    LOADED = "loaded"  # the raw tables are there
    DEFINED = "defined"  # the tables are there, empty, nothing committed
    FILLED = "filled"  # all rows are in, nothing committed
    COMMITTED = "committed"  # in the write-ahead log or the file
    CLOSED = "closed"  # all in the file
    CHECKED = "checked"  # a reader found in it what was read
    BROUGHT_IN = "brought in"  # the file is in the stores folder, under its name
    RECORD_WRITTEN = "record written"  # the record is on the disk, under another name
    RECORDED = "recorded"  # the generation can be trusted
    HISTORY_WRITTEN = "history written"  # the history is on the disk, under another name
    HISTORY_KEPT = "history kept"  # it says that the generation is to count
    POINTER_WRITTEN = "pointer written"  # the pointer is on the disk, under another name
    POINTED = "pointed"  # the generation counts
    DISCARDING = "discarding"  # one file of an old generation is gone


def reached(step: Step) -> None:
    """Tells whoever listens that a step is done."""
    sys.audit(EVENT, step.value)
