"""The message of a regression in one sentence, in two lengths, and each difference in words."""

from collections.abc import Sequence

import pandas as pd

from probation.analysis.effects import Effect
from probation.analysis.regression import Regression
from probation.analysis.standing import SIGNIFICANCE
from probation.charts.lengths import Headline, briefly, told
from probation.charts.theme import percent, rounded
from probation.regression import tables
from probation.scope import Scope
from probation.vocabulary import Codebook, Dimension, cases, join_or


def headline(found: Regression, scope: Scope, codes: Codebook) -> Headline:
    """What was found, in one sentence: of the variable that entered first, beside the others."""
    if not found.model.variables:
        none = f"no candidate enters at p < {found.criteria.enter:g}"
        return _of_what(scope, none)
    first, *others = found.model.variables
    return _of_what(scope, *_briefly(found, first, codes), others=others)


def _of_what(scope: Scope, *said: str, others: Sequence[str] = ()) -> Headline:
    """What is said of a question and factor, the longer first; with what is accounted for."""
    short = scope.question.short.replace(":", ",")
    whole = f"{short}, {scope.factor.phrase}" if scope.factor else short
    brief = scope.factor.label if scope.factor else short
    adjusted = ", adjusted" if others else ""
    accounted = f", after accounting for {names(others)}" if others else ""
    ends = [(whole, accounted), (whole, adjusted), (brief, adjusted)]
    return told(*(f"{of}: {text}{end}" for text in said for of, end in ends))


def _briefly(found: Regression, variable: str, codes: Codebook) -> list[str]:
    """``difference`` in fewer words, the longer first."""
    of = Dimension(variable)
    own = [effect for effect in found.effects if effect.variable == variable]
    shown = tables.told(found, variable)
    if not _can_be_sized(found, variable):
        way = _direction(own, of, codes)
        return [f"{way}, by how much these cases cannot tell", f"{way}, how far unknown"]
    if len(own) > 1:
        most = shown.loc[shown["adjusted"].idxmax()]
        least = shown.loc[shown["adjusted"].idxmin()]
        high, low = percent(most.adjusted), percent(least.adjusted)
        one, other = briefly(of, most.level, least.level, codes)
        return [
            f"highest for {one} ({high}), lowest for {other} ({low})",
            f"differs by {of.phrase}, from {low} to {high}",
        ]
    (effect,) = own
    size, *ends, more = _turned(effect)
    one, other = briefly(of, str(effect.level), str(effect.reference), codes)
    above = "above" if more == "more" else "below"
    apart = f"{one} {rounded(size, 0 if size >= 1 else 1)} points {above} {other}"
    return [f"{apart} ({limit(ends[0])} to {limit(ends[1])})", apart]


def _direction(own: Sequence[Effect], of: Dimension, codes: Codebook) -> str:
    """Which of two levels is ahead, where that can be told; else that they differ."""
    if len(own) > 1 or own[0].points != own[0].points:
        return f"differs by {of.phrase}"
    one, other = briefly(of, str(own[0].level), str(own[0].reference), codes)
    return f"{one} {'below' if own[0].points < 0 else 'above'} {other}"


def odds_headline(found: Regression, scope: Scope, codes: Codebook) -> Headline:
    """The same of odds: the ratio of the variable that entered first.

    Where that has several levels, and so several ratios, or none that is finite, the headline is
    that of the percentages.
    """
    first = next(iter(found.model.variables), None)
    rows = tables.coefficients(found)
    rows = rows[rows["variable"] == first]
    if len(rows) != 1 or rows["odds_ratio"].isna().all():
        return headline(found, scope, codes)
    row, variable = rows.iloc[0], Dimension(str(first))
    ratio, low, high = (rounded(row[name], 2) for name in ("odds_ratio", "ci_low", "ci_high"))
    one, other = briefly(variable, row["level"], row["reference"], codes)
    times = f"odds for {one} {ratio} times those for {other} ({low} to {high})"
    short = f"odds for {one} {ratio} times {other}"
    return _of_what(scope, times, short, others=found.model.variables[1:])


def names(variables: Sequence[str]) -> str:
    """Several variables within a sentence."""
    return join_or([Dimension(variable).phrase for variable in variables], "and")


def difference(found: Regression, variable: str, codes: Codebook) -> str:
    """'20 percentage points more often in NPS cases than in CRC cases (95% interval 9 to 31)'.

    Of more than two levels the most and the least frequent, without an interval, which would be of
    two levels picked for being far apart. Nothing is sized that has under 10 cases, or is
    predicted without error.
    """
    own = [effect for effect in found.effects if effect.variable == variable]
    shown = tables.told(found, variable)
    of = Dimension(variable)
    if not _can_be_sized(found, variable):
        if len(own) > 1 or own[0].points != own[0].points:
            return f"to a different extent by {of.phrase}, how different these cases cannot tell"
        more = "less" if own[0].points < 0 else "more"
        pair = [cases(of, str(code), codes) for code in (own[0].level, own[0].reference)]
        return f"{more} often in {pair[0]} than in {pair[1]}, how much these cases cannot tell"
    if len(own) > 1:
        most = shown.loc[shown["adjusted"].idxmax()]
        least = shown.loc[shown["adjusted"].idxmin()]
        return (
            f"most often in {cases(of, most.level, codes)} ({percent(most.adjusted)} adjusted) and"
            f" least often in {cases(of, least.level, codes)} ({percent(least.adjusted)})"
        )
    return _sized(own[0], codes)


def _can_be_sized(found: Regression, variable: str) -> bool:
    """Whether the cases can tell how far the levels of a variable are apart."""
    levels = sum(effect.variable == variable for effect in found.effects)
    unsized = levels == 1 and tables.gaps(found, variable)["points"].isna().all()
    return len(tables.told(found, variable)) > 1 and not unsized


def _turned(effect: Effect) -> tuple[float, float, float, str]:
    """How many points more or less, with the limits of that, and which of the two words."""
    if effect.points < 0:
        return -effect.points, -effect.ci_high, -effect.ci_low, "less"
    return effect.points, effect.ci_low, effect.ci_high, "more"


def _sized(effect: Effect, codes: Codebook) -> str:
    size, low, high, more = _turned(effect)
    of = Dimension(effect.variable)
    return (
        f"{rounded(size, 0 if size >= 1 else 1)} percentage points {more} often in"
        f" {cases(of, str(effect.level), codes)} than in {cases(of, str(effect.reference), codes)}"
        f" ({limit(low)} to {limit(high)})"
    )


def limit(value: float) -> str:
    """A limit of an interval in points, within 100, with a true minus; near nought a decimal."""
    held = min(max(value, -100.0), 100.0)
    decimals = 1 if abs(held) < 1 else 0
    return rounded(held, decimals).replace("-", "\N{MINUS SIGN}")


def screened(cells: pd.DataFrame) -> Headline:
    """The headline of a screen: what outlasts all its tests, and in how many models one enters.

    ``cells``: of tables.screened.
    """
    models = cells.drop_duplicates(["question", "factor"])
    number, by_chance = len(models), models["by_chance"].sum()
    with_one = len(cells.loc[cells["entered"], ["question", "factor"]].drop_duplicates())
    tests, left = len(cells), int((cells["p_adjusted"] < SIGNIFICANCE).sum())
    of = f"{left or 'None'} of {tests} differences" if tests > 1 else f"{left or 'No'} difference"
    remain = f"{of} remain{'s' * (left < 2)}"
    enter = (
        f"candidates enter {with_one or 'none'} of {number} model{'s' * (number > 1)}"
        f" (chance alone: {rounded(by_chance, 1)})"
    )
    return told(f"{remain} after allowing for all tests; {enter}", f"{remain}; {enter}")
