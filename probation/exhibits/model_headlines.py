"""The message of a regression in one sentence, in two lengths, and each difference in words."""

from collections.abc import Sequence

from probation.charts.lengths import Headline, briefly, told
from probation.charts.theme import percent, rounded
from probation.disclosure.estimates import model_tables
from probation.disclosure.estimates.models import pooled
from probation.domain.codes import Codebook, cases
from probation.domain.scope import Scope
from probation.domain.vocabulary import NOT_RECORDED, Dimension
from probation.domain.wording import join_or, plural
from probation.exhibits.model_cautions import floored
from probation.stepwise.cautions import events_per_parameter, few_events, too_few_events
from probation.stepwise.effects import Effect
from probation.stepwise.regression import Regression
from probation.stepwise.selection_result import SIGNIFICANCE, selection_results


def headline(found: Regression, scope: Scope, codes: Codebook) -> Headline:
    """What was found, in one sentence: of the variable that entered first, beside the others.

    With fewer than 10 events a parameter it says so first; with fewer than 5 it sizes nothing.
    Where nothing else entered it says that, with the difference in the model of all candidates.
    """
    entered = found.model.variables
    if not found.patterns.candidates:
        return _of_what(scope, "no candidate could be tested")
    if not entered:
        none = "no candidate enters"
        return _few_said(found, scope, [f"{none} at p < {found.criteria.enter:g}", none])
    if too_few_events(found.patterns):
        return _few_said(found, scope, [enters(entered), enters(entered[:1])])
    said = _briefly(found, entered[0], codes)
    if few_events(found.patterns):
        return _few_said(found, scope, [*said, enters(entered), enters(entered[:1])])
    alone = _alone(found) and _rejected(found, entered[0])
    full = _full_briefly(found) if alone else ""
    return _of_what(scope, *said, others=entered[1:], alone=alone, full=full)


def enters(variables: Sequence[str]) -> str:
    """'age group and provider enter'."""
    return f"{names(variables)} {plural(len(variables), 'enters', 'enter')}"


def few(found: Regression) -> str:
    """'too few events (6.3 a parameter)' where there are; else ''. Events: the rarer answer."""
    if not few_events(found.patterns):
        return ""
    return f"too few events ({floored(events_per_parameter(found.patterns))} a parameter)"


def _few_said(found: Regression, scope: Scope, said: Sequence[str]) -> Headline:
    """What is said, the longer first, after the sentence's word on too few events, if any."""
    whole, brief = _about(scope)
    if not (warned := few(found)):
        return told(*(f"{of}: {text}" for of in (whole, brief) for text in said))
    lead = [warned]
    if too_few_events(found.patterns) and found.model.variables:
        lead.insert(0, f"{warned} for adjusted numbers")
    return told(
        *(f"{of}: {start}; {text}" for of in (whole, brief) for start in lead for text in said)
    )


def _about(scope: Scope) -> tuple[str, str]:
    """What a question and factor are called, the longer first."""
    short = scope.question.short.replace(":", ",")
    if scope.factor:
        return f"{short}, {scope.factor.phrase}", scope.factor.label
    return (f"{short}, all factors", f"{short}, all factors") if pooled(scope) else (short, short)


def _of_what(
    scope: Scope, *said: str, others: Sequence[str] = (), alone: bool = False, full: str = ""
) -> Headline:
    """What is said of a question and factor, the longer first; with what is accounted for.

    alone: nothing else entered, though there was a choice; full: the same of all candidates.
    """
    whole, brief = _about(scope)
    adjusted = ", adjusted" if others else ""
    accounted = f", after accounting for {names(others)}" if others else ""
    ends = [(whole, accounted), (whole, adjusted), (brief, adjusted)]
    if alone:
        nothing = ", nothing else entered"
        ends = [(whole, nothing), (brief, nothing)]
        ends = [(whole, f"{nothing}; {full}"), *ends] if full else ends
    kept = [f"{of}: {text}{end}" for text in said for of, end in ends]
    return told(*kept, *(f"{brief}: {text}" for text in said))


def _alone(found: Regression) -> bool:
    """Whether one variable entered of several that could have."""
    return len(found.model.variables) == 1 < len(found.patterns.names)


def _full_effect(found: Regression) -> Effect | None:
    """The two-level variable that entered alone, in the model of all candidates; None unsized."""
    (variable,) = found.model.variables
    own = [e for e in found.full.effects if e.variable == variable]
    sized = model_tables.full_gaps(found, variable)["points"].notna().all()
    return own[0] if len(own) == 1 and sized and _of_groups(found, variable) else None


def _full_briefly(found: Regression) -> str:
    effect = _full_effect(found)
    if effect is None:
        return ""
    selected = next(e for e in found.effects if e.variable == effect.variable)
    turn = -1 if selected.points < 0 else 1
    low, high = sorted((turn * effect.ci_low, turn * effect.ci_high))
    size = limit(turn * effect.points)
    return f"with all candidates {size} ({limit(low)} to {limit(high)})"


def alone_in_full(found: Regression, codes: Codebook) -> str:
    """That nothing else entered, and the difference with all candidates in the model; or ''."""
    if not _alone(found):
        return ""
    nothing = "Nothing else entered, so nothing else is accounted for"
    if too_few_events(found.patterns):
        return f"{nothing}."
    effect = _full_effect(found)
    if effect is None:
        return f"{nothing}; the model in full holds all {len(found.patterns.names)} candidates."
    return (
        f"{nothing}. With all {len(found.patterns.names)} candidates in the model a yes was given"
        f" {_sized(effect, codes)}."
    )


def _briefly(found: Regression, variable: str, codes: Codebook) -> list[str]:
    """``difference`` in fewer words, the longer first."""
    of = Dimension(variable)
    if not _rejected(found, variable):
        none = f"no difference by {of.phrase} that these cases can tell from none"
        return [none, f"no clear difference by {of.phrase}"]
    own = _of_groups(found, variable)
    shown = model_tables.told(found, variable)
    if not own:
        differs = f"differs by {of.phrase}"
        return [f"{differs}, 'not recorded' among its levels", differs]
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


def _of_groups(found: Regression, variable: str) -> list[Effect]:
    """The effects of a variable that are of groups; none where these are not what its test is of.

    Cases with the variable not recorded are no group. Where they are a level, the test is of that
    too: a difference between the others is claimed only of two, by its own interval.
    """
    own = [effect for effect in found.effects if effect.variable == variable]
    recorded = [e for e in own if NOT_RECORDED not in (e.level, e.reference)]
    if len(recorded) == len(own):
        return own
    return [e for e in recorded if len(recorded) == 1 and (e.ci_low > 0 or e.ci_high < 0)]


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
    rows = model_tables.coefficients(found)
    rows = rows[rows["variable"] == first]
    told_of = len(rows) == 1 and rows["odds_ratio"].notna().all() and _rejected(found, str(first))
    told_of = told_of and bool(_of_groups(found, str(first)))
    if not told_of or too_few_events(found.patterns):
        return headline(found, scope, codes)
    row, variable = rows.iloc[0], Dimension(str(first))
    ratio, low, high = (rounded(row[name], 2) for name in ("odds_ratio", "ci_low", "ci_high"))
    one, other = briefly(variable, row["level"], row["reference"], codes)
    times = f"odds for {one} {ratio} times those for {other} ({low} to {high})"
    short = f"odds for {one} {ratio} times {other}"
    if few_events(found.patterns):
        return _few_said(found, scope, [times, short, enters([str(first)])])
    return _of_what(scope, times, short, others=found.model.variables[1:], alone=_alone(found))


def names(variables: Sequence[str]) -> str:
    """Several variables within a sentence."""
    return join_or([Dimension(variable).phrase for variable in variables], "and")


def difference(found: Regression, variable: str, codes: Codebook) -> str:
    """'a yes was given 20 percentage points more often in NPS cases than in CRC cases (9 to 31)'.

    Of more than two levels the most and the least frequent, without an interval, which would be of
    two levels picked for being far apart. Nothing is sized that has under 10 cases, or is
    predicted without error.
    """
    of = Dimension(variable)
    if not _rejected(found, variable):
        return f"{of.phrase} makes no difference that these cases can tell from none"
    return f"a yes was given {_given(found, variable, codes)}"


def _given(found: Regression, variable: str, codes: Codebook) -> str:
    own = _of_groups(found, variable)
    shown = model_tables.told(found, variable)
    of = Dimension(variable)
    if not own:
        return f"to a different extent by {of.phrase}, 'not recorded' among its levels"
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


def _rejected(found: Regression, variable: str) -> bool:
    """Whether the test of a variable in the model rejects, each case counted once.

    What stays in a model need not: a reader may let in what is not significant.
    """
    if found.patterns.repeated:
        return found.by_case(variable) < SIGNIFICANCE
    return selection_results(found.path)[variable].significant


def _can_be_sized(found: Regression, variable: str) -> bool:
    """Whether the cases can tell how far the levels of a variable are apart."""
    own = _of_groups(found, variable)
    gaps = model_tables.gaps(found, variable)
    unsized = len(own) == 1 and gaps.loc[gaps["level"] == own[0].level, "points"].isna().all()
    return len(model_tables.told(found, variable)) > 1 and not unsized


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
