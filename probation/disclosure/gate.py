"""The one gate: which counts may be shown, and what of that which is derived from them.

Queries give ``store.counts.Counts``, which are opened here alone: ``publish`` gives what may be
shown, ``to_fit`` what may be fitted or added up, but not shown. Two rules are kept apart: [u]
protects readers from percentages that mean little, [c] protects people from small counts. Both
stand in ``Policy``; which one holds, ``policy_of`` says and nothing else. A withheld count is NaN,
so all that is computed from it is NaN too.
"""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from probation.store.connection import Store
from probation.store.counts import Counts, opened

#: What a column flag says of a figure on a small base, and of one that rests on a withheld count.
LOW, CONFIDENTIAL = "u", "c"
#: The columns that count somebody.
_COUNTS = ("n", "yes", "cases", "n_n", "n_yes", "yes_yes")


@dataclass(frozen=True)
class Policy:
    """What may be shown of how many.

    The two limits of [u] are the same under every policy: a percentage on fewer than marked_below
    is marked, and on fewer than no_percent_below there is none. no_count_below: a smaller count is
    withheld, marked [c], and all that is derived from it; 0 where none is.
    """

    marked_below: ClassVar[int] = 30
    no_percent_below: ClassVar[int] = 10
    no_count_below: int = 0

    def small(self, count: Any) -> Any:
        """Whether a count is withheld, or each of a frame: it is somebody, and few."""
        return (count > 0) & (count < self.no_count_below)


#: The synthetic cases describe nobody: their counts are shown.
OPEN = Policy()
#: The limits of [u], for words that name them; nothing outside the gate compares with them.
SMALL_BASE, SMALLEST_BASE = Policy.marked_below, Policy.no_percent_below


def policy_of(store: Store) -> Policy:
    """What may be shown of a store's cases."""
    return OPEN


def gives_patterns(store: Store) -> bool:
    """Whether code that holds counts by pattern, some of one case, may be handed out."""
    return store.generation.synthetic


def publish(counts: Counts, policy: Policy) -> pd.DataFrame:
    """The rows of a query as they may be shown, filed, or made into a figure: see ``withhold``."""
    return withhold(opened(counts), policy)


def to_fit(counts: Counts) -> pd.DataFrame:
    """The rows of a query for a model, or to be added up; they are never shown themselves.

    Sums go through ``withhold``, a model's numbers through disclosure.withheld_models.
    """
    return opened(counts)


def withhold(counts: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """``counts`` with NaN for all counts of a row where one, or the no of its answers, is small."""
    if not policy.no_count_below:
        return counts
    held = counts.filter(list(_COUNTS))
    answers = held.assign(no=held["n"] - held["yes"]) if {"n", "yes"} <= set(held) else held
    small = policy.small(answers).any(axis=1)
    return counts.assign(**{name: held[name].mask(small) for name in held})


def enough(base: Any) -> Any:
    """Whether a percentage may be shown on a base, or on each of a column; never on a NaN."""
    return base >= Policy.no_percent_below


def large(base: float) -> bool:
    """Whether what rests on a base is reliable, so that something can be found in it."""
    return base >= Policy.marked_below


def flag_of(*bases: float) -> str | None:
    """Of what rests on all the bases: 'c' where one is withheld (NaN), 'u' where one is small.

    None where all are large, and where all are 0: then there is nothing to mark.
    """
    if any(base != base for base in bases):
        return CONFIDENTIAL
    return None if large(min(bases)) or not any(bases) else LOW


def flags(*bases: pd.Series) -> pd.Series:
    """A column flag: ``flag_of``, row by row."""
    rows = zip(*(base.tolist() for base in bases), strict=True)
    return pd.Series([flag_of(*row) for row in rows], bases[0].index, dtype=object)


def guarded(rates: pd.DataFrame, base: str = "n") -> pd.DataFrame:
    """``rates`` (percent, ci_low, ci_high) with a column flag, unreliable figures withheld.

    base: the column of what is counted: judgements, or cases where a case has several judgements.
    flag: see ``flag_of``. Where base < 10, or is withheld, percent and its limits are NaN.
    """
    shown = enough(rates[base].to_numpy())
    kept = {n: np.where(shown, rates[n], np.nan) for n in ("percent", "ci_low", "ci_high")}
    return rates.assign(**kept, flag=flags(rates[base]))


def firm(figures: pd.DataFrame, value: str = "percent") -> pd.Series:
    """For each row whether its ``value`` is shown and rests on bases that are not small."""
    return figures[value].notna() & reliable(figures["flag"])


def reliable(flag: pd.Series) -> pd.Series:
    """For each row whether its figures rest on a base that is neither small nor withheld."""
    return ~flag.isin([LOW, CONFIDENTIAL])


def symbol(flag: object) -> str:
    """The mark of one flag: '[u]', '[c]', or ''."""
    return f"[{flag}]" if flag in (LOW, CONFIDENTIAL) else ""


def suffix(flag: object) -> str:
    """The same to stand behind a number: ' [u]', or ''."""
    return f" {mark}" if (mark := symbol(flag)) else ""
