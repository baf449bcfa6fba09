"""What may be shown of a small base: the one place that withholds a figure.

This rule protects readers from percentages that mean little. It is kept apart from the rule that
protects people (small counts and their complements, marked [c]), which the synthetic case set
does not need: it describes nobody.
"""

import numpy as np
import pandas as pd

#: A percentage on fewer judgements than this is marked [u]: low reliability.
SMALL_BASE = 30
#: A percentage on fewer judgements than this is not shown.
SMALLEST_BASE = 10


#: What a column flag says of a figure on a small base, and the mark a reader sees.
LOW, _LOW_MARK = "u", "[u]"


def flag_of(base: int) -> str | None:
    """'u' where 0 < ``base`` < 30, else None."""
    return LOW if 0 < base < SMALL_BASE else None


def flags(small: pd.Series) -> pd.Series:
    """A column flag: 'u' for each row that is ``small`` (true or false), else None."""
    return pd.Series([LOW if s else None for s in small], small.index, dtype=object)


def reliable(flag: pd.Series) -> pd.Series:
    """For each row whether its figures rest on a base that is not small."""
    return flag != LOW


def symbol(flag: object) -> str:
    """The mark of one flag: '[u]', or ''."""
    return _LOW_MARK if flag == LOW else ""


def suffix(flag: object) -> str:
    """The same to stand behind a number: ' [u]', or ''."""
    return f" {_LOW_MARK}" if flag == LOW else ""


def guarded(rates: pd.DataFrame, base: str = "n") -> pd.DataFrame:
    """``rates`` (percent, ci_low, ci_high) with a column flag, unreliable figures withheld.

    base: the column of what is counted: judgements, or cases where a case has several judgements.
    flag: 'u' where 0 < base < 30, else None. Where base < 10 percent and its limits are NaN.
    """
    small = rates[base].between(1, SMALL_BASE - 1)
    shown = rates[base] >= SMALLEST_BASE
    kept = {c: rates[c].where(shown, np.nan) for c in ("percent", "ci_low", "ci_high")}
    return rates.assign(**kept, flag=flags(small))
