"""The order of the rows of a chart and its table."""

import pandas as pd

from probation.domain.vocabulary import NOT_RECORDED


def recorded(rates: pd.DataFrame) -> pd.DataFrame:
    """``rates`` without the level 'not recorded'."""
    return rates[rates["level"] != NOT_RECORDED].reset_index(drop=True)


def ordered(rates: pd.DataFrame, order: str) -> pd.DataFrame:
    """``rates`` (columns factor, level, n, yes, percent) with its factors put in order.

    'bulletin' leaves the order as it is. 'value' puts the highest percentage first: that of all
    levels together. 'gap' puts the widest difference between two levels first, whichever is
    ahead; without two levels it leaves the order as it is. 'size' puts the largest base of all
    levels together first. Factors whose percentage or gap is unknown come last. Ties keep the
    bulletin's order.
    """
    by_factor = rates.groupby("factor", sort=False)
    if order == "value":
        known = rates[rates["percent"].notna()].groupby("factor", sort=False)
        sums = known[["yes", "n"]].sum()
        rank = sums["yes"] / sums["n"]
    elif order == "size":
        rank = by_factor["n"].sum()
    elif order == "gap" and rates["level"].nunique() > 1:
        complete = by_factor["percent"].count() > 1
        rank = (by_factor["percent"].max() - by_factor["percent"].min()).where(complete)
    else:
        return rates
    position = rank.sort_values(ascending=False, kind="stable", na_position="last").index
    places = {factor: i for i, factor in enumerate(position)}
    key = rates["factor"].map(places).fillna(len(places))
    return rates.loc[key.sort_values(kind="stable").index].reset_index(drop=True)
