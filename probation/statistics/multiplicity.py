"""Many tests judged together."""

from collections.abc import Sequence

import numpy as np


def benjamini_hochberg(p: Sequence[float]) -> list[float]:
    """Adjusted p: below q, a test is among discoveries of which a share of q may be false.

    NaN, a test that could not be made, stays NaN and counts for nothing.
    Source: Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57.
    """
    every = np.array(p, dtype=np.float64)
    made = ~np.isnan(every)
    given = every[made]
    order = np.argsort(-given, kind="stable")
    ranks = np.arange(len(given), 0, -1)
    adjusted = np.empty(len(given))
    adjusted[order] = np.minimum.accumulate(np.minimum(given[order] * len(given) / ranks, 1.0))
    every[made] = adjusted
    judged: list[float] = every.tolist()
    return judged
