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

    levels: the texts of the levels, each once.
    is_number: the levels are numbers to reckon with, not names.
    """

    codes: Codes
    levels: tuple[str, ...]
    is_number: bool = False

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

    def __len__(self) -> int:
        """The number of levels."""
        return len(self.levels)

    @property
    def missing(self) -> Flags:
        return self.codes == MISSING

    def at(self, rows: NDArray[Any]) -> Self:
        """The column for some of the rows (a mask or places)."""
        return replace(self, codes=self.codes[rows])

    def recoded(self, levels: tuple[str, ...]) -> Self:
        """The column with ``levels`` in that order, which must hold every level in use."""
        place = {level: i for i, level in enumerate(levels)}
        return self._renumbered([place.get(level, MISSING) for level in self.levels], levels)

    def used(self) -> Self:
        """The column without the levels that no row has."""
        in_use = np.bincount(self.codes[~self.missing], minlength=len(self)) > 0
        places = np.where(in_use, np.cumsum(in_use) - 1, MISSING).tolist()
        levels = tuple(self.levels[place] for place in np.flatnonzero(in_use))
        return self._renumbered(places, levels)

    def numbers(self) -> Numbers | None:
        """The values as numbers, NaN where missing; None where a level is no finite number."""
        try:
            of_level = [number(level) for level in self.levels]
        except ValueError:
            return None
        return np.array([*of_level, math.nan])[self.codes]

    def as_number(self) -> Self:
        """The column as a number, its levels in their order. 1 and 1.00 become one level."""
        values = self.numbers()
        assert values is not None
        distinct, codes = np.unique(values, return_inverse=True)  # NaN is last
        codes = np.where(np.isnan(values), MISSING, codes)
        texts = tuple(repr(value) for value in distinct[~np.isnan(distinct)].tolist())
        return type(self)(codes, texts, is_number=True)

    def values(self) -> Numbers:
        """The numbers of a numeric column."""
        values = self.numbers()
        assert values is not None
        return values

    def _renumbered(self, places: Sequence[int], levels: tuple[str, ...]) -> Self:
        codes = np.array([*places, MISSING], dtype=np.int64)[self.codes]
        return replace(self, codes=codes, levels=levels)


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
