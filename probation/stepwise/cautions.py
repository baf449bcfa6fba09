"""What a reader of a regression must be told, in sentences."""

import math
from collections.abc import Sequence

import numpy as np

from probation.domain.vocabulary import counted, join_or, plural
from probation.stepwise.coefficients import INTERCEPT, Term, terms
from probation.stepwise.models import Model
from probation.stepwise.patterns import ALL_MISSING, Patterns

#: Events per parameter: below the first an answer is unsteady, below the second unreliable.
AMBER, RED = 10, 5
#: Fewer clusters than this leave their errors few degrees of freedom.
FEW_CLUSTERS = 30

#: Pairs of values of which everybody knows which is the event.
_PLAIN = ({"0", "1"}, {"no", "yes"}, {"false", "true"})


def rarer_cases(patterns: Patterns) -> int:
    """Cases of the rarer outcome.

    Where a case has several judgements it counts once, for each outcome that one of them has: the
    rarer outcome is that of fewer cases.
    """
    clusters = patterns.clusters
    if clusters is None or not clusters.repeated:
        return min(patterns.events, patterns.rows.used - patterns.events)
    has = (clusters.yes > 0, clusters.yes < clusters.n)
    cases = (float(clusters.times[np.unique(clusters.cluster[one])].sum()) for one in has)
    return round(min(cases))


def events_per_parameter(patterns: Patterns) -> float:
    """Cases of the rarer outcome for each parameter of all candidates together."""
    parameters: int = patterns.design.shape[1]
    return rarer_cases(patterns) / max(parameters, 1)


def few_events(patterns: Patterns) -> bool:
    """Whether there are so few for each parameter that the first sentence must say so."""
    return bool(patterns.candidates) and events_per_parameter(patterns) < AMBER


def too_few_events(patterns: Patterns) -> bool:
    """Whether there are so few that no adjusted number is given."""
    return bool(patterns.candidates) and events_per_parameter(patterns) < RED


def floored(each: float) -> str:
    """Events per parameter with a decimal, rounded down: 9.97 is not 10."""
    return f"{math.floor(10 * each) / 10:.1f}"


class Quoted:
    """How a warning calls things: here as the data do, in quotation marks."""

    cluster, clusters = "cluster", "clusters"

    def variable(self, name: str) -> str:
        return f"'{name}'"

    def level(self, name: str, level: str | None) -> str:
        return f"'{name}'" if level is None else f"'{name}' = '{level}'"

    def excluded(self, name: str, all_missing: bool, missing: int, total: int) -> str:
        """Why a candidate took no part."""
        if all_missing:
            return f"'{name}' was left out: it is missing in every row."
        return (
            f"'{name}' was left out: it has one value in all complete rows (it is missing in"
            f" {missing:,} of {total:,})."
        )


def cautions(
    patterns: Patterns, model: Model, separated: Sequence[Term], names: Quoted | None = None
) -> tuple[str, ...]:
    """The warnings of one regression, the gravest first, in the words of ``names``."""
    names = names or Quoted()
    found = [
        events_said(patterns),
        _separation(model, separated, names),
        _convergence(model),
        _aliased(patterns, model, names),
        *_excluded(patterns, names),
        _lost(patterns, names),
        _event(patterns),
        _clusters(patterns, model, names),
    ]
    if model.variables:
        found.append(
            "The variables were chosen because they were significant in these data, so their"
            " p-values and intervals are too optimistic; the full model's variables were not"
            " chosen."
        )
    return tuple(sentence for sentence in found if sentence)


def several_tests(tests: int, allowed_for: str) -> str:
    """The warning of several outcomes tested; '' of one. allowed_for: what allows for that."""
    if tests < 2:
        return ""
    chance = (
        "were there no real differences, 1 in 20 would still come out below 0.05"
        if tests < 20
        else f"about {round(tests * 0.05)} of them would come out below 0.05 if nothing mattered"
    )
    return f"{tests} tests were made at once: {chance}. {allowed_for} for that."


def _separation(model: Model, separated: Sequence[Term], names: Quoted) -> str:
    if not separated:
        return ""
    if model.fit.minus2ll < 1e-6:
        return (
            "The model predicts every case without error (complete separation), so odds ratios"
            " and Wald tests have no meaning; use the likelihood-ratio test and Firth's estimates."
        )
    infinite = [names.level(t.variable, t.level) for t in separated if t.variable != INTERCEPT]
    return (
        f"Some cases are predicted without error (separation): the odds ratio of"
        f" {join_or(infinite, 'and')} is infinite or zero and is withheld; use the likelihood-ratio"
        " test and Firth's estimates."
    )


def _convergence(model: Model) -> str:
    return "" if model.fit.converged else "The fit did not converge; do not use its coefficients."


def events_said(patterns: Patterns) -> str:
    """That there are few events for each parameter; '' where there are enough."""
    if not few_events(patterns):
        return ""
    weight = (
        "far too few to rely on: no adjusted number is given"
        if too_few_events(patterns)
        else "few: take the answer with care"
    )
    once = " (each counted once, however many judgements it has)" if patterns.repeated else ""
    return (
        f"Too few events: the rarer outcome has {counted(rarer_cases(patterns), 'case')}{once} for"
        f" {counted(patterns.design.shape[1], 'parameter')},"
        f" {floored(events_per_parameter(patterns))} each, which is {weight}."
    )


def _aliased(patterns: Patterns, model: Model, names: Quoted) -> str:
    columns = set(model.columns.tolist())
    determined = [
        names.level(t.variable, t.level)
        for t in terms(patterns, model.variables)[1:]
        if t.column not in columns
    ]
    if not determined:
        return ""
    return (
        f"Other variables in the model determine {join_or(determined, 'and')}, so it has no"
        " coefficient of its own."
    )


def _excluded(patterns: Patterns, names: Quoted) -> list[str]:
    rows = patterns.rows
    return [
        names.excluded(e.variable, e.reason == ALL_MISSING, rows.missing[e.variable], rows.total)
        for e in patterns.excluded
    ]


def _lost(patterns: Patterns, names: Quoted) -> str:
    rows = patterns.rows
    lost = rows.total - rows.used
    if not lost:
        return ""
    left_out = {e.variable for e in patterns.excluded if e.reason == ALL_MISSING}
    by = [f"{names.variable(v)} {n:,}" for v, n in rows.missing.items() if n and v not in left_out]
    what = counted(lost, "judgement" if patterns.repeated else "case")
    return (
        f"{what} {plural(lost, 'was', 'were')} left out of {rows.total:,} for lack of a value:"
        f" {join_or(by, 'and')}."
    )


def _event(patterns: Patterns) -> str:
    if {patterns.event.casefold(), patterns.other.casefold()} in _PLAIN:
        return ""
    return f"The event is '{patterns.outcome}' = '{patterns.event}', against '{patterns.other}'."


def _clusters(patterns: Patterns, model: Model, names: Quoted) -> str:
    if patterns.clusters is None:
        return ""
    if patterns.clusters.repeated:
        return (
            "A case may have several judgements: intervals take the case as the cluster (CR2,"
            " Satterthwaite's t); the selection takes each judgement as a case of its own, so its"
            " p-values are too small. Those of the full model, and limits of Firth's estimates,"
            " would be so too and are not given."
        )
    count = len(patterns.clusters.names)
    if count == 1:
        return f"All cases are of one of the {names.clusters}; errors cannot allow for likeness."
    if any(patterns.fixed_by_cluster(name) for name in model.variables):
        return ""  # there are no errors by cluster (Regression.robust)
    few = ", few as they are" if count < FEW_CLUSTERS else ""
    return (
        f"There are {count} {names.clusters}: intervals by {names.cluster} allow for likeness"
        f" within them{few} (CR2, Satterthwaite's t); all other intervals and p-values take cases"
        " as independent."
    )
