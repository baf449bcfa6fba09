"""What a query counted, closed until disclosure publishes it."""

import pandas as pd


class Counts:
    """The rows that a query gave, which nothing can show, file or print by accident.

    ``disclosure.gate`` alone opens them (tests/disclosure/test_exits.py sees to that): counts have
    no frame's methods, and their text holds no number.
    """

    __slots__ = ("_rows",)

    def __init__(self, rows: pd.DataFrame) -> None:
        self._rows = rows

    def __repr__(self) -> str:
        return "Counts(not published)"


def opened(counts: Counts) -> pd.DataFrame:
    """The rows. For ``disclosure.gate`` alone."""
    return counts._rows
