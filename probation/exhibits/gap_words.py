"""What must be known of differences, of adjusted ones and of bounds, in sentences."""

from collections.abc import Iterable

import pandas as pd

from probation.charts.gaps import name
from probation.charts.headlines import both_ways
from probation.disclosure.estimates.accounted import accounted
from probation.disclosure.estimates.adjusted_gaps import NOTHING_ELSE
from probation.disclosure.estimates.gaps import sides
from probation.disclosure.gate import SMALL_BASE, firm
from probation.domain.scope import Scope
from probation.domain.vocabulary import CANDIDATES, HOW_MANY, NOT_RECORDED, TERMS, Factor
from probation.domain.wording import counted, join_or, p_value, plural, upper_first
from probation.stepwise.cautions import AMBER, RED
from probation.store.connection import Store

_FULL_MODEL = (
    f"Adjusted: the difference in a logistic model of all {HOW_MANY} breakdowns (of those that vary"
    " among the cases), averaged over the cases in it: an average of the model, not what would"
    " happen were a case on the other side."
)
_STEPWISE = (
    "Adjusted by the stepwise model, as links with adjusted=on ask: the difference in the model"
    f" that selection from the {HOW_MANY} breakdowns ends with; none where the two groups did"
    f" not enter. The switch 'Adjusted for the other variables' accounts for all {HOW_MANY}."
)


def few_events(frame: pd.DataFrame) -> str:
    """The sentence that comes first where models have few events for so many parameters, or ''.

    frame: rows of disclosure.estimates.gaps; with columns of adjusted_gaps where models are shown.
    """
    if "events_per_parameter" not in frame:
        return ""
    each = frame["events_per_parameter"].astype(float)
    few, too_few = frame[(each < AMBER) & (each >= RED)], frame[each < RED]
    parts = []
    if len(few):
        parts.append(f"{_named(few, frame)}: fewer than {AMBER}, take with care")
    if len(too_few):
        parts.append(f"{_named(too_few, frame)}: fewer than {RED}, so none is given")
    if not parts:
        return ""
    return (
        f"Adjusted differences rest on few cases of the rarer answer a parameter."
        f" {upper_first('; '.join(parts))}."
    )


def full_model(store: Store, scope: Scope, frame: pd.DataFrame) -> tuple[str, ...]:
    """What the differences in the model of all breakdowns are, and what they rest on."""
    assert scope.breakdown is not None
    about = accounted(store, scope, scope.breakdown, CANDIDATES)
    return (_FULL_MODEL, *about, *_resting(frame), *_full_tests(frame))


def stepwise(store: Store, scope: Scope, frame: pd.DataFrame) -> tuple[str, ...]:
    """The same of the stepwise models."""
    assert scope.breakdown is not None
    _, *not_accounted = accounted(store, scope, scope.breakdown, CANDIDATES)
    alone = frame[frame["adjusted_note"] == NOTHING_ELSE]
    nothing = f"Nothing else entered, so nothing is accounted for: {_named(alone, frame)}."
    return (_STEPWISE, *([nothing] if len(alone) else []), *not_accounted, *_resting(frame))


def which_two(scope: Scope) -> tuple[str, ...]:
    """Which levels are compared where there are more than two, and how to compare others."""
    assert scope.breakdown is not None
    levels = [term for term in TERMS[scope.breakdown] if term != NOT_RECORDED]
    if len(levels) < 3:
        return ()
    a, b = (TERMS[scope.breakdown](level).brief for level in sides(scope))
    return (
        f"Of the {len(levels)} levels of {scope.breakdown.phrase} two are compared: {b} and {a}."
        " Filter to two others to compare those.",
    )


def bounds(scope: Scope, frame: pd.DataFrame) -> str:
    """What the bounds of disclosure.estimates.gaps are."""
    assert scope.breakdown is not None
    what, n = scope.breakdown.phrase, int(frame["n_not_recorded"].sum())
    if n:
        return (
            "Bounds: the least and the greatest each difference could be, whichever group the"
            f" {counted(n, 'judgement')} with {what} not recorded"
            f" {plural(n, 'belongs', 'belong')} to; chance is not allowed for."
        )
    through = scope.codes(scope.breakdown)
    why = f"the filter keeps only cases with {what} recorded" if through else f"{what} is recorded"
    return f"Bounds: {why}{'' if through else ' for every case'}, so each is the difference itself."


def _resting(frame: pd.DataFrame) -> Iterable[str]:
    known = frame[frame["model_cases"].notna()]
    used, lost = (int(known[column].sum()) for column in ("model_cases", "model_lost"))
    if not len(known):
        return
    if not lost:
        yield f"The models rest on all {counted(used, 'judgement')}."
        return
    by_factor = " (by factor in the table)" if len(frame) > 1 else ""
    yield (
        f"The models rest on {used:,} of {counted(used + lost, 'judgement')}{by_factor};"
        f" {lost:,} {plural(lost, 'was', 'were')} left out because one of the {HOW_MANY} is"
        " not recorded."
    )


def _full_tests(frame: pd.DataFrame) -> Iterable[str]:
    tested = frame[frame["full_model_p"].notna() & frame["flag_full_model"].isna()]
    if len(tested) == 1:
        yield f"Test of the adjusted difference: {p_value(tested['full_model_p'].iloc[0])}."
    elif len(tested):
        yield (
            f"Of {len(tested)} adjusted differences with {SMALL_BASE} judgements or more a side"
            f" (likelihood ratio), {both_ways(tested['full_model_p'], tested['full_model_p_bh'])}"
        )


def _named(rows: pd.DataFrame, of: pd.DataFrame) -> str:
    if len(rows) == len(of) > 1:
        return "every factor"
    return join_or(
        [
            Factor(r.factor).phrase if r.factor else name(r.question, None)
            for r in rows.itertuples()
        ],
        "and",
    )


def forward(frame: pd.DataFrame) -> str:
    """In how many comparisons partners are ahead, as a sentence behind another; or ''."""
    sure = frame[firm(frame, "difference")]
    if sure.empty:
        return ""
    forward = int((sure["difference"] > 0).sum())
    return (
        f" Partners are ahead in {forward} of {counted(len(sure), 'comparison')} with 30 judgements"
        " or more a side."
    )
