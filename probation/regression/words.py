"""A regression of stored judgements in sentences: what was found, how, and what to beware of."""

from collections.abc import Sequence

import pandas as pd

from probation.analysis.cautions import RED, Quoted, cautions, events_per_parameter
from probation.analysis.effects import Effect
from probation.analysis.regression import Regression
from probation.analysis.standing import Standing, standings
from probation.analysis.stepwise import PERFECT_FIT, STOPPED
from probation.charts.theme import percent, rounded
from probation.regression import tables
from probation.scope import Scope
from probation.vocabulary import (
    NOT_RECORDED,
    Codebook,
    Dimension,
    cases,
    join_or,
    p_value,
    upper_first,
)


class InWords(Quoted):
    """Dimensions and their levels as a warning calls them."""

    clusters = "areas"

    def __init__(self, codes: Codebook) -> None:
        self.codes = codes

    def variable(self, name: str) -> str:
        return name_of(name)

    def level(self, name: str, level: str | None) -> str:
        return cases(Dimension(name), str(level), self.codes)

    def excluded(self, name: str, all_missing: bool, missing: int, total: int) -> str:
        first = upper_first(name_of(name))
        if all_missing:
            return f"{first} took no part: it is recorded in none of these cases."
        return (
            f"{first} took no part: it is the same in all of these cases. Clear its filter, or take"
            " it off the candidates."
        )


def headline(found: Regression, scope: Scope, codes: Codebook) -> str:
    """What was found, in one sentence: of the variable that entered first, beside the others."""
    if not found.model.variables:
        topic = f"{scope.question.topic}{_of(scope)}"
        return f"{topic}: no candidate enters at p < {found.criteria.enter:g}"
    first, *others = found.model.variables
    difference = _difference(found, first, codes)
    return f"{scope.question.finding}{_of(scope)} {difference}{_accounted(others)}"


def odds_headline(found: Regression, scope: Scope, codes: Codebook) -> str:
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
    return (
        f"{scope.question.finding}{_of(scope)}: the odds in {level} are {ratio} times those in"
        f" {against} (95% interval {low} to {high}){_accounted(found.model.variables[1:])}"
    )


def _of(scope: Scope) -> str:
    return f" for {scope.factor.phrase}" if scope.factor else ""


def _accounted(others: Sequence[str]) -> str:
    return f", after accounting for {_names(others)}" if others else ""


def rest(found: Regression, codes: Codebook) -> list[str]:
    """What else the model says, and what did not enter: a sentence each."""
    sentences = [
        f"In the same model, a yes was given {_difference(found, name, codes)}."
        for name in found.model.variables[1:]
    ]
    sentences += [_covers_nought(found, name) for name in found.model.variables]
    sentences += [_stays(found, name) for name in found.model.variables]
    sentences += _left_out(list(standings(found.path).values()))
    if found.path.stop_variable or found.path.stop_reason == PERFECT_FIT:
        sentences.append(f"The selection ended early: {stopped(found)}")
    return [sentence for sentence in sentences if sentence]


def alarm(found: Regression) -> str:
    """What takes the worth out of a whole regression, with what to do; '' where nothing does."""
    do = "Choose fewer candidates, or take filters away for more cases."
    if found.path.stop_reason == PERFECT_FIT:
        return (
            "These variables predict every case without error, so the size of a difference cannot"
            f" be estimated. {do}"
        )
    if found.separated:
        return (
            "Some cases are predicted without error, so the size of at least one difference cannot"
            f" be estimated. {do}"
        )
    each = events_per_parameter(found.patterns)
    if found.patterns.candidates and each < RED:
        return (
            f"There are far too few cases for so many candidates: {each:.1f} of the rarer answer"
            f" for each parameter, where 10 are usual. {do}"
        )
    return ""


def _covers_nought(found: Regression, variable: str) -> str:
    """That an interval covers nought though the test is significant: readers see both."""
    own = tables.gaps(found, variable)
    if len(own) > 1 or len(tables.told(found, variable)) < 2:
        return ""
    low, high = own.iloc[0][["ci_low", "ci_high"]]
    if not low < 0 < high or not standings(found.path)[variable].significant:
        return ""
    return (
        f"The interval for {name_of(variable)} covers nought although its test is significant"
        f" ({p_value(standings(found.path)[variable].p)}): the two are reckoned differently, and"
        " this is a near thing."
    )


def _stays(found: Regression, variable: str) -> str:
    """Why a variable is in the model whose own test there is not significant."""
    last = found.path.steps[-1].after if found.path.steps else found.path.start
    (p,) = [row.p for row in last.removal_table if row.variable == variable]
    if standings(found.path)[variable].significant and p <= found.criteria.remove:
        return ""
    if p > found.criteria.remove:
        return (
            f"{upper_first(name_of(variable))} is in at {p_value(p)}, above the limit to leave: the"
            " selection ended before it could."
        )
    return (
        f"{upper_first(name_of(variable))} stays at {p_value(p)}: it would leave above"
        f" {found.criteria.remove:g}."
    )


def _left_out(stood: Sequence[Standing]) -> list[str]:
    never = sorted((s for s in stood if s.entered is None), key=lambda s: s.p)
    removed = [s for s in stood if s.removed and not s.selected]
    sentences = []
    if never:
        named = [f"{name_of(s.variable)} ({p_value(s.p)})" for s in never]
        sentences.append(f"{upper_first(join_or(named, 'and'))} did not enter.")
    if removed:
        named = [f"{name_of(s.variable)} ({p_value(s.p)})" for s in removed]
        were = "was" if len(removed) == 1 else "were"
        sentences.append(f"{upper_first(join_or(named, 'and'))} entered and {were} removed again.")
    return sentences


def advice(found: Regression) -> str:
    """What to do where nothing entered; '' where something did."""
    if found.model.variables:
        return ""
    if not found.patterns.candidates:
        return "No candidate is left to choose from. Clear a filter, or choose other candidates."
    return (
        "That is no proof that there is no difference: with few cases only wide ones show. Take"
        " filters away for more cases, or look at the model in full, which gives every difference"
        " with its interval."
    )


def warnings(found: Regression, codes: Codebook, notes: Sequence[str] = ()) -> list[str]:
    """What a reader must be told, the gravest first. notes: of how it was asked (see fitting)."""
    tests = len(found.path.start.not_in_equation)
    many = (
        f"{tests} candidates were tested here, and more with every other model looked at: the"
        " more tests, the more come out significant by chance."
    )
    own = cautions(found.patterns, found.model, found.separated, InWords(codes))
    return [*own, *notes, *([many] if tests > 1 else [])]


def stopped(found: Regression) -> str:
    """Why the selection ended."""
    variable = name_of(found.path.stop_variable) if found.path.stop_variable else ""
    return STOPPED[found.path.stop_reason].format(variable=variable)


def _difference(found: Regression, variable: str, codes: Codebook) -> str:
    """'20 percentage points more often in NPS cases than in CRC cases (95% interval 9 to 31)'.

    Of more than two levels the most and the least frequent, without an interval, which would be of
    two levels picked for being far apart. Nothing is sized that has under 10 cases, or is
    predicted without error.
    """
    own = [effect for effect in found.effects if effect.variable == variable]
    shown = tables.told(found, variable)
    of = Dimension(variable)
    if len(shown) < 2 or (len(own) == 1 and tables.gaps(found, variable)["points"].isna().all()):
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


def _sized(effect: Effect, codes: Codebook) -> str:
    size, low, high, more = effect.points, effect.ci_low, effect.ci_high, "more"
    if size < 0:
        size, low, high, more = -size, -high, -low, "less"
    of = Dimension(effect.variable)
    return (
        f"{rounded(size, 0 if size >= 1 else 1)} percentage points {more} often in"
        f" {cases(of, str(effect.level), codes)} than in {cases(of, str(effect.reference), codes)}"
        f" (95% interval {limit(low)} to {limit(high)})"
    )


def limit(value: float) -> str:
    """A limit of an interval in points, within 100, with a true minus; near nought a decimal."""
    held = min(max(value, -100.0), 100.0)
    decimals = 1 if abs(held) < 1 else 0
    return rounded(held, decimals).replace("-", "\N{MINUS SIGN}")


def _names(variables: Sequence[str]) -> str:
    return join_or([name_of(variable) for variable in variables], "and")


def name_of(variable: str) -> str:
    """A variable within a sentence: 'OGRS band'."""
    return Dimension(variable).phrase


def level(variable: str, code: str, codes: Codebook) -> str:
    """A level beside those of other variables: 'NPS', 'OGRS band: low or medium'."""
    of = Dimension(variable)
    label = codes[of][code]
    if of in (Dimension.OGRS_BAND, Dimension.ROSH_LEVEL) or code == NOT_RECORDED:
        return f"{of.label}: {label.lower()}"
    return label


def against(variable: str, code: str, reference: str, codes: Codebook) -> str:
    """A level and what it is held against: 'NPS, against CRC'."""
    other = codes[Dimension(variable)][reference]
    shown = other.lower() if variable in (Dimension.OGRS_BAND, Dimension.ROSH_LEVEL) else other
    return f"{level(variable, code, codes)}, against {shown}"


def screened(cells: pd.DataFrame) -> str:
    """The headline of a screen: how many of its models have an entrant, and the most frequent.

    ``cells``: of tables.screened.
    """
    models = cells[["question", "factor"]].drop_duplicates()
    entered = cells[cells["entered"]]
    with_one = entered[["question", "factor"]].drop_duplicates()
    if entered.empty:
        what = "the model" if len(models) == 1 else f"any of the {len(models)} models"
        return f"No candidate enters {what}"
    counts = entered["variable"].value_counts()
    most = [name for name in cells["variable"].unique() if counts.get(name) == counts.max()]
    number = counts.max()
    times = {1: "once", 2: "twice"}.get(number, f"{number} times")
    often = f"{_names(most)}, {times}{' each' if len(most) > 1 else ''}"
    return (
        f"A candidate enters in {len(with_one)} of {len(models)} models:"
        f" {often if number == 1 else f'most often {often}'}"
    )
