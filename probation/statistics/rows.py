"""The rows of a small frame, one after the other."""

from collections import namedtuple
from functools import lru_cache
from typing import Any

import pandas as pd


def rows(frame: pd.DataFrame) -> list[Any]:
    """Each row with its values as attributes, by the names of the columns; the index is left out.

    As DataFrame.itertuples, which takes ten times as long on the twenty rows of a figure: it makes
    a new class, and a column out of each, at every call.
    """
    columns = (frame[name].tolist() for name in frame.columns)
    return list(map(_named(tuple(frame.columns))._make, zip(*columns, strict=True)))


@lru_cache(maxsize=100)
def _named(columns: tuple[str, ...]) -> Any:
    return namedtuple("Row", columns)
