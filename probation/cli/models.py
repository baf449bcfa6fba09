"""The commands that regress: ``regress`` on the stored judgements, ``stepwise`` on any CSV file."""

import re
from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from probation.disclosure.estimates.models import Options, criteria, stepwise_csv
from probation.domain.codes import known, spelt
from probation.domain.vocabulary import CANDIDATES, Dimension, labels
from probation.errors import ReaderError
from probation.stepwise.roles import Roles
from probation.store.csv_cells import MISSING_CODES
from probation.store.grouped_csv import header

if TYPE_CHECKING:
    from probation.stepwise.regression import Regression
    from probation.stepwise.selection import Criteria


def options(chosen: Namespace) -> Options:
    """The options of ``regress``."""
    names = listed(chosen.candidates) or tuple(CANDIDATES)
    dimensions = tuple(
        Dimension(known(spelt(name, labels(Dimension)), list(Dimension), "candidate"))
        for name in names
    )
    return Options(dimensions, _criteria(chosen), chosen.missing)


def from_file(chosen: Namespace) -> "Regression":
    """The regression that the arguments of ``stepwise`` ask for."""
    path = Path(chosen.file)
    names = header(path)
    candidates = listed(chosen.candidates, names)
    roles = Roles(
        outcome=chosen.outcome,
        candidates=candidates,
        categorical=listed(chosen.categorical, names),
        levels=levels(chosen.levels, candidates),
        event=chosen.event,
        count=chosen.count,
    )
    codes = listed(chosen.missing_codes) if chosen.missing_codes else MISSING_CODES
    return stepwise_csv(path, roles, _criteria(chosen), codes)


def _criteria(chosen: Namespace) -> "Criteria":
    return criteria(chosen.enter, chosen.remove, chosen.removal)


def listed(values: Sequence[str], names: Sequence[str] = ()) -> tuple[str, ...]:
    """The names in lists with commas between; those of ``names`` may hold commas themselves."""
    return tuple(name for value in values for name in _parted(value.split(","), names) if name)


def _parted(parts: list[str], names: Sequence[str]) -> Iterator[str]:
    """Parts between commas, put together again where the most of them are one of ``names``."""
    while parts:
        ends = range(len(parts), 1, -1)
        size = next((end for end in ends if ",".join(parts[:end]).strip() in names), 1)
        yield ",".join(parts[:size]).strip()
        parts = parts[size:]


def levels(values: Sequence[str], candidates: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The levels of candidates given as NAME=LEVEL|LEVEL; several may stand in one, with commas."""
    found: dict[str, tuple[str, ...]] = {}
    # a level may hold a comma, so only one before a candidate and its equals sign divides
    start = "|".join(map(re.escape, candidates))
    for value in values:
        for part in re.split(rf"[,;]\s*(?=(?:{start})=)", value) if start else [value]:
            name, equals, own = part.partition("=")
            if not equals or not own:
                raise ReaderError(
                    f"Write --levels as NAME=LEVEL|LEVEL, the reference first, not '{part[:40]}'."
                )
            if name in found:
                raise ReaderError(f"The levels of '{name[:40]}' are given twice; leave one out.")
            found[name] = tuple(own.split("|"))
    return found
