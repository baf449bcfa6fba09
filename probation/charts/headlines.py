"""The message of a figure in one sentence, read off the very frame that is drawn.

A percentage on a small base, marked [u] in the figure, is never the message.
"""

from typing import Any

import numpy as np
import pandas as pd

from probation.charts.extremes import ends_of, extremes
from probation.charts.lengths import Headline, briefly, told
from probation.charts.theme import apart, percent, rounded
from probation.disclosure.gate import SMALL_BASE, firm
from probation.domain.codes import cases
from probation.domain.questions import Question
from probation.domain.vocabulary import ALL_FACTORS, TERMS, Dimension, Factor
from probation.domain.wording import counted, lower_first, upper_first
from probation.statistics.differences import detectable, homogeneity
from probation.statistics.intervals import combined
from probation.statistics.multiplicity import benjamini_hochberg
from probation.stepwise.selection_result import SIGNIFICANCE

NOTHING = "There is no judgement to show"
_TOGETHER = f"{ALL_FACTORS} together"
#: What both sides of a comparison must have.
NEEDED = f"at least {SMALL_BASE} are needed on each side"
_ALONE = f"Too few cases ({{}}) for a finding: at least {SMALL_BASE} are needed"


def factors(
    rates: pd.DataFrame,
    question: Question,
    pooled: pd.DataFrame | None = None,
    tests: pd.DataFrame | None = None,
) -> Headline:
    """The headline of a figure by factor: highest and lowest, or what differs between levels.

    pooled: all factors together (see estimates.pooled), where too few factors have enough cases.
    tests: of ``judged_together`` where they have been made already.
    """
    if rates["n"].sum() == 0:
        return told(NOTHING)
    if pooled is not None:
        return together(pooled, question)
    if rates["level"].nunique() < 2:
        ends = ends_of(rates)
        return extremes(ends, question) if ends else together(pooled, question)
    tests = judged_together(rates) if tests is None else tests
    if tests.empty:
        return together(pooled, question)
    return _differences(tests, Dimension(rates["breakdown"].iloc[0]), question)


def nothing(breakdown: Dimension | None = None, unrecorded: int = 0) -> Headline:
    """That nothing was judged, or that the group is recorded of none of what was.

    unrecorded: how many judgements are of cases whose ``breakdown`` is not recorded.
    """
    if breakdown is None or not unrecorded:
        return told(NOTHING)
    of = f"none of these {unrecorded:,} judgements" if unrecorded > 1 else "this one judgement"
    is_recorded = f"{upper_first(breakdown.phrase)} is {'not ' * (unrecorded == 1)}recorded"
    return told(f"{is_recorded} for {of}")


def judged_together(rates: pd.DataFrame) -> pd.DataFrame:
    """The tests of a divided figure by factor, which are judged together.

    One row: a factor of which every level has a base of 30 or more, in the order drawn. Columns:
    the percentage of each level; n, the base of the level with the fewest; p; p_bh (Benjamini and
    Hochberg, over these and those on bases of 10 to 29, as disclosure.estimates.gaps has it). Empty
    where nothing is divided or no factor has such bases.
    """
    levels = rates["level"].unique()
    columns = [*levels, "n", "p", "p_bh"]
    if len(levels) < 2:
        return pd.DataFrame(columns=columns)
    factors = rates["factor"].unique()
    n, yes, percent, large = (
        column.to_numpy().reshape(len(factors), len(levels))
        for column in (rates["n"], rates["yes"], rates["percent"], firm(rates))
    )
    whole = ~np.isnan(percent).any(axis=1)
    p = homogeneity(n[whole].astype(float), yes[whole].astype(float))
    found = np.column_stack([percent[whole], n[whole].min(axis=1), p, benjamini_hochberg(p)])
    judged = pd.DataFrame(found, pd.Index(factors[whole], name="factor"), columns)
    return judged[large[whole].all(axis=1)]


def _differences(tests: pd.DataFrame, breakdown: Dimension, question: Question) -> Headline:
    """What differs once all are judged together: tests, rows of ``judged_together``."""
    found = tests[tests["p_bh"] < SIGNIFICANCE].drop(columns=["n", "p", "p_bh"])
    by, of = breakdown.phrase, counted(len(tests), "factor")
    if found.empty:
        none = f"no difference by {by} that these cases can tell from none"
        return told(
            f"{question.short}: {none}, in {of} compared",
            f"{question.short}: {none}",
            f"{question.short}: no clear difference by {by}",
        )
    widest = found.loc[(found.max(axis=1) - found.min(axis=1)).idxmax()].astype(float)
    ahead, behind = widest.idxmax(), widest.idxmin()
    high, low = apart(widest[ahead], widest[behind])
    one, other = briefly(breakdown, ahead, behind, {})
    differ, most = ("differs", ": ") if len(found) == 1 else ("differ", ", most of all ")
    count = f"{question.short}: {len(found)} of {of} {differ} by {by}"
    where = f"{most}{Factor(widest.name).phrase}"
    return told(
        f"{count}{where} ({one} {high}, {other} {low})",
        f"{count}{where}",
        count,
    )


def both_ways(alone: pd.Series, together: pd.Series) -> str:
    """How many tests reject: p judged together, and each on its own."""
    left, before = ((p < SIGNIFICANCE).sum() for p in (together, alone))
    return (
        f"below 0.05 once all are judged together (Benjamini-Hochberg): {left or 'none'}; each"
        f" taken alone: {before or 'none'}."
    )


def how_tested(tests: pd.DataFrame) -> str:
    """How the differences of a divided figure were tested; "" where nothing was.

    tests: rows of ``judged_together``. Where none is found, also what these cases could have shown.
    """
    if tests.empty:
        return ""
    each = f"{counted(len(tests), 'factor')} with {SMALL_BASE} judgements or more a side"
    said = (
        f"Tested by Pearson's chi-square: {each}."
        f" {upper_first(both_ways(tests['p'], tests['p_bh']))}"
    )
    if (tests["p_bh"] < SIGNIFICANCE).any():
        return said
    if len(tests.columns) > len(("n", "p", "p_bh")) + 2:
        return said  # what is said of a difference is of two levels
    most = int(tests["n"].max())
    sizes = sorted({most, SMALL_BASE}, reverse=True)
    seen, *least = (rounded(detectable(n, n, len(tests))) for n in sizes)
    allowing = ", allowing for all of them" if len(tests) > 1 else ""
    large = (
        f"{said} With {most:,} judgements a side, the most here, a difference of {seen} points"
        f" (round 50%) would be found four times in five{allowing}"
    )
    return f"{large}; with {SMALL_BASE} a side, one of {least[0]}." if least else f"{large}."


def together(pooled: pd.DataFrame | None, question: Question) -> Headline:
    """All factors together: rows of estimates.pooled.

    Where they are of too few cases too, on which side, and how many.
    """
    if pooled is None or pooled.empty:
        return told(f"Every base here is under {SMALL_BASE} cases: too few for a finding")
    rows, large = list(pooled.itertuples()), firm(pooled).tolist()
    finding = lower_first(question.finding)
    if len(rows) == 1:
        (row,) = rows
        if not large[0]:
            return told(
                f"Too few cases ({row.cases}) for a finding: at least {SMALL_BASE} are needed"
            )
        return told(f"{_TOGETHER}: {finding} in {percent(row.percent)} of {row.n:,} judgements")
    breakdown = Dimension(rows[0].breakdown)
    if len(rows) > 2:
        return _each(
            breakdown, [row for row, is_large in zip(rows, large, strict=True) if is_large]
        )
    # nothing is ranked: the second level, such as NPS, stands first as in all comparisons
    b, a = rows[1], rows[0]
    names = briefly(breakdown, b.level, a.level, {})
    small = [rows[place] for place in (1, 0) if not large[place]]
    if small:
        return _too_few(breakdown, [(row.level, row.cases) for row in small])
    high, low = apart(b.percent, a.percent)
    short = f"{_TOGETHER}: {names[0]} {high}, {names[1]} {low}"
    _, least, most = combined(a, b)
    if least <= 0 <= most:
        alike = "which these cases cannot tell apart"
        return told(f"{short}, {alike}", f"{_TOGETHER}: {high} and {low}, {alike}")
    in_b, in_a = (cases(breakdown, row.level, {}) for row in (b, a))
    return told(
        f"{_TOGETHER}: {finding} in {high} of judgements in {in_b}, {low} in {in_a}",
        short,
    )


def _each(breakdown: Dimension, rows: list[Any]) -> Headline:
    """The share of each level of more than two, of those that have enough cases."""
    by = f"{_TOGETHER}, by {breakdown.phrase}"
    if not rows:
        return told(f"{by}: too few cases for a finding")
    shares = ", ".join(f"{TERMS[breakdown](r.level).brief} {percent(r.percent)}" for r in rows)
    return told(f"{by}: {shares}", f"{_TOGETHER}: {shares}", f"Shares by {breakdown.phrase}")


def _too_few(breakdown: Dimension, small: list[tuple[str, int]]) -> Headline:
    """On which side, or that on both, there are too few cases to compare."""
    level, n = small[0]
    if len(small) == 1:
        name, _ = briefly(breakdown, level, level, {})
        return told(
            f"Too few {cases(breakdown, level, {})} ({n}): {NEEDED}",
            f"Too few cases to compare: {name} ({n})",
        )
    one, other = briefly(breakdown, level, small[1][0], {})
    both = f"Too few cases to compare: {one} ({n}), {other} ({small[1][1]})"
    return told(f"{both}; {NEEDED}", both)


def levels(rates: pd.DataFrame, question: Question) -> Headline:
    """The headline of a figure by level: the share of all its cases, which its first row is."""
    if rates.empty or rates["n"].iloc[0] == 0:
        return told(NOTHING)
    whole = rates.iloc[0]
    if not firm(rates).iloc[0]:
        return told(_ALONE.format(whole.n))
    of = f" for {Factor(whole.factor).phrase}" if whole.factor else ""
    share = f"{question.finding}{of} in {percent(whole.percent)} of cases"
    return told(f"{share} ({whole.yes:,} of {whole.n:,})", share)
