"""The message of a regression in one sentence, in two lengths, and each difference in words."""

from collections.abc import Sequence

import pandas as pd

from probation.analysis.effects import Effect
from probation.analysis.regression import Regression
from probation.charts.lengths import Headline, briefly, told
from probation.charts.theme import percent, rounded
from probation.regression import tables
from probation.scope import Scope
from probation.vocabulary import Codebook, Dimension, cases, join_or


def headline(found: Regression, scope: Scope, codes: Codebook) -> Headline:
    """What was found, in one sentence: of the variable that entered first, beside the others."""
    short = scope.factor.label if scope.factor else scope.question.short.replace(":", ",")
    if not found.model.variables:
        none = f"no candidate enters at p < {found.criteria.enter:g}"
        return told(f"{scope.question.topic}{_of(scope)}: {none}", f"{short}: {none}")
    first, *others = found.model.variables
    whole = f"{scope.question.finding}{_of(scope)} {difference(found, first, codes)}"
    adjusted = ", adjusted" if others else ""
    return told(
        f"{whole}{_accounted(others)}",
        f"{whole}{adjusted}",
        *(f"{short}: {said}{adjusted}" for said in _briefly(found, first, codes)),
    )


def _briefly(found: Regression, variable: str, codes: Codebook) -> list[str]:
    """``difference`` in fewer words, the longer first."""
    of = Dimension(variable)
    own = [effect for effect in found.effects if effect.variable == variable]
    shown = tables.told(found, variable)
    if not _can_be_sized(found, variable):
        return [f"differs by {of.phrase}, by how much unknown"]
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
    points = f"{rounded(size, 0 if size >= 1 else 1)} points"
    above = "above" if more == "more" else "below"
    apart = f"{one} {points} {above} {other}"
    return [f"{apart} ({limit(ends[0])} to {limit(ends[1])})", apart]


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
    level, against = (cases(variable, row[name], codes) for name in ("level", "reference"))
    one, other = briefly(variable, row["level"], row["reference"], codes)
    others = found.model.variables[1:]
    adjusted = ", adjusted" if others else ""
    short = scope.factor.label if scope.factor else scope.question.short.replace(":", ",")
    return told(
        f"{scope.question.finding}{_of(scope)}: the odds in {level} are {ratio} times those in"
        f" {against} ({low} to {high}){_accounted(others)}",
        f"{short}: odds for {one} {ratio} times those for {other} ({low} to {high}){adjusted}",
        f"{short}: odds for {one} {ratio} times {other}{adjusted}",
    )


def _of(scope: Scope) -> str:
    return f" for {scope.factor.phrase}" if scope.factor else ""


def _accounted(others: Sequence[str]) -> str:
    return f", after accounting for {names(others)}" if others else ""


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
    """The headline of a screen: how many of its models have an entrant, and the most frequent.

    ``cells``: of tables.screened.
    """
    models = cells[["question", "factor"]].drop_duplicates()
    entered = cells[cells["entered"]]
    with_one = entered[["question", "factor"]].drop_duplicates()
    if entered.empty:
        what = "the model" if len(models) == 1 else f"any of the {len(models)} models"
        return told(f"No candidate enters {what}")
    counts = entered["variable"].value_counts()
    most = [name for name in cells["variable"].unique() if counts.get(name) == counts.max()]
    number = counts.max()
    times = {1: "once", 2: "twice"}.get(number, f"{number} times")
    often = f"{names(most)}, {times}{' each' if len(most) > 1 else ''}"
    some = f"A candidate enters in {len(with_one)} of {len(models)} models"
    return told(f"{some}: {often if number == 1 else f'most often {often}'}", some)
