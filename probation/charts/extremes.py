"""The highest and the lowest of several factors, with those that cannot be told from them."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import pandas as pd

from probation.charts.lengths import Headline, told
from probation.charts.theme import apart, percent
from probation.disclosure.gate import SMALL_BASE, firm
from probation.domain.questions import Question
from probation.domain.vocabulary import Factor
from probation.domain.wording import join_or, lower_first, plural
from probation.statistics.differences import pairs
from probation.stepwise.selection_result import SIGNIFICANCE

_LARGE = f"Where {SMALL_BASE} cases or more were judged"


@dataclass(frozen=True)
class Ends:
    """The factors of an undivided figure on bases of 30 or more, and what tells them apart.

    ranked: their rows of estimates.rates, the highest percentage first. tests: of every two of them
    (see comparison.pairs; places in ``ranked``). passed_over: whether smaller bases are drawn too,
    which may lie higher or lower.
    """

    ranked: pd.DataFrame
    tests: pd.DataFrame
    passed_over: bool

    @property
    def highest(self) -> pd.DataFrame:
        """The factor with the highest percentage, and after it what cannot be told from it."""
        return self._alike(0)

    @property
    def lowest(self) -> pd.DataFrame:
        """The factor with the lowest percentage, and after it what cannot be told from it."""
        return self._alike(len(self.ranked) - 1).iloc[::-1]

    def _alike(self, place: int) -> pd.DataFrame:
        """That row and those not told from it, once all pairs are judged together."""
        same = self.tests[self.tests["p_bh"] >= SIGNIFICANCE]
        beside = set(same.loc[same["other"] == place, "one"])
        beside |= set(same.loc[same["one"] == place, "other"])
        return self.ranked.iloc[sorted({place, *beside})]

    def below_all_others(self, factors: Collection[str]) -> bool:
        """Whether each of ``factors`` is lower than, and told from, every one not among them."""
        inside = self.ranked["factor"].isin(list(factors)).to_numpy()
        one, other = (inside[self.tests[end].to_numpy()] for end in ("one", "other"))
        lowest = bool((~one | other).all())  # nothing ranked above anything else
        return lowest and bool((self.tests.loc[one != other, "p_bh"] < SIGNIFICANCE).all())

    @property
    def told_apart(self) -> bool:
        """Whether the highest can be told from the lowest."""
        return len(self.ranked) > 1 and self.ranked.index[-1] not in self.highest.index


def firm_rates(rates: pd.DataFrame) -> pd.DataFrame:
    """The rows that stand on 30 judgements or more."""
    return rates[firm(rates)]


def ends_of(rates: pd.DataFrame) -> Ends | None:
    """What is highest and lowest of an undivided figure; None where no base has 30 judgements."""
    shown = firm_rates(rates)
    if shown.empty:
        return None
    ranked = shown.sort_values("percent", ascending=False, kind="stable").reset_index(drop=True)
    tests = pairs(ranked["n"].to_numpy(float), ranked["yes"].to_numpy(float))
    return Ends(ranked, tests, len(shown) < rates["percent"].notna().sum())


def extremes(ends: Ends, question: Question) -> Headline:
    """The highest and the lowest factors, as far as these cases can tell which they are."""
    top, low = ends.ranked.iloc[0], ends.ranked.iloc[-1]
    if len(ends.ranked) == 1:
        return told(f"{question.finding} for {_name(top)} in {percent(top.percent)} of cases")
    high, least = apart(top.percent, low.percent)
    # without a word for which is the highest, of which bases that is need not be said
    plain = f"{question.short}: {_name(top)} {high}, {_name(low)} {least}"
    if top.percent == low.percent:
        every = "for each of these factors" if ends.passed_over else "for every factor shown"
        alike = f"{question.finding} in {high} of cases {every}"
        return told(_of_large(alike, ends), plain)
    if not ends.told_apart:
        none = f"{question.short}: no factor is clearly highest or lowest"
        unclear = (
            f"{none}, from {_name(low)} ({least}) to {_name(top)} ({high})",
            f"{none} ({least} to {high})",
            f"{question.short}: no clear highest or lowest",
        )
        return told(*(_of_large(text, ends) for text in unclear))
    ranked = [
        f"{question.short}: highest for {named(ends.highest)}, lowest for {named(ends.lowest)}"
        for named in (_listed, counted)
    ]
    short = f"{question.short}: highest {counted(ends.highest)}, lowest {counted(ends.lowest)}"
    return told(*(_of_large(text, ends) for text in (*ranked, short)), plain)


def how_ranked(ends: Ends | None) -> str:
    """How factors were told apart, and which cannot be told from the ends; "" of fewer than two."""
    if ends is None or len(ends.ranked) < 2:
        return ""
    alone, together = ((ends.tests[name] < SIGNIFICANCE).sum() for name in ("p", "p_bh"))
    number = len(ends.tests)
    pairs_of = f"{number} pairs of factors were" if number > 1 else "One pair of factors was"
    said = (
        f"{pairs_of} tested by Pearson's chi-square, as if no case were in both:"
        f" {together or 'none'} below 0.05 once all are judged together (Benjamini-Hochberg), each"
        f" taken alone {alone or 'none'}."
    )
    if not ends.told_apart:
        return said
    return " ".join(
        [said, *not_told_from(ends.highest, "highest"), *not_told_from(ends.lowest, "lowest")]
    )


def not_told_from(alike: pd.DataFrame, end: str) -> list[str]:
    """Which factors cannot be told from the first of ``alike``, in a sentence; none of one alone.

    alike: Ends.highest or Ends.lowest. end: which of the two.
    """
    first, *others = map(_name, alike.itertuples())
    # names with commas within: semicolons between
    return [f"Not told from the {end}, {first}: {'; '.join(others)}."] if others else []


def _listed(alike: pd.DataFrame) -> str:
    """'accommodation (74%) or lifestyle and associates (78%)'; of more than two, as counted."""
    if len(alike) > 2:
        return counted(alike)
    return join_or([f"{_name(r)} ({percent(r.percent)})" for r in alike.itertuples()], "or")


def counted(alike: pd.DataFrame) -> str:
    """'accommodation (74%) or 3 others': which of them it is these cases cannot tell."""
    first, others = alike.iloc[0], len(alike) - 1
    more = f" or {others} {plural(others, 'other')}" if others else ""
    return f"{_name(first)} ({percent(first.percent)}){more}"


def _of_large(headline: str, ends: Ends) -> str:
    """``headline``, with the bases it is of where smaller ones are drawn too."""
    return f"{_LARGE}, {lower_first(headline)}" if ends.passed_over else headline


def _name(row: Any) -> str:
    return Factor(row.factor).phrase
