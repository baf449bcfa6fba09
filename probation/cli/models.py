"""The commands that regress: ``regress`` on the stored judgements, ``stepwise`` on any CSV file."""

import re
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from probation.analysis.roles import Roles
from probation.analysis.stepwise import Criteria
from probation.errors import ReaderError
from probation.regression.fitting import Options, stepwise_csv
from probation.vocabulary import BREAKDOWNS, Dimension, known

if TYPE_CHECKING:
    from probation.analysis.regression import Regression


def options(chosen: Namespace) -> Options:
    """The options of ``regress``."""
    names = listed(chosen.candidates) or tuple(BREAKDOWNS)
    dimensions = tuple(Dimension(known(name, list(Dimension), "candidate")) for name in names)
    return Options(dimensions, criteria(chosen), chosen.missing)


def from_file(chosen: Namespace) -> "Regression":
    """The regression that the arguments of ``stepwise`` ask for."""
    candidates = listed(chosen.candidates)
    roles = Roles(
        outcome=chosen.outcome,
        candidates=candidates,
        categorical=listed(chosen.categorical),
        levels=levels(chosen.levels, candidates),
        event=chosen.event,
        count=chosen.count,
    )
    return stepwise_csv(Path(chosen.file), roles, criteria(chosen))


def criteria(chosen: Namespace) -> Criteria:
    return Criteria(chosen.enter, chosen.remove, chosen.removal)


def listed(values: Sequence[str]) -> tuple[str, ...]:
    """The names in lists with commas between."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


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
