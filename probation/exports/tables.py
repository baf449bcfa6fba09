"""A drawn frame as a CSV file that still says, years later, what it is."""

from collections.abc import Mapping

import pandas as pd

#: Spreadsheet programs read text that begins with one of these as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv(frame: pd.DataFrame, provenance: Mapping[str, str]) -> bytes:
    """``frame`` as CSV in UTF-8 with a byte order mark, which Excel needs to read it as UTF-8.

    ``provenance`` (question, filters, case set, generation, date) becomes columns repeated on
    every row: a line above the header would stop SPSS, R and pandas from reading the file.
    Missing values are empty.
    """
    text = frame.assign(**provenance)
    for column in text.select_dtypes(exclude="number"):
        text[column] = [_neutral(value) for value in text[column]]
    return text.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def _neutral(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
