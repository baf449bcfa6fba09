"""Upper tail of the chi-square distribution on the log scale, for whole degrees of freedom.

Ranking candidates needs log p where p itself is 0 in double precision, above a chi-square of
about 1,480. ``scipy.stats.chi2.logsf`` is the log of the tail and gives minus infinity there
(scipy 1.17), so the finite sums of the textbook (Abramowitz and Stegun 26.4.4, 26.4.5) are
written out. They need no scipy, which takes longer to load than a model to fit.
"""

import math

#: Beyond this, erfc is near the smallest double; its asymptotic series is exact to 1e-12.
_ERFC_LIMIT = 25.0


def log_sf(statistic: float, df: int) -> float:
    """log P(X > statistic) for X ~ chi-square(df); 0.0 (p = 1) where df or the statistic is 0.

    NaN where the statistic is NaN.
    """
    if math.isnan(statistic):
        return math.nan
    if df == 0 or statistic <= 0:
        return 0.0
    half = statistic / 2
    log_half = math.log(half)
    if df % 2 == 0:
        terms = [j * log_half - math.lgamma(j + 1) - half for j in range(df // 2)]
    else:
        powers = [j - 0.5 for j in range(1, (df + 1) // 2)]
        terms = [_log_erfc(math.sqrt(half))]
        terms += [power * log_half - math.lgamma(power + 1) - half for power in powers]
    largest = max(terms)
    return min(0.0, largest + math.log(math.fsum(math.exp(t - largest) for t in terms)))


def sf(statistic: float, df: int) -> float:
    """P(X > statistic) for X ~ chi-square(df); 0.0 where it is below the smallest double."""
    return math.exp(log_sf(statistic, df))


def _log_erfc(z: float) -> float:
    if z < _ERFC_LIMIT:
        return math.log(math.erfc(z))
    u = 1 / (2 * z * z)
    series = -u * (1 - 3 * u * (1 - 5 * u * (1 - 7 * u)))
    return -z * z - math.log(z * math.sqrt(math.pi)) + math.log1p(series)
