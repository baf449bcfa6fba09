"""A drawn frame as a CSV file that still says, years later, what it is."""

from collections.abc import Mapping

import pandas as pd

from probation.domain.text import for_sheet


def csv(frame: pd.DataFrame, provenance: Mapping[str, str]) -> bytes:
    """``frame`` as CSV in UTF-8 with a byte order mark, which Excel needs to read it as UTF-8.

    ``provenance`` (question, filters, case set, generation, date) becomes columns repeated on
    every row: a line above the header would stop SPSS, R and pandas from reading the file.
    Missing values are empty.
    """
    text = frame.assign(**provenance)
    for column in text.select_dtypes(exclude="number"):
        text[column] = [for_sheet(v) if isinstance(v, str) else v for v in text[column]]
    made: str = text.to_csv(index=False, lineterminator="\r\n")
    return made.encode("utf-8-sig")
