"""Which estimates are infinite, because some cases are predicted without any error."""

import numpy as np

from .columns import Flags
from .logistic import Fit

#: A fitted probability this near its observed 0 or 1 is on its way there.
_CERTAIN = 1e-8


def certain(fit: Fit) -> Flags:
    """Patterns of one outcome to which the fit gives next to no chance of the other one."""
    never, always = fit.yes == 0, fit.yes == fit.n
    low: Flags = never & (fit.eta < np.log(_CERTAIN))
    high: Flags = always & (fit.eta > -np.log(_CERTAIN))
    return low | high


def infinite(fit: Fit) -> Flags:
    """Which of a fit's estimates have no finite value (quasi- or complete separation).

    Patterns of one outcome that the fit predicts with certainty say nothing about the finite
    estimates; an estimate is finite where the other patterns determine it alone. Unlike a linear
    programme with bounded coefficients (Konis 2007) this finds every infinite one at once.
    """
    if not fit.extreme:
        return np.zeros(len(fit.b), dtype=bool)
    telling = fit.x[~certain(fit) & (fit.n > 0)]
    width = len(fit.b)
    padded = np.vstack([telling, np.zeros((width, width))])
    _, values, rows = np.linalg.svd(np.linalg.qr(padded, mode="r"))
    free = rows[values <= 1e-9 * max(values.max(), 1.0)]
    undetermined: Flags = np.sqrt((free**2).sum(axis=0)) > 1e-6
    return undetermined
