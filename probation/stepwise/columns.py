"""One column of a data set as codes and levels, whatever it came as: text, numbers, categories."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[Any]  # of float64; numpy's own annotations are wider
Codes = NDArray[np.int64]
Flags = NDArray[np.bool_]

#: The code of a missing value.
MISSING = -1

_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")


@dataclass(frozen=True, eq=False)
class Column:
    """The values of one column. codes: for each row the place of its level, or MISSING (-1).

    levels: the texts of the levels, each once; none for a column of numbers.
    numbers: for a column to reckon with, the distinct numbers, ascending; else None.
    """

    codes: Codes
    levels: tuple[str, ...]
    numbers: Numbers | None = None

    @classmethod
    def read(cls, values: Any) -> Self:
        """A sequence of any values. None, NaN and blank text are missing; 3.0 is read as 3."""
        if isinstance(values, cls):
            return values
        distinct, places = _distinct(values)
        found: dict[str, int] = {}
        codes = np.full(len(distinct) + 1, MISSING, dtype=np.int64)  # place -1 is missing, too
        for place, value in enumerate(distinct):
            label = text(value)
            if label is not None:
                codes[place] = found.setdefault(label, len(found))
        return cls(codes[places], tuple(found))

    @classmethod
    def of_numbers(cls, values: Numbers) -> Self:
        """A column to reckon with; NaN is missing."""
        distinct, codes = np.unique(values, return_inverse=True)  # NaN comes last
        known = distinct[~np.isnan(distinct)]
        return cls(np.where(codes < len(known), codes, MISSING), (), known)

    def __len__(self) -> int:
        """The number of levels, or of distinct numbers."""
        return len(self.levels if self.numbers is None else self.numbers)

    @property
    def missing(self) -> Flags:
        missing: Flags = self.codes == MISSING
        return missing

    def at(self, rows: NDArray[Any]) -> Self:
        """The column for some of the rows (a mask or places)."""
        return replace(self, codes=self.codes[rows])

    def recoded(self, levels: tuple[str, ...]) -> Self:
        """The column with ``levels`` in that order; a level not among them becomes missing."""
        place = {level: i for i, level in enumerate(levels)}
        codes = self._renumbered([place.get(level, MISSING) for level in self.levels])
        return replace(self, codes=codes, levels=levels)

    def used(self) -> Self:
        """The column without the levels that no row has."""
        in_use = np.bincount(self.codes[~self.missing], minlength=len(self)) > 0
        codes = self._renumbered(np.where(in_use, np.cumsum(in_use) - 1, MISSING).tolist())
        if self.numbers is not None:
            return replace(self, codes=codes, numbers=self.numbers[in_use])
        levels = tuple(self.levels[place] for place in np.flatnonzero(in_use))
        return replace(self, codes=codes, levels=levels)

    def _renumbered(self, places: Sequence[int]) -> Codes:
        return np.array([*places, MISSING], dtype=np.int64)[self.codes]


def numbers(values: Any) -> Numbers | None:
    """A sequence of values as numbers, NaN where missing; None where one is no finite number.

    True and False are no numbers: they name levels.
    """
    kind = getattr(values, "dtype", None)
    if isinstance(kind, np.dtype) and kind.kind in ("i", "u", "f"):
        found = np.asarray(values, dtype=np.float64)
        return None if np.isinf(found).any() else found
    column = Column.read(values)
    if column.numbers is not None:
        return np.array([*column.numbers, math.nan])[column.codes]
    try:
        of_level = [number(level) for level in column.levels]
    except ValueError:
        return None
    return np.array([*of_level, math.nan])[column.codes]


def text(value: Any) -> str | None:
    """One value as the text of its level; None where it is missing."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, (float, np.floating)) and float(value).is_integer():
        return str(int(value))  # whole numbers come as floats where a column has blanks
    return str(value)


def number(level: str) -> float:
    """The number a level spells. Raises ValueError where it spells no finite decimal number."""
    if not _NUMBER.fullmatch(level.strip()) or math.isinf(float(level)):
        raise ValueError(level)
    return float(level)


def magnitude(values: Numbers) -> float:
    """The power of two next below the largest of ``values``: dividing by it rounds nothing."""
    return float(np.ldexp(1.0, int(np.frexp(np.abs(values).max())[1]) - 1))


def in_order(levels: Iterable[str]) -> list[str]:
    """Levels in the order of their numbers where all are numbers, else of the alphabet."""
    levels = list(levels)
    try:
        return sorted(levels, key=number)
    except ValueError:
        return sorted(levels, key=lambda level: (level.casefold(), level))


def _distinct(values: Any) -> tuple[Sequence[Any], Codes]:
    """The distinct values, and for each row the place of its own among them (-1: missing)."""
    if hasattr(values, "cat"):  # a pandas categorical: its codes are ready
        return values.cat.categories.tolist(), values.cat.codes.to_numpy().astype(np.int64)
    if hasattr(values, "isna") and not isinstance(values.dtype, np.dtype):
        values = values.astype(object).where(values.notna(), None)
    array = np.ma.filled(values, None) if np.ma.isMaskedArray(values) else np.asarray(values)
    if array.dtype.kind in "biuf":
        distinct, places = np.unique(array, return_inverse=True)
        return distinct.tolist(), places.astype(np.int64)
    listed = array.tolist()
    index = {value: i for i, value in enumerate(dict.fromkeys(listed))}
    return list(index), np.fromiter((index[value] for value in listed), np.int64, len(listed))
