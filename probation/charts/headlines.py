"""The message of a figure in one sentence, read off the very frame that is drawn.

A percentage on a small base, marked [u] in the figure, is never the message.
"""

from typing import Any

import pandas as pd

from probation.charts.gaps import ahead
from probation.charts.gaps import name as gap_name
from probation.charts.theme import percent
from probation.questions import Question
from probation.vocabulary import Dimension, Factor, cases, lower_first

NOTHING = "No judgements match these filters"
TOO_FEW_TO_COMPARE = "Too few cases on one side to compare"
NONE_FIRM = "No comparison has 30 judgements on either side"
_LARGE, _BOTH_LARGE = "Where 30 cases or more were judged", "Where both have 30 cases or more"
#: So many significant differences are named.
_TOLD = 3
TOO_FEW = "Every base here is under 30 cases: too few for a finding"


def factors(rates: pd.DataFrame, question: Question) -> str:
    """The headline of a figure by factor: highest and lowest, or the widest gap of two levels."""
    shown = rates[rates["percent"].notna() & (rates["flag"] != "u")]
    if shown.empty:
        return NOTHING if rates["n"].sum() == 0 else TOO_FEW
    passed_over = len(shown) < rates["percent"].notna().sum()
    if rates["level"].nunique() > 1:
        return _widest_gap(shown, question, passed_over)
    return _extremes(shown, question, passed_over)


def _extremes(shown: pd.DataFrame, question: Question, passed_over: bool) -> str:
    """passed_over: bases under 30 are drawn too, which may lie higher or lower."""
    top = shown.loc[shown["percent"].idxmax()]
    low = shown.loc[shown["percent"].idxmin()]
    if len(shown) == 1:
        return f"{question.finding} for {_factor(top)} in {percent(top.percent)} of cases"
    finding = _of_large(question.finding, _LARGE, passed_over)
    if top.percent == low.percent:
        every = "for each of these factors" if passed_over else "for every factor shown"
        return f"{finding} in {percent(top.percent)} of cases {every}"
    high, lowest = _told_apart(top.percent, low.percent)
    return (
        f"{finding} most often for {_factor(top)} ({high}), "
        f"least often for {_factor(low)} ({lowest})"
    )


def _widest_gap(shown: pd.DataFrame, question: Question, passed_over: bool) -> str:
    """passed_over: bases under 30 are drawn too, whose gaps may be wider."""
    pairs = shown.pivot(index="factor", columns="level", values="percent")
    # in the order drawn, so that the first of equal gaps is named
    pairs = pairs.reindex(index=shown["factor"].unique(), columns=shown["level"].unique()).dropna()
    if pairs.shape[1] < 2 or pairs.empty:
        return TOO_FEW_TO_COMPARE
    gap = pairs.max(axis=1) - pairs.min(axis=1)
    factor = gap.idxmax()
    breakdown = Dimension(shown["breakdown"].iloc[0])
    if gap[factor] == 0:
        sides = " and ".join(cases(breakdown, level, {}) for level in pairs)
        return _of_large(f"No gap between {sides}", _BOTH_LARGE, passed_over)
    ahead, behind = pairs.loc[factor].idxmax(), pairs.loc[factor].idxmin()
    high, low = _told_apart(pairs.loc[factor, ahead], pairs.loc[factor, behind])
    widest = _of_large("The widest gap", _BOTH_LARGE, passed_over)
    return (
        f"{widest} is for {Factor(factor).phrase}: {lower_first(question.finding)} in {high} of"
        f" {cases(breakdown, ahead, {})}, {low} of {cases(breakdown, behind, {})}"
    )


def _of_large(headline: str, large: str, passed_over: bool) -> str:
    """``headline``, with the bases it is of where smaller ones are drawn too."""
    return f"{large}, {lower_first(headline)}" if passed_over else headline


def gaps(frame: pd.DataFrame) -> str:
    """What differs significantly, the widest first: rows of answers.gaps, with ``significant``."""
    firm = frame[(frame["flag"] != "u") & frame["difference"].notna()]
    if firm.empty:
        return NOTHING if frame[["n_a", "n_b"]].to_numpy().sum() == 0 else NONE_FIRM
    found = firm[firm["significant"]]
    if found.empty:
        if len(frame) == 1:
            return "No significant difference"
        compared = "the one comparison" if len(firm) == 1 else f"{len(firm)} comparisons"
        large = " with 30 judgements or more a side" if len(firm) < len(frame) else ""
        return f"No significant difference in {compared}{large}"
    widest = found.loc[found["difference"].abs().sort_values(ascending=False, kind="stable").index]
    # where the same factor stands under several questions, which it is belongs to its name
    asked = frame["factor"].duplicated().any() and frame["breakdown"].notna().all()
    told = [_told(row, asked) for row in widest.head(_TOLD).itertuples()]
    more = len(found) - len(told)
    if more:
        told.append(f"{more} more")
    of = f" ({len(found)} of {len(firm)} differences)" if len(firm) > 1 else ""
    return f"Significant: {'; '.join(told)}{of}"


def _told(row: Any, asked: bool) -> str:
    """'accommodation, NPS +20 points'; asked: with the question."""
    name = (gap_name(row.question, row.factor) if asked else row.row).replace(":", ",")
    of = Factor(row.factor).phrase if row.factor and not asked else lower_first(name)
    return f"{of}, {ahead(row)} points"


def levels(rates: pd.DataFrame, question: Question) -> str:
    """The headline of a figure by level: the share of all its cases, which its first row is."""
    if rates.empty or rates["n"].iloc[0] == 0:
        return NOTHING
    whole = rates.iloc[0]
    if whole.percent != whole.percent or whole.flag == "u":
        return TOO_FEW
    of = f" for {_factor(whole)}" if whole.factor else ""
    share = f"{percent(whole.percent)} of cases ({whole.yes:,} of {whole.n:,})"
    return f"{question.finding}{of} in {share}"


def story(story: pd.DataFrame) -> str:
    """The overview's headline: how much less was delivered than was available."""
    firm = (story["flag_available"] != "u") & (story["flag_delivered"] != "u")
    shown = story[firm].dropna(subset=["available", "delivered"])
    if shown.empty:
        return NOTHING if story["n"].sum() == 0 else TOO_FEW
    behind = shown[shown["delivered"] < shown["available"]]
    widest = shown.loc[(shown["available"] - shown["delivered"]).idxmax()]
    if len(behind) < len(shown):
        return (
            "Enough was delivered less often than interventions were available for"
            f" {len(behind)} of {len(shown)} factors"
        )
    every = "factor" if len(shown) == len(story) else "factor shown"
    return (
        f"For every {every}, enough was delivered less often than interventions were available:"
        f" widest for {_factor(widest)}, {percent(widest.available)} available,"
        f" {percent(widest.delivered)} delivered"
    )


def _factor(row: pd.Series) -> str:
    return Factor(row.factor).phrase


def _told_apart(high: float, low: float) -> tuple[str, str]:
    """Two percentages without decimals, or with one where they would read the same."""
    decimals = 0 if percent(high) != percent(low) else 1
    return percent(high, decimals), percent(low, decimals)
